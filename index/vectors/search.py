"""Passages near a question's vector: exactly where few count, else over the published generation and the tail."""

import contextlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dateline.index.embed import Vectors
from dateline.index.catalogue.snapshot import Integers, Mask, Snapshot
from dateline.index.vectors.generation import Generation, Pointer, RuinedGeneration

if TYPE_CHECKING:
    from dateline.index.catalogue import Catalogue

_log = logging.getLogger("dateline")
# Up to here, reading the vectors from the catalogue is quicker than opening Chroma.
_EXACT = 6000
_OVERFETCH = 4


class VectorSearch:
    """Asks the vector index; follows the catalogue's pointer to a newer generation by itself."""

    def __init__(self, catalogue: "Catalogue", folder: Path) -> None:
        self._catalogue, self._folder = catalogue, folder
        self._generation: Generation | None = None
        self._tail: tuple[int, int, Integers, Vectors] | None = None
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
        """Let go of the generation folder."""
        if self._generation:
            self._generation.close()
            self._generation = None

    def _candidates(self, vector: Vectors, snapshot: Snapshot, allowed: Mask, n: int) -> Integers | None:
        """Allowed passages the index finds; None where there is no sound index."""
        generation = self._current()
        if generation is None:
            return None
        try:
            found = np.array(generation.nearest(vector, max(n * _OVERFETCH, 1000)), dtype=np.int64)
        except RuinedGeneration as error:
            self._ruin(error)
            return None
        tail_ids, tail_vectors = self._newer(generation.pointer, snapshot)
        if len(tail_ids):
            order = np.argsort(-(tail_vectors @ vector), kind="stable")[: n * _OVERFETCH]
            found = np.concatenate([found, tail_ids[order]])
        at = snapshot.positions(found)
        at = at[at >= 0]
        kept: Integers = snapshot.passage_ids[at[allowed[at]]]
        return kept

    def _ranked(self, vector: Vectors, ids: Integers, n: int) -> list[tuple[int, float]]:
        if not len(ids):
            return []
        ids = np.unique(ids)
        cosines = self._catalogue.passages.vectors(ids.tolist()) @ vector
        order = np.argsort(-cosines, kind="stable")[:n]
        return [(int(ids[at]), float(cosines[at])) for at in order]

    def _current(self) -> Generation | None:
        pointer = Pointer.from_json(self._catalogue.meta("vectors"))
        if self._generation and pointer and self._generation.pointer == pointer:
            return self._generation
        with contextlib.suppress(Exception):
            self.close()
        if pointer is None:
            return None
        try:
            self._generation = Generation(self._folder / pointer.name, pointer)
            self.ruined = None
        except RuinedGeneration as error:
            self._ruin(error)
        return self._generation

    def _ruin(self, error: RuinedGeneration) -> None:
        self.close()
        if self.ruined is None:
            _log.warning("the vector index is damaged: %s; answering from the catalogue, slower", error)
        self.ruined = str(error)

    def _newer(self, pointer: Pointer, snapshot: Snapshot) -> tuple[Integers, Vectors]:
        """The passages that came after the published generation, kept in memory while nothing changes."""
        if self._tail is None or self._tail[:2] != (snapshot.generation, pointer.last):
            ids = snapshot.passage_ids[snapshot.passage_ids > pointer.last]
            self._tail = (
                snapshot.generation,
                pointer.last,
                ids,
                self._catalogue.passages.vectors(ids.tolist()),
            )
        return self._tail[2], self._tail[3]
