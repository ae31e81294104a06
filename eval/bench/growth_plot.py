"""The growth of cost as a picture: four small plots over the number of articles."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Line = tuple[str, Callable[[dict[str, Any]], float]]

_PANELS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    ("Adding, articles a second", (("all at once", lambda row: row["articles"] / row["add_s"]),)),
    (
        "Search, milliseconds",
        (("p50", lambda row: 1000 * row["search_p50_s"]), ("p95", lambda row: 1000 * row["search_p95_s"])),
    ),
    (
        "Answer, milliseconds",
        (("p50", lambda row: 1000 * row["answer_p50_s"]), ("p95", lambda row: 1000 * row["answer_p95_s"])),
    ),
    ("One more article, milliseconds", (("added", lambda row: 1000 * row["one_s"]),)),
)


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw the figures of `growth` into a file; its ending says how."""
    import matplotlib as mpl  # noqa: PLC0415  of the extra bench

    mpl.use("Agg")
    # The same figures give the same file.
    mpl.rcParams["svg.hashsalt"] = "dateline"
    from matplotlib import pyplot  # noqa: PLC0415

    figure, axes = pyplot.subplots(2, 2, figsize=(9, 6), layout="constrained")
    articles = [row["articles"] for row in rows]
    for panel, (title, lines) in zip(axes.flat, _PANELS, strict=True):
        for name, value in lines:
            panel.plot(articles, [value(row) for row in rows], marker="o", label=name)
        panel.set(title=title, xlabel="articles", ylim=(0, None))
        panel.grid(alpha=0.3)
        if len(lines) > 1:
            panel.legend()
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)
