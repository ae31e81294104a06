"""Statements whose claim stands in the sentences before the cited one, not in it."""

from collections.abc import Iterable, Iterator

from dateline.assistant.support.case import Case, Fault, related
from dateline.assistant.support.reading import Anchor, Reading
from dateline.assistant.support.setting import equal
from dateline.assistant.support.words import verbal

_HALF = 0.5
_FEWEST = 2


def faults(case: Case) -> Iterator[Fault]:
    """A fault where the context says more of a statement than the cited sentences do.

    The context tells who "he" is and what "the ship" is called; it does not carry what is said of them.
    """
    here, before = _told(case)
    if len(before) >= _FEWEST and len(here) < _HALF * (len(here) + len(before)):
        why = f"the cited sentences do not say this; others before them say: {', '.join(before)}"
        yield Fault("elsewhere", "unsupported", why, tuple(before))


def _told(case: Case) -> tuple[list[str], list[str]]:
    """The weighty words that the cited sentences say, and those that only the context says.

    Names count only where the statement has no other weighty words: they tell of whom it speaks.
    """
    words = case.statement.words
    named = {at for anchor in case.statement.of_kind("name") for at in range(anchor.first, anchor.last + 1)}
    plain = [at for at in case.statement.heavy if at not in named]
    if not plain and any(verbal(word.low) for word in words):
        plain = sorted(named)
    here = [words[at].text for at in plain if case.matches[at]]
    before = [words[at].text for at in plain if not case.matches[at] and _in_context(case, at)]
    return here, before + [
        anchor.text for anchor in case.statement.of_kind("time") if _only_before(case, anchor)
    ]


def _only_before(case: Case, anchor: Anchor) -> bool:
    """Whether only the context gives a time."""
    return not _gives(case.evidence, anchor) and _gives(case.context, anchor)


def _gives(readings: Iterable[Reading], anchor: Anchor) -> bool:
    return any(equal(anchor, other) for reading in readings for other in reading.of_kind("time"))


def _in_context(case: Case, at: int) -> bool:
    word = case.statement.words[at]
    return any(related(word, other) for reading in case.context for other in reading.words)
