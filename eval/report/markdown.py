"""A run and its comparison as Markdown, for a comment on a pull request."""

import re
from collections.abc import Iterator, Mapping, Sequence

from dateline.eval.compare import Comparison, Row
from dateline.eval.flips import Flip
from dateline.eval.record import Run, Scored
from dateline.eval.report.figures import change_interval, interval, shown, signed, told, tolerated, verdict

_FLIPS = 20


def render(run: Run, comparison: Comparison | None, broken: Mapping[str, tuple[str, ...]]) -> str:
    """The report. Questions, answers and article text stand in fenced blocks, where nothing is markup."""
    parts = [f"### {_plain(verdict(run, comparison, dict(broken)))}"]
    if comparison is None:
        parts.append(_figures(run))
        return "\n\n".join(parts) + "\n"
    moved = [row for row in comparison.rows if row.verdict in ("regression", "broken", "improved", "new")]
    still = [row for row in comparison.rows if row not in moved and (row.now.n or row.baseline.n)]
    parts += [_compared(moved)] if moved else ["No metric moved."]
    parts += [_folded(f"{len(still)} metrics within tolerance", _compared(still))] if still else []
    parts += [_folded(_title(flip), "\n".join(_flip(flip))) for flip in comparison.flips[:_FLIPS]]
    left = len(comparison.flips) - _FLIPS
    parts += [f"… and {left} more flipped cases."] if left > 0 else []
    return "\n\n".join(parts) + "\n"


def fenced(text: str) -> str:
    """The text in a fence longer than any run of backticks in it, so that it cannot close the fence."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    # Only \n ends a line here; other line ends in the text must not start one.
    lines = re.sub(r"[\r\v\f\x85\u2028\u2029]", " ", text)
    return f"{fence}text\n{lines}\n{fence}"


def _figures(run: Run) -> str:
    rows = [
        f"| {metric.title} | {shown(known.value, metric)} | {interval(known, metric)} | {known.n} |"
        for metric in told(run)
        for known in [run.metrics[metric.name]]
    ]
    return "\n".join(["| metric | value | 95 % interval | n |", "| --- | --: | --: | --: |", *rows])


def _compared(rows: list[Row]) -> str:
    head = ("metric", "baseline", "now", "change", "95 % interval", "tolerance", "verdict")
    lines = [_row(head), _row(("---", *["--:"] * 5, "---"))]
    return "\n".join([*lines, *(_row(_cells(row)) for row in rows)])


def _cells(row: Row) -> tuple[str, ...]:
    worse = row.verdict in ("regression", "broken")
    return (
        row.metric.title,
        shown(row.baseline.value, row.metric),
        shown(row.now.value, row.metric),
        signed(row.change.value, row.metric),
        change_interval(row),
        tolerated(row),
        f"**{row.verdict}**" if worse else row.verdict,
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _title(flip: Flip) -> str:
    moved = [f"breaks {name}" for name in flip.broken]
    moved += [f"{name} -{change:g}" for name, change in flip.lost.items()]
    moved += [f"{name} +{change:g}" for name, change in flip.gained.items()]
    return _plain(f"{'worse' if flip.worse else 'better'}: {flip.now.outcome.case.id} ({', '.join(moved)})")


def _flip(flip: Flip) -> Iterator[str]:
    yield fenced(flip.now.outcome.case.question)
    for when, scored in (("was", flip.before), ("now", flip.now)):
        yield f"\n{when}{f' ({_plain(scored.why)})' if scored.why else ''}:\n"
        yield fenced(_said(scored))


def _said(scored: Scored) -> str:
    answer = scored.outcome.answer
    if answer is None:
        return scored.outcome.error
    spans = [
        f"[{each.number}] {each.article} v{each.version} {each.start}–{each.end}: {each.quote}"
        for each in answer.citations
    ]
    return "\n".join([answer.text, *spans])


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def _plain(text: str) -> str:
    """Text on one line in which nothing is markup, HTML, a mention or a link."""
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = re.sub(r"([\\`*_{}\[\]()#+!|~])", r"\\\1", flat)
    # A zero-width space keeps a name or an address in the text from becoming a mention or a link.
    return re.sub(
        r"@(?=\w)|(?<=\w)://|(?<=www)\.", lambda found: found[0][0] + "\u200b" + found[0][1:], marked
    )
