"""What "X is the cheapest" says of X: it must stand in a clause about X, not in one about Y."""

from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault, related
from dateline.assistant.support.reading import Anchor, Reading
from dateline.index.characters import word_set

_BEING = word_set("is was are were")


def faults(case: Case) -> Iterator[Fault]:
    """A fault where a name is given what the evidence says, by the same words, of another name."""
    for anchor in case.statement.of_kind("name"):
        for at in _predicate(case.statement, anchor):
            homes = [(case.evidence[p.reading], p.at) for p in case.matches[at]]
            others = [_named_otherwise(case, anchor, *each) for each in homes]
            if others and all(others):
                word = case.statement.words[at].text
                why = f"the cited sentences say “{word}” of {others[0]}, not of {anchor.text}"
                yield Fault("place", "unsupported", why, (word, anchor.text))
                return


def tells_of(case: Case, anchor: Anchor) -> bool:
    """Whether all that a statement says a name to be stands in clauses of the evidence with that name."""
    homes = [
        (case.evidence[p.reading], p.at)
        for at in _predicate(case.statement, anchor)
        for p in case.matches[at]
    ]
    return bool(homes) and all(_holds(reading, at, anchor) for reading, at in homes)


def _predicate(reading: Reading, anchor: Anchor) -> list[int]:
    """The first weighty word after "NAME is"; none where the name is no subject of "is"."""
    words, verb = reading.words, anchor.last + 1
    if verb >= len(words) or words[verb].low not in _BEING:
        return []
    return [at for at in reading.heavy if at > verb and words[at].clause == words[verb].clause][:1]


def _named_otherwise(case: Case, anchor: Anchor, reading: Reading, at: int) -> str:
    """The name that opens the clause of a word, where it is another than the anchor's and not the statement's."""
    if _holds(reading, at, anchor):
        return ""
    before = [
        each
        for each in reading.of_kind("name")
        if each.last < at and reading.words[each.first].clause == reading.words[at].clause
    ]
    if not before:
        return ""
    spoken = any(
        related(word, other)
        for word in reading.words[before[0].first : before[0].last + 1]
        for other in case.statement.words
    )
    return "" if spoken else before[0].text


def _holds(reading: Reading, at: int, anchor: Anchor) -> bool:
    """Whether the clause of a word names the anchor's name."""
    parts = anchor.name.parts if anchor.name else ()
    clause = [word for word in reading.words if word.clause == reading.words[at].clause]
    return any(word.low in parts for word in clause)
