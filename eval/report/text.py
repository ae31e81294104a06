"""A run and its comparison as plain text for the terminal: verdict, figures, flipped cases."""

from collections.abc import Iterator, Mapping, Sequence

from dateline.assistant.answer import Answer
from dateline.eval.compare import Comparison
from dateline.eval.flips import Flip
from dateline.eval.metrics import named
from dateline.eval.record import Run, Scored
from dateline.eval.report.figures import (
    KEY_METRICS,
    change_interval,
    interval,
    shown,
    signed,
    told,
    tolerated,
    verdict,
)

_FLIPS = 10
_FAILED = 20
_QUOTE = 160


def render(
    run: Run, comparison: Comparison | None, broken: Mapping[str, tuple[str, ...]], *, flips: int = _FLIPS
) -> str:
    """The report, at most `flips` flipped cases long; without a comparison the cases that failed, by name."""
    parts = [verdict(run, comparison, dict(broken))]
    parts += [_compared(comparison)] if comparison else [_figures(run)]
    parts += [_by_tag(run)] if run.tags else []
    if comparison:
        parts += [_settings(comparison)] if comparison.changed_settings else []
        parts += [_always(comparison.always_failed)] if comparison.always_failed else []
        parts += [*(_flip(place, flip) for place, flip in enumerate(comparison.flips[:flips], start=1))]
        left = len(comparison.flips) - flips
        parts += [f"… and {left} more flipped cases: see --html or --json"] if left > 0 else []
    else:
        parts += [_failed(run.cases)]
    told = "\n\n".join(part for part in parts if part) + "\n"
    # Questions, tags and ids may hold anything; a terminal obeys control characters.
    return "".join(each for each in told if each == "\n" or each.isprintable())


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned columns, the first to the left and the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _figures(run: Run) -> str:
    head = ("metric", "value", "95 % interval", "n")
    rows = [
        (metric.name, shown(known.value, metric), interval(known, metric), str(known.n))
        for metric in told(run)
        for known in [run.metrics[metric.name]]
    ]
    return table([head, *rows])


def _compared(comparison: Comparison) -> str:
    head = (
        "metric",
        "baseline",
        "now",
        "change",
        "95 % interval",
        "worse/better",
        "p",
        "tolerance",
        "verdict",
    )
    rows = [
        (
            row.metric.name,
            shown(row.baseline.value, row.metric),
            shown(row.now.value, row.metric),
            signed(row.change.value, row.metric),
            change_interval(row),
            "–" if row.p is None else f"{row.lost}/{row.gained}",
            "–" if row.p is None else f"{row.p:.3f}",
            tolerated(row),
            row.verdict.upper() if row.verdict in ("regression", "broken") else row.verdict,
        )
        for row in comparison.rows
        if row.now.n or row.baseline.n
    ]
    return table([head, *rows])


def _by_tag(run: Run) -> str:
    columns = [metric for metric in map(named, KEY_METRICS) if metric and run.metrics[metric.name].n]
    head = ("tag", "n", *(metric.name for metric in columns))
    rows = []
    for tag in run.tags:
        known = run.tagged(tag)
        count = sum(tag in case.tags for case in run.asked.values())
        rows.append(
            (_one_line(tag), str(count), *(shown(known[metric.name].value, metric) for metric in columns))
        )
    return table([head, *rows])


def _settings(comparison: Comparison) -> str:
    lines = [f"  {name}: {before} → {now}" for name, (before, now) in comparison.changed_settings.items()]
    return "\n".join(["settings that changed:", *lines])


def _always(names: Sequence[str]) -> str:
    return f"failed every repeat: {', '.join(names)}"


def _failed(cases: Sequence[Scored]) -> str:
    failed = [each for each in cases if each.why]
    if not failed:
        return ""
    lines = [f"  {each.outcome.case.id}: {each.why}" for each in failed[:_FAILED]]
    more = [f"  … and {len(failed) - _FAILED} more: see --html or --json"] if len(failed) > _FAILED else []
    return "\n".join([f"{len(failed)} did not pass:", *lines, *more])


def _flip(place: int, flip: Flip) -> str:
    case = flip.now.outcome.case
    lines = [f"{place}. {case.id}: {_moved(flip)}", f"   asked: {_one_line(case.question)}"]
    lines += _said("was", flip.before)
    lines += _said("now", flip.now)
    return "\n".join(lines)


def _moved(flip: Flip) -> str:
    broken = [f"breaks {name}" for name in flip.broken]
    lost = [f"{name} -{change:g}" for name, change in flip.lost.items()]
    gained = [f"{name} +{change:g}" for name, change in flip.gained.items()]
    return ("worse: " if flip.worse else "better: ") + ", ".join(broken + lost + gained)


def _said(when: str, scored: Scored) -> Iterator[str]:
    answer = scored.outcome.answer
    why = f" ({scored.why})" if scored.why else ""
    if answer is None:
        yield f"   {when}{why}"
        return
    yield f"   {when}{why}: {_one_line(answer.text)}"
    yield from (f"        {line}" for line in _spans(answer))


def _spans(answer: Answer) -> Iterator[str]:
    for each in answer.citations:
        quote = _one_line(each.quote)
        yield f"[{each.number}] {each.article} v{each.version} {each.start}–{each.end} “{quote}”"


def _one_line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1] + "…"
