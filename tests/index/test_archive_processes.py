"""Several processes at one archive: a writer, readers, and a writer that dies."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dateline.index import Archive

from .making import add, record, rows, told, write

_READER = """
import json, sys
from dateline.index import Archive
archive = Archive(sys.argv[1])
for question in sys.stdin:
    hits = archive.search(question.strip())
    print(json.dumps([hit.article for hit in hits]), flush=True)
"""
_ADD = "import sys; from dateline.index import Archive; print(Archive(sys.argv[1]).add(*sys.argv[2:]).added)"


@contextmanager
def _reader(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", _READER, str(folder)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def _asked(reader: "subprocess.Popen[str]", question: str) -> set[str]:
    assert reader.stdin is not None
    assert reader.stdout is not None
    print(question, file=reader.stdin, flush=True)
    return set(json.loads(reader.stdout.readline()))


def test_a_reader_in_another_process_sees_each_change_in_its_next_search(
    archive: Archive, inbox: Path
) -> None:
    add(archive, inbox, record("a", told(1)))
    with _reader(archive.folder) as reader:
        assert _asked(reader, "who looked on") == {"a"}
        add(archive, inbox, record("b", told(2)))
        assert _asked(reader, "who looked on") == {"a", "b"}
        archive.remove("a")
        assert _asked(reader, "who looked on") == {"b"}
        archive.reindex()
        assert _asked(reader, "who looked on") == {"b"}
        add(archive, inbox, record("b", "The lock was shut for ever in Lindby, said its keeper."))
        assert _asked(reader, "keeper of the lock in Lindby") == {"b"}


def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    files = [
        write(tmp_path / f"{one}.jsonl", *(record(f"{one}{n}", told(100 * one + n)) for n in range(20)))
        for one in (1, 2, 3)
    ]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _ADD, str(folder), str(path)], stdout=subprocess.PIPE, text=True
        )
        for path in files
    ]
    assert [process.communicate()[0] for process in started] == ["20\n"] * 3
    assert all(process.returncode == 0 for process in started)
    with Archive(folder) as archive:
        assert archive.stats().articles == 60
        assert archive.check() == []


def test_an_interrupted_add_is_taken_up_by_the_same_command(tmp_path: Path) -> None:
    path = write(tmp_path / "many.jsonl", *(record(f"a{n}", told(n)) for n in range(300)))
    with Archive(tmp_path / "straight") as straight:
        straight.add(path)
        expected = straight.fingerprint(), [hit.article for hit in straight.search("who painted the pier")]
    folder = tmp_path / "archive"
    process = subprocess.Popen([sys.executable, "-c", _ADD, str(folder), str(path)], stdout=subprocess.PIPE)
    _wait_for_some(folder)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with Archive(folder) as archive:
        some = archive.stats().articles
        assert 0 < some <= 300
        assert archive.add(path).unchanged == some
        assert (
            archive.fingerprint(),
            [hit.article for hit in archive.search("who painted the pier")],
        ) == expected
        assert archive.check() == []


def _wait_for_some(folder: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if (folder / "catalogue.sqlite").is_file():
            with Archive(folder) as archive:
                if archive.stats().articles:
                    return
        time.sleep(0.02)
    pytest.fail("nothing was added in a minute")


def test_an_interruption_between_adding_and_settling_is_made_up_for(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.index import settle

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    line = "How relevant is this ad to you?"
    path = write(inbox / "a.jsonl", *(record(f"a{n}", f"{told(n)}\n\n{line}") for n in range(3)))
    with monkeypatch.context() as patch:
        patch.setattr(settle, "settle", interrupted)
        with pytest.raises(KeyboardInterrupt):
            archive.add(path)
    assert archive.stats().articles == 3
    assert not archive.get("a0").skipped
    assert archive.add(path).unchanged == 3
    assert all(archive.get(f"a{n}").skipped for n in range(3))


def test_an_interruption_within_a_batch_leaves_all_of_it_or_nothing(archive: Archive, inbox: Path) -> None:
    path = write(inbox / "a.jsonl", *(record(f"a{n}", told(n)) for n in range(3)))
    real, calls = archive.catalogue.passages.put, []

    def failing(version: int, *rest: Any) -> range:
        calls.append(version)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(version, *rest)

    archive.catalogue.passages.put = failing  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        archive.add(path)
    assert rows(archive, "SELECT count(*) FROM articles") == [(0,)]
    assert archive.check() == []
    archive.catalogue.passages.put = real  # type: ignore[method-assign]
    assert archive.add(path).added == 3


def test_a_reader_in_the_middle_of_an_answer_keeps_its_state_and_does_not_hold_up_the_writer(
    archive: Archive, inbox: Path
) -> None:
    add(archive, inbox, record("a", told(1)))
    with Archive(archive.folder) as reader, reader.reading():
        before = reader.fingerprint(), reader.search("who looked on")
        began = time.monotonic()
        add(archive, inbox, record("b", told(2)))
        archive.remove("a")
        assert time.monotonic() - began < 20
        assert (reader.fingerprint(), reader.search("who looked on")) == before
        assert reader.get("a").text == told(1)
    with Archive(archive.folder) as reader:
        assert [article.id for article in reader.articles()] == ["b"]


def test_a_full_disk_is_one_clear_sentence_and_harms_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "many.jsonl", *(record(f"a{n}", told(n, sentences=40)) for n in range(80)))
    folder = tmp_path / "archive"
    limited = (
        "import resource, sys; from dateline.__main__ import main\n"
        "from dateline.index import language\n"
        "language._classifier()\n"  # unpacks its model to a temporary file
        "resource.setrlimit(resource.RLIMIT_FSIZE, (800_000, 800_000))\n"
        "main()"
    )
    command = [sys.executable, "-c", limited, "add", str(path), "--archive", str(folder), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ}, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("dateline: ")
    assert len(done.stderr.splitlines()) == 1
    assert "could not be written" in done.stderr
    with Archive(folder) as archive:
        assert {fault.kind for fault in archive.check()} <= {"vector index"}
        assert archive.add(path).added + archive.stats().articles >= 80
        assert archive.check() == []
