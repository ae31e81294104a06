"""The files of a folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from dateline.index.raw import Refused


def files_below(folder: Path) -> Iterator[Path | Refused]:
    """Every file below a folder, sorted, without hidden ones; each folder once, whatever links there are."""
    yield from _below(folder, set())


def _below(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Refused]:
    try:
        status = os.stat(folder)
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Refused(str(folder), f"the folder could not be read: {error.strerror or error}")
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        if path.is_dir():
            yield from _below(path, seen)
        else:
            yield path
