"""`dateline add`: articles in."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dateline.errors import NothingAdded
from dateline.index.commands.options import ArchiveOption, Doors, JsonOption, QuietOption
from dateline.index.report import AddReport

if TYPE_CHECKING:
    from dateline.index.ingest import Progress

_MOST_SHOWN = 20


def command(
    ctx: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH|URL…", help="Files, folders, pages or feeds.")
    ],
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Add articles from files, folders, pages and feeds.

    What is known already is left alone, so the same command again takes up what was interrupted.
    Exits 1 where no source gave an article.
    """
    doors: Doors = ctx.obj
    if quiet or as_json:
        report = _added(doors, archive, sources, lambda _: None)
    else:
        report = _with_progress(doors, archive, sources)
    nothing = not (report.added or report.updated or report.unchanged)
    # Of one that gave nothing, the error says all that there is to say.
    summed_up = not quiet and not as_json and not (nothing and len(report.skipped) < 2)
    if as_json:
        print(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    elif summed_up:
        _summary(report)
    if nothing:
        raise NothingAdded(_nothing(report, told=summed_up))


def _added(doors: Doors, folder: Path | None, sources: list[str], tell: "Progress") -> AddReport:
    """Add to the archive; where there is none, make it only once there is an article for it."""
    if doors.holds_archive(folder):
        with doors.open_archive(folder) as opened:
            return cast(AddReport, opened.add(*sources, progress=tell))
    from dateline.index.ingest import from_first
    from dateline.index.readers import read_all

    report = AddReport()
    pieces = from_first(read_all(sources, settings=doors.index_settings(folder)), report, tell)
    if pieces is not None:
        with doors.open_archive(folder, create=True) as opened:
            opened.take(pieces, report, tell)
    return report


def _with_progress(doors: Doors, folder: Path | None, sources: list[str]) -> AddReport:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from dateline.index.commands.expected import expected

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *(*columns, TextColumn("left:"), TimeRemainingColumn()),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("reading", total=expected(sources))

        def tell(report: AddReport) -> None:
            seconds = bar.tasks[0].elapsed or 1e-9
            rate = f"{report.done:,} articles, {report.done / seconds:,.0f} a second"
            bar.update(task, description=rate, completed=report.done)

        return _added(doors, folder, sources, tell)


def _nothing(report: AddReport, *, told: bool) -> str:
    """That nothing was added, and why, unless that was `told` already."""
    if told or not report.skipped:
        return "no source gave an article"
    first, *others = report.skipped
    more = f" (and {len(others):,} more)" if others else ""
    return f"no source gave an article: {first.source}: {first.reason}{more}"


def _summary(report: AddReport) -> None:
    from rich.console import Console

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(
        f"[bold]{report.added:,}[/] added, {report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{len(report.skipped):,} skipped"
    )
    for source, reason in report.skipped[:_MOST_SHOWN]:
        console.print(f"  {source}: {reason}", markup=False)
    if rest := report.skipped[_MOST_SHOWN:]:
        for reason, count in Counter(reason for _, reason in rest).most_common(5):
            console.print(f"  and {count:,} more: {reason}", markup=False)
    sys.stderr.flush()
