"""One immutable Chroma folder: opened, asked, closed."""

import contextlib
import json
import threading
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from dateline.index.embed import Vectors

COLLECTION = "passages"
MANIFEST = "manifest.json"
_BLOCK = 1 << 20


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
    from chromadb.config import Settings  # noqa: PLC0415

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def write_manifest(folder: Path, count: int) -> None:
    """Note size in bytes and CRC-32 of each of the graph's files, which never change once built.

    Chroma's SQLite file is none of them: whoever opens it writes to it. And a single vector has no lasting
    graph: Chroma makes it anew with each opening.
    """
    graph = [path for path in folder.rglob("*") if path.is_file() and path.suffix in (".bin", ".pickle")]
    files = {str(path.relative_to(folder)): _size_and_sum(path) for path in graph} if count > 1 else {}
    (folder / MANIFEST).write_text(json.dumps({"files": files}), "utf-8")


def _size_and_sum(path: Path) -> list[int]:
    found = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found = zlib.crc32(block, found)
    return [path.stat().st_size, found]


@contextlib.contextmanager
def faults(what: str) -> Iterator[None]:
    """Chroma's own errors, which have no common class, as RuinedGeneration."""
    try:
        yield
    except RuinedGeneration:
        raise
    except Exception as error:
        raise RuinedGeneration(f"{what} ({error})") from error
    except BaseException as error:
        # A panic in Chroma's Rust part is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise RuinedGeneration(f"{what} ({error})") from error


def is_whole(folder: Path, *, closely: bool = True) -> bool:
    """Whether a generation folder has the files that were published: byte for byte, or else by their sizes.

    Opening or searching a damaged graph can kill the process, so its files are looked at first.
    """
    try:
        stated = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        whole = all(
            _size_and_sum(folder / name) == what if closely else (folder / name).stat().st_size == what[0]
            for name, what in stated.items()
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False
    return whole and (folder / "chroma.sqlite3").is_file()


class _Shared(NamedTuple):
    client: Any
    users: int


class Generation:
    """An open generation folder. Raises RuinedGeneration when it is not what was published."""

    # Chroma shares one system a path and process, and closes it for all: so its users are counted.
    _open: dict[Path, _Shared] = {}  # noqa: RUF012
    _guard = threading.Lock()

    def __init__(self, folder: Path, pointer: Pointer) -> None:
        self.folder, self.pointer = folder, pointer
        self._held = False
        if not is_whole(folder):
            raise RuinedGeneration(f"{folder} is missing or has other files than were published")
        try:
            with faults(f"{folder} cannot be opened"):
                self._hold()
                self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
                count = self._collection.count()
            if count != pointer.count:
                raise RuinedGeneration(f"{folder} holds {count} vectors, not {pointer.count}")
        except BaseException:
            self.close()
            raise

    def nearest(self, vector: Vectors, n: int) -> list[int]:
        """The ids of about the n nearest passages, nearest first."""
        if not self.pointer.count:
            return []
        with faults(f"{self.folder} cannot be searched"):
            found = self._collection.query(
                query_embeddings=[vector.tolist()],
                n_results=min(n, self.pointer.count),
                include=["distances"],
            )
        return [int(each) for each in found["ids"][0]]

    def ids(self) -> list[int]:
        """The ids of all passages it holds."""
        with faults(f"{self.folder} cannot be read"):
            return [int(each) for each in self._collection.get(include=[])["ids"]]

    def close(self) -> None:
        """Let go of the folder; Chroma closes it when nobody in this process uses it."""
        with self._guard:
            if not self._held:
                return
            self._held = False
            shared = self._open.pop(self.folder)
            if shared.users > 1:
                self._open[self.folder] = shared._replace(users=shared.users - 1)
            else:
                shared.client.close()

    @property
    def _client(self) -> Any:
        return self._open[self.folder].client

    def _hold(self) -> None:
        with self._guard:
            shared = self._open.get(self.folder) or _Shared(open_client(self.folder), 0)
            self._open[self.folder] = shared._replace(users=shared.users + 1)
            self._held = True
