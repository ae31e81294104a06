"""Four processes ask in a loop while another adds and removes, and the vector index is ruined meanwhile."""

import contextlib
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.eval.bench.trials.common import Trial, add, write
from dateline.index import Archive

_ASKERS = 4
_WORD = "Quillonmere"
_SECONDS = 120  # for every asker to begin and finish one more answer


class _Asker:
    """A process that asks, and what it has answered so far."""

    def __init__(self, archive: Path, questions: list[str]) -> None:
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "dateline.eval.bench.trials.asking", str(archive), _WORD, *questions]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        self.answers: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self._readers = [threading.Thread(target=each) for each in (self._read, self._read_errors)]
        for reader in self._readers:
            reader.start()

    def after(self, moment: float) -> dict[str, Any] | None:
        """The first answer begun after a moment."""
        return next((answer for answer in list(self.answers) if answer["began"] > moment), None)

    def end(self) -> int:
        """Let it finish; its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        code = self.process.wait(timeout=_SECONDS)
        for reader in self._readers:
            reader.join()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.answers.extend(json.loads(line) for line in self.process.stdout)

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self.errors.extend(line.strip() for line in self.process.stderr)


def run(trial: Trial) -> list[str]:
    """What went wrong; empty where each change showed in each process's next answer."""
    folder = trial.folder / "archive"
    add(folder, write(trial.folder / "articles.jsonl", trial.records))
    failures: list[str] = []
    with _asking(folder, trial.questions, failures) as askers:
        for number in range(trial.times):
            if number % 5 == 4:
                _ruin(folder, number)
            name = f"trial-{number}"
            text = f"The lamp of {_WORD} was lit for the {number + 1}th time. Its keeper counted {number * 37} ships."
            add(folder, write(trial.folder / f"{name}.jsonl", [{"id": name, "text": text, "title": _WORD}]))
            failures += _expect(askers, {name}, f"after adding {name}")
            _remove(folder, name, *(record["id"] for record in trial.records[number * 3 : number * 3 + 3]))
            failures += _expect(askers, set(), f"after removing {name}")
            print(f"{number + 1}: {sum(len(asker.answers) for asker in askers):,} answers", flush=True)
        noticed = {notice for asker in askers for answer in asker.answers for notice in answer["notices"]}
        said = {line for asker in askers for line in asker.errors if "vector index" in line}
    print(f"noticed: {noticed or 'nothing'}; said: {len(said)} lines")
    with Archive(folder) as archive:
        failures += [f"{fault.kind} {fault.where}: {fault.what}" for fault in archive.check()]
    return failures


@contextlib.contextmanager
def _asking(folder: Path, questions: list[str], failures: list[str]) -> Iterator[list[_Asker]]:
    askers = [_Asker(folder, questions[number:] + questions[:number]) for number in range(_ASKERS)]
    try:
        yield askers
    finally:
        for asker in askers:
            if code := asker.end():
                failures.append(f"an asking process ended with {code}: {asker.errors[-3:]}")
            if wrong := [line for line in asker.errors if "vector index" not in line]:
                failures.append(f"an asking process said: {wrong[:3]}")


def _expect(askers: list[_Asker], wanted: set[str], when: str) -> list[str]:
    """The askers whose next answer does not show exactly the wanted articles."""
    now, failures = time.time(), []
    for number, asker in enumerate(askers):
        until = time.monotonic() + _SECONDS
        while (
            (answer := asker.after(now)) is None and time.monotonic() < until and asker.process.poll() is None
        ):
            time.sleep(0.02)
        if answer is None or set(answer["found"]) != wanted:
            failures.append(f"{when}, process {number} answered {answer and answer['found']}")
    return failures


def _remove(folder: Path, *articles: str) -> None:
    command = [sys.executable, "-m", "dateline", "remove", *articles, "--archive", str(folder), "--quiet"]
    subprocess.run(command, check=True)


def _ruin(folder: Path, number: int) -> None:
    """Delete the vector index, or overwrite what is in it."""
    if number % 2:
        shutil.rmtree(folder / "vectors")
        return
    for path in (folder / "vectors").rglob("*"):
        if path.is_file() and path.suffix == ".bin":
            path.write_bytes(b"\xa5" * path.stat().st_size)
