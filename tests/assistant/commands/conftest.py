import io
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from dateline import Archive
from dateline.__main__ import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(town: Archive, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs the command line on the town's archive."""
    monkeypatch.setenv("DATELINE_ARCHIVE", str(town.folder))

    def run(*words: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["dateline", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return run
