"""Who did what to whom, which of two is more, what came first: one relation told with its sides exchanged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.assistant.support.case import Case, Fault, related
from dateline.assistant.support.names import OFFICES, country
from dateline.assistant.support.reading import Reading
from dateline.assistant.support.words import Word, verbal
from dateline.index.characters import word_set

_BEING = word_set("is are was were be been being")
_STOPS = word_set(
    "in on at from to for with over after before during into as about through near because when while than"
)
_WINNING = word_set("win victori triumph victory")
_PASSED = word_set(
    "is are was were be been being has have had will would could may might must can also then later not never "
    "to the a an his her its their this that both all"
)
_WITHIN = word_set("of the a an and s his her its their")


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
    if meets(named, here) or not all(_heard(case, word) for word in named):
        return False
    unheard = [word for word in here if not any(related(word, other) for other in case.statement.words)]
    return bool(unheard) or meets(named, there)


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


def meets(ours: Iterable[Word], theirs: Iterable[Word]) -> bool:
    """Whether any word of one side is one of the other."""
    others = tuple(theirs)
    return any(related(a, b) for a in ours for b in others)


def _exchanged(ours: Deed, theirs: Deed) -> bool:
    crossed = meets(ours.agent, theirs.patient) and meets(ours.patient, theirs.agent)
    if not crossed:
        return False
    straight = [a for a in ours.agent if meets((a,), theirs.agent)]
    moved = [a for a in ours.agent if meets((a,), theirs.patient) and not meets((a,), theirs.agent)]
    back = [a for a in ours.patient if meets((a,), theirs.agent) and not meets((a,), theirs.patient)]
    return bool(moved and back) and len(straight) <= len(moved)


def _agrees(ours: Deed, theirs: Deed) -> bool:
    return (
        meets(ours.agent, theirs.agent)
        and meets(ours.patient, theirs.patient)
        and not _exchanged(ours, theirs)
    )
