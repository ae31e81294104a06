"""The report inside an article, and which sentence of one report answers to which of another."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dateline.index.claims import similarity
from dateline.index.wording import Casing, Sentence

_TRIED = 40
_MOST = 2000
_OWN_LINE_WORDS = 20
# Lines that every outlet writes for itself.
_OWN_LINE = re.compile(
    r"^\W*(?:(?:written |reporting |editing )?by |published|posted|updated|last (?:updated|modified)|"
    r"(?:file )?photo|image|source link|read more|share |contributing)"
    r"|contributed to this|story has been updated",
    re.IGNORECASE,
)
_WIRE = r"[A-Z][\w./&]{0,30}"
_CREDIT = re.compile(rf"^(.{{0,60}}?)\({_WIRE}(?:[ ,]{{1,2}}{_WIRE}){{0,3}}\)\s*[-–—]*\s*")


@dataclass(frozen=True)
class Report:
    """The sentences of an article without its outlet's own lines, their capitals, their numbers."""

    sentences: tuple[Sentence, ...]
    casing: Casing
    figures: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        """All stems of all sentences."""
        return frozenset[str]().union(*(sentence.stems for sentence in self.sentences))


class Pair(NamedTuple):
    """Two sentences by their places in their reports, and how alike they are (0 to 1)."""

    ours: int
    theirs: int
    likeness: float


@lru_cache(maxsize=64)
def report_of(sentences: tuple[str, ...]) -> Report:
    """The report that an article's sentences tell: bylines, credits and "(UPI)" left out."""
    read = (Sentence.of(_CREDIT.sub(r"\1", text, count=1)) for text in sentences if not _own_line(text))
    kept = tuple(sentence for sentence in read if sentence.tokens)
    figures = frozenset(figure for sentence in kept for figure in sentence.of_kind("number"))
    return Report(kept, Casing.of(kept), figures)


def _own_line(text: str) -> bool:
    return len(text.split(None, _OWN_LINE_WORDS)) <= _OWN_LINE_WORDS and bool(_OWN_LINE.search(text))


def unequal(ours: Report, theirs: Report) -> tuple[set[int], set[int]]:
    """The places of the sentences that the other report has not word for word."""
    mine, yours = ([sentence.forms for sentence in report.sentences] for report in (ours, theirs))
    common = Counter(mine) & Counter(yours)
    return _without(mine, Counter(common)), _without(yours, Counter(common))


def _without(forms: Iterable[tuple[str, ...]], common: Counter[tuple[str, ...]]) -> set[int]:
    left = set()
    for at, form in enumerate(forms):
        if common[form] > 0:
            common[form] -= 1
        else:
            left.add(at)
    return left


def partners(ours: Report, theirs: Report, mine: Iterable[int], yours: Iterable[int]) -> list[Pair]:
    """Of the sentences at these places, each with the one most like it, most alike first, none twice.

    Only the first 2,000 of each side are looked at: where more differ, no report is the same.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for there in sorted(yours)[:_MOST]:
        for stem in theirs.sentences[there].stems:
            holders[stem].append(there)
    likely = [
        Pair(at, there, similarity(ours.sentences[at], theirs.sentences[there]))
        for at in sorted(mine)[:_MOST]
        for there in _candidates(ours.sentences[at], holders)
    ]
    pairs, taken, taken_there = [], set(), set()
    for pair in sorted(likely, key=lambda pair: (-pair.likeness, pair)):
        if pair.ours not in taken and pair.theirs not in taken_there:
            taken.add(pair.ours)
            taken_there.add(pair.theirs)
            pairs.append(pair)
    return pairs


def _candidates(sentence: Sentence, holders: Mapping[str, list[int]]) -> list[int]:
    """The sentences that share its rarest words; bounded, so that repetition stays cheap."""
    found: dict[int, None] = {}
    held = (stem for stem in sentence.stems if stem in holders)
    for stem in sorted(held, key=lambda stem: (len(holders[stem]), stem)):
        found.update(dict.fromkeys(holders[stem][:_TRIED]))
        if len(found) >= _TRIED:
            break
    return list(found)
