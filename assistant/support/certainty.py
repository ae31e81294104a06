"""How sure a text is: possible, doubted, planned, attempted, conditional, claimed; and what lost it in a statement."""

from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault, Place, related
from dateline.assistant.support.cues import Cue, cues
from dateline.assistant.support.names import OFFICES
from dateline.assistant.support.polarity import denied
from dateline.assistant.support.reading import Reading
from dateline.assistant.support.speech import Saying, sayings
from dateline.assistant.support.words import verbal
from dateline.index.characters import word_set

_HOLDING = word_set("is was became becomes remains as")
_NOT_YET = ("wished", "planned", "future", "possible")
_WEAKER: dict[str, frozenset[str]] = {
    "doubted": frozenset(("doubted", "possible", "claim")),
    "possible": frozenset(("possible", "doubted", "conditional", "claim", "charged", "wished")),
    "wished": frozenset(("wished", "planned", "possible")),
    "planned": frozenset(("planned", "wished", "future", "possible", "conditional")),
    "future": frozenset(("future", "planned", "wished", "possible", "conditional")),
    "conditional": frozenset(("conditional", "possible", "doubted")),
    "charged": frozenset(("charged", "claim", "possible")),
    "denied": frozenset(("denied", "claim", "possible", "doubted")),
    "dropped": frozenset(("dropped", "denied", "planned", "possible")),
}


def faults(case: Case) -> Iterator[Fault]:
    """A fault for each possibility, plan, attempt, charge or claim that the statement gives as a fact."""
    ours: set[str] = {cue.doubt for cue in cues(case.statement)}
    sayings_here = sayings(case.statement)
    ours |= {saying.kind for saying in sayings_here}
    yield from _hardened(case, ours)
    yield from _in_office(case, ours)
    yield from _unattributed(case, ours)
    yield from _denied_for_unconfirmed(case)


def _hardened(case: Case, ours: set[str]) -> Iterator[Fault]:
    for number, reading in enumerate(case.evidence):
        for cue in cues(reading):
            if ours & _WEAKER[cue.doubt] or cue.head is None or _permits(case, reading, cue):
                continue
            stated = _stated_as_fact(case, number, cue)
            if stated is None:
                continue
            phrase = " ".join(word.text for word in reading.words[cue.first : cue.last + 1])
            word = case.statement.words[stated].text
            yield Fault(
                "hedge",
                "unsupported",
                f"the cited sentences say “{phrase}”; this gives it as a fact",
                (word,),
            )


def _in_office(case: Case, ours: set[str]) -> Iterator[Fault]:
    """ "She is the prime minister" where the evidence only wants to name, or may name, her so."""
    words = case.statement.words
    held = [
        at
        for at, word in enumerate(words)
        if word.low in OFFICES and _HOLDING & set(case.statement.lows(at - 4, at - 1))
    ]
    for reading in case.evidence if held else ():
        for cue in cues(reading):
            if cue.doubt not in _NOT_YET or ours & _WEAKER[cue.doubt]:
                continue
            office = next((at for at in held if _to_be(case, reading, cue, at)), None)
            if office is not None:
                phrase = " ".join(word.text for word in reading.words[cue.first : cue.last + 2])
                why = f"the cited sentences say “{phrase}”; this gives the office as held"
                yield Fault("hedge", "unsupported", why, (case.statement.words[office].text,))
                return


def _to_be(case: Case, reading: Reading, cue: Cue, office: int) -> bool:
    """Whether the evidence has the office behind the cue and behind "as": "is to vote on Lund as mayor"."""
    sentence = reading.words[cue.last].sentence
    return any(
        word.sentence == sentence
        and related(word, case.statement.words[office])
        and "as" in reading.lows(max(cue.last, at - 3), at - 1)
        for at, word in enumerate(reading.words[cue.last + 1 :], start=cue.last + 1)
    )


def _permits(case: Case, reading: Reading, cue: Cue) -> bool:
    """Whether "may" stands for a permission, which the statement tells as one."""
    allowed = {"allow", "permit", "let"} & {word.stem for word in case.statement.words}
    return bool(allowed) and reading.words[cue.first].low in ("may", "can", "could")


def _stated_as_fact(case: Case, number: int, cue: Cue) -> int | None:
    """The word of the statement that asserts what the cue bears on, None where nothing does."""
    if cue.doubt == "conditional":
        return _main_word(case, number, cue)
    places = {Place(number, head) for head in cue.heads}
    if not _told_here(case, number, cue) or cue.first in denied(case.evidence[number]):
        return None
    for at in case.statement.heavy:
        if places.isdisjoint(case.matches[at]):
            continue
        sure_elsewhere = any(
            other not in places and not _under_cue(case, other) for other in case.matches[at]
        )
        if sure_elsewhere:
            continue
        if cue.doubt in ("planned", "future") and not (
            done(case.statement, at) or _going_on(case, at, number, cue)
        ):
            continue
        if cue.doubt in ("denied", "dropped") and at in denied(case.statement):
            continue
        return at
    return None


def _told_here(case: Case, number: int, cue: Cue) -> bool:
    """Whether the sentence of the cue has half of the statement's weighty words."""
    words = case.evidence[number].words
    sentence = words[cue.first].sentence
    weighty = [at for at in range(len(case.statement.words)) if _weighs(case, at)]
    shared = [
        at
        for at in weighty
        if any(p.reading == number and words[p.at].sentence == sentence for p in case.matches[at])
    ]
    return len(shared) >= 0.5 * len(weighty)


