"""Amounts, times and names that the evidence gives, but of something else: facts merged, or one taken for another."""

from collections.abc import Iterator

from dateline.assistant.support import amounts, dates
from dateline.assistant.support.case import Case, Fault, Place, related
from dateline.assistant.support.names import alike
from dateline.assistant.support.reading import Anchor, Reading, nearness
from dateline.assistant.support.words import opposite, rivals, verbal

_MARGIN = 0.3
_RATIO = 1.6


def faults(case: Case) -> Iterator[Fault]:
    """A fault where another amount, time or name of the evidence stands among the statement's words."""
    for anchor in case.statement.anchors:
        theirs = [
            (number, other)
            for number, reading in enumerate(case.evidence)
            for other in reading.anchors
            if other.kind == anchor.kind and comparable(anchor, other)
        ]
        own = [each for each in theirs if equal(anchor, each[1])]
        others = [each for each in theirs if not equal(anchor, each[1]) and not _also_stated(case, anchor, each[1])]
        if own and anchor.amount:
            yield from _other_step(case, anchor, own)
        if own and others:
            yield from _misplaced(case, anchor, own, others)


def _other_step(case: Case, anchor: Anchor, own: list[tuple[int, Anchor]]) -> Iterator[Fault]:
    """ "By 7 percent" where the evidence says "to 7 percent"."""
    steps = ("by", "to", "from")
    ours = case.statement.lows(anchor.first - 1, anchor.first - 1)
    theirs = [case.evidence[number].lows(each.first - 1, each.first - 1) for number, each in own]
    if ours and ours[0] in steps and all(each and each[0] in steps and each != ours for each in theirs):
        why = f"the cited sentences say “{theirs[0][0]} {own[0][1].text}”, not “{ours[0]}”"
        yield Fault("place", "unsupported", why, (anchor.text,))


def comparable(a: Anchor, b: Anchor) -> bool:
    """Whether two anchors could stand in each other's place."""
    if a.amount and b.amount:
        same = a.amount.unit == b.amount.unit or {a.amount.unit, b.amount.unit} == {"", "percent"}
        return same and ("ordinal" in (a.amount.unit, b.amount.unit)) == (a.amount.unit == b.amount.unit == "ordinal")
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
        return any(alike(a, b) for a in ours.name.parts[-1:] for b in theirs.name.parts) or any(
            alike(a, b) for a in ours.name.parts for b in theirs.name.parts[-1:]
        )
    return False


def _also_stated(case: Case, anchor: Anchor, other: Anchor) -> bool:
    """Whether the statement gives the other one too, in the same clause or, for times and names, anywhere."""
    clause = case.statement.words[anchor.first].clause
    for each in case.statement.anchors:
        if each is not anchor and each.kind == other.kind and equal(each, other):
            return anchor.kind != "amount" or case.statement.words[each.first].clause == clause
    return False


def _misplaced(
    case: Case, anchor: Anchor, own: list[tuple[int, Anchor]], others: list[tuple[int, Anchor]]
) -> Iterator[Fault]:
    ours = max(belonging(case, anchor, number, each) for number, each in own)
    theirs, rival = max(((belonging(case, anchor, number, each), each) for number, each in others), key=lambda x: x[0])
    if theirs > _RATIO * max(ours, 0) and theirs - ours > _MARGIN:
        why = f"the cited sentences say this of {rival.text}, not of {anchor.text}"
        yield Fault("place", "unsupported", why, (anchor.text,))


def belonging(case: Case, anchor: Anchor, number: int, other: Anchor) -> float:
    """How well the surroundings of the evidence's anchor agree with those of the statement's."""
    reading = case.evidence[number]
    near, far = nearness(case.statement, anchor), nearness(reading, other)
    score = 0.0
    for at, weight in near.items():
        found = [far[place.at] for place in case.matches[at] if place.reading == number and place.at in far]
        if found:
            score += _weight(case.statement, at) * weight * max(found)
        elif _clashes(case, at, far, number):
            score -= 0.5 * weight
    return score + _link(case.statement, anchor, reading, other)


def _weight(reading: Reading, at: int) -> float:
    return 1.5 if at in reading.anchored or verbal(reading.words[at].low) else 1.0


def _clashes(case: Case, at: int, far: dict[int, float], number: int) -> bool:
    word = case.statement.words[at]
    reading = case.evidence[number]
    return any(
        weight > 0.3 and (opposite(word, reading.words[other]) or rivals(word, reading.words[other]))
        for other, weight in far.items()
    )


def _link(ours: Reading, anchor: Anchor, theirs: Reading, other: Anchor) -> float:
    """A little for the same small word before both: "to 6 percent", "in Harrow", "since 2018"."""
    before = [reading.lows(each.first - 1, each.first - 1) for reading, each in ((ours, anchor), (theirs, other))]
    tell = ("from", "to", "by", "since", "until", "before", "after", "of")
    if not all(before) or not (before[0][0] in tell and before[1][0] in tell):
        return 0.0
    return 0.3 if before[0] == before[1] else -0.3


__all__ = ["Place", "belonging", "equal", "faults", "related"]
