"""How much memory this process and those it started hold at once."""

import contextlib
import os
import re
import threading
from pathlib import Path
from types import TracebackType

_EVERY = 0.05


class Held:
    """Looks on while its block runs; `most` is the largest sum of resident bytes seen, 0 where there is no /proc.

    A sum of what each process held at its own peak would be too much, and what the system tells of children that
    have ended counts the memory of this process that they were forked from.
    """

    def __init__(self) -> None:
        self.most = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Held":
        self._thread.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(_EVERY):
            self.most = max(self.most, sum(_resident(each) for each in _family(os.getpid())))


def _family(pid: int) -> list[int]:
    """A process and all that came from it."""
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [each for child in path.read_text("ascii").split() for each in _family(int(child))]
    return found


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError):
        if found := re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("utf-8")):
            return 1024 * int(found[1])
    return 0
