"""Articles, their versions, sources and raws in the catalogue."""

import contextlib
import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

import numpy as np

from dateline.index.article import Article, Block, Cut, Metadata, Skipped, Span
from dateline.index.catalogue.database import Database
from dateline.index.raw import Raw

_COLUMNS = (
    "v.key, a.key, a.id, v.number, v.text, v.title, v.publisher, v.origin, v.authors, v.published, "
    "v.published_from, v.language, v.url, v.skipped, v.blocks, v.cuts, v.extra"
)


# What reading a damaged row can raise.
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, zlib.error)


@dataclass(frozen=True, slots=True)
class SourceState:
    """What a source gave when it was last read."""

    article: int
    raw: str


@dataclass(frozen=True, slots=True)
class VersionText:
    """What passages and groups are made from. `article` and `key` are the catalogue's own numbers."""

    key: int
    article: int
    text: str
    title: str
    publisher: str | None
    url: str | None
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    skipped: tuple[Skipped, ...]


class Restorable(NamedTuple):
    """A version's key and digest, and the raw it was made from."""

    key: int
    digest: str
    raw: Raw


class _Dated(NamedTuple):
    """A version and when it was published."""

    key: int
    day: str | None
    published: str | None

    @property
    def moment(self) -> dt.datetime | None:
        """The moment it was published, where more than the day is known."""
        if not self.published or len(self.published) <= len("2025-01-10"):
            return None
        moment = dt.datetime.fromisoformat(self.published)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _newer(one: _Dated, later: _Dated) -> _Dated:
    """The newer of two versions, of which the second came later."""
    if not one.day or not later.day:
        return later
    if one.day == later.day and one.moment and later.moment:
        return one if one.moment > later.moment else later
    return one if one.day > later.day else later


def version_digest(article: str, text: str, metadata: Metadata) -> str:
    """SHA-256 (hex) of a version: equal for the same article, text and metadata wherever they came from."""
    told: list[Any] = [
        article,
        text,
        metadata.title,
        metadata.publisher,
        metadata.origin,
        list(metadata.authors),
    ]
    told += [
        metadata.published,
        metadata.published_from,
        metadata.language,
        metadata.url,
        dict(metadata.extra),
    ]
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def pack(spans: Sequence[Span]) -> bytes:
    """Spans as little-endian 32-bit numbers."""
    return np.array(spans, dtype="<i4").tobytes()


def unpack(packed: bytes) -> tuple[Span, ...]:
    """The spans that `pack` wrote."""
    return tuple(Span(*pair) for pair in np.frombuffer(packed, dtype="<i4").reshape(-1, 2).tolist())


def _columns(
    text: str,
    metadata: Metadata,
    blocks: Sequence[Block],
    sentences: Sequence[Span],
    cuts: Sequence[Cut],
) -> tuple[Any, ...]:
    """A version as its columns from `text` to `cuts`."""
    return (
        *(text, metadata.title, metadata.publisher, metadata.origin),
        json.dumps(metadata.authors, ensure_ascii=False),
        metadata.published,
        metadata.published[:10] if metadata.published else None,
        *(metadata.published_from, metadata.language, metadata.url),
        json.dumps(dict(metadata.extra), default=str),
        json.dumps(blocks),
        pack(sentences),
        zlib.compress(json.dumps(cuts, ensure_ascii=False).encode("utf-8", "surrogatepass")),
    )


