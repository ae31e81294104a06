"""`dateline reindex`: the index anew."""

import json
from typing import Annotated

import typer

from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption


def command(
    ctx: typer.Context,
    embedding: Annotated[
        str | None,
        typer.Option("--embedding", help="Another embedding: static, onnx:FOLDER or openai:MODEL."),
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make passages, words, vectors and the vector index anew from the stored texts."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    hidden = quiet or as_json or not console.is_terminal
    with ctx.obj.open_archive(archive, reindexing=True) as opened:
        with Progress(console=console, transient=True, disable=hidden) as bar:
            task = bar.add_task("indexing", total=None)
            opened.reindex(
                embedding, progress=lambda done, total: bar.update(task, completed=done, total=total)
            )
        told = {"passages": opened.stats().passages, "embedding": opened.embedding.name}
    if as_json:
        print(json.dumps(told))
    elif not quiet:
        typer.echo(f"{told['passages']:,} passages indexed with the embedding {told['embedding']}", err=True)
