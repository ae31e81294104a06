"""How many pieces sources will give, where that is quickly counted: for the time left."""

import gzip
import os
from collections.abc import Sequence
from pathlib import Path

from dateline.index.raw import Refused
from dateline.index.readers.folder import files_below

_LINES = (".jsonl", ".ndjson")
_SEVERAL = (".csv", ".tsv", ".json", ".mbox")
_BLOCK = 1 << 20


def expected(sources: Sequence[str]) -> int | None:
    """About how many pieces the sources hold; None where that takes reading them."""
    total = 0
    for source in sources:
        if "://" in source:
            return None
        path = Path(os.path.expanduser(source))
        for found in files_below(path) if path.is_dir() else [path]:
            count = 1 if isinstance(found, Refused) else _in_file(found)
            if count is None:
                return None
            total += count
    return total


def _in_file(path: Path) -> int | None:
    packed = path.suffix.lower() == ".gz"
    ending = (path.with_suffix("") if packed else path).suffix.lower()
    if ending in _SEVERAL:
        return None
    if ending not in _LINES:
        return 1
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    except (OSError, EOFError):
        return None
