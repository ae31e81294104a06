"""What can be wrong in the catalogue, found by looking at every row."""

import json
from collections.abc import Iterator
from itertools import pairwise

from dateline.index.article import Metadata
from dateline.index.catalogue.articles import unpack, version_digest
from dateline.index.catalogue.database import Database
from dateline.errors import DatelineError

_ORPHANS = {
    "versions": "SELECT key FROM versions WHERE article NOT IN (SELECT key FROM articles)",
    "articles": "SELECT key FROM articles WHERE key NOT IN (SELECT article FROM versions WHERE current = 1)",
    "sources": "SELECT name FROM sources WHERE article NOT IN (SELECT key FROM articles)",
    "passages": "SELECT id FROM passages WHERE version NOT IN (SELECT key FROM versions)",
    "raws": "SELECT digest FROM raws WHERE digest NOT IN (SELECT raw FROM versions)",
    "bands": "SELECT DISTINCT article FROM bands WHERE article NOT IN (SELECT key FROM articles)",
    "lines": "SELECT DISTINCT article FROM lines WHERE article NOT IN (SELECT key FROM articles)",
    "pairs": "SELECT a FROM pairs WHERE a NOT IN (SELECT key FROM articles) OR b NOT IN (SELECT key FROM articles)",
}
_REMOVALS = {
    "sources": "DELETE FROM sources WHERE article NOT IN (SELECT key FROM articles)",
    "raws": "DELETE FROM raws WHERE digest NOT IN (SELECT raw FROM versions)",
    "vectors": "DELETE FROM vectors WHERE passage NOT IN (SELECT id FROM passages)",
    "bands": "DELETE FROM bands WHERE article NOT IN (SELECT key FROM articles)",
    "lines": "DELETE FROM lines WHERE article NOT IN (SELECT key FROM articles)",
    "pairs": "DELETE FROM pairs WHERE a NOT IN (SELECT key FROM articles) OR b NOT IN (SELECT key FROM articles)",
}


class Faults:
    """Looks for faults; each method gives one row a fault."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def file(self) -> Iterator[str]:
        """What SQLite itself says of the file."""
        yield from (said for (said,) in self._db.rows("PRAGMA integrity_check(20)") if said != "ok")

    def texts(self) -> Iterator[tuple[str, int, str]]:
        """Versions whose text or metadata are not those that were stored: (article, number, what)."""
        for row in self._db.connection.execute(
            "SELECT a.id, v.number, v.digest, v.text, v.title, v.publisher, v.origin, v.authors, v.published, "
            "v.published_from, v.language, v.url, v.extra, r.digest IS NULL FROM versions v "
            "JOIN articles a ON a.key = v.article LEFT JOIN raws r ON r.digest = v.raw"
        ):
            article, number, digest, text, title, publisher, origin, authors, published = row[:9]
            known = Metadata(title, publisher, origin, tuple(json.loads(authors)), published, *row[9:12])
            known = _with_extra(known, row[12])
            if version_digest(article, text, known) != digest:
                yield article, number, "its text or metadata have changed since they were stored"
            if row[13]:
                yield article, number, "its raw text is missing"

    def spans(self) -> Iterator[tuple[str, int, str]]:
        """Versions with sentences or passages that are no spans of their text: (article, number, what)."""
        for article, number, key, length, packed in self._db.connection.execute(
            "SELECT a.id, v.number, v.key, length(v.text), v.sentences FROM versions v JOIN articles a ON a.key = v.article"
        ):
            sentences = unpack(packed) if len(packed) % 8 == 0 else ()
            starts, ends = {span.start for span in sentences}, {span.end for span in sentences}
            ordered = all(0 <= span.start < span.end <= length for span in sentences) and all(
                one.end <= two.start for one, two in pairwise(sentences)
            )
            if not ordered or (not sentences and length):
                yield article, number, "its sentences are no spans of its text in order"
            for start, end in self._db.rows('SELECT start, "end" FROM passages WHERE version = ?', key):
                if start not in starts or end not in ends or start >= end:
                    yield article, number, f"passage {start} to {end} is no run of whole sentences"

    def orphans(self) -> Iterator[tuple[str, str]]:
        """Rows that belong to nothing: (table, what)."""
        for table, sql in _ORPHANS.items():
            if rows := self._db.rows(sql):
                yield table, f"{len(rows)} rows belong to nothing, the first is {rows[0][0]}"

    def vectors(self) -> Iterator[tuple[str, str]]:
        """Passages without a vector, vectors without a passage, vectors of a wrong size: (where, what)."""
        missing = self._db.rows("SELECT id FROM passages WHERE id NOT IN (SELECT passage FROM vectors)")
        surplus = self._db.rows("SELECT passage FROM vectors WHERE passage NOT IN (SELECT id FROM passages)")
        sizes = self._db.rows("SELECT length(vector), count(*) FROM vectors GROUP BY 1 ORDER BY 2 DESC")
        if missing:
            yield f"passage {missing[0][0]}", f"{len(missing)} passages have no vector"
        if surplus:
            yield f"vector {surplus[0][0]}", f"{len(surplus)} vectors belong to no passage"
        if len(sizes) > 1:
            yield "vectors", f"{sum(count for _, count in sizes[1:])} vectors have another size than the rest"

    def words(self) -> Iterator[tuple[str, str]]:
        """Whether the word indexes hold exactly the words of passages and leads: (where, what)."""
        for table in ("passage_words", "lead_words"):
            try:
                with self._db.transaction():
                    self._db.run(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
            except DatelineError as error:
                yield table, f"it does not fit the texts ({error})"

    def remove_orphans(self) -> None:
        """Remove rows that belong to nothing; inside a transaction."""
        for sql in _REMOVALS.values():
            self._db.run(sql)

    def rebuild_words(self) -> None:
        """Make the word indexes anew from the texts; inside a transaction."""
        for table in ("passage_words", "lead_words"):
            self._db.run(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")


def _with_extra(known: Metadata, extra: str) -> Metadata:
    return Metadata(
        *(known.title, known.publisher, known.origin, known.authors, known.published, known.published_from),
        *(known.language, known.url, json.loads(extra)),
    )
