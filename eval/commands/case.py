"""`dateline case add`: a past answer as a case."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.errors import ArticleNotFound, WrongUse
from dateline.index.commands.options import ArchiveOption, Doors, QuietOption

if TYPE_CHECKING:
    from dateline.assistant import Answer
    from dateline.assistant.history import History
    from dateline.eval.cases import Case

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Make cases for the eval set."""


@app.command()
def add(
    ctx: typer.Context,
    answer: Annotated[
        str | None, typer.Argument(help="The answer's id, or how it begins; else the newest answer.")
    ] = None,
    archive: ArchiveOption = None,
    quiet: QuietOption = False,
    to: Annotated[
        Path, typer.Option("--to", metavar="FILE", help="The case file to add to (.jsonl or .yaml).")
    ] = Path("cases.yaml"),
    id_: Annotated[str | None, typer.Option("--id", help="The case's id; else made of the question.")] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", help="An expected fact; spellings apart by |; may be given again."),
    ] = None,
    wrong: Annotated[
        list[str] | None, typer.Option("--wrong", help="A fact that must not be asserted; as --fact.")
    ] = None,
    quote: Annotated[
        list[str] | None, typer.Option("--quote", help="A string that carries the answer, as published.")
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option("--article", help="The id of an article that holds the answer.")
    ] = None,
    abstain: Annotated[bool, typer.Option("--abstain", help="The archive does not hold this.")] = False,
    disagreement: Annotated[bool, typer.Option("--disagreement", help="The articles disagree.")] = False,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="A tag; may be given again.")] = None,
    note: Annotated[str, typer.Option("--note", help="A word for the reader of the set.")] = "",
    edit: Annotated[
        bool | None,
        typer.Option("--edit/--no-edit", help="Open it in $EDITOR; else where nothing is expected."),
    ] = None,
) -> None:
    """Turn a past answer into a case: its question, filters and earlier turns, and what to expect.

    Articles and quotes are first taken from the answer's citations: keep what is right. What the set asks
    already is added again only under an --id of its own.
    """
    from dateline.eval.cases import load_cases
    from dateline.eval.writing import append, from_answer

    doors: Doors = ctx.obj
    assistant = doors.open_assistant(doors.open_archive(archive))
    known = load_cases(to) if to.exists() else []
    found, turns = _past(assistant.history, answer)
    expected: dict[str, Any] = {
        "facts": _facts(fact), "wrong": _facts(wrong), "quotes": quote, "articles": article,
        "abstain": abstain, "disagreement": disagreement, "tags": tag, "note": note,
    }  # fmt: skip
    case = from_answer(
        found,
        turns=turns,
        name=id_,
        taken=[each.id for each in known],
        expected={key: value for key, value in expected.items() if value},
    )
    if id_ is None and (same := next((each for each in known if each.asks_as(case)), None)):
        raise WrongUse(f"{to} has that case already ({same.id}); change it there, or give another --id")
    if edit or (edit is None and not (fact or quote or abstain or disagreement)):
        case = _edited(case)
    append(case, to)
    if not quiet:
        print(f"case {case.id} added to {to}", file=sys.stderr)


def _past(history: "History", wanted: str | None) -> "tuple[Answer, list[str]]":
    """The answer asked for and the questions before it in its conversation."""
    entries = history.answers(limit=1)
    if not entries:
        raise ArticleNotFound("the history has no answer yet; ask something first")
    found = history.get(wanted or entries[0].id)
    return found, history.before(found.id)


def _facts(given: Sequence[str] | None) -> list[list[str]]:
    return [[spelling.strip() for spelling in each.split("|") if spelling.strip()] for each in given or ()]


def _edited(case: "Case") -> "Case":
    from dateline.eval.cases import load_cases
    from dateline.eval.writing import as_yaml

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise WrongUse("set EDITOR to edit the case, or say what to expect: --fact, --quote, --abstain")
    folder = Path(tempfile.mkdtemp(prefix="dateline-case-"))
    draft = folder / "case.yaml"
    draft.write_text(as_yaml(case, hints=True), "utf-8")
    if subprocess.run([*shlex.split(editor), str(draft)], check=False).returncode:
        raise WrongUse(f"{editor} ended with an error; nothing was added (the draft is {draft})")
    try:
        made = load_cases(draft)
    except WrongUse as error:
        raise WrongUse(f"{error}; nothing was added (the draft is {draft})") from None
    if len(made) != 1:
        raise WrongUse(f"the draft holds {len(made)} cases; keep one (the draft is {draft})")
    draft.unlink()
    folder.rmdir()
    return made[0]
