"""`dateline check`: every stored span, index and answer."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption


def command(
    ctx: typer.Context,
    mend: Annotated[bool, typer.Option("--mend", help="Make again what can be made from the rest.")] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Check spans, orphans, vectors, the word index and the history; say how to mend what is wrong.

    Exits 1 where a fault is found (with --mend: where one is left).
    """
    from dateline.assistant.checks import check_history

    with ctx.obj.open_archive(archive) as opened:
        faults = opened.check(mend=mend) + check_history(opened, mend=mend)
    if as_json:
        print(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, indent=2))
    elif not quiet:
        for fault in faults:
            state = "mended" if fault.mended else f"mend: {fault.mend}"
            print(f"{fault.kind}: {fault.where}: {fault.what} ({state})")
        if not faults:
            print("sound")
    if any(not fault.mended for fault in faults):
        raise typer.Exit(1)
