"""Articles, their versions, sources and raws in the catalogue."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline.index.article import Article, Block, Cut, Metadata, Skipped, Span
from dateline.index.catalogue.database import Database
from dateline.index.raw import Raw

_COLUMNS = (
    "v.key, a.key, a.id, v.number, v.text, v.title, v.publisher, v.origin, v.authors, v.published, "
    "v.published_from, v.language, v.url, v.skipped, v.blocks, v.cuts, v.extra"
)


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
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    skipped: tuple[Skipped, ...]
    current: bool


def version_digest(article: str, text: str, metadata: Metadata) -> str:
    """SHA-256 (hex) of a version: equal for the same article, text and metadata wherever they came from."""
    told = [article, text, metadata.title, metadata.publisher, metadata.origin, list(metadata.authors)]
    told += [
        metadata.published,
        metadata.published_from,
        metadata.language,
        metadata.url,
        dict(metadata.extra),
    ]
    return hashlib.sha256(
        json.dumps(told, ensure_ascii=False, sort_keys=True, default=str).encode()
    ).hexdigest()


def pack(spans: Sequence[Span]) -> bytes:
    """Spans as little-endian 32-bit numbers."""
    return np.array(spans, dtype="<i4").tobytes()


def unpack(packed: bytes) -> tuple[Span, ...]:
    """The spans that `pack` wrote."""
    return tuple(Span(*pair) for pair in np.frombuffer(packed, dtype="<i4").reshape(-1, 2).tolist())


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
            "ON CONFLICT (name) DO UPDATE SET article = excluded.article, raw = excluded.raw, seen = excluded.seen",
            *(name, article, raw, now),
        )

    def keep_raw(self, raw: Raw, digest: str) -> None:
        """Store a raw piece once."""
        body = zlib.compress(raw.to_json().encode("utf-8", "surrogatepass"), 6)
        self._db.run("INSERT OR IGNORE INTO raws VALUES (?, ?)", digest, body)

    def raw(self, digest: str, source: str) -> Raw:
        """A stored raw piece."""
        body = self._db.row("SELECT body FROM raws WHERE digest = ?", digest)[0]
        return Raw.from_json(source, zlib.decompress(body).decode("utf-8", "surrogatepass"))

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
            "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE article = ?", article
        )
        key = self._db.run(
            "INSERT INTO versions (article, number, digest, raw, text, title, publisher, origin, authors, published, "
            "day, published_from, language, url, extra, blocks, sentences, skipped, cuts, current) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, 0)",
            *(article, number, digest, raw, text, metadata.title, metadata.publisher, metadata.origin),
            json.dumps(metadata.authors, ensure_ascii=False),
            metadata.published,
            metadata.published[:10] if metadata.published else None,
            *(metadata.published_from, metadata.language, metadata.url),
            json.dumps(dict(metadata.extra), ensure_ascii=False, default=str),
            json.dumps(blocks),
            pack(sentences),
            zlib.compress(json.dumps(cuts, ensure_ascii=False).encode("utf-8", "surrogatepass")),
        )
        self._reckon(article)
        return key

    def texts(self, keys: Sequence[int]) -> list[VersionText]:
        """The texts of versions by their keys."""
        found = []
        for key in keys:
            row = self._db.row(
                "SELECT key, article, text, title, publisher, blocks, sentences, skipped, current "
                "FROM versions WHERE key = ?",
                key,
            )
            blocks = tuple(Block(*each) for each in json.loads(row[5]))
            skipped = tuple(Skipped(*each) for each in json.loads(row[7]))
            found.append(VersionText(*row[:5], blocks, unpack(row[6]), skipped, bool(row[8])))
        return found

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
            f"SELECT {_COLUMNS} FROM articles a JOIN versions v ON v.article = a.key WHERE a.id = ? AND {which}",
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
            "SELECT v.sentences FROM versions v JOIN articles a ON a.key = v.article WHERE a.id = ? AND v.number = ?",
            *(article_id, version),
        )
        return unpack(row[0]) if row else ()

    def forget(self, article: int) -> list[str]:
        """Remove an article, its versions, sources and raws that nothing else needs; the digests of its versions."""
        digests = [
            digest for (digest,) in self._db.rows("SELECT digest FROM versions WHERE article = ?", article)
        ]
        raws = self._db.rows(
            "SELECT raw FROM versions WHERE article = ? UNION SELECT raw FROM sources WHERE article = ?",
            *(article, article),
        )
        self._db.run("DELETE FROM sources WHERE article = ?", article)
        self._db.run("DELETE FROM versions WHERE article = ?", article)
        self._db.run("DELETE FROM articles WHERE key = ?", article)
        self._db.run_many(
            "DELETE FROM raws WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM versions WHERE raw = ?1)", raws
        )
        return digests

    def _reckon(self, article: int) -> None:
        """Which version is current, and as of which days each counts.

        A new version is current, unless both are dated and it is older. As of a day, the newest version
        published by then counts; of two from one day, the one that came later.
        """
        rows = self._db.rows("SELECT key, day FROM versions WHERE article = ? ORDER BY number", article)
        current, current_day = rows[0]
        for key, day in rows[1:]:
            if not (day and current_day and day < current_day):
                current, current_day = key, day
        dated = sorted((day, at, key) for at, (key, day) in enumerate(rows) if day)
        ends = [day for day, _, _ in dated[1:]] + [None]
        spans = {key: (day, end) for (day, _, key), end in zip(dated, ends, strict=False)}
        for key, _ in rows:
            shown_from, shown_to = spans.get(key, (None, None))
            self._db.run(
                "UPDATE versions SET current = ?, shown_from = ?, shown_to = ? WHERE key = ?",
                *(int(key == current), shown_from, shown_to, key),
            )

    def _article(self, row: Any) -> Article:
        (_, key, article_id, number, text, title, publisher, origin, authors, published) = row[:10]
        published_from, language, url, skipped, blocks, cuts, extra = row[10:]
        copies = self._db.rows(
            "SELECT id FROM articles WHERE leader = (SELECT leader FROM articles WHERE key = ?1) AND key <> ?1 "
            "ORDER BY id",
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
