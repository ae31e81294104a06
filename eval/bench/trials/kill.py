"""`kill -9` at random moments, then the same command again."""

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

from dateline.eval.bench.trials.common import Trial, add, adding, answers, write
from dateline.index import Archive
from dateline.index.check import Fault


def run(trial: Trial) -> list[str]:
    """What went wrong; empty where each archive ends like the undisturbed one."""
    source = write(trial.folder / "articles.jsonl", trial.records)
    began = time.monotonic()
    add(trial.folder / "straight", source)
    whole = time.monotonic() - began
    with Archive(trial.folder / "straight") as archive:
        expected = archive.fingerprint(), answers(archive, trial.questions)
    print(f"undisturbed: {len(trial.records):,} articles in {whole:.1f} s")
    chance, failures, kills = random.Random(trial.seed), [], 0
    while kills < trial.times:
        folder = trial.folder / f"killed-{kills}"
        seconds = chance.uniform(0.3, whole)
        if not _killed(adding(folder, source), seconds):
            whole = seconds  # the machine has become quicker: aim earlier
            shutil.rmtree(folder)
            continue
        kills += 1
        told, faults = _state(folder)
        add(folder, source)
        with Archive(folder) as archive:
            faults += archive.check()
            same = (archive.fingerprint(), answers(archive, trial.questions)) == expected
        print(f"{kills}: killed after {seconds:.1f} s with {told}", flush=True)
        failures += [f"kill {kills}: {fault.kind} {fault.where}: {fault.what}" for fault in faults]
        failures += [] if same else [f"kill {kills}: fingerprint or answers differ"]
        shutil.rmtree(folder)
    return failures


def _state(folder: Path) -> tuple[str, list[Fault]]:
    """What a killed process left, and what is wrong with it."""
    if not (folder / "catalogue.sqlite").is_file():
        return "nothing yet", []
    with Archive(folder) as archive:
        # Killed before it was first built, the vector index is missing: the one thing there is to mend.
        faults = [
            each for each in archive.check() if (each.kind, each.what) != ("vector index", "there is none")
        ]
        return f"{archive.stats().articles:,} articles", faults


def _killed(command: list[str], seconds: float) -> bool:
    """Run a command and end it, with its children, after that time; whether it was still running."""
    process = subprocess.Popen(command, start_new_session=True)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False
