"""Figures and names that each stand in the place of the other, or beside the other's partner."""

from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault
from dateline.assistant.support.reading import Anchor, Reading
from dateline.assistant.support.setting import agreement, comparable, equal


def faults(case: Case) -> Iterator[Fault]:
    """A fault for each two anchors that the evidence tells the other way round."""
    yield from _exchanged(case)
    yield from _pairs_exchanged(case)


def _pairs_exchanged(case: Case) -> Iterator[Fault]:
    """An amount or name told with a time or amount that the evidence sets beside another: "260 in 2010"."""
    anchors = case.statement.anchors
    for a in anchors:
        for b in anchors:
            one_clause = case.statement.words[a.first].clause == case.statement.words[b.first].clause
            told = (a.kind, b.kind) in (("amount", "time"), ("name", "amount")) and one_clause
            if not told or _bare(a) or _bare(b) or not _partners(a, b, anchors):
                continue
            for reading in case.evidence:
                mine = [each for each in reading.anchors if comparable(a, each)]
                other = [each for each in reading.anchors if comparable(b, each)]
                own_a, own_b = [x for x in mine if equal(a, x)], [x for x in other if equal(b, x)]
                if len(own_a) == 1 == len(own_b) and _parted(own_a[0], own_b[0], mine, other, reading):
                    why = f"the cited sentences do not put {a.text} and {b.text} together"
                    yield Fault("place", "unsupported", why, (a.text, b.text))
                    return


def _partners(a: Anchor, b: Anchor, anchors: tuple[Anchor, ...]) -> bool:
    """Whether of all anchors of their kinds these two stand nearest to each other."""
    apart = _distance(a, b)
    nearer = [x for x in anchors if x.kind == b.kind and x is not b and _distance(a, x) <= apart]
    return not nearer and not [
        x for x in anchors if x.kind == a.kind and x is not a and _distance(x, b) <= apart
    ]


def _bare(anchor: Anchor) -> bool:
    """Whether an amount says nothing of what it counts, as in a score."""
    return bool(anchor.amount) and not anchor.amount.unit and not anchor.amount.things  # type: ignore[union-attr]


def _parted(a: Anchor, b: Anchor, mine: list[Anchor], other: list[Anchor], reading: Reading) -> bool:
    """Whether each has a nearer partner than the other, within a few words."""
    apart = _distance(a, b)
    sentence = reading.words[a.first].sentence
    nearer_b = [_distance(a, x) for x in other if x is not b and reading.words[x.first].sentence == sentence]
    nearer_a = [_distance(x, b) for x in mine if x is not a and reading.words[x.first].sentence == sentence]
    reach = min(4, apart - 1)
    return min(nearer_b, default=99) <= reach and min(nearer_a, default=99) <= reach


def _distance(a: Anchor, b: Anchor) -> int:
    """Words between two anchors; a time belongs rather to the amount before it."""
    apart = max(b.first - a.last, a.first - b.last)
    time, other = (a, b) if a.time else (b, a)
    return apart + 2 if time.time and other.first > time.last else apart


def _exchanged(case: Case) -> Iterator[Fault]:
    """Two anchors of one kind, each in the other's place: "12 in Pirna and 4 in Lowick"."""
    for kind in ("amount", "name"):
        ours = [anchor for anchor in case.statement.anchors if anchor.kind == kind]
        for a, b in ((x, y) for at, x in enumerate(ours) for y in ours[at + 1 :] if comparable(x, y)):
            between = range(a.last + 1, b.first)
            if equal(a, b) or equal(b, a) or not set(between) & set(case.statement.heavy):
                continue
            places = [(n, o) for n, r in enumerate(case.evidence) for o in r.anchors if o.kind == kind]
            of_a = [each for each in places if equal(a, each[1]) and not equal(b, each[1])]
            of_b = [each for each in places if equal(b, each[1]) and not equal(a, each[1])]
            if (
                not of_a
                or not of_b
                or case.statement.words[a.first].clause == case.statement.words[b.first].clause
            ):
                continue
            straight = _best(case, a, of_a) + _best(case, b, of_b)
            swapped = _best(case, a, of_b), _best(case, b, of_a)
            if sum(swapped) > straight + 1 and min(swapped) >= 2:
                yield Fault("place", "unsupported", f"{a.text} and {b.text} are exchanged", (a.text, b.text))


def _best(case: Case, anchor: Anchor, places: list[tuple[int, Anchor]]) -> float:
    return max(agreement(case, anchor, *each) for each in places)
