"""Amounts, times and names that the evidence gives, but of something else: facts merged, or one taken for another.

Each anchor has a setting: the verb and the nouns it goes with and the anchors beside it. A fault needs a
rival of the same kind in the evidence whose setting agrees better with the statement's than that of the
anchor's own occurrence does.
"""

from collections.abc import Iterator
from functools import lru_cache

from dateline.assistant.support import amounts, dates
from dateline.assistant.support.case import Case, Fault
from dateline.assistant.support.names import acronym, alike, country
from dateline.assistant.support.reading import Anchor, Reading, nearness
from dateline.assistant.support.words import opposite, rivals, stem, verbal
from dateline.index.characters import word_set

_VERB, _NOUN, _BESIDE = 2.0, 1.0, 1.9
_PREPOSITIONS = (
    "in",
    "on",
    "at",
    "near",
    "from",
    "to",
    "of",
    "by",
    "with",
    "for",
    "against",
    "since",
    "until",
    "after",
    "before",
)
_BEGINNING = frozenset(
    stem(word) for word in ("begin", "start", "launch", "open", "impose", "introduce", "take", "become")
)
_TURNING = ("since", "until", "by", "before", "after", "from", "to")
_KINDS_OF_PLACE = tuple(
    (word,)
    for word in word_set("port city town village province region island valley state district capital")
)
_STEPS = ("by", "to", "from")


def faults(case: Case) -> Iterator[Fault]:
    """A fault where another amount, time or name of the evidence stands among the statement's words."""
    for anchor in case.statement.anchors:
        theirs = [
            (number, other)
            for number, reading in enumerate(case.evidence)
            for other in reading.anchors
            if comparable(anchor, other)
        ]
        own = _explicit(anchor, [each for each in theirs if equal(anchor, each[1])])
        others = [
            each
            for each in theirs
            if not _may_be(anchor, each[1]) and not _also_stated(case, anchor, each[1])
        ]
        if own and anchor.amount:
            yield from _other_step(case, anchor, own)
        if own and others:
            yield from _misplaced(case, anchor, own, others)
        if own and anchor.kind != "name":
            yield from _detached(case, anchor, own)
        if own and anchor.time:
            yield from _since_for_in(case, anchor, own)
    yield from _exchanged(case)
    yield from _pairs_exchanged(case)


def _explicit(anchor: Anchor, own: list[tuple[int, Anchor]]) -> list[tuple[int, Anchor]]:
    """Where the evidence names the very year, not the times that may be in it."""
    if anchor.time and anchor.time.year and not anchor.time.month:
        named = [each for each in own if each[1].time and each[1].time.year == anchor.time.year]
        return named or own
    return own


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


def _may_be(ours: Anchor, theirs: Anchor) -> bool:
    """Whether two names could be one ("Fed" and "Federal Reserve"), or two anchors are equal."""
    if equal(ours, theirs):
        return True
    if ours.amount and theirs.amount:
        return (
            abs(ours.amount.value - theirs.amount.value) <= 0.05 * abs(ours.amount.value)
            and ours.amount.value > 100
        )
    if ours.name and theirs.name:
        a, b = ours.name, theirs.name
        if (country(a.parts[-1]) is None) != (country(b.parts[-1]) is None):
            return True
        short = acronym(a) in b.parts or acronym(b) in a.parts
        return short or any(len(x) > 2 and len(y) > 2 and (x[:3] == y[:3]) for x in a.parts for y in b.parts)
    both = ours.time and theirs.time and ours.time.options and theirs.time.options
    return bool(both) and dates.carries(ours.time, theirs.time)  # type: ignore[arg-type]


def _also_stated(case: Case, anchor: Anchor, other: Anchor) -> bool:
    """Whether the statement gives the other one too, in the same clause or, for times and names, anywhere."""
    clause = case.statement.words[anchor.first].clause
    for each in case.statement.anchors:
        if each is not anchor and each.kind == other.kind and equal(each, other):
            return anchor.kind != "amount" or case.statement.words[each.first].clause == clause
    return False


def _other_step(case: Case, anchor: Anchor, own: list[tuple[int, Anchor]]) -> Iterator[Fault]:
    """ "By 7 percent" where the evidence says "to 7 percent"."""
    ours = case.statement.lows(anchor.first - 1, anchor.first - 1)
    theirs = [case.evidence[number].lows(each.first - 1, each.first - 1) for number, each in own]
    if ours and ours[0] in _STEPS and all(each and each[0] in _STEPS and each != ours for each in theirs):
        why = f"the cited sentences say “{theirs[0][0]} {own[0][1].text}”, not “{ours[0]}”"
        yield Fault("place", "unsupported", why, (anchor.text,))


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
    found |= dict.fromkeys(before[-1:] or verbs[:1], _VERB)
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


