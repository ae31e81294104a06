"""How a benchmark is run as a command."""

import sys

import typer

from dateline.errors import DatelineError


def run(app: typer.Typer, name: str) -> None:
    """Run a benchmark's command; a known error is one line on stderr and its exit code."""
    try:
        app()
    except DatelineError as error:
        print(f"{name}: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
