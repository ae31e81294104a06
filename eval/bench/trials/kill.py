"""`kill -9` at random moments, then the same command again."""

import os
import random
import signal
import subprocess
import time

from dateline.eval.bench.trials.common import Trial, add, adding, answers, write
from dateline.index import Archive


def run(trial: Trial) -> list[str]:
    """What went wrong; empty where each archive ends like the undisturbed one."""
    source = write(trial.folder / "articles.jsonl", trial.records)
    began = time.monotonic()
    add(trial.folder / "straight", source)
    whole = time.monotonic() - began
    with Archive(trial.folder / "straight") as archive:
        expected = archive.fingerprint(), answers(archive, trial.questions)
    print(f"undisturbed: {len(trial.records):,} articles in {whole:.1f} s")
    chance, failures = random.Random(trial.seed), []
    for number in range(trial.times):
        folder = trial.folder / f"killed-{number}"
        seconds = chance.uniform(0.3, whole)
        killed = _killed(adding(folder, source), seconds)
        told, faults = "nothing yet", []
        if (folder / "catalogue.sqlite").is_file():
            with Archive(folder) as archive:
                told = f"{archive.stats().articles:,} articles"
                # Killed before it was first built, the vector index is missing: the one thing there is to mend.
                faults = [
                    each
                    for each in archive.check()
                    if (each.kind, each.what) != ("vector index", "there is none")
                ]
        add(folder, source)
        with Archive(folder) as archive:
            faults += archive.check()
            same = (archive.fingerprint(), answers(archive, trial.questions)) == expected
        print(
            f"{number + 1}: {'killed' if killed else 'finished'} after {seconds:.1f} s with {told}",
            flush=True,
        )
        failures += [f"kill {number + 1}: {fault.kind} {fault.where}: {fault.what}" for fault in faults]
        failures += [] if same else [f"kill {number + 1}: fingerprint or answers differ"]
    return failures


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
