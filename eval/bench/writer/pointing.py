"""Whether a marker points at a passage that has the numbers and names of its sentence: one measure for all."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.eval.metrics.words import words

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Pointed:
    """A sentence of an answer and the passages its markers point at; `unknown` markers point at nothing."""

    sentence: str
    passages: tuple[str, ...]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Pointing:
    """Counts over sentences. Only markers of sentences with a number or a name are looked at."""

    sentences: int
    bare: int
    markers: int
    unknown: int
    looked_at: int
    right: int


def marks(sentence: str) -> frozenset[str]:
    """The numbers and names of a sentence as comparable words: digits, and capitals but at its beginning."""
    found = {each for each in words(sentence) if any(char.isdigit() for char in each)}
    capitals = [word.group() for word in _WORD.finditer(sentence)][1:]
    for word in capitals:
        if word[0].isupper() and len(word) > 1:
            found |= set(words(word))
    return frozenset(found)


def pointing(told: Iterable[Pointed]) -> Pointing:
    """How many markers there are, and how many of them are right."""
    sentences = bare = markers = unknown = looked_at = right = 0
    for each in told:
        sentences += 1
        count = len(each.passages) + each.unknown
        bare += not count
        markers += count
        unknown += each.unknown
        wanted = marks(each.sentence)
        if wanted:
            looked_at += count
            right += sum(wanted <= set(words(passage)) for passage in each.passages)
    return Pointing(sentences, bare, markers, unknown, looked_at, right)


def added(parts: Sequence[Pointing]) -> Pointing:
    """The counts of several answers as one."""
    names = Pointing.__slots__
    return Pointing(**{name: sum(getattr(each, name) for each in parts) for name in names})
