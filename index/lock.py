"""One writer at a time, across processes: a lock that waits, says so, and dies with its process."""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from dateline.errors import ArchiveBusy

_log = logging.getLogger("dateline")


class WriterLock:
    """The right to change an archive; may be taken again by its holder in the same thread."""

    def __init__(self, folder: Path, *, wait: float) -> None:
        self._lock = FileLock(folder / "lock")
        self._wait = wait

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises ArchiveBusy after waiting `wait` seconds."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            _log.warning("another process is changing the archive; waiting up to %g s for it", self._wait)
            self._acquire()
        try:
            yield
        finally:
            self._lock.release()

    @contextlib.contextmanager
    def held_if_free(self) -> Iterator[bool]:
        """Hold the lock if nobody else does; says whether it is held."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            self._lock.release()

    def _acquire(self) -> None:
        try:
            self._lock.acquire(timeout=self._wait)
        except Timeout:
            raise ArchiveBusy(
                f"another process is still changing the archive ({self._lock.lock_file}) "
                f"after {self._wait:g} s; try again when it has finished"
            ) from None
