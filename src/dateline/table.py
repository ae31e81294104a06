"""The table of commands, each loaded when it is used."""

import importlib
from typing import Any, NamedTuple

import typer

from dateline import __version__


class Command(NamedTuple):
    """Where a command's function (or its group's Typer) is, and its line in the help."""

    target: str
    help: str
    group: bool = False


COMMANDS = {
    "add": Command("dateline.index.commands.add:command", "Add articles: files, folders, pages, feeds."),
    "ask": Command("dateline.assistant.commands.ask:command", "Ask a question; get a cited answer."),
    "chat": Command("dateline.assistant.commands.chat:command", "Ask one question after another."),
    "search": Command("dateline.index.commands.search:command", "Find passages for words or a question."),
    "list": Command("dateline.index.commands.list:command", "List the articles."),
    "show": Command("dateline.index.commands.show:command", "Show an article as published."),
    "remove": Command("dateline.index.commands.remove:command", "Remove articles."),
    "check": Command(
        "dateline.assistant.commands.check:command", "Check every stored span, index and answer."
    ),
    "verify": Command(
        "dateline.assistant.commands.verify:command", "Check an exported answer against the archive."
    ),
    "reindex": Command(
        "dateline.index.commands.reindex:command", "Make the index anew, with another embedding too."
    ),
    "history": Command(
        "dateline.assistant.commands.history:command", "List past answers, or show one again."
    ),
    "case": Command("dateline.eval.commands.case:app", "Make cases for the eval set.", group=True),
    "eval": Command(
        "dateline.eval.commands.eval:command", "Ask every case of a set and say how good the answers are."
    ),
    "web": Command("dateline.assistant.commands.web:command", "Open the web page."),
    "doctor": Command("dateline.assistant.commands.doctor:command", "Show settings and what is missing."),
}


class _LazyDoors:
    """Imports the rooms only when a command asks for them."""

    def __getattr__(self, name: str) -> Any:
        from dateline.doors import Doors  # noqa: PLC0415

        return getattr(Doors(), name)


def build(wanted: str | None = None) -> typer.Typer:
    """The command line with the `wanted` command loaded (None: all of them), the others as names only."""
    app = typer.Typer(
        name="dateline",
        help="Questions to an archive of news articles, answered with exact citations.",
        no_args_is_help=True,
        # Tables and colours in the help would take three times as long to import as all the rest.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_start)
    for name, command in COMMANDS.items():
        loaded = _load(command.target) if wanted in (None, name) else None
        if command.group:
            app.add_typer(loaded or typer.Typer(), name=name, help=command.help)
        else:
            app.command(name, short_help=command.help)(loaded or _unloaded)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


def _start(
    ctx: typer.Context,
    version: bool = typer.Option(
        False, "--version", help="Show the version and stop.", callback=_show_version, is_eager=True
    ),
    debug: bool = typer.Option(False, "--debug", help="Show a traceback where an error is reported."),
) -> None:
    ctx.obj = _LazyDoors()


def _unloaded() -> None: ...


def _load(target: str) -> Any:
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)
