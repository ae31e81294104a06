"""The command line: runs a command of the table, and ends as `docs/commands.md` says whatever happens.

Nothing that takes time is imported before `main` runs: an interruption must end a command quietly from its start.
"""

import os
import sys

from dateline.errors import DatelineError


def main() -> None:
    """Run the command named in the arguments and exit as `docs/commands.md` says."""
    try:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            # A terminal that cannot show a character shows a question mark; it stops nothing.
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        code = _run()
    except KeyboardInterrupt:
        code = _interrupted()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing more to say to anyone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _run() -> int:
    """The exit code of the command; what went wrong is one line on stderr, with --debug a traceback."""
    from dateline.table import COMMANDS, build  # noqa: PLC0415

    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    wanted = words[0] if words and words[0] in COMMANDS else ""
    debug = "--debug" in sys.argv[1 : sys.argv.index(wanted) if wanted else None]
    try:
        build(wanted)()
    except SystemExit as left:
        # Typer turns an interruption inside a command into this code, and says nothing.
        return _interrupted() if left.code == 130 else int(left.code or 0)
    except BrokenPipeError:
        return 0
    except DatelineError as error:
        if debug:
            raise
        return _said(str(error), error.exit_code)
    except Exception as error:
        if debug:
            raise
        told = f"{type(error).__name__}: {error}"
        return _said(f"a fault in Dateline ({told}); `dateline --debug {wanted} …` shows where", 2)
    return 0


def _interrupted() -> int:
    return _said("interrupted; what was finished is kept", 130)


def _said(sentence: str, code: int) -> int:
    print(f"dateline: {sentence}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
