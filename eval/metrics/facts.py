"""Whether a text states a fact: one of its spellings, as whole words."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.assistant.answer import Answer
from dateline.eval.metrics.words import without_days, words

Fact = Sequence[str]


class _Place(NamedTuple):
    start: int
    end: int


def stated(texts: Sequence[str], facts: Sequence[Fact], *, against: Sequence[Fact] = ()) -> list[bool]:
    """For each fact, whether some spelling of it stands in one of the texts as whole words.

    A place that lies inside a longer one of a fact in `against` does not count: "Korea" is not stated by
    "North Korea" where North Korea is among those. Dates are also found without their day.
    """
    forms = [form for text in texts for form in {words(text), without_days(words(text))}]
    return [any(_stands(form, fact, against) for form in forms) for fact in facts]


def asserted(answer: Answer, *, disputed: bool = True) -> list[str]:
    """What the answer says, a text for each statement, without its citation marks; nothing where it abstains.

    With `disputed=False`, statements that only give one side of a named disagreement are left out.
    """
    if answer.abstained:
        return []
    sides = {side.statement for each in answer.disagreements for side in each.positions}
    numbers = {each.number for each in answer.citations}
    if not answer.statements:
        return [unmarked(answer.text, numbers)]
    told = enumerate(answer.statements)
    return [unmarked(each.text, numbers) for place, each in told if disputed or place not in sides]


def unmarked(text: str, numbers: set[int]) -> str:
    """The text without the marks, such as [1], of the citations with these numbers."""
    return re.sub(r"\s?\[(\d{1,4})\]", lambda mark: "" if int(mark[1]) in numbers else mark[0], text)


def quoted(answer: Answer, *, most: int | None = None) -> list[str]:
    """The quotes of the answer in order of their numbers, cut after `most` words (runs between blanks)."""
    left, quotes = most, []
    for citation in sorted(answer.citations, key=lambda each: each.number):
        taken = citation.quote.split()[:left]
        if taken:
            quotes.append(" ".join(taken))
        left = None if left is None else left - len(taken)
        if left == 0:
            break
    return quotes


def _stands(text: tuple[str, ...], fact: Fact, against: Sequence[Fact]) -> bool:
    found = list(_places(text, fact))
    if not found:
        return False
    longer = [place for other in against for place in _places(text, other)]
    return any(not any(_inside(place, other) for other in longer) for place in found)


def _places(text: tuple[str, ...], fact: Fact) -> Iterator[_Place]:
    for spelling in fact:
        wanted = words(spelling)
        if not wanted:
            continue
        for start in range(len(text) - len(wanted) + 1):
            if text[start : start + len(wanted)] == wanted:
                yield _Place(start, start + len(wanted))


def _inside(place: _Place, other: _Place) -> bool:
    return other.start <= place.start and place.end <= other.end and place != other
