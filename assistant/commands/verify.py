"""`dateline verify`: an exported answer, checked against the archive."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

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

    No model is asked. Exits 1 where a quote does not stand in the version it cites, or that version is gone.
    """
    from dateline.assistant.answer import Answer
    from dateline.assistant.verify import verify

    try:
        answer = Answer.from_dict(_read(file))
    except (KeyError, TypeError, AttributeError) as error:
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
            print("the answer has no citations")
    if not all(each.sound for each in findings):
        raise typer.Exit(1)


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise WrongUse(f"{file} cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise WrongUse(f"{file} is no JSON ({error})") from None
