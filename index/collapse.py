"""Copies of one report among the hits: only the passage of the earliest copy is shown."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dateline.index.catalogue.snapshot import Snapshot
from dateline.index.hit import Hit
from dateline.index.terms import words

_SAME_TEXT = 0.7


class _Shown(NamedTuple):
    """A hit by its place among those shown, and the words it says."""

    place: int
    words: set[str]


class Collapsed:
    """Hits as they are taken, best first; of passages that copies share, only that of the earliest copy."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.hits: list[Hit] = []
        self._snapshot = snapshot
        self._groups: dict[int, list[_Shown]] = {}

    def take(self, hits: Sequence[Hit], k: int) -> bool:
        """Take hits until k are shown; whether they are."""
        for hit in hits:
            if len(self.hits) == k:
                break
            self._take(hit)
        return len(self.hits) == k

    def _take(self, hit: Hit) -> None:
        group = self._groups.setdefault(self._leader(hit), [])
        said = set(words(hit.text))
        same = next((each.place for each in group if self._is_copy(hit, said, each)), None)
        if same is None:
            group.append(_Shown(len(self.hits), said))
            self.hits.append(hit)
        elif _leads(hit, self.hits[same]):
            self.hits[same] = hit

    def _leader(self, hit: Hit) -> int:
        (at,) = self._snapshot.positions(np.array([hit.passage]))
        return int(self._snapshot.leaders[self._snapshot.passage_rows[at]])

    def _is_copy(self, hit: Hit, said: set[str], shown: _Shown) -> bool:
        shared = len(said & shown.words)
        return self.hits[shown.place].article != hit.article and shared >= _SAME_TEXT * min(
            len(said), len(shown.words)
        )


def _leads(one: Hit, other: Hit) -> bool:
    return (one.published is None, one.published or "", one.article) < (
        *(other.published is None, other.published or ""),
        other.article,
    )
