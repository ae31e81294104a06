"""What an amount, time or name goes with in its sentence, and how far two such settings agree."""

from functools import lru_cache

from dateline.assistant.support import amounts, dates
from dateline.assistant.support.case import Case
from dateline.assistant.support.names import alike
from dateline.assistant.support.reading import Anchor, Reading, nearness
from dateline.assistant.support.words import opposite, rivals, verbal

VERB, _NOUN, _BESIDE = 2.0, 1.0, 1.9
_STEPS = ("by", "to", "from")


def comparable(a: Anchor, b: Anchor) -> bool:
    """Whether two anchors could stand in each other's place."""
    if a.amount and b.amount:
        same = a.amount.unit == b.amount.unit or amounts.same_unit(a.amount, b.amount)
        return same and a.amount.high is None and b.amount.high is None
    if a.time and b.time:
        return (a.time.minute is None) == (b.time.minute is None)
    return a.kind == b.kind


def equal(ours: Anchor, theirs: Anchor) -> bool:
    """Whether the evidence's anchor is the statement's."""
    if ours.amount and theirs.amount:
        return amounts.carries(theirs.amount, ours.amount) and amounts.same_unit(theirs.amount, ours.amount)
    if ours.time and theirs.time:
        return dates.carries(theirs.time, ours.time)
    if ours.name and theirs.name:
        a, b = ours.name.parts, theirs.name.parts
        return any(alike(a[-1], each) for each in b) or any(alike(each, b[-1]) for each in a)
    return False


@lru_cache(maxsize=8_000)
def setting(reading: Reading, anchor: Anchor) -> dict[int, float]:
    """The words an anchor goes with, by their weight: its verb, its nearest nouns, the anchors in its clause."""
    near = nearness(reading, anchor)
    clause = reading.words[anchor.first].clause
    inside = [at for at in near if reading.words[at].clause == clause]
    verbs = [at for at in inside if reading.words[at].heavy and reading.is_verb(at)]
    before = [at for at in verbs if at < anchor.first]
    telling = {
        other.last if other.kind == "name" else _number_of(reading, other) for other in reading.anchors
    }
    found = {at: _BESIDE for at in inside if at in telling}
    found |= dict.fromkeys(before[-1:] or verbs[:1], VERB)
    nouns = [at for at in inside if at not in found and reading.words[at].heavy]
    found |= dict.fromkeys([at for at in nouns if anchor.first - 5 < at < anchor.first][-1:], _NOUN)
    found |= dict.fromkeys([at for at in nouns if anchor.last < at < anchor.last + 4][:1], _NOUN)
    return found


def _number_of(reading: Reading, anchor: Anchor) -> int:
    """The word of an amount or time that tells it from others."""
    return next(
        (at for at in range(anchor.first, anchor.last + 1) if reading.words[at].kind == "number"), anchor.last
    )


def agreement(case: Case, anchor: Anchor, number: int, other: Anchor) -> float:
    """How far the setting of the evidence's anchor is that of the statement's."""
    theirs = setting(case.evidence[number], other)
    score = 0.0
    for at, weight in setting(case.statement, anchor).items():
        if any(place.reading == number and place.at in theirs for place in case.matches[at]):
            score += weight
    return score


def closeness(case: Case, anchor: Anchor, number: int, other: Anchor) -> float:
    """How far all the surroundings agree, the nearer the more."""
    reading = case.evidence[number]
    near, far = nearness(case.statement, anchor), nearness(reading, other)
    score = 0.0
    for at, weight in near.items():
        found = [far[place.at] for place in case.matches[at] if place.reading == number and place.at in far]
        if found:
            heavy = at in case.statement.anchored or verbal(case.statement.words[at].low)
            score += (1.5 if heavy else 1.0) * weight * max(found)
        elif _clashes(case, at, far, number):
            score -= 0.5 * weight
    return score + _link(case.statement, anchor, reading, other)


def _clashes(case: Case, at: int, far: dict[int, float], number: int) -> bool:
    word, reading = case.statement.words[at], case.evidence[number]
    near = (reading.words[other] for other, weight in far.items() if weight > 0.3)
    return any(opposite(word, other) or rivals(word, other) for other in near)


def _link(ours: Reading, anchor: Anchor, theirs: Reading, other: Anchor) -> float:
    """A little for the same small word before both: "to 6 percent", "in Harrow", "since 2018"."""
    before = [
        reading.lows(each.first - 1, each.first - 1) for reading, each in ((ours, anchor), (theirs, other))
    ]
    tell = (*_STEPS, "since", "until", "before", "after", "of")
    if not all(before) or not (before[0][0] in tell and before[1][0] in tell):
        return 0.0
    return 0.3 if before[0] == before[1] else -0.3
