"""How well words match: the same word, a spelling variant of a name, a word of near or of opposite meaning."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.assistant.language import stem

Matrix = npt.NDArray[np.float32]

_VARIANT = 0.8
_LEAST_LETTERS = 5
# "in" + "put" is no denial: only longer words are denied by a prefix.
_LEAST_DENIED = 3
_MOST_WORDS = 30_000
_PREFIXES = ("un", "in", "im", "dis", "non")
_OPPOSITES = (
    "first/last first/second largest/smallest most/least more/less more/fewer increase/decrease rise/fall rose/fell "
    "higher/lower high/low highest/lowest before/after north/south east/west northern/southern eastern/western "
    "easy/difficult easy/hard simple/complex never/always often/rarely common/rare male/female men/women man/woman "
    "win/lose won/lost winner/loser began/ended begin/end start/end started/ended oldest/youngest older/younger "
    "old/new early/late earlier/later open/close opened/closed alive/dead born/died buy/sell bought/sold best/worst "
    "better/worse short/long shortest/longest support/oppose supported/opposed accept/reject accepted/rejected "
    "allow/ban allowed/banned left/right above/below minimum/maximum public/private internal/external same/different "
    "good/bad success/failure succeed/fail strong/weak major/minor majority/minority import/export guilty/innocent "
    "near/far fast/slow fastest/slowest strongest/weakest cheap/expensive rich/poor arrive/leave arrived/left "
    "join/leave joined/left gain/lose gained/lost positive/negative peace/war include/exclude attack/defend "
    "upper/lower outside/inside ancient/modern summer/winter day/night husband/wife father/mother son/daughter "
    "brother/sister king/queen"
)


@lru_cache(maxsize=100_000)
def is_variant(one: str, other: str) -> bool:
    """Whether two stems may be spellings of one name (Zelensky, Zelenskyy; Joon, Jun): never for short words."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LEAST_LETTERS or one[0] != other[0] or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _VARIANT


def is_opposite(one: str, other: str) -> bool:
    """Whether two stems say the opposite: a known pair ("first", "last"), or one with a prefix that denies."""
    return other in opposites(one)


@lru_cache(maxsize=10_000)
def opposites(one: str) -> frozenset[str]:
    """All stems that would say the opposite of a stem."""
    bare = {one.removeprefix(prefix) for prefix in _PREFIXES if one.startswith(prefix)}
    denied = {prefix + one for prefix in _PREFIXES} if len(one) > _LEAST_DENIED else set()
    return frozenset(
        _opposites().get(one, set()) | denied | {each for each in bare if len(each) > _LEAST_DENIED}
    )


@cache
def _opposites() -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = (stem(word) for word in pair.split("/"))
        known.setdefault(one, set()).add(other)
        known.setdefault(other, set()).add(one)
    return known


class Meanings:
    """Vectors of single words, made once each: how near in meaning words are, without context.

    One serves many threads.
    """

    def __init__(self, embedding: Any) -> None:
        self.embedding = embedding
        self._known: dict[str, Matrix] = {}

    def vectors(self, words: Sequence[str]) -> Matrix:
        """The unit vectors of words, a row each."""
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            made = dict(zip(new, self.embedding.passages(new), strict=True))
            known = {**{word: known[word] for word in words if word in known}, **made}
            # Replaced rather than emptied: another thread may be reading it.
            self._known = made if len(self._known) > _MOST_WORDS else {**self._known, **made}
        if not words:
            return np.zeros((0, self.embedding.dimension), dtype=np.float32)
        return np.stack([known[word] for word in words])


def meanings_of(embedding: Any) -> Meanings:
    """The word vectors that belong to an embedding; the static one stands in for any other, which is too slow."""
    from dateline.index.embed.static import StaticEmbedding  # noqa: PLC0415  reads its weights when first used

    return _meanings(embedding if isinstance(embedding, StaticEmbedding) else _static(StaticEmbedding))


@lru_cache(maxsize=2)
def _meanings(embedding: Any) -> Meanings:
    return Meanings(embedding)


@cache
def _static(made: type) -> Any:
    return made()
