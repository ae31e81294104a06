"""`dateline ask`: a question in, a cited answer out."""

import json
from typing import Annotated

import typer

from dateline.index.commands.options import (
    ArchiveOption,
    AsOfOption,
    JsonOption,
    LanguageOption,
    PublisherOption,
    QuietOption,
    SinceOption,
    UntilOption,
    WithinOption,
)


def command(
    ctx: typer.Context,
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="The question.")],
    as_of: AsOfOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    publisher: PublisherOption = None,
    language: LanguageOption = None,
    within: WithinOption = None,
    writer: Annotated[
        str | None, typer.Option("--writer", help="extractive, or llm where one is set up.")
    ] = None,
    annotations: Annotated[
        bool, typer.Option("--w3c", help="Write the citations as W3C Web Annotations.")
    ] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Answer a question from the archive, each statement with the exact characters it rests on.

    Below the answer, each cited passage is shown in its surroundings. Where the archive does not hold the
    answer, the answer says so, and the exit code is 0 all the same.
    """
    with ctx.obj.open_archive(archive) as opened:
        answer = ctx.obj.open_assistant(opened, writer=writer).ask(
            # Bytes that are no text arrive as lone surrogates.
            " ".join(question).encode(errors="replace").decode(),
            as_of=as_of,
            since=since,
            until=until,
            publishers=publisher,
            languages=language,
            within=within,
        )
        if annotations:
            from dateline.assistant.citations import web_annotation

            print(
                json.dumps(
                    [web_annotation(opened, each) for each in answer.citations], ensure_ascii=False, indent=2
                )
            )
        elif as_json:
            print(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
        else:
            from dateline.assistant.render import Terminal, show

            show(answer, opened, Terminal())
