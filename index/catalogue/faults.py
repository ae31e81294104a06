"""What can be wrong in the catalogue, found by looking at every row."""

import json
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from dateline.errors import ArchiveBroken
from dateline.index.article import Metadata, Span
from dateline.index.catalogue.articles import UNREADABLE, Articles, unpack, version_digest
from dateline.index.catalogue.database import Database
from dateline.index.catalogue.groups import Groups
from dateline.index.catalogue.words import Words
from dateline.index.raw import Raw

# Rows that belong to nothing, in an order in which they can be removed.
_ORPHANS = {
    "versions": "article NOT IN (SELECT key FROM articles)",
    "articles": "key NOT IN (SELECT article FROM versions)",
    "sources": "article NOT IN (SELECT key FROM articles)",
    "raws": "digest NOT IN (SELECT raw FROM versions)",
    "passages": "version NOT IN (SELECT key FROM versions)",
    "bands": "article NOT IN (SELECT key FROM articles)",
    "lines": "article NOT IN (SELECT key FROM articles)",
    "pairs": "a NOT IN (SELECT key FROM articles) OR b NOT IN (SELECT key FROM articles)",
    "unsettled": "article NOT IN (SELECT key FROM articles)",
    "unmarked": "article NOT IN (SELECT key FROM articles)",
}
_LINES_NOBODY_HAS = "line NOT IN (SELECT line FROM lines)"


