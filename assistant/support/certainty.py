"""How sure a text is: possible, doubted, planned, attempted, conditional, claimed; and what lost it in a statement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateline.assistant.support.case import Case, Fault, Place
from dateline.assistant.support.polarity import denied
from dateline.assistant.support.reading import Reading
from dateline.assistant.support.speech import Saying, sayings
from dateline.assistant.support.words import verbal

Doubt = Literal[
    "possible", "doubted", "wished", "planned", "future", "conditional", "charged", "denied", "dropped"
]
_BE = r"(?:is|are|was|were|be|been)"
_CUES: tuple[tuple[Doubt, re.Pattern[str]], ...] = tuple(
    (doubt, re.compile(rf"\b(?:{pattern})(?= |$)"))  # type: ignore[misc]
    for doubt, pattern in (
        (
            "doubted",
            r"(?:could|can|did|has|have|had|was|were) not (?:been )?(?:yet |immediately |independently |be )*"
            r"(?:confirm|confirmed|verify|verified|able to confirm|able to verify)"
            r"|unable to (?:independently )?(?:confirm|verify)|unclear|unconfirmed|unverified|no independent confirmation"
            r"|not (?:independently )?(?:confirmed|verified)|uncertain|doubtful",
        ),
        (
            "possible",
            r"may|might|could|possible|possibly|perhaps|maybe|potential|potentially|probable|probably|likely|unlikely"
            rf"|reportedly|allegedly|alleged|apparently|apparent|seemingly|purportedly|presumably|presumed|feared|rumoured|rumored|suspected"
            rf"|{_BE} (?:widely |also )?(?:believed|thought|understood|reported|said|rumoured|expected|estimated|considered) to"
            r"|appears? to|appeared to|seems? to|seemed to|considers|considering|is considering|mulling|weighing|exploring"
            r"|(?:in|holding) talks|(?:is|are|were|was) discussing|said to be|whether|close to|on the verge of|expected to|suggests? that",
        ),
        (
            "wished",
            r"propos(?:e|es|ed|ing)|proposal|threaten(?:s|ed|ing)?|want(?:s|ed)?|hop(?:e|es|ed|ing) to|seek(?:s|ing)?"
            r"|sought|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)? to|attempted|offer(?:s|ed|ing)? to"
            r"|ask(?:s|ed|ing)? (?:[a-z]+ ){0,3}to|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|appl(?:y|ies|ied|ying) to|nominated|nominee"
            r"|call(?:s|ed|ing)? (?:on|for)|lobb(?:y|ied|ying)|request(?:ed|s)?|appealed|recommend(?:s|ed|ing)?|push(?:es|ed|ing)? to|work(?:s|ing)? to|bid to|efforts? to|consider",
        ),
        (
            "planned",
            r"plan(?:s|ned|ning)?(?: to| for)?|intend(?:s|ed|ing)? to|aim(?:s|ed|ing)? to|vow(?:s|ed|ing)? to|pledg(?:e|es|ed|ing)"
            r"(?: to)?|promis(?:e|es|ed|ing) to|agree(?:s|d|ing)? (?:to|on)|decided to|preparing to|prepares to",
        ),
        (
            "future",
            rf"will|shall|would|going to|set to|due to|due on|due in|scheduled|{_BE} to|about to|set for|tomorrow",
        ),
        (
            "denied",
            r"den(?:y|ies|ied|ying)(?: [a-z]+){0,6}? (?:that|of|having)|den(?:y|ies|ied|ying)|no truth in|untrue that",
        ),
        (
            "dropped",
            r"suspend(?:s|ed|ing)?|cancel(?:s|ed|led|ing|ling)?|avert(?:s|ed|ing)?|abandon(?:s|ed|ing)?|shelv(?:e|ed|ing)"
            r"|scrap(?:s|ped|ping)|thwart(?:s|ed|ing)?|foil(?:s|ed|ing)?|exclude|reject(?:s|ed|ing)?|prevent(?:s|ed|ing)?|avoid(?:s|ed|ing)?",
        ),
        ("conditional", r"if|unless|provided that|on condition that|in case"),
        (
            "charged",
            r"charged(?: [a-z0-9]+){0,3} with|accused of|suspected of|wanted for|on trial for|alleged to have|facing charges",
        ),
    )
)
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


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that takes certainty away, at words `[first, last]`, and the index of what it bears on."""

    doubt: Doubt
    first: int
    last: int
    heads: tuple[int, ...]

    @property
    def head(self) -> int | None:
        """The first word that it bears on."""
        return self.heads[0] if self.heads else None


@lru_cache(maxsize=4_000)
def cues(reading: Reading) -> tuple[Cue, ...]:
    """All such words of a text, in order of kind."""
    line, starts = "", []
    for word in reading.words:
        starts.append(len(line))
        line += word.low.replace(" ", "_") + " "
    at_char = {start: at for at, start in enumerate(starts)}
    found: list[Cue] = []
    for doubt, pattern in _CUES:
        for match in pattern.finditer(line):
            if match.start() not in at_char:
                continue
            first = at_char[match.start()]
            last = first + match.group().count(" ")
            if first not in reading.anchored and not _is_month(reading, first):
                found.append(Cue(doubt, first, last, _heads(reading, doubt, first, last)))
    return tuple(found)


@lru_cache(maxsize=4_000)
def hedging(reading: Reading) -> frozenset[int]:
    """The indices of the words that only say how sure a text is."""
    return frozenset(at for cue in cues(reading) for at in range(cue.first, cue.last + 1))


def _is_month(reading: Reading, at: int) -> bool:
    return reading.words[at].text == "May" and at > 0


def _heads(reading: Reading, doubt: Doubt, first: int, last: int) -> tuple[int, ...]:
    """The next weighty word, or the next three where a whole report or undertaking is denied or dropped."""
    words, found, most = reading.words, list[int](), 3 if doubt in ("denied", "dropped") else 1
    for at in range(last + 1, len(words)):
        if words[at].sentence != words[last].sentence or (
            words[at].clause != words[last].clause and words[at].low != ","
        ):
            break
        named = at in reading.anchored and words[at].capital
        if words[at].kind == "word" and (named or (words[at].heavy and at not in reading.anchored)):
            found.append(at)
        if len(found) == most:
            break
    return tuple(found)


def faults(case: Case) -> Iterator[Fault]:
    """A fault for each possibility, plan, attempt, charge or claim that the statement gives as a fact."""
    ours: set[str] = {cue.doubt for cue in cues(case.statement)}
    sayings_here = sayings(case.statement)
    ours |= {saying.kind for saying in sayings_here}
    yield from _hardened(case, ours)
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
        if cue.doubt in ("planned", "future") and not done(case.statement, at):
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
            elif saying.kind == "say" and not case.framed.named and not ours:
                if not _of_itself(reading, saying) and not _own_plan(reading, saying):
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
