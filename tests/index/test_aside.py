"""Preparing in a second process: the same results in the same order, whatever happens to that process."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time

import pytest

from dateline.index.aside import Aside
from dateline.index.prepare import Prepared, attempt
from dateline.index.raw import Raw, Refused

from .making import told

_PIECES: list[Raw | Refused] = [
    Raw("one.txt", "text", told(1), {"title": "One", "extra": {"section": "news"}}),
    Refused("two.txt", "it is empty"),
    Raw("three.txt", "text", "   "),
    Raw("four.txt", "text", told(4)),
]


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_pieces_become_what_they_become_here() -> None:
    with Aside() as aside:
        futures = [aside.prepare(_PIECES), aside.prepare(_PIECES[:1])]
        assert [future.result() for future in futures] == [
            [attempt(piece) for piece in _PIECES],
            [attempt(_PIECES[0])],
        ]


def test_a_second_process_that_dies_costs_no_piece() -> None:
    with Aside() as aside:
        assert aside._process is not None
        os.kill(aside._process.pid, signal.SIGKILL)
        made = aside.prepare(_PIECES).result()
    assert [isinstance(each, Prepared) for each in made] == [True, False, False, True]


def test_what_cannot_be_sent_is_prepared_here() -> None:
    piece = Raw("one.txt", "text", told(1), {"extra": {"made": lambda: None}})
    with Aside() as aside:
        (made,) = aside.prepare([piece]).result()
    assert isinstance(made, Prepared)


def test_with_one_processor_there_is_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with Aside() as aside:
        assert aside._process is None
        assert aside.prepare(_PIECES).result() == [attempt(piece) for piece in _PIECES]


def test_the_second_process_ends_with_the_first() -> None:
    code = (
        "import os, signal; from dateline.index.aside import Aside; from dateline.index.raw import Raw\n"
        "os.cpu_count = lambda: 2; aside = Aside(); aside.prepare([Raw('a', 'text', 'Words.')]).result()\n"
        "print(aside._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    pid = int(done.stdout)
    for _ in range(300):
        if not _runs(pid):
            return
        time.sleep(0.1)
    pytest.fail("it still runs")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_error_ends_it_without_preparing_anything_again() -> None:
    waiting = []
    with contextlib.suppress(KeyboardInterrupt), Aside() as aside:
        waiting += [aside.prepare(_PIECES * 50) for _ in range(4)]
        raise KeyboardInterrupt
    # What was under way is given up, what was waiting is never begun; nothing is prepared in this process instead.
    assert all(each.cancelled() or len(each.result()) < 200 for each in waiting)


def test_what_a_library_prints_does_not_get_between_the_answers() -> None:
    code = (
        "import dateline.index.aside as aside\n"
        "attempt = aside.attempt\n"
        "aside.attempt = lambda piece: (print('INFO cleaning'), attempt(piece))[1]\n"
        "aside.main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    told_back, _ = process.communicate(pickle.dumps(_PIECES[:1]), timeout=60)
    assert len(pickle.loads(told_back)) == 1
