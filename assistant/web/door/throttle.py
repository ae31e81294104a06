"""Slower and slower for who guesses."""

import threading
import time
from collections.abc import Callable

FREE = 5
"""Wrong tries before anybody has to wait."""

LONGEST = 60.0
"""Seconds of the longest wait: whoever really is that person waits no longer either."""

_FORGOTTEN = 900.0
_MOST = 10_000


class Throttle:
    """Counts wrong tries by key (a name, an address); after a few, each costs twice the wait of the one before."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def attempt(self, *keys: str) -> float:
        """Seconds to wait before trying; 0: try now, which counts as wrong until `succeeded`."""
        with self._lock:
            now = self._clock()
            wait = max(self._wait(key, now) for key in keys)
            if wait <= 0:
                for key in keys:
                    tries = self._tries(key, now) + 1
                    # To the end of the row: who was tried last is forgotten last.
                    self._wrong.pop(key, None)
                    self._wrong[key] = (tries, now)
                self._forget(now)
            return max(wait, 0.0)

    def untried(self, *keys: str) -> None:
        """The last try did not come about: it counts for nothing."""
        with self._lock:
            for key in keys:
                self._less(key)

    def succeeded(self, name: str, *others: str) -> None:
        """The last try was right: the name's are forgotten, of the others only this one.

        An address is not cleared, for who has a name of their own could clear it while guessing another's.
        """
        with self._lock:
            self._wrong.pop(name, None)
            for key in others:
                self._less(key)

    def _less(self, key: str) -> None:
        tries, at = self._wrong.get(key, (1, 0.0))
        self._wrong[key] = (tries - 1, at)

    def _wait(self, key: str, now: float) -> float:
        tries = self._tries(key, now)
        if tries < FREE:
            return 0.0
        return min(LONGEST, 2.0 ** (tries - FREE)) - (now - self._wrong[key][1])

    def _tries(self, key: str, now: float) -> int:
        tries, at = self._wrong.get(key, (0, now))
        return tries if now - at < _FORGOTTEN else 0

    def _forget(self, now: float) -> None:
        if len(self._wrong) > _MOST:
            self._wrong = {key: each for key, each in self._wrong.items() if now - each[1] < _FORGOTTEN}
        while len(self._wrong) > _MOST:
            self._wrong.pop(next(iter(self._wrong)))
