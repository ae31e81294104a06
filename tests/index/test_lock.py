"""One writer at a time: across threads and processes, and no longer than it lives."""

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dateline.errors import ArchiveBusy
from dateline.index.lock import WriterLock

_HOLD = (
    "import sys, time; from pathlib import Path; from dateline.index.lock import WriterLock\n"
    "with WriterLock(Path(sys.argv[1]), wait=0).held():\n"
    "    print('held', flush=True); time.sleep(float(sys.argv[2]))"
)


def _holder(folder: Path, seconds: float) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_waits_says_so_and_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with _holder(tmp_path, 1.0) as process:
        began = time.monotonic()
        with caplog.at_level(logging.WARNING, "dateline"), WriterLock(tmp_path, wait=60).held():
            waited = time.monotonic() - began
            # The holder has let go, but may still be on its way out.
            assert process.wait(timeout=30) == 0
    assert waited > 0.5
    assert "another process is changing the archive; waiting up to 60 s" in caplog.text


def test_waiting_ends_with_one_clear_sentence(tmp_path: Path) -> None:
    with _holder(tmp_path, 60) as process:
        with (
            pytest.raises(
                ArchiveBusy, match=r"still changing the archive \(.*lock\) after 0\.2 s; try again"
            ),
            WriterLock(tmp_path, wait=0.2).held(),
        ):
            pass
        process.kill()


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    with _holder(tmp_path, 60) as process:
        process.kill()
        process.wait()
        with WriterLock(tmp_path, wait=0).held():
            pass


def test_the_holder_may_take_it_again(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path, wait=0)
    with lock.held(), lock.held():
        pass
    with lock.held_if_free() as ours:
        assert ours


def test_another_thread_does_not_share_it(tmp_path: Path) -> None:
    lock, seen = WriterLock(tmp_path, wait=0), []

    def look() -> None:
        with lock.held_if_free() as ours:
            seen.append(ours)

    with lock.held():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    look()
    assert seen == [False, True]


def test_an_error_lets_go(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path, wait=0)
    with pytest.raises(KeyError), lock.held():
        raise KeyError
    with WriterLock(tmp_path, wait=0).held():
        pass
