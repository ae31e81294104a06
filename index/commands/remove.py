"""`dateline remove`: articles out."""

import json
from typing import Annotated

import typer

from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption


def command(
    ctx: typer.Context,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids of articles.")],
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Remove articles with all versions. Answers that cite them stay readable in the history, marked."""
    with ctx.obj.open_archive(archive) as opened:
        removed = opened.remove(*articles)
    if as_json:
        print(json.dumps({"removed": removed}))
    elif not quiet:
        typer.echo(f"{removed:,} article{'' if removed == 1 else 's'} removed", err=True)
