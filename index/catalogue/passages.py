"""Passages and their vectors in the catalogue."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from dateline.index.article import Span
from dateline.index.catalogue.database import Database
from dateline.index.embed import Vectors

# Half precision loses nothing that cosine over such vectors can tell apart, and halves the disk.
_STORED = np.dtype("<f2")
_DETAILS = (
    *("passage", "article", "version", "start", "end", "text", "title"),
    *("publisher", "published", "origin", "language", "url"),
)


class Passages:
    """Passages and vectors. Changes must run inside the database's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, version: int, spans: Sequence[Span]) -> range:
        """Store a version's passages; their ids. Each wants a vector."""
        first = self._last_ever() + 1
        keys = range(first, first + len(spans))
        self._db.run_many(
            'INSERT INTO passages (id, version, start, "end") VALUES (?, ?, ?, ?)',
            [(key, version, *span) for key, span in zip(keys, spans, strict=True)],
        )
        return keys

    def put_vectors(self, keys: Sequence[int], vectors: Vectors) -> None:
        """Store the vectors of new passages, by their ids."""
        packed = vectors.astype(_STORED)
        self._db.run_many(
            "INSERT INTO vectors VALUES (?, ?)",
            [(key, vector.tobytes()) for key, vector in zip(keys, packed, strict=True)],
        )

    def drop(self, version: int) -> None:
        """Remove a version's passages and vectors; before the version itself goes. Its words go with `Words.tidy`."""
        self._db.run(
            "DELETE FROM vectors WHERE passage IN (SELECT id FROM passages WHERE version = ?)", version
        )
        self._db.run("DELETE FROM passages WHERE version = ?", version)

    def clear(self) -> None:
        """Remove all passages and vectors."""
        self._db.run("DELETE FROM vectors")
        self._db.run("DELETE FROM passages")

    def _last_ever(self) -> int:
        """The highest id that a passage ever had."""
        row = self._db.row("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int(row[0]) if row else 0

    def spans(self, version: int) -> list[Span]:
        """The passages of a version, in order."""
        rows = self._db.rows('SELECT start, "end" FROM passages WHERE version = ? ORDER BY start', version)
        return [Span(*row) for row in rows]

    def count(self, *, up_to: int | None = None) -> int:
        """How many passages there are, up to an id where one is given."""
        # Counted where no vectors lie between the rows, which would all have to be read.
        where = "" if up_to is None else "WHERE id <= ?"
        values = [] if up_to is None else [up_to]
        return int(self._db.row(f"SELECT count(*) FROM passages {where}", *values)[0])

    def ids(self, *, up_to: int) -> list[int]:
        """The ids of passages up to one."""
        return [key for (key,) in self._db.rows("SELECT id FROM passages WHERE id <= ?", up_to)]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of passages, in the order asked for. Ids must be known."""
        found: dict[int, bytes] = {}
        for at in range(0, len(ids), 500):
            some = list(ids[at : at + 500])
            marks = ",".join("?" * len(some))
            found |= dict(
                self._db.rows(f"SELECT passage, vector FROM vectors WHERE passage IN ({marks})", *some)
            )
        return _read(b"".join(found[each] for each in ids), len(ids))

    def vectors_after(self, last: int, *, batch: int = 5000) -> Iterator[tuple[list[int], Vectors]]:
        """Batches of (ids, vectors) of all passages with an id above `last`, in order of id."""
        while True:
            sql = "SELECT passage, vector FROM vectors WHERE passage > ? ORDER BY passage LIMIT ?"
            rows = self._db.rows(sql, last, batch)
            if not rows:
                return
            last = rows[-1][0]
            yield [row[0] for row in rows], _read(b"".join(row[1] for row in rows), len(rows))

    def details(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        """What a hit tells of each passage, by its id; unknown ids are left out. Copies are article ids."""
        marks = ",".join("?" * len(ids))
        rows = self._db.rows(
            'SELECT p.id, a.id, v.number, p.start, p."end", substr(v.text, p.start + 1, p."end" - p.start), '
            "v.title, v.publisher, v.published, v.origin, v.language, v.url, "
            "(SELECT json_group_array(c.id) FROM articles c WHERE c.leader = a.leader AND c.key <> a.key) "
            "FROM passages p JOIN versions v ON v.key = p.version JOIN articles a ON a.key = v.article "
            f"WHERE p.id IN ({marks})",
            *ids,
        )
        return {
            row[0]: dict(zip(_DETAILS, row[:12], strict=True)) | {"copies": _ids(row[12])} for row in rows
        }


def _ids(listed: str) -> tuple[str, ...]:
    return tuple(sorted(json.loads(listed)))


def _read(packed: bytes, count: int) -> Vectors:
    flat = np.frombuffer(packed, dtype=_STORED).astype(np.float32)
    return flat.reshape(count, -1) if count else flat.reshape(0, 1)
