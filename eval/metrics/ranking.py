"""A case's ranking as the ranks of what was expected."""

from dataclasses import dataclass

from dateline.eval.cases import Case
from dateline.eval.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Ranking:
    """`found`: the ranks (from 1, rising) that hold something expected; `missed`: how much was not found.

    Two expected things at one rank (copies of one report, two quotes in one passage) are one.
    """

    found: list[int]
    missed: int

    @property
    def expected(self) -> int:
        """How many things there were to find."""
        return len(self.found) + self.missed


def article_ranks(outcome: Outcome) -> Ranking:
    """The ranks of the expected articles among the distinct articles found."""
    return _ranking(outcome.ranks.articles)


def passage_ranks(outcome: Outcome) -> Ranking:
    """The ranks of the passages that carry the expected quotes."""
    return _ranking(outcome.ranks.quotes)


def wants_articles(case: Case) -> bool:
    """Whether articles are expected to be found."""
    return bool(case.articles) and not case.abstain


def wants_quotes(case: Case) -> bool:
    """Whether quotes are expected to be found."""
    return bool(case.quotes) and not case.abstain


def _ranking(ranks: tuple[int | None, ...]) -> Ranking:
    return Ranking(sorted({rank for rank in ranks if rank is not None}), ranks.count(None))
