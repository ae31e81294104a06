"""The findings as tables of text."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.assistant.answer import Answer
from dateline.assistant.assemble import assemble
from dateline.assistant.markers import parse
from dateline.assistant.shown import neutral
from dateline.eval.bench.writer.asking import WAYS, Finding
from dateline.eval.bench.writer.pointing import Pointed, Pointing, added, pointing
from dateline.eval.metrics import named
from dateline.eval.metrics.facts import unmarked
from dateline.eval.outcome import Outcome
from dateline.eval.report.text import table

_SHARES = ("fact_recall", "citation_recall", "citation_precision", "span_validity")
_VERDICTS = ("supported", "partly", "unsupported", "uncited")
_NO_ANSWER = "The model found no answer"


def render(findings: Sequence[Finding], cases: Sequence[str]) -> str:
    """Answers and their statements for each way of asking, then where the markers point."""
    kept = {(each.case, each.way): each for each in findings if each.case in set(cases)}
    ways = [way for way in WAYS if any(each.way == way for each in kept.values())]
    chosen = {way: [kept[case, way] for case in cases if (case, way) in kept] for way in ways}
    asked = [way for way in ways if way != "citation-engine"]
    answers = [("", *asked), *zip(*[_answers(chosen[way]) for way in asked], strict=True)] if asked else []
    points = [("way", *_POINTS), *((way, *_points(way, chosen[way])) for way in ways)]
    return f"{table(_headed(answers))}\n\nmarkers\n{table(points)}\n"


_ROWS = (
    "cases", *_SHARES, "model's statements", "supported", "partly", "unsupported", "uncited",
    "after the repair", "supported then", "partly then", "unsupported then", "uncited then",
    "cited by writer", "cited by check", "invalid markers", "model wrote", "model abstained",
    "false abstentions", "refused of absent", "model calls", "first text p50 s", "model in all p50 s",
)  # fmt: skip
_POINTS = ("sentences", "without", "markers", "unknown", "looked at", "right", "share", "model p50 s")


def _headed(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [rows[0], *((name, *row) for name, row in zip(_ROWS, rows[1:], strict=True))] if rows else []


def _answers(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One column: the figures of a way of asking."""
    outcomes = [each.outcome for each in findings if each.outcome]
    answers = [each.answer for each in outcomes if each.answer]
    by_model = [each for each in answers if each.writer == "llm"]
    written = by_model if any(each.model for each in answers) else answers
    by = Counter(each.by for answer in written for each in answer.citations)
    first = [each.replies[0][0] for each in findings if each.replies]
    absent = [each for each in outcomes if each.case.abstain]
    present = [each for each in outcomes if not each.case.abstain]
    return (
        str(len(outcomes)),
        *(_mean(name, outcomes) for name in _SHARES),
        *_verdicts([each.wrote for each in findings]),
        *_verdicts([each.mended for each in findings]),
        str(by["writer"]),
        str(by["check"]),
        str(sum(each.usage.invalid_markers for each in answers)),
        str(len(by_model)),
        str(sum(any(_NO_ANSWER in notice for notice in each.notices) for each in answers)),
        f"{_abstained(present)} of {len(present)}",
        f"{_abstained(absent)} of {len(absent)}",
        str(sum(len(each.replies) for each in findings)),
        _median(first or [each.usage.first_text_s for each in answers]),
        _median(_seconds(findings) if first else [each.usage.total_s for each in answers]),
    )


def _verdicts(found: Sequence[Sequence[str]]) -> list[str]:
    """How many statements of the model there are, then how many of each verdict."""
    counts = Counter(verdict for each in found for verdict in each)
    return [str(counts[name] if name else counts.total()) for name in ("", *_VERDICTS)]


def _abstained(outcomes: Iterable[Outcome]) -> int:
    return sum(bool(each.answer and each.answer.abstained) for each in outcomes)


def _mean(name: str, outcomes: Sequence[Outcome]) -> str:
    metric = named(name)
    scores = [metric.of(each) for each in outcomes] if metric else []
    told = [each for each in scores if each is not None]
    return f"{statistics.fmean(told):.3f} ({len(told)})" if told else "–"


def _seconds(findings: Sequence[Finding]) -> list[float]:
    return [sum(total for _, total in each.replies) for each in findings if each.replies]


def _median(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds):.2f}" if seconds else "–"


def _points(way: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    if way == "citation-engine":
        told = [pointing(_of_engine(each)) for each in findings]
    else:
        answers = [each.outcome.answer for each in findings if each.outcome and each.outcome.answer]
        shown = [each.passages for each in findings if each.outcome and each.outcome.answer]
        pairs = zip(answers, shown, strict=True)
        told = [
            pointing(_of_answer(answer, passages))
            for answer, passages in pairs
            if way == "extractive" or answer.writer == "llm"
        ]
    whole: Pointing = added(told) if told else Pointing(0, 0, 0, 0, 0, 0)
    share = f"{whole.right / whole.looked_at:.3f}" if whole.looked_at else "–"
    counts = (whole.sentences, whole.bare, whole.markers, whole.unknown, whole.looked_at, whole.right)
    return (*map(str, counts), share, _median(_seconds(findings)))


def _of_engine(finding: Finding) -> list[Pointed]:
    """The engine's sentences, its markers read as Dateline reads a model's."""
    sources = {str(number): each for number, each in enumerate(finding.sources, start=1)}
    return [
        Pointed(each.text, tuple(sources[one] for one in each.ids), len(each.unknown))
        for each in assemble(parse(finding.text, sources.keys()))
    ]


def _of_answer(answer: Answer, passages: Sequence[str]) -> list[Pointed]:
    """The statements of an answer, each citation standing for the passage that holds its quote."""
    by_number = {each.number: each for each in answer.citations}
    return [
        Pointed(
            unmarked(each.text, set(by_number)),
            tuple(_passage(by_number[number].quote, passages) for number in each.citations),
        )
        for each in answer.statements
    ]


def _passage(quote: str, passages: Sequence[str]) -> str:
    """The passage as it was shown that holds a quote."""
    plain = neutral(quote)
    return next((each for each in passages if plain in each), plain)
