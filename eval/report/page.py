"""A run and its comparison as one page that needs nothing else: no script, font or picture from elsewhere."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.assistant.answer import Answer
from dateline.eval.compare import Comparison
from dateline.eval.flips import Flip
from dateline.eval.metrics import named
from dateline.eval.outcome import SpanCheck
from dateline.eval.record import Run, Scored
from dateline.eval.report import figures
from dateline.eval.report.chart import chart

_FOLDER = Path(__file__).parent
_CHARTS = ("passed", "hit@10", "fact_recall", "wrong_facts", "citation_recall", "abstention_balanced")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A citation with the text around it."""

    number: int
    heading: str
    place: str
    before: str
    quote: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A case on the page."""

    now: Scored
    flip: Flip | None

    @property
    def state(self) -> str:
        """worse, better or same, beside failed or passed: what the filters of the page look at."""
        moved = "same" if self.flip is None else ("worse" if self.flip.worse else "better")
        return f"{moved} {'failed' if self.now.why else 'passed'}"


def render(
    run: Run,
    comparison: Comparison | None,
    broken: Mapping[str, tuple[str, ...]],
    *,
    history: Sequence[Run] = (),
) -> str:
    """The page as HTML. `history` are past runs, oldest first; this one is added to them.

    All text is escaped by the template, and a content security policy allows the page's own script alone.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  only pages need it

    room = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    script, style = (_FOLDER / "page.js").read_text("utf-8"), (_FOLDER / "page.css").read_text("utf-8")
    flips = {flip.now.outcome.case.id: flip for flip in comparison.flips} if comparison else {}
    entries = [_Entry(each, flips.get(each.outcome.case.id)) for each in run.cases]
    order = {name: place for place, name in enumerate(flips)}
    entries.sort(key=lambda each: (order.get(each.now.outcome.case.id, len(order)), not each.now.why))
    return room.get_template("page.html.jinja").render(
        run=run,
        comparison=comparison,
        verdict=figures.verdict(run, comparison, dict(broken)),
        failed=bool(broken) or (comparison is not None and not comparison.passed),
        entries=entries,
        tags=[(tag, _count(run, tag), run.tagged(tag)) for tag in run.tags],
        told=figures.told(run),
        key_metrics=[
            metric for metric in map(named, figures.KEY_METRICS) if metric and run.metrics[metric.name].n
        ],
        charts=_charts([*history, run]) if history else [],
        figures=figures,
        passages=passages,
        script=script,
        style=style,
        hashes={"script": _hash(script), "style": _hash(style)},
    )


def passages(scored: Scored) -> list[_Passage]:
    """The citations of an answer, each with the text around it."""
    answer = scored.outcome.answer
    checks = {check.number: check for check in scored.outcome.spans}
    return [_passage(answer, place, checks) for place in range(len(answer.citations))] if answer else []


def _passage(answer: Answer, place: int, checks: Mapping[int, SpanCheck]) -> _Passage:
    citation = answer.citations[place]
    check = checks.get(citation.number)
    parts = (citation.publisher or "unknown publisher", citation.published or "unknown date", citation.title)
    return _Passage(
        number=citation.number,
        heading=" · ".join(part for part in parts if part),
        place=f"{citation.article} v{citation.version} {citation.start}–{citation.end}",
        before=check.before if check else "",
        quote=citation.quote,
        after=check.after if check else "",
        why=check.why if check else "",
    )


def _charts(runs: Sequence[Run]) -> list[Any]:
    from markupsafe import Markup  # noqa: PLC0415  comes with jinja2, which only pages need

    # Markup: the drawing is made by ElementTree from our own titles and numbers.
    return [(metric, Markup(chart(metric, runs))) for metric in map(named, _CHARTS) if metric]


def _count(run: Run, tag: str) -> int:
    return sum(tag in case.tags for case in run.asked.values())


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
