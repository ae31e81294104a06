"""Measures put on another thing: "a piece of roadway 41 metres long" told as the length of the ship."""

from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault, related
from dateline.assistant.support.reading import Anchor, Reading
from dateline.assistant.support.setting import equal
from dateline.assistant.support.words import Word, verbal
from dateline.index.characters import word_set

_BEING = word_set("is was are were be been measures measured weighs weighed")
_APART = word_set(
    "of in on at to from by with beneath under over near beside behind between against into for"
)


def faults(case: Case) -> Iterator[Fault]:
    """A fault where "X is 41 metres long" rests on a measure that the evidence ties to another noun than X."""
    for anchor in case.statement.of_kind("amount"):
        subject = _subject(case.statement, anchor)
        if not anchor.amount or not anchor.amount.named or not subject:
            continue
        places = [
            (reading, other)
            for reading in case.evidence
            for other in reading.of_kind("amount")
            if equal(anchor, other)
        ]
        others = [_other_thing(case, subject, reading, other) for reading, other in places]
        if others and all(others):
            why = f"the cited sentences give {anchor.text} as the measure of the {others[0]}"
            yield Fault("place", "unsupported", why, (anchor.text,))


def _subject(reading: Reading, anchor: Anchor) -> list[Word]:
    """The words before "is" where the measure follows it at once; none where it does not."""
    if not _BEING & set(reading.lows(anchor.first - 1, anchor.first - 1)):
        return []
    clause = reading.words[anchor.first].clause
    before = [word for word in reading.words[: anchor.first - 1] if word.clause == clause]
    return [word for word in before if word.heavy or word.capital]


def _other_thing(case: Case, subject: list[Word], reading: Reading, anchor: Anchor) -> str:
    """The noun right before a measure, where it is none of the statement's and stands apart from its subject."""
    at = anchor.first - 1
    if at < 0 or not reading.words[at].heavy or verbal(reading.words[at].low):
        return ""
    noun = reading.words[at]
    if any(related(noun, word) for word in case.statement.words):
        return ""
    named = [n for n in range(at) if any(related(reading.words[n], word) for word in subject)]
    between = reading.words[named[-1] + 1 : at] if named else ()
    apart = any(word.low in _APART or verbal(word.low) for word in between)
    return noun.text if apart else ""