def _misplaced(
    case: Case, anchor: Anchor, own: list[tuple[int, Anchor]], others: list[tuple[int, Anchor]]
) -> Iterator[Fault]:
    at_home = max(agreement(case, anchor, *each) for each in own)
    near_home = max(closeness(case, anchor, *each) for each in own)
    for number, rival in others:
        agrees, near = agreement(case, anchor, number, rival), closeness(case, anchor, number, rival)
        more = agrees - at_home
        ratio = 1.2 if more <= 1 else 0.9 if more <= 2 else 0.7
        if (
            agrees >= 1
            and more > 0
            and near > ratio * max(near_home, 0)
            and (more > 1 or near > near_home + 0.1)
        ):
            if anchor.kind != "amount" and not _same_slot(case, anchor, number, rival):
                continue
            why = f"the cited sentences say this of {rival.text}, not of {anchor.text}"
            yield Fault("place", "unsupported", why, (anchor.text,))
            return


def _detached(case: Case, anchor: Anchor, own: list[tuple[int, Anchor]]) -> Iterator[Fault]:
    """The evidence ties the amount or time to another deed, of which the statement does not speak."""
    verb = next((at for at, weight in setting(case.statement, anchor).items() if weight == _VERB), None)
    if verb is None or not case.matches[verb] or any(agreement(case, anchor, *each) > 0 for each in own):
        return
    stated = {(place.reading, place.at) for places in case.matches for place in places}
    for number, other in own:
        tied = setting(case.evidence[number], other)
        if _VERB not in tied.values() or any((number, at) in stated for at in tied):
            return
    number, other = own[0]
    told = " ".join(
        case.evidence[number].words[at].text for at in sorted(setting(case.evidence[number], other))
    )
    yield Fault(
        "place",
        "unsupported",
        f"the cited sentences say {anchor.text} of something else: {told}",
        (anchor.text,),
    )


def _same_slot(case: Case, anchor: Anchor, number: int, rival: Anchor) -> bool:
    """Whether two names or times stand alike: after one preposition, before one noun, or at a verb."""
    if rival.time and rival.time.relative:
        return True
    return _slot(case.statement, anchor) == _slot(case.evidence[number], rival)


def _pairs_exchanged(case: Case) -> Iterator[Fault]:
    """An amount or name told with a time or amount that the evidence sets beside another: "260 in 2010"."""
    anchors = case.statement.anchors
    for a in anchors:
        for b in anchors:
            one_clause = case.statement.words[a.first].clause == case.statement.words[b.first].clause
            told = (a.kind, b.kind) in (("amount", "time"), ("name", "amount")) and one_clause
            if not told or _bare(a) or _bare(b) or not _partners(a, b, anchors):
                continue
            for number, reading in enumerate(case.evidence):
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


def _since_for_in(case: Case, anchor: Anchor, own: list[tuple[int, Anchor]]) -> Iterator[Fault]:
    """ "In 2016" where the evidence says "since 2016"."""
    before = case.statement.lows(anchor.first - 1, anchor.first - 1)
    if before not in (("in",), ("on",)) or any(word.stem in _BEGINNING for word in case.statement.words):
        return
    theirs = [case.evidence[number].lows(each.first - 1, each.first - 1) for number, each in own]
    if all(each and each[0] in ("since", "before", "after", "until") for each in theirs):
        why = f"the cited sentences say “{theirs[0][0]} {own[0][1].text}”"
        yield Fault("place", "unsupported", why, (anchor.text,))


def _slot(reading: Reading, anchor: Anchor) -> str:
    before = reading.lows(anchor.first - 1, anchor.first - 1)
    if anchor.kind == "time":
        return before[0] if before and before[0] in _TURNING else ""
    if before == ("the",):
        before = reading.lows(anchor.first - 2, anchor.first - 2)
    after = anchor.last + 1
    named = anchor.kind == "name"
    if (
        named
        and after < len(reading.words)
        and reading.words[after].heavy
        and not verbal(reading.words[after].low)
    ):
        return "noun"
    if before == ("of",) and reading.lows(anchor.first - 2, anchor.first - 2)[0:1] in _KINDS_OF_PLACE:
        return "in"
    if before and before[0] in _PREPOSITIONS:
        return {"at": "in", "near": "in", "on": "in" if named else "verb"}.get(before[0], before[0])
    return "verb"


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
