"""`dateline doctor`: settings, where each comes from, and what is missing."""

import importlib.metadata
import json
import platform
import sqlite3
from typing import Any

import typer

from dateline.errors import DatelineError
from dateline.index.commands.options import ArchiveOption, JsonOption, QuietOption

_PACKAGES = ("chromadb", "gradio", "llama-index-core", "openai", "trafilatura", "nupunkt", "wordllama")


def command(
    ctx: typer.Context, archive: ArchiveOption = None, as_json: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Show each setting with where it came from, the packages, and the archive's state; never a key."""
    settings = ctx.obj.explain_settings(archive)
    unknown = ctx.obj.unknown_variables()
    versions = {name: _version(name) for name in _PACKAGES}
    versions |= {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    state = _state(ctx, archive)
    if as_json:
        told = {
            "settings": [{"name": name, "value": value, "from": place} for name, value, place in settings],
            "unknown_variables": unknown,
            "versions": versions,
            "archive": state,
        }
        print(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
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
