"""`dateline web`: the page."""

import ipaddress
import os
import sys
import webbrowser
from collections.abc import Callable

import typer

from dateline.errors import WrongUse
from dateline.index.commands.options import ArchiveOption


def command(
    ctx: typer.Context,
    archive: ArchiveOption = None,
    host: str = typer.Option("127.0.0.1", help="The address to listen on."),
    port: int = typer.Option(7860, min=0, max=65535, help="The port to listen on; 0 takes any free one."),
    open_browser: bool = typer.Option(True, "--open/--no-open", help="Open the page in the browser."),
    public: bool = typer.Option(
        False, "--public", help="Allow others than this machine, without any sign-in."
    ),
    read_only: bool = typer.Option(
        False,
        "--read-only",
        help="Let nobody add or remove articles, or delete conversations, from the page.",
    ),
    root_path: str | None = typer.Option(
        None, metavar="PREFIX", help="The path under which a proxy serves the page."
    ),
) -> None:
    """Serve the page until interrupted (Ctrl-C)."""
    local = _is_local(host)
    if not local and not public:
        raise WrongUse(
            f"{host} can be reached by other machines and the page has no sign-in: "
            "anyone there could read the archive; say --public to allow it, or leave out --host"
        )
    assistant = ctx.obj.open_assistant(ctx.obj.open_archive(archive))
    from dateline.assistant.web import listen, serve

    listening = listen(host, port)
    # Gradio takes seconds to import: only after everything that can be refused.
    from dateline.assistant.web import build_app

    app = build_app(assistant, local=local, read_only=read_only, root_path=root_path)
    serve(app, listening, ready=_ready(open_browser))


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
