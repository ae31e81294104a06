"""Pages made from the code: `python -m dateline.manual` renews `docs/commands.md` and `docs/answer.schema.json`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from pydantic import TypeAdapter

from dateline.assistant.answer import Answer
from dateline.table import build

_BEGINNING = """# Commands

Made from the code by `python -m dateline.manual`; a test checks that it is up to date.

Answers and data go to stdout; progress, summaries and errors go to stderr.
With `--json`, stdout holds JSON and nothing else.

| exit code | meaning |
| --- | --- |
| 0 | done; also where `ask` abstains |
| 1 | the thing asked about failed: a broken archive, a forged quote, a regression, nothing added, no such article |
| 2 | wrong use, or it could not run |
| 130 | interrupted; what was finished is kept |
"""


def commands() -> str:
    """Every command with its arguments and options, as Markdown."""
    root = typer.main.get_command(build())
    with typer.Context(root, info_name="dateline") as context:
        pages = [_BEGINNING, *_pages(root, context)]
    return "\n".join(pages)


def answer_schema() -> str:
    """The JSON Schema of `Answer.to_dict()`."""
    schema = TypeAdapter(Answer).json_schema(mode="serialization")
    for each in [schema, *schema["$defs"].values()]:
        # `to_dict` writes every field, and no other.
        each["required"], each["additionalProperties"] = list(each["properties"]), False
        for field in each["properties"].values():
            field.pop("default", None)
    named = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(named | schema, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> None:
    """Write both pages into a folder."""
    (folder / "commands.md").write_text(commands(), "utf-8")
    (folder / "answer.schema.json").write_text(answer_schema(), "utf-8")


def _pages(group: Any, parent: Any) -> Iterator[str]:
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        with typer.Context(command, info_name=name, parent=parent) as context:
            if hasattr(command, "list_commands"):
                yield from _pages(command, context)
            else:
                yield _page(command, context)


def _page(command: Any, context: Any) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    told = (command.help or "").strip()
    records = [each.get_help_record(context) for each in command.params if each.name != "help"]
    rows = [f"| `{_cell(names)}` | {_cell(said)} |" for names, said in filter(None, records)]
    table = ["| | |", "| --- | --- |", *rows] if rows else []
    return "\n".join([f"## {context.command_path}", "", f"    {usage}", "", told, "", *table, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
