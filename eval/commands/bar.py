"""How far a run is, on stderr: a bar in a terminal, a line now and then elsewhere."""

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.eval.run import Progress as Far


class Bar:
    """Shows `Progress` values until the context ends; nothing with `quiet`."""

    def __init__(self, *, quiet: bool) -> None:
        console = Console(stderr=True)
        self._lines = not quiet and not console.is_terminal
        self._told = 0
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, transient=True, disable=quiet or self._lines)
        self._task = self._bar.add_task("asking", total=None)

    def show(self, far: Far) -> None:
        """Show how far the run is."""
        self._bar.update(
            self._task, total=far.total, completed=far.done, description=f"asking, {far.failed} did not pass"
        )
        tenth = 10 * far.done // far.total if far.total else 10
        if self._lines and (tenth > self._told or (far.done == far.resumed and far.resumed)):
            self._told = tenth
            print(f"{far.done} of {far.total} asked, {far.failed} did not pass", file=sys.stderr)

    def __enter__(self) -> "Bar":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