def _main_word(case: Case, number: int, cue: Cue) -> int | None:
    """For "if": a word of the statement that the evidence has in the sentence, outside the condition itself."""
    words = case.evidence[number].words
    condition = words[cue.first].clause
    modal = {"would", "will", "could", "may", "might"}
    if not modal & {w.low for w in words if w.sentence == words[cue.first].sentence} or not _told_here(
        case, number, cue
    ):
        return None
    inside = outside = None
    for at in case.statement.heavy:
        for place in case.matches[at]:
            if place.reading == number and words[place.at].sentence == words[cue.first].sentence:
                if words[place.at].clause == condition:
                    inside = at
                else:
                    outside = at
    return outside if inside is None else None


def _under_cue(case: Case, place: Place) -> bool:
    return any(place.at in cue.heads for cue in cues(case.evidence[place.reading]))


def done(reading: Reading, at: int) -> bool:
    """Whether the word stands as something that has happened: "has built", "was sold", "joined"."""
    before = reading.lows(at - 4, at - 1)
    if {"to", "will", "would", "shall", "may", "might", "could", "should", "can"} & set(before[-3:]):
        return False
    if {"has", "have", "had", "was", "were", "been"} & set(before):
        return True
    low = reading.words[at].low
    return verbal(low) and not low.endswith("ing")


def _going_on(case: Case, at: int, number: int, cue: Cue) -> bool:
    """Whether the word stands as what goes on ("shares") while the evidence only means "to share"; with a time
    it may be what is planned.
    """
    low, reading = case.statement.words[at].low, case.evidence[number]
    verb = cue.head is not None and "to" in reading.lows(cue.head - 1, cue.head - 1)
    return verb and low.endswith("s") and not low.endswith("ss") and not any(case.statement.of_kind("time"))


def _unattributed(case: Case, ours: set[str]) -> Iterator[Fault]:
    if {"say", "claim"} & ours or '"' in case.statement.text or "“" in case.statement.text:
        return
    for number, reading in enumerate(case.evidence):
        for saying in sayings(reading):
            if not _rests_on(case, number, saying):
                continue
            who = " ".join(reading.words[at].text for at in saying.speaker) or "somebody"
            phrase = (
                f"{who} {reading.words[saying.at].text}"
                if reading.words[saying.at].low != "according"
                else who
            )
            if saying.kind == "claim" and not ours & {"possible", "doubted", "charged"}:
                yield Fault(
                    "attribution", "unsupported", f"it is what {who} claims, given here as a fact", ()
                )
            elif saying.kind == "say" and not ours and not case.framed.named and not _of_own(reading, saying):
                yield Fault("attribution", "partly", f"“{phrase}” is left out", ())


def _rests_on(case: Case, number: int, saying: Saying) -> bool:
    """Whether most of the statement is within what is said, and not also told outright elsewhere."""
    weighty = [at for at in range(len(case.statement.words)) if case.matches[at] and _weighs(case, at)]
    inside = [
        at
        for at in weighty
        if any(p.reading == number and p.at in saying.said for p in case.matches[at])
        and all(
            (p.reading == number and p.at in saying.said) or not _outright(case, p) for p in case.matches[at]
        )
    ]
    return len(weighty) > 0 and len(inside) >= 0.6 * len(weighty)


def _weighs(case: Case, at: int) -> bool:
    return case.statement.words[at].heavy or at in case.statement.anchored


def _outright(case: Case, place: Place) -> bool:
    reading = case.evidence[place.reading]
    return not any(place.at in saying.said for saying in sayings(reading))


def _of_own(reading: Reading, saying: Saying) -> bool:
    return _of_itself(reading, saying) or _own_plan(reading, saying)


def _of_itself(reading: Reading, saying: Saying) -> bool:
    """Whether the speaker is only "it" or "they", so that somebody told before speaks of themselves."""
    return (
        {reading.words[at].low for at in saying.speaker}
        <= {"it", "they", "he", "she", "also", "has"}
        != set()
    )


def _own_plan(reading: Reading, saying: Saying) -> bool:
    """Whether somebody speaks of what they themselves will do."""
    first = [reading.words[at].low for at in sorted(saying.said)[:3]]
    future = any(cue.doubt in ("future", "planned") and cue.first in saying.said for cue in cues(reading))
    return future and bool({"it", "he", "she", "they"} & set(first))


def _denied_for_unconfirmed(case: Case) -> Iterator[Fault]:
    """ "Denied" or "false" where the evidence only could not, or did not, confirm."""
    if any("not guilty" in each.text.lower() for each in case.cited):
        return
    doubted = any(cue.doubt == "doubted" for reading in case.evidence for cue in cues(reading))
    denies = [
        at
        for at in case.statement.heavy
        if case.statement.words[at].stem in ("deni", "deny", "fals", "untru", "refut")
    ]
    denies += [
        at
        for at, w in enumerate(case.statement.words)
        if w.low == "true" and "not" in case.statement.lows(at - 2, at - 1)
    ]
    for at in denies:
        if not case.matches[at] or case.statement.words[at].low == "true":
            why = (
                "the cited sentences only do not confirm it"
                if doubted
                else "the cited sentences deny nothing"
            )
            yield Fault("hedge", "unsupported", why, (case.statement.words[at].text,))
