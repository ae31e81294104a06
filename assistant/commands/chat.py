"""`dateline chat`: one question after another."""

import sys
from typing import Annotated

import typer

from dateline.errors import DatelineError
from dateline.index.commands.options import ArchiveOption, AsOfOption, JsonOption, QuietOption


def command(
    ctx: typer.Context,
    as_of: AsOfOption = None,
    conversation: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Go on with this conversation of the history, or with an answer."),
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Ask one question after another; follow-ups are understood. An empty line or Ctrl-D ends it.

    Questions are read from stdin, one a line; with --json each answer is one line of JSON.
    """
    import json

    from dateline.assistant.render import Terminal, show

    console = Terminal()
    with ctx.obj.open_archive(archive) as opened:
        assistant = ctx.obj.open_assistant(opened)
        chat = assistant.chat(conversation and assistant.history.find_conversation(conversation))
        if not quiet:
            typer.echo(f"conversation {chat.id}; an empty line ends it", err=True)
        while question := _next(prompt=sys.stdin.isatty()):
            try:
                answer = chat.ask(question, as_of=as_of)
            except DatelineError as error:
                typer.echo(f"dateline: {error}", err=True)
                continue
            if as_json:
                print(json.dumps(answer.to_dict(), ensure_ascii=False), flush=True)
            else:
                show(answer, opened, console)
                console.print()


def _next(*, prompt: bool) -> str:
    if prompt:
        print("? ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().encode(errors="replace").decode().strip()
