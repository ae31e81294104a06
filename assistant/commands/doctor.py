"""`dateline doctor`: settings, where each comes from, what is missing, and whether the model endpoint works."""

import importlib.metadata
import json
import platform
import sqlite3
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from dateline.errors import DatelineError
from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from dateline.assistant.examine import Finding

_PACKAGES = ("chromadb", "gradio", "llama-index-core", "openai", "trafilatura", "nupunkt", "wordllama")


def command(
    ctx: typer.Context, archive: ArchiveOption = None, as_json: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Show each setting with where it came from, the packages, and the archive's state; never a key.

    Where a model is configured, its endpoint is asked one built-in question; where none is, local servers are
    named with the line that switches them on. Exit code 1 where the configured endpoint does not work.
    """
    settings = ctx.obj.explain_settings(archive)
    unknown = ctx.obj.unknown_variables()
    versions = {name: _version(name) for name in _PACKAGES}
    versions |= {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    state = _state(ctx, archive)
    found = _examined(ctx, archive)
    broken = any(each.state == "fault" for each in found)
    if as_json:
        told = {
            "settings": [{"name": name, "value": value, "from": place} for name, value, place in settings],
            "unknown_variables": unknown,
            "versions": versions,
            "archive": state,
            "model": [asdict(each) for each in found],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        raise typer.Exit(1 if broken else 0)
    print("Settings")
    for name, value, place in settings:
        print(f"  {name} = {value!r}  ({place})")
    for name in unknown:
        print(f"  {name} is set, but is no setting: mend its name, or remove it")
    print("Versions")
    for name, version in versions.items():
        print(f"  {name} {version}")
    print("Archive")
    for name, value in state.items():
        print(f"  {name}: {value}")
    print("Model")
    for each in found:
        print(f"  {each.name}: {each.state}, {each.told}{f'; {each.remedy}' if each.remedy else ''}")
    raise typer.Exit(1 if broken else 0)


def _examined(ctx: typer.Context, archive: Any) -> "list[Finding]":
    from dateline.assistant.examine import examine

    return examine(ctx.obj.assistant_settings(archive))


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"missing: pip install {name}"


def _state(ctx: typer.Context, archive: Any) -> dict[str, Any]:
    try:
        with ctx.obj.open_archive(archive) as opened:
            stats = opened.stats().to_dict()
            publishers = stats.pop("publishers")
            return {"folder": str(opened.folder), **stats, "publishers": len(publishers)}
    except DatelineError as error:
        return {"state": str(error)}
