"""Amounts, times and names that the evidence gives, but of something else: facts merged, or one taken for another.

Each anchor has a setting: the verb and the nouns it goes with and the anchors beside it. A fault needs a
rival of the same kind in the evidence whose setting agrees better with the statement's than that of the
anchor's own occurrence does.
"""

from collections.abc import Iterator

from dateline.assistant.support import dates, predicate
from dateline.assistant.support.case import Case, Fault, related
from dateline.assistant.support.names import OFFICES, acronym, country
from dateline.assistant.support.reading import Anchor, Reading
from dateline.assistant.support.setting import VERB, agreement, closeness, comparable, equal, setting
from dateline.assistant.support.words import stem, verbal
from dateline.index.characters import word_set

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
            if not _may_be(anchor, each[1])
            and not _also_stated(case, anchor, each[1])
            and not _also_meant(case, anchor, *each)
        ]
        if own and anchor.amount:
            yield from _other_step(case, anchor, own)
        if own and others:
            yield from _misplaced(case, anchor, own, others)
        if own and anchor.kind != "name":
            yield from _detached(case, anchor, own)
        if own and anchor.time:
            yield from _since_for_in(case, anchor, own)


def _explicit(anchor: Anchor, own: list[tuple[int, Anchor]]) -> list[tuple[int, Anchor]]:
    """Where the evidence names the very year, not the times that may be in it."""
    if anchor.time and anchor.time.year and not anchor.time.month:
        named = [each for each in own if each[1].time and each[1].time.year == anchor.time.year]
        return named or own
    return own


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


def _also_meant(case: Case, anchor: Anchor, number: int, other: Anchor) -> bool:
    """Whether the statement speaks of a name by the noun before it: "the ship" for "the freighter Halcyon"."""
    before = other.first - 1
    if other.kind != "name" or before < 0 or not case.evidence[number].words[before].heavy:
        return False
    noun = case.evidence[number].words[before]
    spoken = [at for at in case.statement.heavy if related(case.statement.words[at], noun)]
    return bool(spoken) and not any(anchor.first - 2 <= at <= anchor.last + 1 for at in spoken)


def _other_step(case: Case, anchor: Anchor, own: list[tuple[int, Anchor]]) -> Iterator[Fault]:
    """ "By 7 percent" where the evidence says "to 7 percent"."""
    ours = case.statement.lows(anchor.first - 1, anchor.first - 1)
    theirs = [case.evidence[number].lows(each.first - 1, each.first - 1) for number, each in own]
    if ours and ours[0] in _STEPS and all(each and each[0] in _STEPS and each != ours for each in theirs):
        why = f"the cited sentences say “{theirs[0][0]} {own[0][1].text}”, not “{ours[0]}”"
        yield Fault("place", "unsupported", why, (anchor.text,))


def _misplaced(
    case: Case, anchor: Anchor, own: list[tuple[int, Anchor]], others: list[tuple[int, Anchor]]
) -> Iterator[Fault]:
    if anchor.kind == "name" and predicate.tells_of(case, anchor):
        return
    at_home = max(agreement(case, anchor, *each) for each in own)
    near_home = max(closeness(case, anchor, *each) for each in own)
    for number, rival in others:
        if any(number == at and _describes(case.evidence[at], rival, each) for at, each in own):
            continue
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


def _describes(reading: Reading, rival: Anchor, own: Anchor) -> bool:
    """Whether one name only tells whose the other is: "Norland's finance minister, Ana Lund"."""
    between = reading.words[rival.last + 1 : own.first]
    return (
        rival.kind == own.kind == "name"
        and 0 < len(between) <= 4
        and all(
            (word.heavy and not verbal(word.low)) or word.low in OFFICES | {",", "-", "co"}
            for word in between
        )
        and between[0].low != ","
    )


def _detached(case: Case, anchor: Anchor, own: list[tuple[int, Anchor]]) -> Iterator[Fault]:
    """The evidence ties the amount or time to another deed, of which the statement does not speak."""
    verb = next((at for at, weight in setting(case.statement, anchor).items() if weight == VERB), None)
    if verb is None or not case.matches[verb] or any(agreement(case, anchor, *each) > 0 for each in own):
        return
    stated = {(place.reading, place.at) for places in case.matches for place in places}
    for number, other in own:
        tied = setting(case.evidence[number], other)
        words = case.evidence[number].words
        begun = [at for at, weight in tied.items() if weight == VERB and words[at].stem in _BEGINNING]
        if any(p.reading == number and 0 < at - p.at <= 3 for at in begun for p in case.matches[verb]):
            return  # "the break-up began on 17 January" tells when it broke up
        if VERB not in tied.values() or any((number, at) in stated for at in tied):
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
