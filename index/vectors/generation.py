"""One immutable Chroma folder: opened, asked, closed."""

import json
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.index.embed import Vectors

COLLECTION = "passages"


class RuinedGeneration(Exception):
    """A generation folder that is missing or damaged: to be made again from the catalogue."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which folder the catalogue points at: it holds `count` passages, none with an id above `last`."""

    name: str
    last: int
    count: int
    dimension: int

    def to_json(self) -> str:
        """As the catalogue keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | None) -> "Pointer | None":
        """What `to_json` wrote; None where nothing has been published."""
        return cls(**json.loads(text)) if text else None


def open_client(folder: Path) -> Any:
    """A Chroma client on a folder, without telemetry."""
    import chromadb  # noqa: PLC0415  a second to import, and small archives never need it

    return chromadb.PersistentClient(str(folder), settings=chromadb.Settings(anonymized_telemetry=False))


def manifest(folder: Path) -> dict[str, int]:
    """The sizes in bytes of the graph's files, which never change once built (Chroma writes to its SQLite)."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.suffix in (".bin", ".pickle")
    )
    return {str(path.relative_to(folder)): path.stat().st_size for path in files}


class Generation:
    """An open generation folder. Raises RuinedGeneration when it is not what was published."""

    _open: dict[Path, tuple[Any, int]] = {}  # noqa: RUF012  Chroma shares one system a path and process; so do we
    _guard = threading.Lock()

    def __init__(self, folder: Path, pointer: Pointer) -> None:
        self.folder, self.pointer = folder, pointer
        try:
            stated = json.loads((folder / "manifest.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise RuinedGeneration(f"{folder} is missing or has no readable manifest") from error
        # Opening a damaged graph can kill the process, so its files are looked at first.
        if manifest(folder) != stated["files"] or not (folder / "chroma.sqlite3").is_file():
            raise RuinedGeneration(f"{folder} has other files than were published")
        try:
            with self._guard:
                client, users = self._open.get(folder) or (open_client(folder), 0)
                self._open[folder] = (client, users + 1)
            self._collection = client.get_collection(COLLECTION, embedding_function=None)
            if self._collection.count() != pointer.count:
                raise RuinedGeneration(
                    f"{folder} holds {self._collection.count()} vectors, not {pointer.count}"
                )
        except RuinedGeneration:
            self.close()
            raise
        except Exception as error:  # Chroma's Rust errors have no common class
            raise RuinedGeneration(f"{folder} cannot be opened ({error})") from error

    def nearest(self, vector: Vectors, n: int) -> list[int]:
        """The ids of about the n nearest passages, nearest first."""
        if not self.pointer.count:
            return []
        try:
            found = self._collection.query(
                query_embeddings=[vector.tolist()],
                n_results=min(n, self.pointer.count),
                include=["distances"],
            )
        except Exception as error:
            raise RuinedGeneration(f"{self.folder} cannot be searched ({error})") from error
        return [int(each) for each in found["ids"][0]]

    def ids(self) -> list[int]:
        """The ids of all passages it holds."""
        try:
            return [int(each) for each in self._collection.get(include=[])["ids"]]
        except Exception as error:
            raise RuinedGeneration(f"{self.folder} cannot be read ({error})") from error

    def close(self) -> None:
        """Let go of the folder; Chroma closes it when nobody in this process uses it."""
        with self._guard:
            client, users = self._open.pop(self.folder, (None, 0))
            if users > 1:
                self._open[self.folder] = (client, users - 1)
            elif client is not None:
                client.close()
