"""The journal of a run: the cases that are finished, so that an interrupted run goes on where it stopped."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.eval.cases import Case
from dateline.eval.outcome import Outcome


class Journal:
    """Finished outcomes, a line each, in a file that is removed once the run is saved.

    What stands in it counts only for the same `conditions` (settings, archive, judge) and the same case.
    """

    def __init__(self, path: Path | None, conditions: Mapping[str, Any], *, fresh: bool = False) -> None:
        self.path = path
        self._head = {"conditions": json.loads(json.dumps(conditions))}
        self._lock = threading.Lock()
        self._known = {} if fresh or path is None else self._read(path)
        if path is not None:
            self._start(path)

    def finished(self, case: Case, repeat: int) -> Outcome | None:
        """The outcome of a case that was finished before; None where it was not."""
        known = self._known.get((case.id, repeat))
        return known if known is not None and known.case == case else None

    def add(self, outcome: Outcome) -> None:
        """Write down a finished case; safe from several threads."""
        if self.path is not None:
            with self._lock, self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(outcome.to_dict()) + "\n")

    def _start(self, path: Path) -> None:
        """Write the file anew with what counts of it, so that a line that was cut is gone."""
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [self._head, *(each.to_dict() for each in self._known.values())]
        path.write_text("".join(f"{json.dumps(each)}\n" for each in lines), "utf-8")

    def _read(self, path: Path) -> dict[tuple[str, int], Outcome]:
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return {}
        plain = [each for each in map(_line, lines) if each is not None]
        if not plain or plain[0] != self._head:
            return {}
        try:
            outcomes = [Outcome.from_dict(each) for each in plain[1:]]
        except (KeyError, TypeError, ValueError):
            return {}
        return {(each.case.id, each.repeat): each for each in outcomes}


def _line(line: str) -> dict[str, Any] | None:
    try:
        plain = json.loads(line)
    except ValueError:
        # The line that an interruption cut.
        return None
    return plain if isinstance(plain, dict) else None
