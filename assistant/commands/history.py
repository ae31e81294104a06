"""`dateline history`: past answers."""

import json
from typing import Annotated

import typer

from dateline.errors import WrongUse
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
    from dateline.assistant.render import Terminal, show
    from dateline.index.characters import published

    if remove and answer is None:
        raise WrongUse("name the answer to remove: `dateline history ID --remove`")
    with ctx.obj.open_archive(archive) as opened:
        history = ctx.obj.open_assistant(opened).history
        if answer is None:
            entries = history.answers(limit=limit, words=words)
            if as_json:
                print(json.dumps([entry._asdict() for entry in entries], ensure_ascii=False, indent=2))
                return
            for entry in entries:
                state = "  (abstained)" if entry.abstained else ""
                asked = " ".join(published(entry.question).split())
                print(f"{entry.id[:12]}  {entry.created[:16]}  {asked}{state}")
            return
        found = history.get(answer)
        if remove:
            history.remove(found.id)
            if not quiet:
                typer.echo(f"answer {found.id} removed from the history", err=True)
        elif as_json:
            print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        else:
            show(found, opened, Terminal())
