"""A disk that fills up while articles are added. Mounts small file systems in memory, so it needs root (and Linux)."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import DatelineError, WrongUse
from dateline.eval.bench.trials.common import Trial, add, adding, answers, size, write
from dateline.index import Archive

_UNFINISHED = "vector index: there is none"
_SHARES = (0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 0.97, 1.05)


def run(trial: Trial) -> list[str]:
    """What went wrong; empty where a full disk is said in one sentence and the archive stays sound."""
    source = write(trial.folder / "articles.jsonl", trial.records)
    add(trial.folder / "straight", source)
    needed = size(trial.folder / "straight")
    with Archive(trial.folder / "straight") as archive:
        expected = archive.fingerprint(), answers(archive, trial.questions)
    print(f"undisturbed: {len(trial.records):,} articles, {needed / 1e6:.1f} MB")
    failures: list[str] = []
    for share in _SHARES[: trial.times]:
        with _mounted(trial.folder / "small", int(needed * share)) as place:
            failures += [
                f"at {share:.0%}: {failure}" for failure in _filled(place, source, trial, expected, needed)
            ]
    return failures


def _filled(place: Path, source: Path, trial: Trial, expected: object, needed: int) -> Iterator[str]:
    folder = place / "archive"
    done = subprocess.run(adding(folder, source), capture_output=True, text=True, check=False)
    said = done.stderr.strip()
    print(f"{size(place) / 1e6:.1f} MB: exit {done.returncode}: {said}", flush=True)
    if done.returncode != (1 if said else 0) or len(said.splitlines()) > 1 or "Traceback" in said:
        yield f"exit code {done.returncode}, and it said: {said}"
    if (folder / "catalogue.sqlite").is_file() and (faults := _checked(folder)) not in ("", _UNFINISHED):
        yield f"while full: {faults}"
    subprocess.run(["mount", "-o", f"remount,size={needed * 4}", str(place)], check=True)
    add(folder, source)
    if faults := _checked(folder):
        yield f"after making room: {faults}"
    with Archive(folder) as archive:
        if (archive.fingerprint(), answers(archive, trial.questions)) != expected:
            yield "fingerprint or answers differ"


def _checked(folder: Path) -> str:
    """The faults that `dateline check` finds; nothing where not even SQLite's 32 kB of shared memory are free."""
    try:
        with Archive(folder) as archive:
            return "; ".join(f"{fault.kind}: {fault.what}" for fault in archive.check())
    except DatelineError as error:
        return "" if "disk is full" in str(error) else str(error)


@contextlib.contextmanager
def _mounted(place: Path, size_in_bytes: int) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size_in_bytes}", "tmpfs", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise WrongUse(f"no small disk could be mounted ({done.stderr.strip()}); run this as root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