class Faults:
    """Looks for faults; each method gives one row a fault."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def file(self) -> Iterator[str]:
        """What SQLite itself says of the file."""
        try:
            yield from (said for (said,) in self._db.rows("PRAGMA integrity_check(20)") if said != "ok")
        except ArchiveBroken as error:
            yield str(error)

    def texts(self) -> Iterator[tuple[str, int, str]]:
        """Versions whose text or metadata are not those that were stored: (article, number, what)."""
        for row in self._db.each(
            "SELECT a.id, v.number, v.digest, v.text, v.title, v.publisher, v.origin, v.authors, "
            "v.published, v.published_from, v.language, v.url, v.extra "
            "FROM versions v JOIN articles a ON a.key = v.article"
        ):
            article, number, digest, text = row[:4]
            try:
                stored = version_digest(article, text, _metadata(row[4:]))
            except UNREADABLE as error:
                yield article, number, f"its metadata cannot be read ({error})"
                continue
            if stored != digest:
                yield article, number, "its text or metadata have changed since they were stored"

    def raws(self) -> Iterator[tuple[str, int, str]]:
        """Versions whose raw text is missing or damaged: (article, number, what)."""
        for article, number, digest, body in self._db.each(
            "SELECT a.id, v.number, v.raw, r.body FROM versions v JOIN articles a ON a.key = v.article "
            "LEFT JOIN raws r ON r.digest = v.raw"
        ):
            if body is None:
                yield article, number, "its raw text is missing"
                continue
            try:
                whole = Raw.unpacked("", body).digest == digest
            except UNREADABLE:
                whole = False
            if not whole:
                yield article, number, "its raw text is damaged"

    def spans(self) -> Iterator[tuple[str, int, str]]:
        """Versions with parts that are no spans of their text: (article, number, what)."""
        for article, number, key, length, packed, blocks, skipped, cuts in self._db.each(
            "SELECT a.id, v.number, v.key, length(v.text), v.sentences, v.blocks, v.skipped, v.cuts "
            "FROM versions v JOIN articles a ON a.key = v.article"
        ):
            sentences = unpack(packed) if len(packed) % 8 == 0 else ()
            if not sentences or not _in_order(sentences, length):
                yield article, number, "its sentences are no spans of its text in order"
            try:
                parts = {"blocks": _spans(blocks), "skipped spans": _spans(skipped)}
                json.loads(zlib.decompress(cuts))
            except UNREADABLE as error:
                yield article, number, f"its blocks, skipped spans or cuts cannot be read ({error})"
                continue
            for name, spans in parts.items():
                if not _in_order(spans, length):
                    yield article, number, f"its {name} are no spans of its text in order"
            wrong = self._passages(key, sentences, parts["skipped spans"])
            yield from ((article, number, what) for what in wrong)

    def _passages(self, version: int, sentences: Sequence[Span], skipped: Sequence[Span]) -> Iterator[str]:
        starts, ends = {span.start for span in sentences}, {span.end for span in sentences}
        for start, end in self._db.rows('SELECT start, "end" FROM passages WHERE version = ?', version):
            if start not in starts or end not in ends or start >= end:
                yield f"passage {start} to {end} is no run of whole sentences"
            elif any(span.start < end and start < span.end for span in skipped):
                yield f"passage {start} to {end} holds a skipped span"

    def orphans(self) -> Iterator[tuple[str, str]]:
        """Rows that belong to nothing: (table, what)."""
        for table, where in _ORPHANS.items():
            columns = "*" if table not in ("raws", "versions") else "rowid"
            (count,) = self._db.row(f"SELECT count(*) FROM {table} WHERE {where}")
            if count:
                first = self._db.row(f"SELECT {columns} FROM {table} WHERE {where} LIMIT 1")
                yield table, f"{count} rows belong to nothing, the first is {first[0]}"
        (count,) = self._db.row(f"SELECT count(*) FROM boilerplate WHERE {_LINES_NOBODY_HAS}")
        if count:
            yield "boilerplate", f"{count} lines are in no article"

    def groups(self) -> Iterator[tuple[str, str]]:
        """Articles without exactly one current version, or with a wrong leader: (article, what)."""
        for name, count in self._db.rows(
            "SELECT a.id, sum(v.current) AS n FROM articles a JOIN versions v ON v.article = a.key "
            "GROUP BY a.key HAVING n <> 1"
        ):
            yield name, f"{count} of its versions are current, not one"
        for key in Groups(self._db).wrong():
            (name,) = self._db.row("SELECT id FROM articles WHERE key = ?", key)
            yield name, "it stands in a wrong group of copies"

    def vectors(self) -> Iterator[tuple[str, str]]:
        """Passages without a vector, vectors without a passage, vectors of a wrong size: (where, what)."""
        missing = self._db.rows("SELECT id FROM passages WHERE id NOT IN (SELECT passage FROM vectors)")
        surplus = self._db.rows("SELECT passage FROM vectors WHERE passage NOT IN (SELECT id FROM passages)")
        size = self._db.row("SELECT 2 * value FROM meta WHERE name = 'dimension'")
        wrong = self._db.rows("SELECT passage FROM vectors WHERE length(vector) <> ?", size[0] if size else 0)
        if missing:
            yield f"passage {missing[0][0]}", f"{len(missing)} passages have no vector"
        if surplus:
            yield f"vector {surplus[0][0]}", f"{len(surplus)} vectors belong to no passage"
        if wrong:
            yield f"vector {wrong[0][0]}", f"{len(wrong)} vectors have another size than the embedding's"

    def words(self) -> Iterator[tuple[str, str]]:
        """Where the word index does not hold exactly the words of the passages: (where, what)."""
        yield from Words(self._db).faults()

    def mend(self) -> None:
        """Remove rows that belong to nothing, and reckon versions and groups anew; inside a transaction."""
        self._db.run("PRAGMA defer_foreign_keys = ON")
        for table, where in _ORPHANS.items():
            self._db.run(f"DELETE FROM {table} WHERE {where}")
        self._db.run("DELETE FROM vectors WHERE passage NOT IN (SELECT id FROM passages)")
        self._db.run(f"DELETE FROM boilerplate WHERE {_LINES_NOBODY_HAS}")
        articles = Articles(self._db)
        for (key,) in self._db.rows("SELECT key FROM articles"):
            articles.reckon(key)
        Groups(self._db).mend()


def _metadata(row: Sequence[Any]) -> Metadata:
    title, publisher, origin, authors, published, published_from, language, url, extra = row
    known = (title, publisher, origin, tuple(json.loads(authors)), published, published_from, language, url)
    return Metadata(*known, json.loads(extra))


def _spans(listed: str) -> list[Span]:
    return [Span(int(each[0]), int(each[1])) for each in json.loads(listed)]


def _in_order(spans: Sequence[Span], length: int) -> bool:
    inside = all(0 <= span.start < span.end <= length for span in spans)
    return inside and all(one.end <= two.start for one, two in pairwise(spans))
