"""Preparing pieces in a process of its own, while this one writes what is ready.

Reads lists of pieces from stdin and writes lists of what became of them to stdout, until stdin ends: so it ends
with the process that started it, however that ends.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Any

from dateline.index.prepare import Prepared, attempt
from dateline.index.raw import Raw, Refused

_END_SECONDS = 5


class Aside:
    """Prepares pieces in a second process, in the order in which they are handed over.

    Where there is one processor, or the process fails, they are prepared here.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dateline-aside")
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        if (os.cpu_count() or 1) > 1:
            command = [sys.executable, "-P", "-m", "dateline.index.aside"]
            with contextlib.suppress(OSError):
                self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def prepare(self, pieces: Sequence[Raw | Refused]) -> "Future[list[Prepared | Refused]]":
        """What becomes of each piece; see `prepare.attempt`."""
        return self._thread.submit(self._prepare, pieces)

    def __enter__(self) -> "Aside":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is not None:
            self._closing.set()
            if self._process:
                self._process.kill()
        self._thread.shutdown(cancel_futures=True)
        self._end()

    def _prepare(self, pieces: Sequence[Raw | Refused]) -> list[Prepared | Refused]:
        if self._process:
            # Whatever goes wrong there (memory, a crash in a library) is met again here, by its own name.
            with contextlib.suppress(Exception):
                return self._asked(self._process, pieces)
            self._process.kill()
            self._end()
        return [attempt(piece) for piece in pieces if not self._closing.is_set()]

    def _asked(
        self, process: "subprocess.Popen[bytes]", pieces: Sequence[Raw | Refused]
    ) -> list[Prepared | Refused]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(pickle.dumps(list(pieces)))
        process.stdin.flush()
        made: list[Prepared | Refused] = pickle.load(process.stdout)
        return [
            replace(each, raw=piece) if isinstance(each, Prepared) and isinstance(piece, Raw) else each
            for each, piece in zip(made, pieces, strict=True)
        ]

    def _end(self) -> None:
        if (process := self._process) is None:
            return
        self._process = None
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            process.communicate(timeout=_END_SECONDS)
        process.kill()
        process.wait()


def _without_text(made: Prepared | Refused) -> Prepared | Refused:
    """The raw piece need not travel back."""
    if isinstance(made, Refused):
        return made
    return replace(made, raw=Raw(made.raw.source, made.raw.kind, ""))


def main() -> None:
    """Prepare what comes in on stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the process that started this one
    pieces: Any = None
    # What a library prints must not get between the answers. Whatever fails is met again, and told, by the
    # process that started this one.
    with os.fdopen(os.dup(1), "wb") as answers, contextlib.suppress(Exception):
        os.dup2(2, 1)
        while pieces := pickle.load(sys.stdin.buffer):
            answers.write(pickle.dumps([_without_text(attempt(piece)) for piece in pieces]))
            answers.flush()


if __name__ == "__main__":
    main()
