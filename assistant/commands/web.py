"""`dateline web`: the page."""

import getpass
import ipaddress
import os
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from dateline.errors import WrongUse
from dateline.index.commands.options import ArchiveOption


def command(
    ctx: typer.Context,
    archive: ArchiveOption = None,
    host: str = typer.Option("127.0.0.1", help="The address to listen on."),
    port: int = typer.Option(7860, min=0, max=65535, help="The port to listen on; 0 takes any free one."),
    open_browser: bool = typer.Option(True, "--open/--no-open", help="Open the page in the browser."),
    auth: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME:HASH|FILE",
            help="Let in only these people, each to a history of their own; may be given several times.",
        ),
    ] = None,
    hash_for: str | None = typer.Option(
        None, "--hash", metavar="NAME", help="Ask for a password, print NAME:HASH for --auth, and stop."
    ),
    public: bool = typer.Option(
        False, "--public", help="Allow others than this machine, without any sign-in."
    ),
    read_only: bool = typer.Option(
        False,
        "--read-only",
        help="Let nobody add or remove articles, or delete conversations, from the page.",
    ),
    mcp: bool = typer.Option(
        False, "--mcp", help="Serve MCP tools (ask, search, read_article) at /mcp; needs dateline[mcp]."
    ),
    eval_folder: Annotated[
        Path | None,
        typer.Option(
            "--eval",
            metavar="DIR",
            help="The folder of the eval set: cases.yaml, runs/, baseline.json; else eval in the archive.",
        ),
    ] = None,
    root_path: str | None = typer.Option(
        None, metavar="PREFIX", help="The path under which a proxy serves the page."
    ),
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="Another name that a proxy on this machine serves the page under."),
    ] = None,
) -> None:
    """Serve the page, and the same for programs, until interrupted (Ctrl-C)."""
    from dateline.assistant.web.door.passes import Passes, secret_in
    from dateline.assistant.web.door.people import People, line_for

    if hash_for is not None:
        print(line_for(hash_for, _new_password()))
        return
    local = _is_local(host)
    people = People.read(auth) if auth else None
    if not (local or people or public):
        raise WrongUse(
            f"{host} can be reached by other machines and nobody has to sign in: "
            "anyone there could read the archive; give --auth, say --public to allow it, or leave out --host"
        )
    if mcp:
        from dateline.assistant.web.programs.tools import need_mcp

        need_mcp()
    if root_path is not None and not root_path.startswith("/"):
        raise WrongUse(f"--root-path is {root_path!r}: it must begin with /")
    opened = ctx.obj.open_archive(archive)
    assistant = ctx.obj.open_assistant(opened)
    evaluation = ctx.obj.open_evaluation(opened, eval_folder)
    passes = Passes(secret_in(assistant.archive.folder), people) if people else None
    from dateline.assistant.web import listen, serve

    listening = listen(host, port)
    if people and not local:
        print(
            "Passwords cross the network as they are, unless a proxy with TLS stands before.", file=sys.stderr
        )
    # Gradio takes seconds to import: only after everything that can be refused.
    from dateline.assistant.web import build_app

    app = build_app(
        assistant,
        local=local,
        names=name or (),
        read_only=read_only,
        root_path=(root_path or "").rstrip("/") or None,
        passes=passes,
        mcp=mcp,
        evaluated=evaluation,
    )
    serve(app, listening, ready=_ready(open_browser))


def _new_password() -> str:
    """From the terminal, twice, unseen; else the first line of stdin."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise WrongUse("the two passwords differ; try again")
    return password


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _ready(open_browser: bool) -> Callable[[str], None]:
    def ready(address: str) -> None:
        print(f"Dateline is ready: {address} (stop with Ctrl-C)", flush=True)
        if open_browser and _has_screen():
            webbrowser.open(address)

    return ready


def _has_screen() -> bool:
    # Without a screen a text browser could take over the terminal.
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
