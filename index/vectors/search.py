"""Passages near a question's vector: exactly where few count, else over the generation and the tail."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.index.catalogue.snapshot import Integers, Mask, Snapshot
from dateline.index.embed import Vectors
from dateline.index.vectors.generation import Generation, Pointer, RuinedGeneration

if TYPE_CHECKING:
    from dateline.index.catalogue import Catalogue

_log = logging.getLogger("dateline")
# Up to here, reading the vectors from the catalogue is quicker than opening Chroma.
_EXACT = 6000
_OVERFETCH = 4
# Vectors compared at a time: in double precision they are large.
_AT_ONCE = 4096


def cosines_of(vectors: Vectors, vector: Vectors) -> npt.NDArray[np.float64]:
    """The cosine of each unit vector (rows) with another, to the last digit the same whatever rows stand around it.

    A matrix product is not: in which order it adds up depends on how many rows there are.
    """
    products = vectors.astype(np.float64) * vector.astype(np.float64)
    cosines: npt.NDArray[np.float64] = np.round(products.sum(axis=1), 6)
    return cosines


class _Tail(NamedTuple):
    """The passages that came after a published generation, kept in memory while nothing changes."""

    generation: int
    last: int
    ids: Integers
    vectors: Vectors


class VectorSearch:
    """Asks the vector index; follows the catalogue's pointer to a newer generation by itself.

    Any number of threads may ask at once. `ruined` says what is wrong with the index, None while it is sound.
    """

    def __init__(self, catalogue: "Catalogue", folder: Path) -> None:
        self._catalogue, self._folder = catalogue, folder
        self._guard = threading.Lock()
        self._open: dict[Pointer, Generation] = {}
        self._users: dict[Pointer, int] = {}
        self._newest: Pointer | None = None
        self._tail: _Tail | None = None
        self.ruined: str | None = None

    def nearest(
        self, vector: Vectors, snapshot: Snapshot, allowed: Mask, *, n: int
    ) -> list[tuple[int, float]]:
        """Up to n (passage id, cosine) among the allowed passages, nearest first, ties by id.

        The cosines are exact, from the catalogue's vectors, whichever way a passage was found.
        """
        count = int(allowed.sum())
        ids = None
        if count > max(_EXACT, n):
            ids = self._candidates(vector, snapshot, allowed, n)
        if ids is None or len(ids) < n:
            ids = snapshot.passage_ids[allowed]
        return self._ranked(vector, ids, n)

    def close(self) -> None:
        """Let go of all generation folders."""
        with self._guard:
            for generation in self._open.values():
                generation.close()
            self._open.clear()
            self._users.clear()
            self._newest = None

    def _candidates(self, vector: Vectors, snapshot: Snapshot, allowed: Mask, n: int) -> Integers | None:
        """Allowed passages the index finds; None where there is no sound index."""
        pointer = Pointer.from_json(self._catalogue.meta("vectors"))
        if pointer is None:
            return None
        try:
            with self._using(pointer) as generation:
                found = np.array(generation.nearest(vector, n * _OVERFETCH), dtype=np.int64)
        except RuinedGeneration as error:
            self._ruin(pointer, error)
            return None
        self.ruined = None
        tail = self._newer(pointer, snapshot)
        if len(tail.ids):
            order = np.argsort(-(tail.vectors @ vector), kind="stable")[: n * _OVERFETCH]
            found = np.concatenate([found, tail.ids[order]])
        at = snapshot.positions(found)
        at = at[at >= 0]
        kept: Integers = snapshot.passage_ids[at[allowed[at]]]
        return kept

    def _ranked(self, vector: Vectors, ids: Integers, n: int) -> list[tuple[int, float]]:
        if not len(ids):
            return []
        ids = np.unique(ids)
        parts = np.split(ids, range(_AT_ONCE, len(ids), _AT_ONCE))
        cosines = np.concatenate(
            [cosines_of(self._catalogue.passages.vectors(part.tolist()), vector) for part in parts]
        )
        order = np.argsort(-cosines, kind="stable")[:n]
        return [(int(ids[at]), float(cosines[at])) for at in order]

    @contextlib.contextmanager
    def _using(self, pointer: Pointer) -> Iterator[Generation]:
        """The generation pointed at, kept open while it is used; an older one is closed by its last user.

        A thread may still see an earlier state of the archive than another: each gets its own generation.
        """
        with self._guard:
            if pointer not in self._open:
                self._open[pointer] = Generation(self._folder / pointer.name, pointer)
                self._users[pointer] = 0
            if self._newest is None or pointer.name > self._newest.name:
                self._newest = pointer
            generation = self._open[pointer]
            self._users[pointer] += 1
        try:
            yield generation
        finally:
            with self._guard:
                if pointer in self._users:
                    self._users[pointer] -= 1
                self._let_go()

    def _let_go(self) -> None:
        for pointer, users in list(self._users.items()):
            if not users and pointer != self._newest:
                del self._users[pointer]
                self._open.pop(pointer).close()

    def _ruin(self, pointer: Pointer, error: RuinedGeneration) -> None:
        """Note that the index is ruined, unless the catalogue points elsewhere by now: then it was swept."""
        with self._guard:
            if generation := self._open.pop(pointer, None):
                self._users.pop(pointer)
                generation.close()
        newest = self._catalogue.database.newest("SELECT value FROM meta WHERE name = 'vectors'")
        if newest is None or Pointer.from_json(newest[0]) != pointer:
            return
        if self.ruined is None:
            _log.warning("the vector index is damaged: %s; answering from the catalogue, slower", error)
        self.ruined = str(error)

    def _newer(self, pointer: Pointer, snapshot: Snapshot) -> _Tail:
        tail = self._tail
        if tail is None or (tail.generation, tail.last) != (snapshot.generation, pointer.last):
            ids = snapshot.passage_ids[snapshot.passage_ids > pointer.last]
            vectors = self._catalogue.passages.vectors(ids.tolist())
            self._tail = tail = _Tail(snapshot.generation, pointer.last, ids, vectors)
        return tail
