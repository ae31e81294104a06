"""`dateline history`: past answers."""

import json
from typing import Annotated

import typer

from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption


def command(
    ctx: typer.Context,
    answer: Annotated[str | None, typer.Argument(metavar="[ID]", help="Show this answer again.")] = None,
    words: Annotated[str, typer.Option("--words", help="Only answers that have all these words.")] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to list.")] = 20,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the answer named.")] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """List past answers, newest first, or show one again exactly as it was given."""
    from rich.console import Console

    from dateline.assistant.render import show

    with ctx.obj.open_archive(archive) as opened:
        history = ctx.obj.open_assistant(opened).history
        if answer is None:
            for entry in history.answers(limit=limit, words=words):
                state = "  (abstained)" if entry.abstained else ""
                line = f"{entry.id[:12]}  {entry.created[:16]}  {entry.question}{state}"
                print(json.dumps(entry._asdict(), ensure_ascii=False) if as_json else line)
            return
        found = history.get(answer)
        if remove:
            history.remove(found.id)
            if not quiet:
                typer.echo(f"answer {found.id} removed from the history", err=True)
        elif as_json:
            print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        else:
            show(found, opened, Console(highlight=False))
