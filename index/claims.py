"""What two sentences that tell the same must share: numbers, names, dates, negations."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from dateline.index.wording import Casing, Kind, Sentence

_ALIGNED = 160
_CLAIMED: tuple[Kind, ...] = ("number", "unit", "weekday", "month", "day")
_OPPOSITES = (
    (
        "rose rise rises risen up gained increased climbed jumped",
        "fell fall falls fallen down lost decreased dropped",
    ),
    ("won wins win beat beats", "lost loses lose"),
    ("guilty convicted", "innocent acquitted"),
    ("alive survived", "dead died killed"),
    ("approved accepted passed confirmed", "blocked vetoed"),
    ("more above over", "fewer less below under"),
    ("before", "after"),
)
_OPPOSED = [(frozenset(one.split()), frozenset(other.split())) for one, other in _OPPOSITES]


def similarity(one: Sentence, other: Sentence) -> float:
    """The share of words in common, 0 to 1 (Dice's coefficient of the sets of stems)."""
    both = len(one.stems) + len(other.stems)
    return 2 * len(one.stems & other.stems) / both if both else 1.0


def contradict(one: Sentence, other: Sentence, casing: Casing) -> bool:
    """Whether two sentences of nearly the same words differ in a number, name, date, negation or direction.

    `casing` is that of both texts. A fact that only one of them has is no contradiction: the other may have
    left it out. Spelling is none either (U.S. and US, Mohamed and Mohammed, twelve and 12).
    """
    # The alignment below is not symmetric by itself.
    one, other = sorted((one, other), key=lambda sentence: sentence.forms)
    return (
        len(one.of_kind("not")) != len(other.of_kind("not"))
        or any(_differ(one.of_kind(kind), other.of_kind(kind)) for kind in _CLAIMED)
        or _opposed(set(one.forms), set(other.forms))
        or _swapped(one, other, casing)
        or any(_renamed(ours, theirs) for ours, theirs in _replaced_names(one, other, casing))
    )


def _differ(ours: list[str], theirs: list[str]) -> bool:
    """Whether each has one that the other has not."""
    return bool(Counter(ours) - Counter(theirs)) and bool(Counter(theirs) - Counter(ours))


def _opposed(ours: set[str], theirs: set[str]) -> bool:
    mine, yours = ours - theirs, theirs - ours
    return any((mine & one and yours & other) or (mine & other and yours & one) for one, other in _OPPOSED)


def _swapped(one: Sentence, other: Sentence, casing: Casing) -> bool:
    """The same words but for the order of names or numbers: "Arden beat Birk 3-1", "Birk beat Arden 3-1"."""
    if one.forms == other.forms or Counter(one.forms) != Counter(other.forms):
        return False
    return _frame(one, casing) == _frame(other, casing)


def _frame(sentence: Sentence, casing: Casing) -> list[str]:
    named = zip(casing.names(sentence), sentence.tokens, strict=True)
    return ["" if name or token.kind == "number" else token.form for name, token in named]


def _replaced_names(one: Sentence, other: Sentence, casing: Casing) -> Iterator[tuple[list[str], list[str]]]:
    """The names that stand in each other's place; the whole of very long sentences counts as one place."""
    named, named_there = casing.names(one), casing.names(other)
    if not any(named) or not any(named_there):
        return
    more, more_there = Counter(one.forms) - Counter(other.forms), Counter(other.forms) - Counter(one.forms)
    for start, end, start_there, end_there in _replaced(one.forms, other.forms):
        ours = [one.forms[at] for at in range(start, end) if named[at]]
        theirs = [other.forms[at] for at in range(start_there, end_there) if named_there[at]]
        yield [name for name in ours if more[name]], [name for name in theirs if more_there[name]]


def _replaced(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[tuple[int, int, int, int]]:
    if max(len(ours), len(theirs)) > _ALIGNED:
        yield 0, len(ours), 0, len(theirs)
        return
    for step in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if step[0] == "replace":
            yield step[1:]


def _renamed(ours: list[str], theirs: list[str]) -> bool:
    if not ours or not theirs or _abbreviates(ours, theirs) or _abbreviates(theirs, ours):
        return False
    left, right = {_spelt(name) for name in ours}, {_spelt(name) for name in theirs}
    return bool(left - right) and bool(right - left)


def _abbreviates(short: list[str], names: list[str]) -> bool:
    """Whether one word stands for several: CDC for US Centers for Disease Control and Prevention."""
    initials = iter(name[0] for name in names)
    return (
        len(short) == 1 and 1 < len(short[0]) <= len(names) and all(letter in initials for letter in short[0])
    )


def _spelt(name: str) -> str:
    """One spelling for what transcription varies: Zelenskiy and Zelenskyy, Mohammed and Mohamed."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"iy|ij|yi|y", "i", name))
