"""Who did what to whom, which of two is more, what came first: one relation told with its sides exchanged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.assistant.support.case import Case, Fault, related
from dateline.assistant.support.names import OFFICES, country
from dateline.assistant.support.reading import Reading
from dateline.assistant.support.words import Word, opposite, same, verbal
from dateline.index.characters import word_set

_BEING = word_set("is are was were be been being")
_STOPS = word_set(
    "in on at from to for with over after before during into as about through near because when while than"
)
_WINNING = word_set("win victori triumph victory")
_PASSED = word_set(
    "is are was were be been being has have had will would could may might must can also then later not never to the a an "
    "his her its their this that both all"
)
_WITHIN = word_set("of the a an and s his her its their")
_MORE = word_set("more less fewer higher lower")


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with who acts and who is acted upon."""

    verb: int
    agent: tuple[Word, ...]
    patient: tuple[Word, ...]


def faults(case: Case) -> Iterator[Fault]:
    """A fault for each relation that the evidence tells the other way round."""
    yield from _deeds_exchanged(case)
    yield from _other_party(case)
    yield from _compared(case)
    yield from _ordered(case)


def _deeds_exchanged(case: Case) -> Iterator[Fault]:
    for at in case.statement.heavy:
        if not _acts(case.statement, at):
            continue
        ours = deed(case.statement, at)
        if not ours.agent or not ours.patient:
            continue
        theirs = [
            deed(case.evidence[p.reading], p.at)
            for p in case.matches[at]
            if _acts(case.evidence[p.reading], p.at)
        ]
        if any(_exchanged(ours, each) for each in theirs) and not any(_agrees(ours, each) for each in theirs):
            who = " ".join(word.text for word in ours.agent)
            why = f"in the cited sentences it is not {who} who does this, but to whom it is done"
            yield Fault("roles", "unsupported", why, tuple(word.text for word in ours.agent))


