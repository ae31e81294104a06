"""The hits of a question and its sub-questions, each searched by itself, merged into one ranking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.assistant.answer import Plan
from dateline.index.hit import Filters, Hit
from dateline.index.terms import words

if TYPE_CHECKING:
    from dateline.index.archive import Archive

_STEEP = 10
_SAME_TEXT = 0.7


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found: `hits` for the whole plan, best first; `parts`, for the question and each sub-question
    that was searched, its text with its own hits.
    """

    hits: list[Hit]
    parts: tuple[tuple[str, list[Hit]], ...]


def seek(archive: "Archive", question: str, plan: Plan | None, filters: Filters, *, k: int) -> Sought:
    """The k best passages for a question with its plan; without one those of a single search.

    Rankings are merged by reciprocal rank (Cormack et al. 2009): a passage gets 1 / (10 + rank) from each
    that has it. A hit keeps the score of the first search that found it.
    """
    if plan is None:
        hits = archive.find(question, filters, k=k)
        return Sought(hits, ((question, hits),))
    narrowed = [(each.text, _narrowed(filters, each.publishers)) for each in plan.questions]
    asked = [(question, filters), *((text, within) for text, within in narrowed if within)]
    rankings = [archive.find(text, within, k=2 * k) for text, within in asked]
    parts = tuple((text, hits[:k]) for (text, _), hits in zip(asked, rankings, strict=True))
    return Sought(_merged(rankings)[:k], parts)


def _narrowed(filters: Filters, publishers: Sequence[str]) -> Filters | None:
    """The filters with the publishers of a sub-question; None where the asker does not want these."""
    if not publishers:
        return filters
    wanted = {each.casefold() for each in filters.publishers}
    left = tuple(each for each in publishers if not wanted or each.casefold() in wanted)
    return replace(filters, publishers=left) if left else None


def _merged(rankings: Sequence[Sequence[Hit]]) -> list[Hit]:
    hits: dict[int, Hit] = {}
    totals: dict[int, float] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking, start=1):
            hits.setdefault(hit.passage, hit)
            totals[hit.passage] = totals.get(hit.passage, 0.0) + 1 / (_STEEP + rank)
    order = sorted(hits.values(), key=lambda hit: (-round(totals[hit.passage], 9), hit.article, hit.start))
    kept: list[Hit] = []
    for hit in order:
        if not any(_copied(hit, other) for other in kept):
            kept.append(hit)
    return kept


def _copied(hit: Hit, other: Hit) -> bool:
    """Whether a passage says what one of a copy of its article says, found by another search."""
    if hit.article not in other.copies and other.article not in hit.copies:
        return False
    one, two = set(words(hit.text)), set(words(other.text))
    return len(one & two) >= _SAME_TEXT * min(len(one), len(two))
