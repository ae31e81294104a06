"""The metrics as a page of Markdown, made from their own descriptions."""

from dateline.eval.metrics import METRICS, Metric

_GROUPS = {
    "whole": "Whole cases and promises",
    "retrieval": "Retrieval",
    "answer": "Answers",
    "citations": "Citations",
    "abstention": "Abstention",
    "disagreement": "Disagreement",
    "cost": "Cost",
}
_HELD = {
    "invariant": "a promise: must be 1",
    "quality": "must not fall by more than {tolerance:g}",
    "judged": "must not fall by more than chance explains",
    "told": "told, never fails a run",
}
_HEAD = """# Metrics

<!-- Made by `python -m dateline.eval.metrics`; edit the metrics, not this page. -->

Every figure stands with its n, the number of cases it speaks of, and a 95 % percentile bootstrap interval
over cases (2,000 draws, fixed seed). A case asked several times counts once, with the mean of its scores.
A case that ends in an error counts as failed. Words are compared as `docs/eval.md` describes.

*Higher* and *lower* say which direction is better. What the gate tolerates is meant for answers that do not
vary from run to run; with a writer that does, a figure about answers fails only where the whole 95 % interval
of the paired change lies on the worse side.
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for group, title in _GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [_described(metric) for metric in METRICS if metric.group == group]
    return "\n".join(parts)


def _described(metric: Metric) -> str:
    better = "neither direction is better" if metric.better == "neither" else f"{metric.better} is better"
    held = _HELD[metric.kind].format(tolerance=metric.tolerance)
    if metric.timing:
        held = f"{held}, unless `--timings` asks for it: then it may grow by {metric.tolerance:.0%}"
    return (
        f"### {metric.title}\n\n`{metric.name}` · {metric.unit} · {better} · {held}\n\n"
        f"{metric.formula}\n\nSource: {metric.source}\n"
    )
