"""What came of asking one case: plain data, all that a metric may look at."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dateline.assistant.answer import Answer
from dateline.eval.cases import Case


@dataclass(frozen=True, slots=True)
class Found:
    """A passage in the ranking of a case; `quotes` are the places in `case.quotes` of those it carries."""

    article: str
    version: int
    start: int
    end: int
    score: float = 0.0
    copies: tuple[str, ...] = ()
    quotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where the expected articles and quotes stand in the ranking, from 1; None where they do not.

    Both lie opposite `case.articles` and `case.quotes`. The rank of an article counts distinct articles,
    that of a quote counts passages. `hits` is the ranking itself.
    """

    articles: tuple[int | None, ...] = ()
    quotes: tuple[int | None, ...] = ()
    hits: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class SpanCheck:
    """One citation held against the archive.

    `valid`: the version's text between start and end is the quote. `allowed`: the version obeys the filters
    of the case. `expected`: the article, or a copy of it, is one of `case.articles`. `on_quotes`: code points
    of the citation that lie in an expected quote. `before` and `after` are the text around it, for reports.
    """

    number: int
    valid: bool
    allowed: bool = True
    expected: bool = False
    on_quotes: int = 0
    length: int = 0
    why: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class StatementCheck:
    """What the judge says of one statement.

    `together`: all its citations carry it. `alone` and `without`, by citation number: whether that citation
    alone, and all the others without it, carry it. `honest`: it stands in the answer's text where it says,
    and has citations or says why not.
    """

    statement: int
    honest: bool = True
    together: bool = False
    alone: Mapping[int, bool] = field(default_factory=dict)
    without: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds. `asked_s` and `search_s` are measured from outside, the others are the answer's own."""

    first_text_s: float = 0.0
    total_s: float = 0.0
    asked_s: float = 0.0
    search_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking one case once.

    `answer` is None where asking failed, and `error` says why. `covered` is, for each of `case.quotes`, the
    share of its code points that citations cover. `repeat` counts from 0.
    """

    case: Case
    answer: Answer | None = None
    error: str = ""
    repeat: int = 0
    ranks: Ranks = field(default_factory=Ranks)
    spans: tuple[SpanCheck, ...] = ()
    covered: tuple[float, ...] = ()
    verdicts: tuple[StatementCheck, ...] = ()
    judged: Mapping[str, float] = field(default_factory=dict)
    timings: Timings = field(default_factory=Timings)

    @property
    def answered(self) -> Answer:
        """The answer, for a metric of what was answered. ValueError where asking failed."""
        if self.answer is None:
            raise ValueError(f"case {self.case.id} has no answer to score: {self.error}")
        return self.answer

    def to_dict(self) -> dict[str, Any]:
        """The outcome as plain JSON values."""
        plain: dict[str, Any] = {
            "id": self.case.id,
            "repeat": self.repeat,
            "case": self.case.to_dict(),
            "error": self.error,
            "answer": self.answer.to_dict() if self.answer else None,
            "ranks": asdict(self.ranks),
            "spans": [asdict(each) for each in self.spans],
            "covered": list(self.covered),
            "verdicts": [asdict(each) for each in self.verdicts],
            "judged": dict(self.judged),
            "timings": asdict(self.timings),
        }
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Outcome":
        """The outcome that `to_dict` wrote. Raises KeyError, TypeError or ValueError where it is not one."""
        ranks = plain["ranks"]
        return cls(
            case=Case.model_validate(plain["case"]),
            answer=Answer.from_dict(plain["answer"]) if plain["answer"] else None,
            error=plain["error"],
            repeat=plain["repeat"],
            ranks=Ranks(tuple(ranks["articles"]), tuple(ranks["quotes"]), tuple(map(_found, ranks["hits"]))),
            spans=tuple(SpanCheck(**each) for each in plain["spans"]),
            covered=tuple(plain["covered"]),
            verdicts=tuple(map(_statement, plain["verdicts"])),
            judged=plain["judged"],
            timings=Timings(**plain["timings"]),
        )


def _found(plain: Mapping[str, Any]) -> Found:
    return Found(**{**plain, "copies": tuple(plain["copies"]), "quotes": tuple(plain["quotes"])})


def _statement(plain: Mapping[str, Any]) -> StatementCheck:
    # JSON keeps the keys of a mapping as text; citation numbers are numbers.
    numbered = {name: {int(key): each for key, each in plain[name].items()} for name in ("alone", "without")}
    return StatementCheck(**{**plain, **numbered})
