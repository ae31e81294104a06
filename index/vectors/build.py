"""Building a generation folder from the catalogue, checking it, and pointing the catalogue at it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.index.vectors.generation import COLLECTION, Generation, Pointer, manifest, open_client

if TYPE_CHECKING:
    from dateline.index.catalogue import Catalogue

_BATCH = 5000
# Up to here a damaged folder would be noticed and made again within a second: no process of its own is spent on it.
_CHECKED_ALONE = 5000


def publish(catalogue: "Catalogue", folder: Path, *, dimension: int) -> Pointer:
    """Build a new generation over all vectors and point the catalogue at it; the writer's lock must be held.

    A kill at any moment leaves the old generation in place. Raises DatelineError where the new one is unsound.
    """
    old = Pointer.from_json(catalogue.meta("vectors"))
    number = 1 + max([0, *(int(path.name[4:]) for path in folder.glob("gen-*") if path.name[4:].isdigit())])
    if old:
        number = max(number, int(old.name[4:]) + 1)
    building = folder / f"building-{os.getpid()}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        pointer = _fill(catalogue, building, f"gen-{number:06d}", dimension)
        (building / "manifest.json").write_text(json.dumps({"files": manifest(building)}), "utf-8")
        if pointer.count > _CHECKED_ALONE:
            _check(building, pointer)
        _sync(building)
        building.rename(folder / pointer.name)
    except OSError as error:
        raise DatelineError(
            f"the vector index in {folder} could not be written ({error}); nothing was lost"
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    with catalogue.database.transaction():
        catalogue.set_meta("vectors", pointer.to_json())
    sweep(folder, keep=[pointer.name, *([old.name] if old else [])])
    return pointer


def sweep(folder: Path, *, keep: list[str]) -> None:
    """Remove generations nobody points at, and builds that were interrupted; the writer's lock must be held.

    Readers that still have an old one open keep its files until they let go.
    """
    for path in [*folder.glob("gen-*"), *folder.glob("building-*")]:
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _fill(catalogue: "Catalogue", folder: Path, name: str, dimension: int) -> Pointer:
    count = catalogue.passages.count()
    client = open_client(folder)
    try:
        # Chroma writes its graph out every `sync_threshold` vectors, and replays the rest at each opening:
        # writing it once, with the last vector, makes both building and opening quick.
        hnsw = {"space": "cosine", "sync_threshold": max(count, 2), "batch_size": min(100, max(count, 2))}
        collection = client.create_collection(
            COLLECTION, configuration={"hnsw": hnsw}, embedding_function=None
        )
        added, last = 0, 0
        for ids, vectors in catalogue.passages.vectors_after(0, batch=_BATCH):
            collection.add(ids=[str(each) for each in ids], embeddings=vectors)
            added, last = added + len(ids), ids[-1]
    finally:
        client.close()
    return Pointer(name, last, added, dimension)


def _check(folder: Path, pointer: Pointer) -> None:
    """Open and ask the folder in another process: a fault in the graph can end the process that meets it."""
    command = [sys.executable, "-m", "dateline.index.vectors.build", str(folder), pointer.to_json()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise DatelineError(
            f"the new vector index in {folder} is unsound ({said[0]}); nothing was lost: try again"
        )


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _main() -> None:
    import numpy as np  # noqa: PLC0415  only in the checking process

    folder, pointer = Path(sys.argv[1]), Pointer.from_json(sys.argv[2])
    assert pointer is not None
    generation = Generation(folder, pointer)
    for seed in range(5):
        vector = np.random.default_rng(seed).standard_normal(pointer.dimension).astype(np.float32)
        if not generation.nearest(vector, 10):
            sys.exit("a search found nothing")
    generation.close()


if __name__ == "__main__":
    _main()
