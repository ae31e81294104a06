"""Which code a run was made with."""

import functools
import hashlib
import importlib.metadata
import os
from pathlib import Path

import dateline

_ROOMS = ("index", "assistant", "prompts")


@functools.cache
def code_version() -> dict[str, str]:
    """The version of Dateline, and a digest of the code and prompts that can alter an answer."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted(_files(Path(dateline.__path__[0]) / room)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return {"version": importlib.metadata.version("dateline"), "code": digest.hexdigest()[:16]}


def _files(folder: Path) -> list[Path]:
    # os.walk and not rglob: the rooms are links in a checkout.
    return [
        Path(root) / name
        for root, _, names in os.walk(folder, followlinks=True)
        for name in names
        if name.endswith((".py", ".md", ".sql"))
    ]
