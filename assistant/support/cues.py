"""Words that take certainty away: "may", "could not confirm", "plans to", "charged with", "if"."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from dateline.assistant.support import lexicon
from dateline.assistant.support.reading import Reading

Doubt = Literal[
    "possible", "doubted", "wished", "planned", "future", "conditional", "charged", "denied", "dropped"
]


@cache
def _patterns() -> tuple[tuple[Doubt, re.Pattern[str]], ...]:
    """A pattern for each kind of doubt, over folded words parted by blanks, in the order of the word list."""
    found: dict[Doubt, list[str]] = {}
    for line in lexicon.lines("cues"):
        doubt, _, pattern = line.partition(" = ")
        found.setdefault(cast(Doubt, doubt), []).append(pattern)
    return tuple((doubt, re.compile(rf"\b(?:{'|'.join(lines)})(?= |$)")) for doubt, lines in found.items())


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that takes certainty away, at words `[first, last]`, and the index of what it bears on."""

    doubt: Doubt
    first: int
    last: int
    heads: tuple[int, ...]

    @property
    def head(self) -> int | None:
        """The first word that it bears on."""
        return self.heads[0] if self.heads else None


@lru_cache(maxsize=4_000)
def cues(reading: Reading) -> tuple[Cue, ...]:
    """All such words of a text, in order of kind."""
    line, starts = "", []
    for word in reading.words:
        starts.append(len(line))
        line += word.low.replace(" ", "_") + " "
    at_char = {start: at for at, start in enumerate(starts)}
    found: list[Cue] = []
    for doubt, pattern in _patterns():
        for match in pattern.finditer(line):
            if match.start() not in at_char:
                continue
            first = at_char[match.start()]
            last = first + match.group().count(" ")
            if first not in reading.anchored and not _is_month(reading, first):
                found.append(Cue(doubt, first, last, _heads(reading, doubt, first, last)))
    return tuple(found)


@lru_cache(maxsize=4_000)
def hedging(reading: Reading) -> frozenset[int]:
    """The indices of the words that only say how sure a text is."""
    return frozenset(at for cue in cues(reading) for at in range(cue.first, cue.last + 1))


def _is_month(reading: Reading, at: int) -> bool:
    return reading.words[at].text == "May" and at > 0


def _heads(reading: Reading, doubt: Doubt, first: int, last: int) -> tuple[int, ...]:
    """The next weighty word, or the next three where a whole report or undertaking is denied or dropped."""
    words, found, most = reading.words, list[int](), 3 if doubt in ("denied", "dropped") else 1
    for at in range(last + 1, len(words)):
        if words[at].sentence != words[last].sentence or (
            words[at].clause != words[last].clause and words[at].low != ","
        ):
            break
        named = at in reading.anchored and words[at].capital
        if words[at].kind == "word" and (named or (words[at].heavy and at not in reading.anchored)):
            found.append(at)
        if len(found) == most:
            break
    return tuple(found)
