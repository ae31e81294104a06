"""`dateline eval`: ask every case of a set, and pass or fail."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.errors import DatelineError, WrongUse
from dateline.index.commands.options import ArchiveOption, Doors, JsonOption, QuietOption

if TYPE_CHECKING:
    from dateline.assistant import Assistant
    from dateline.eval.cases import Case
    from dateline.index import Archive


class CouldNotRun(DatelineError):
    """The run itself failed, which says nothing about the answers."""

    exit_code = 2


def command(
    ctx: typer.Context,
    cases: Annotated[
        Path, typer.Argument(help="A case file (.jsonl, .yaml, each also .gz), or a folder of them.")
    ],
    archive: ArchiveOption = None,
    json_: JsonOption = False,
    quiet: QuietOption = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only check whether the cases fit the archive.")
    ] = False,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="The run file to write (.json, also .gz).")
    ] = Path("eval-run.json"),
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Compare with this run, and pass or fail."),
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Make this run the baseline; shows what that accepts.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as one page.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Write it as Markdown, for a comment.")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write it as JUnit XML.")
    ] = None,
    history: Annotated[
        Path | None, typer.Option("--history", metavar="DIR", help="Keep the run there; the page charts all.")
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", help="Only cases with this tag (-TAG: without it); may be given again."),
    ] = None,
    writer: Annotated[
        str | None, typer.Option("--writer", help="extractive or llm; else as configured.")
    ] = None,
    k: Annotated[int, typer.Option("--k", min=1, max=100, help="Passages in the ranking of a case.")] = 10,
    repeat: Annotated[int, typer.Option("--repeat", min=1, max=50, help="How often each case is asked.")] = 1,
    concurrency: Annotated[
        int, typer.Option("--concurrency", min=1, max=64, help="Cases asked at the same time.")
    ] = 2,
    timings: Annotated[bool, typer.Option("--timings", help="Let the gate look at times, too.")] = False,
    llm_judge: Annotated[
        bool,
        typer.Option("--llm-judge", help="Let the configured model judge citations, too; it only informs."),
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ask all anew: no interrupted run is resumed, no cache is used.")
    ] = False,
) -> None:
    """Ask every case of a set and say how good the answers are.

    Exit code 0: passed, or nothing to compare with. 1: a regression or a broken promise; with --check, cases
    that do not fit. 2: could not be run or compared.
    """
    doors: Doors = ctx.obj
    if update_baseline and baseline is None:
        raise WrongUse("--update-baseline needs to know which: add --baseline FILE")
    if update_baseline and tag:
        raise WrongUse("--update-baseline needs the whole set: leave out --tag")
    with _could_not_run():
        chosen = _chosen(cases, tag or [])
        opened = doors.open_archive(archive)
        if check:
            passed = _check(chosen, opened, as_json=json_)
        else:
            from dateline.eval.commands.gate import Gate, Reports
            from dateline.eval.settings import EvalSettings

            assistant = doors.open_assistant(opened, writer=writer)
            _keep_replies(assistant, out, fresh=fresh)
            gate = Gate(
                assistant=assistant,
                settings=EvalSettings(k=k, concurrency=concurrency, repeats=repeat),
                reports=Reports(out, html, markdown, junit, history),
                baseline=baseline,
                update=update_baseline,
                part=bool(tag),
                timings=timings,
                llm_judge=llm_judge,
                fresh=fresh,
                quiet=quiet,
            )
            passed = gate.run(chosen, as_json=json_)
    raise typer.Exit(0 if passed else 1)


def _keep_replies(assistant: "Assistant", out: Path, *, fresh: bool) -> None:
    """Let the model's replies be kept beside the run file where the settings name no folder; with `fresh` none."""
    folder = None if fresh else assistant.settings.llm_cache or out.with_name(f"{out.name}.replies")
    assistant.settings = assistant.settings.model_copy(update={"llm_cache": folder})


def _chosen(path: Path, tags: Sequence[str]) -> "list[Case]":
    from dateline.eval.cases import load_cases, tagged

    chosen = tagged(load_cases(path), tags)
    if not chosen:
        raise WrongUse(f"no case in {path} has the tags asked for; see the tags in the file")
    return chosen


def _check(cases: "list[Case]", archive: "Archive", *, as_json: bool) -> bool:
    from dateline.eval.check import check

    faults = check(cases, archive)
    if as_json:
        print(json.dumps([fault._asdict() for fault in faults], ensure_ascii=False))
    else:
        for fault in faults:
            print(f"{fault.case}, {fault.key}: {fault.problem}")
        print(f"{len(cases)} cases, {len(faults)} faults")
    return not faults


@contextlib.contextmanager
def _could_not_run() -> Iterator[None]:
    """Exit code 1 is kept for answers that got worse: whatever else goes wrong ends with 2."""
    try:
        yield
    except DatelineError as error:
        if error.exit_code == 2:
            raise
        raise CouldNotRun(str(error)) from error
    except OSError as error:
        raise CouldNotRun(f"the run could not go on ({error}); mend that and start it again") from error
