"""Building a generation folder from the catalogue, checking it, and pointing the catalogue at it."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.index.vectors.generation import (
    COLLECTION,
    Pointer,
    RuinedGeneration,
    faults,
    open_client,
    write_manifest,
)

if TYPE_CHECKING:
    from dateline.index.catalogue import Catalogue

_BATCH = 5000
# Up to here search does not need the folder at all: no process of its own is spent on it.
_CHECKED_ALONE = 5000
_CHECK_SECONDS = 600


def publish(catalogue: "Catalogue", folder: Path, *, dimension: int) -> Pointer:
    """Build a new generation over all vectors and point the catalogue at it; the writer's lock must be held.

    A kill at any moment leaves the old generation in place. Raises DatelineError where the new one cannot be
    written or is unsound.
    """
    old = Pointer.from_json(catalogue.meta("vectors"))
    count = catalogue.passages.count()
    building = folder / f"building-{os.getpid()}"
    with _aside(building), _checker(alone=count > _CHECKED_ALONE) as checker:
        pointer = _fill(catalogue, building, _next_name(folder, old), count, dimension)
        write_manifest(building, pointer.count)
        if checker:
            _check(checker, building, pointer)
        _sync(building)
        building.rename(folder / pointer.name)
    with catalogue.database.transaction():
        catalogue.set_meta("vectors", pointer.to_json())
    _sweep(folder, keep=pointer.name)
    return pointer


def _sweep(folder: Path, *, keep: str) -> None:
    """Remove generations nobody points at, and builds that were interrupted.

    A reader that has one open keeps its files until it lets go; one that was about to open it finds the
    pointer moved, and answers from the catalogue that once.
    """
    for path in [*folder.glob("gen-*"), *folder.glob("building-*")]:
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


def _next_name(folder: Path, old: Pointer | None) -> str:
    names = [path.name for path in folder.glob("gen-*")] + ([old.name] if old else [])
    numbers = [int(name[4:]) for name in names if name[4:].isdigit()]
    return f"gen-{max(numbers, default=0) + 1:06d}"


@contextlib.contextmanager
def _aside(building: Path) -> Iterator[None]:
    """A fresh folder to build in, gone afterwards whatever happens."""
    try:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        yield
    except (OSError, sqlite3.Error, RuinedGeneration) as error:
        raise DatelineError(
            f"the vector index in {building.parent} could not be written ({error}); nothing was lost: "
            "free some space if the disk is full, and run `dateline reindex`"
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _fill(catalogue: "Catalogue", folder: Path, name: str, count: int, dimension: int) -> Pointer:
    added, last = 0, 0
    with faults("Chroma failed"), contextlib.closing(open_client(folder)) as client:
        # Chroma writes its graph out every `sync_threshold` vectors, and replays the rest at each opening:
        # writing it once, with the last vector, makes both building and opening quick.
        hnsw = {"space": "cosine", "sync_threshold": max(count, 2), "batch_size": min(100, max(count, 2))}
        collection = client.create_collection(
            COLLECTION, configuration={"hnsw": hnsw}, embedding_function=None
        )
        for ids, vectors in catalogue.passages.vectors_after(0, batch=_BATCH):
            collection.add(ids=[str(each) for each in ids], embeddings=vectors)
            added, last = added + len(ids), ids[-1]
    # All vectors went through Chroma's log in this file, which it empties but does not shrink.
    with contextlib.closing(sqlite3.connect(folder / "chroma.sqlite3")) as log:
        log.execute("VACUUM")
    return Pointer(name, last, added, dimension)


@contextlib.contextmanager
def _checker(*, alone: bool) -> Iterator["subprocess.Popen[str] | None"]:
    """A process to try the folder in, since a fault in the graph can end the process that meets it.

    It is started before the folder is built, so that its imports cost no time of their own.
    """
    if not alone:
        yield None
        return
    command = [sys.executable, "-P", "-m", "dateline.index.vectors.trial"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _check(process: "subprocess.Popen[str]", folder: Path, pointer: Pointer) -> None:
    try:
        _, errors = process.communicate(f"{json.dumps(str(folder))}\n{pointer.to_json()}\n", _CHECK_SECONDS)
    except subprocess.TimeoutExpired:
        raise RuinedGeneration(f"trying it took more than {_CHECK_SECONDS} s") from None
    if process.returncode:
        said = errors.strip().splitlines()[-1:] or [f"trying it ended with code {process.returncode}"]
        raise RuinedGeneration(said[0])


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
