"""`dateline verify`: an exported answer, checked against the archive."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dateline.errors import WrongUse
from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="ANSWER.json", help="What `dateline ask --json` wrote.")],
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Check that each quote of an exported answer stands where it says, or what has changed since.

    No model is asked. Exits 1 where a quote does not stand in the version it cites, or that version is gone and
    the article, if it was added again, does not have the quote.
    """
    from dateline.assistant.verify import read_answer, verify

    try:
        answer = read_answer(file.read_bytes())
    except OSError as error:
        raise WrongUse(
            f"{file} cannot be read ({error.strerror}); name what `dateline ask --json` wrote"
        ) from None
    except WrongUse as error:
        raise WrongUse(f"{file} holds no answer ({error}): write one with `dateline ask … --json`") from None
    with ctx.obj.open_archive(archive) as opened:
        findings = verify(answer, opened)
    if as_json:
        print(json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2))
    elif not quiet:
        for each in findings:
            where = f"[{each.number}] {each.article} version {each.version}: " if each.number else ""
            print(f"{where}{each.state}{'; ' + each.detail if each.detail else ''}")
        if not findings:
            print("the answer abstains and cites nothing")
    if not all(each.sound for each in findings):
        raise typer.Exit(1)