class Articles:
    """Articles, versions, sources and raws. Changes must run inside the database's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def source(self, name: str) -> SourceState | None:
        """What the catalogue remembers of a source."""
        row = self._db.row("SELECT article, raw FROM sources WHERE name = ?", name)
        return SourceState(*row) if row else None

    def key(self, article_id: str) -> int | None:
        """The catalogue's number of an article."""
        row = self._db.row("SELECT key FROM articles WHERE id = ?", article_id)
        return int(row[0]) if row else None

    def id(self, key: int) -> str:
        """The id of an article by its number."""
        return str(self._db.row("SELECT id FROM articles WHERE key = ?", key)[0])

    def make(self, article_id: str) -> int:
        """A new article, the leader of itself."""
        key = self._db.run("INSERT INTO articles (id, leader) VALUES (?, 0)", article_id)
        self._db.run("UPDATE articles SET leader = ? WHERE key = ?", key, key)
        return key

    def remember_source(self, name: str, article: int, raw: str, now: str) -> None:
        """Note that a source gave this raw for this article."""
        self._db.run(
            "INSERT INTO sources VALUES (?, ?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE "
            "SET article = excluded.article, raw = excluded.raw, seen = excluded.seen",
            *(name, article, raw, now),
        )

    def keep_raw(self, digest: str, packed: bytes) -> None:
        """Store a raw piece, as `Raw.packed` gave it, once."""
        self._db.run("INSERT OR IGNORE INTO raws VALUES (?, ?)", digest, packed)

    def raw(self, digest: str, source: str) -> Raw:
        """A stored raw piece."""
        return Raw.unpacked(source, self._db.row("SELECT body FROM raws WHERE digest = ?", digest)[0])

    def that_gave(self, raw: str) -> str | None:
        """The id of an article that a source gave with this very raw (its digest)."""
        row = self._db.row(
            "SELECT a.id FROM versions v JOIN articles a ON a.key = v.article "
            "WHERE v.raw = ? ORDER BY a.key LIMIT 1",
            raw,
        )
        return str(row[0]) if row else None

    def version_with(self, article: int, digest: str) -> int | None:
        """The key of an article's version with this digest."""
        row = self._db.row("SELECT key FROM versions WHERE article = ? AND digest = ?", article, digest)
        return int(row[0]) if row else None

    def add_version(
        self,
        article: int,
        digest: str,
        raw: str,
        text: str,
        metadata: Metadata,
        *,
        blocks: Sequence[Block],
        sentences: Sequence[Span],
        cuts: Sequence[Cut],
    ) -> int:
        """Store one more version and say which version counts when; its key."""
        (number,) = self._db.row(
            "SELECT max(coalesce((SELECT max(number) FROM versions WHERE article = ?1), 0), "
            "coalesce((SELECT last FROM removed WHERE id = (SELECT id FROM articles WHERE key = ?1)), 0)) + 1",
            article,
        )
        key = self._db.run(
            "INSERT INTO versions (article, number, digest, raw, text, title, publisher, origin, authors, "
            "published, day, published_from, language, url, extra, blocks, sentences, cuts, skipped, current) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', 0)",
            *(article, number, digest, raw),
            *_columns(text, metadata, blocks, sentences, cuts),
        )
        self.reckon(article)
        return key

    def digest(self, key: int) -> str:
        """The digest of a version by its key."""
        return str(self._db.row("SELECT digest FROM versions WHERE key = ?", key)[0])

    def texts(self, keys: Sequence[int]) -> list[VersionText]:
        """The texts of versions by their keys."""
        found = []
        for each in keys:
            key, article, text, title, publisher, url, blocks, sentences, skipped = self._db.row(
                "SELECT key, article, text, title, publisher, url, blocks, sentences, skipped "
                "FROM versions WHERE key = ?",
                each,
            )
            blocks = tuple(Block(*block) for block in json.loads(blocks))
            skipped = tuple(Skipped(*span) for span in json.loads(skipped))
            version = VersionText(
                *(key, article, text, title, publisher, url, blocks, unpack(sentences), skipped)
            )
            found.append(version)
        return found

    def restorable(self, article_id: str, number: int) -> Restorable | None:
        """What a version was made from, where that is still there whole."""
        row = self._db.row(
            "SELECT v.key, v.digest, v.raw, r.body FROM versions v JOIN articles a ON a.key = v.article "
            "JOIN raws r ON r.digest = v.raw WHERE a.id = ? AND v.number = ?",
            *(article_id, number),
        )
        with contextlib.suppress(*UNREADABLE):
            key, digest, stated, body = row
            raw = Raw.unpacked("", body)
            return Restorable(key, digest, raw) if raw.digest == stated else None
        return None

    def restore(
        self,
        key: int,
        text: str,
        metadata: Metadata,
        *,
        blocks: Sequence[Block],
        sentences: Sequence[Span],
        cuts: Sequence[Cut],
    ) -> None:
        """Write a version's parts again; they must be those of its digest."""
        self._db.run(
            "UPDATE versions SET text = ?, title = ?, publisher = ?, origin = ?, authors = ?, published = ?, day = ?, "
            "published_from = ?, language = ?, url = ?, extra = ?, blocks = ?, sentences = ?, cuts = ?, skipped = '[]' "
            "WHERE key = ?",
            *_columns(text, metadata, blocks, sentences, cuts),
            key,
        )

    def version_keys(self, article: int) -> list[int]:
        """The keys of all versions of an article, oldest number first."""
        return [
            key
            for (key,) in self._db.rows("SELECT key FROM versions WHERE article = ? ORDER BY number", article)
        ]

    def all_version_keys(self) -> list[int]:
        """The keys of all versions."""
        return [key for (key,) in self._db.rows("SELECT key FROM versions ORDER BY key")]

    def current_key(self, article: int) -> int:
        """The key of the version that counts when no day is asked for."""
        return int(self._db.row("SELECT key FROM versions WHERE article = ? AND current = 1", article)[0])

    def mark_skipped(self, version: int, skipped: Sequence[Skipped]) -> None:
        """Say which spans of a version repeat over the archive."""
        told = json.dumps(skipped, ensure_ascii=False)
        self._db.run("UPDATE versions SET skipped = ? WHERE key = ?", told, version)

    def get(self, article_id: str, version: int | None = None) -> Article | None:
        """An article in its current version, or in the one asked for."""
        which = "v.current = 1" if version is None else "v.number = ?"
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM articles a JOIN versions v ON v.article = a.key "
            f"WHERE a.id = ? AND {which}",
            *((article_id,) if version is None else (article_id, version)),
        )
        return self._article(row) if row else None

    def find(self, where: str, values: Sequence[Any], *, after: str, limit: int) -> list[Article]:
        """Current versions that meet a condition over `a` and `v`, by id, from the one after `after` on."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM articles a JOIN versions v ON v.article = a.key AND v.current = 1 "
            f"WHERE a.id > ? AND {where} ORDER BY a.id LIMIT ?",
            *(after, *values, limit),
        )
        return [self._article(row) for row in rows]

    def sentences(self, article_id: str, version: int) -> tuple[Span, ...]:
        """The sentence spans of a version; empty where there is no such version."""
        row = self._db.row(
            "SELECT v.sentences FROM versions v JOIN articles a ON a.key = v.article "
            "WHERE a.id = ? AND v.number = ?",
            *(article_id, version),
        )
        return unpack(row[0]) if row else ()

    def forget(self, article: int) -> list[str]:
        """Remove an article with its versions, sources and raws; the digests of its versions."""
        digests = [
            digest for (digest,) in self._db.rows("SELECT digest FROM versions WHERE article = ?", article)
        ]
        raws = self._db.rows(
            "SELECT raw FROM versions WHERE article = ? UNION SELECT raw FROM sources WHERE article = ?",
            *(article, article),
        )
        self._db.run(
            "INSERT OR REPLACE INTO removed SELECT a.id, max(v.number) FROM articles a "
            "JOIN versions v ON v.article = a.key WHERE a.key = ? GROUP BY a.id",
            article,
        )
        self._db.run("DELETE FROM sources WHERE article = ?", article)
        self._db.run("DELETE FROM versions WHERE article = ?", article)
        self._db.run("DELETE FROM articles WHERE key = ?", article)
        self._db.run_many(
            "DELETE FROM raws WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM versions WHERE raw = ?1)", raws
        )
        return digests

    def reckon(self, article: int) -> None:
        """Which version is current, and as of which days each counts.

        A new version is current, unless both are dated and it is older. As of a day, the newest version
        published by then counts. Of two from one day, that is the one with the later time where both
        have one, else the one that came later.
        """
        versions = [
            _Dated(*row)
            for row in self._db.rows(
                "SELECT key, day, published FROM versions WHERE article = ? ORDER BY number", article
            )
        ]
        current = reduce(_newer, versions)
        days = sorted({each.day for each in versions if each.day})
        until = dict(zip(days, [*days[1:], None], strict=False))
        shown = {day: reduce(_newer, [each for each in versions if each.day == day]).key for day in days}
        for each in versions:
            counts = each.day is not None and shown[each.day] == each.key
            self._db.run(
                "UPDATE versions SET current = ?, shown_from = ?, shown_to = ? WHERE key = ?",
                int(each == current),
                *((each.day, until[each.day]) if counts and each.day else (None, None)),
                each.key,
            )

    def _article(self, row: Any) -> Article:
        (_, key, article_id, number, text, title, publisher, origin, authors, published) = row[:10]
        published_from, language, url, skipped, blocks, cuts, extra = row[10:]
        copies = self._db.rows(
            "SELECT id FROM articles WHERE leader = (SELECT leader FROM articles WHERE key = ?1) "
            "AND key <> ?1 ORDER BY id",
            key,
        )
        (versions,) = self._db.row("SELECT count(*) FROM versions WHERE article = ?", key)
        sources = self._db.rows("SELECT name FROM sources WHERE article = ? ORDER BY name", key)
        return Article(
            id=article_id,
            version=number,
            text=text,
            title=title,
            publisher=publisher,
            origin=origin,
            authors=tuple(json.loads(authors)),
            published=published,
            published_from=published_from,
            language=language,
            url=url,
            copies=tuple(copy for (copy,) in copies),
            skipped=tuple(Skipped(*each) for each in json.loads(skipped)),
            blocks=tuple(Block(*each) for each in json.loads(blocks)),
            cuts=tuple(Cut(*each) for each in json.loads(zlib.decompress(cuts))),
            versions=versions,
            sources=tuple(name for (name,) in sources),
            extra=json.loads(extra),
        )
