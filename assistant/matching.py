"""How well words match: the same stem, a spelling variant of a name, or a word of near meaning."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.assistant.language import stem

Matrix = npt.NDArray[np.float32]

_VARIANT = 0.8
_LEAST_LETTERS = 5


@lru_cache(maxsize=100_000)
def is_variant(one: str, other: str) -> bool:
    """Whether two stems may be spellings of one name (Zelensky, Zelenskyy; Joon, Jun): never for short words."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LEAST_LETTERS or one[0] != other[0] or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _VARIANT


def has_name(name: str, words: set[str]) -> float:
    """The share of a name's words that are there, in some spelling."""
    parts = [stem(part.removesuffix("'s").removesuffix("’s")) for part in name.split()]
    return sum(part in words or any(is_variant(part, word) for word in words) for part in parts) / len(parts)


class Meanings:
    """Vectors of single words, made once each: how near in meaning words are, without context."""

    def __init__(self, embedding: Any) -> None:
        self._embedding = embedding
        self._known: dict[str, Matrix] = {}

    def learn(self, words: Sequence[str]) -> None:
        """Make the vectors of words that are not known yet, in one call."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            self._known |= dict(zip(new, self._embedding.passages(new), strict=True))

    def nearest(self, asked: Sequence[str], words: Sequence[str]) -> Matrix:
        """For each word asked for, its highest cosine with any of the words; zeros where there are none."""
        if not asked or not words:
            return np.zeros(len(asked), dtype=np.float32)
        left = np.stack([self._known[word] for word in asked])
        right = np.stack([self._known[word] for word in words])
        best: Matrix = np.round((left @ right.T).max(axis=1), 4)
        return best