def _acts(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return verbal(word.low) or word.low.endswith(("ing", "s")) or word.stem == word.low


def deed(reading: Reading, verb: int) -> Deed:
    """The verb at an index with its two sides, turned round where it is passive."""
    words = reading.words
    passive = bool(_BEING & set(reading.lows(verb - 3, verb - 1))) and verbal(words[verb].low)
    before = [
        w for at, w in enumerate(words[:verb]) if w.clause == words[verb].clause and _counts(reading, at)
    ]
    after: list[Word] = []
    by: list[Word] = []
    side = after
    for at in range(verb + 1, len(words)):
        word = words[at]
        over = word.low in ("over", "against") and words[verb].stem in _WINNING
        if (
            word.clause != words[verb].clause
            or (word.low in _STOPS and not over)
            or word.low == "that"
            or _aux(word)
        ):
            break
        if word.low == "by":
            side = by
        elif _counts(reading, at):
            side.append(word)
    return Deed(verb, tuple(by if passive else before), tuple(before if passive else after))


def _aux(word: Word) -> bool:
    return word.low in _BEING or word.low in ("will", "would", "could", "may", "might", "has", "have", "had")


def _other_party(case: Case) -> Iterator[Fault]:
    """A fault where a name does, or suffers, what the evidence says another name does or suffers."""
    for at in case.statement.heavy:
        if not case.statement.is_verb(at):
            continue
        ours = _parties(case.statement, at)
        theirs = [
            _parties(case.evidence[p.reading], p.at)
            for p in case.matches[at]
            if case.evidence[p.reading].is_verb(p.at)
        ]
        for side in ("agent", "patient"):
            named = _names(case, getattr(ours, side))
            if named and theirs and all(_other(case, named, each, side) for each in theirs):
                text = " ".join(word.text for word in named)
                verb = case.statement.words[at].text
                yield Fault(
                    "roles",
                    "unsupported",
                    f"the cited sentences say “{verb}” of another, not of {text}",
                    (text,),
                )
                return


def _parties(reading: Reading, verb: int) -> Deed:
    """The names and nouns right before and right after a verb, turned round where it is passive."""
    words = reading.words
    passive = bool(_BEING & set(reading.lows(verb - 3, verb - 1))) and verbal(words[verb].low)
    clause = [at for at, word in enumerate(words) if word.clause == words[verb].clause]
    before = _phrase(reading, [at for at in reversed(clause) if at < verb])
    after = [at for at in clause if at > verb]
    if passive:
        by = next((at for at in after if words[at].low == "by"), None)
        agent = _phrase(reading, [at for at in after if by is not None and at > by])
        return Deed(verb, agent, before)
    return Deed(verb, before, _phrase(reading, after) or _antecedent(reading, verb))


def _phrase(reading: Reading, order: list[int]) -> tuple[Word, ...]:
    """The words of the phrase that a walk from the verb meets first; a name set behind a comma belongs to it."""
    found: list[Word] = []
    for at in order:
        word = reading.words[at]
        if not found and (word.low in _PASSED or word.low.endswith("ly")):
            continue
        if word.low in _WITHIN:
            continue
        if not _counts(reading, at) or (reading.is_verb(at) and not word.capital):
            break
        found.append(word)
    if not found:
        return ()
    last = next(at for at in order if reading.words[at] is found[-1])
    behind_comma = order[0] <= last and reading.lows(last + 1, last + 1) == (",",)
    if behind_comma and not any(word.capital for word in found):
        name = next((a for a in reading.of_kind("name") if a.first == last + 2), None)
        found += reading.words[name.first : name.last + 1] if name else ()
    return tuple(found)


def _antecedent(reading: Reading, verb: int) -> tuple[Word, ...]:
    """The last person named before "him" or "her"."""
    if reading.lows(verb + 1, verb + 1)[:1] not in (("him",), ("her",), ("them",)):
        return ()
    sentence = reading.words[verb].sentence
    before = [
        a for a in reading.of_kind("name") if a.last < verb and reading.words[a.last].sentence == sentence
    ]
    return tuple(word for a in before[-1:] for word in reading.words[a.first : a.last + 1])


def _other(case: Case, named: tuple[Word, ...], theirs: Deed, side: str) -> bool:
    """Whether the evidence has on this side of the verb another name, or this name on the other side."""
    here = _names(case, getattr(theirs, side))
    there = _names(case, theirs.patient if side == "agent" else theirs.agent)
    if _meets(named, here) or not all(_heard(case, word) for word in named):
        return False
    unheard = [word for word in here if not any(related(word, other) for other in case.statement.words)]
    return bool(unheard) or _meets(named, there)


def _heard(case: Case, word: Word) -> bool:
    return any(related(word, other) for reading in case.evidence for other in reading.words)


def _names(case: Case, side: tuple[Word, ...]) -> tuple[Word, ...]:
    known = {
        word
        for r in (case.statement, *case.evidence)
        for a in r.of_kind("name")
        for word in r.words[a.first : a.last + 1]
    }
    return tuple(word for word in side if word in known and word.low not in OFFICES and not country(word.low))


def _counts(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return word.heavy or (at in reading.anchored and word.capital)


def _meets(ours: Iterable[Word], theirs: Iterable[Word]) -> bool:
    others = tuple(theirs)
    return any(related(a, b) for a in ours for b in others)


def _exchanged(ours: Deed, theirs: Deed) -> bool:
    crossed = _meets(ours.agent, theirs.patient) and _meets(ours.patient, theirs.agent)
    if not crossed:
        return False
    straight = [a for a in ours.agent if _meets((a,), theirs.agent)]
    moved = [a for a in ours.agent if _meets((a,), theirs.patient) and not _meets((a,), theirs.agent)]
    back = [a for a in ours.patient if _meets((a,), theirs.agent) and not _meets((a,), theirs.patient)]
    return bool(moved and back) and len(straight) <= len(moved)


def _agrees(ours: Deed, theirs: Deed) -> bool:
    return (
        _meets(ours.agent, theirs.agent)
        and _meets(ours.patient, theirs.patient)
        and not _exchanged(ours, theirs)
    )


@dataclass(frozen=True, slots=True)
class Relation:
    """A word between two sides: "larger than", "before"."""

    words: tuple[Word, ...]
    left: tuple[Word, ...]
    right: tuple[Word, ...]


def _compared(case: Case) -> Iterator[Fault]:
    for ours in _comparisons(case.statement):
        every = [theirs for reading in case.evidence for theirs in _comparisons(reading)]
        ways = [_direction(ours, theirs) * _sides(ours, theirs) for theirs in every]
        if ways and min(ways) < 0 and max(ways) < 1:
            text = " ".join(word.text for word in ours.words)
            yield Fault("comparison", "unsupported", f"“{text} than” is the wrong way round", (text,))


def _comparisons(reading: Reading) -> list[Relation]:
    found = []
    for at, word in enumerate(reading.words):
        if (
            word.low != "than"
            or reading.lows(at - 1, at - 1) in (("other",), ("rather",))
            or at + 1 in _amounts(reading)
        ):
            continue
        first = max((i for i in range(max(at - 5, 0), at) if _comparative(reading.words[i])), default=None)
        if first is None:
            continue
        if first == at - 1 and at >= 2 and reading.words[at - 2].low in _MORE:
            first -= 1
        between = reading.words[first:at]
        left = tuple(
            w
            for i, w in enumerate(reading.words[:first])
            if w.sentence == word.sentence and _side(reading, i)
        )
        right = tuple(
            w
            for i, w in enumerate(reading.words)
            if i > at and w.clause == reading.words[at].clause and _side(reading, i)
        )
        found.append(Relation(tuple(w for w in between if w.kind == "word"), left, right))
    return found


def _amounts(reading: Reading) -> set[int]:
    return {anchor.first for anchor in reading.of_kind("amount")}


def _comparative(word: Word) -> bool:
    return (
        word.low in _MORE
        or (word.low.endswith("er") and len(word.low) > 3)
        or word.low in ("worse", "better")
    )


def _side(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return (word.heavy and not verbal(word.low)) or (at in reading.anchored and word.kind == "word")


def _direction(ours: Relation, theirs: Relation) -> int:
    """1 where both compare the same way, -1 where the opposite, 0 unknown."""
    a, b = _meaning(ours), _meaning(theirs)
    if any(opposite(x, y) for x in a for y in b) or (_turned(ours) != _turned(theirs) and _shares(a, b)):
        return -1
    return 1 if _shares(a, b) or (not a and not b) else 0


def _meaning(relation: Relation) -> tuple[Word, ...]:
    return tuple(word for word in relation.words if word.low not in _MORE)


def _turned(relation: Relation) -> bool:
    return any(word.low in ("less", "fewer", "lower") for word in relation.words)


def _shares(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    return any(same(x, y) for x in a for y in b)


def _sides(ours: Relation, theirs: Relation) -> int:
    """1 where the sides stand alike, -1 where they are exchanged, 0 unknown."""
    own = (
        [w for w in ours.left if not _meets((w,), ours.right)],
        [w for w in ours.right if not _meets((w,), ours.left)],
    )
    straight = sum(_meets((w,), theirs.left) for w in own[0]) + sum(
        _meets((w,), theirs.right) for w in own[1]
    )
    crossed = sum(_only(w, theirs.right, theirs.left) for w in own[0]) + sum(
        _only(w, theirs.left, theirs.right) for w in own[1]
    )
    return (straight > crossed) - (crossed > straight)


def _only(word: Word, there: tuple[Word, ...], here: tuple[Word, ...]) -> bool:
    return _meets((word,), there) and not _meets((word,), here)


def _ordered(case: Case) -> Iterator[Fault]:
    for ours in _successions(case.statement):
        relations = [each for reading in case.evidence for each in _successions(reading)]
        verdicts = [
            (1 if ours.words[0].low == each.words[0].low else -1) * _sides(ours, each) for each in relations
        ]
        if verdicts and min(verdicts) < 0 < 1 > max(verdicts):
            word = ours.words[0].text
            yield Fault("order", "unsupported", f"“{word}” is the wrong way round", (word,))


def _successions(reading: Reading) -> list[Relation]:
    found = []
    for at, word in enumerate(reading.words):
        if word.low not in ("before", "after") or at in reading.anchored:
            continue
        left = tuple(
            w for i, w in enumerate(reading.words[:at]) if w.sentence == word.sentence and _told(reading, i)
        )
        right = [
            i for i, w in enumerate(reading.words) if i > at and w.clause == word.clause and _told(reading, i)
        ]
        if not left:
            later = (i for i, w in enumerate(reading.words) if i > at and w.sentence == word.sentence)
            left = tuple(reading.words[i] for i in later if i not in right and _told(reading, i))
        found.append(Relation((word,), left, tuple(reading.words[i] for i in right)))
    return found


def _told(reading: Reading, at: int) -> bool:
    return reading.words[at].heavy or (at in reading.anchored and reading.words[at].kind == "word")
