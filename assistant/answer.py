"""An answer: statements, the citations they rest on, and what was looked at. Plain data, JSON both ways."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from dateline.index.article import PublishedFrom

Verdict = Literal["supported", "partly", "unsupported", "uncited"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer; `answer.text[start:end] == text`; `citations` are citation numbers."""

    text: str
    start: int
    end: int
    citations: tuple[int, ...] = ()
    verdict: Verdict = "supported"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact published characters that carry a statement: `version.text[start:end] == quote`."""

    number: int
    article: str
    version: int
    start: int
    end: int
    quote: str
    passage: int
    title: str = ""
    publisher: str | None = None
    origin: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_from: PublishedFrom = "none"
    url: str | None = None
    link: str | None = None
    copies: tuple[str, ...] = ()
    by: Literal["writer", "check"] = "writer"


@dataclass(frozen=True, slots=True)
class Nearest:
    """An article that came near a question the archive does not answer."""

    article: str
    title: str
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class LookedAt:
    """How much an answer was sought in: `articles` after filters, `undated` of them without a date;
    `first` and `last` are the days the others cover.
    """

    articles: int = 0
    undated: int = 0
    undated_left_out: int = 0
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a disagreement."""

    value: str
    statement: int
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Articles that say different things about one matter."""

    about: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer cost. Times are seconds from the question on; `cached` are requests answered from disk,
    for which nothing was sent and no token counts.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    first_text_s: float = 0.0
    total_s: float = 0.0
    retries: int = 0
    invalid_markers: int = 0
    cached: int = 0


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """Which state of the archive an answer speaks of."""

    fingerprint: str = ""
    generation: int = 0


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """A part of a question that is searched by itself, in reports of `publishers` only where there are any."""

    text: str
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The sub-questions of a question that needs several articles, and who took it apart."""

    questions: tuple[SubQuestion, ...]
    by: Literal["rules", "model", "reader"] = "rules"


@dataclass(frozen=True, slots=True)
class Answer:
    """What Dateline says to a question; `to_dict()` is the same everywhere it is written."""

    id: str
    question: str
    standalone: str
    created: str
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    as_of: str | None = None
    filters: Mapping[str, Any] = field(default_factory=dict)
    abstained: bool = False
    reason: str = ""
    nearest: tuple[Nearest, ...] = ()
    looked_at: LookedAt = field(default_factory=LookedAt)
    disagreements: tuple[Disagreement, ...] = ()
    writer: str = "extractive"
    model: str | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)
    archive: ArchiveState = field(default_factory=ArchiveState)
    notices: tuple[str, ...] = ()
    plan: Plan | None = None

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain JSON values, in a fixed order of keys."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Answer":
        """The answer that `to_dict` wrote. Raises KeyError or TypeError where it is not one."""
        known = dict(plain)
        known["statements"] = tuple(_made(Statement, each) for each in plain.get("statements", ()))
        known["citations"] = tuple(_made(Citation, each) for each in plain.get("citations", ()))
        known["nearest"] = tuple(_made(Nearest, each) for each in plain.get("nearest", ()))
        known["looked_at"] = _made(LookedAt, plain.get("looked_at", {}))
        known["disagreements"] = tuple(
            Disagreement(each["about"], tuple(_made(Position, position) for position in each["positions"]))
            for each in plain.get("disagreements", ())
        )
        known["usage"] = _made(Usage, plain.get("usage", {}))
        known["archive"] = _made(ArchiveState, plain.get("archive", {}))
        known["notices"] = tuple(plain.get("notices", ()))
        if plan := plain.get("plan"):
            known["plan"] = Plan(tuple(_made(SubQuestion, each) for each in plan["questions"]), plan["by"])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a streamed answer.

    kind      data
    plan      standalone question, as_of, filters, plan (as in `Answer`; None where one search does)
    hits      [{article, title, publisher, published, score}]
    text      {"text": characters to append}
    citation  one citation, as in `Answer.to_dict()`
    revise    {"statement": its index, "text": the whole text from now on}
    notice    {"text": a word to the reader}
    answer    the whole answer, as `Answer.to_dict()`; always the last event
    """

    kind: Literal["plan", "hits", "text", "citation", "revise", "notice", "answer"]
    data: Mapping[str, Any]


def _made(kind: type[Any], plain: Mapping[str, Any]) -> Any:
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
