"""The peers of the benchmark, each set up as its documentation says: one a file, registered here by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from dateline.errors import WrongUse
from dateline.index.embed import Embedding

# In the order of the table.
PEERS = {
    "dateline": ("dateline.eval.bench.peers.dateline", "Dateline"),
    "llamaindex": ("dateline.eval.bench.peers.llamaindex", "Vectors"),
    "llamaindex-hybrid": ("dateline.eval.bench.peers.llamaindex", "Hybrid"),
    "bm25": ("dateline.eval.bench.peers.bm25", "Words"),
    "chroma": ("dateline.eval.bench.peers.chroma", "Chroma"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as every peer gets it: Dateline's canonical text, so that all look in the same characters.

    `day` is an integer as 20250110, None where the article is undated.
    """

    id: str
    title: str
    text: str
    day: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the filters that a peer must keep: `as_of` as a day's integer, `within` article ids."""

    question: str
    as_of: int | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that a peer shows; `text` stands in the article's canonical text."""

    article: str
    text: str
    score: float


class Peer(Protocol):
    """Something that takes articles and finds passages; each in a process of its own."""

    def add(self, source: Path, pieces: Sequence[Piece], folder: Path, embedding: Embedding) -> None:
        """Take the articles: Dateline reads `source` itself, the others take `pieces`."""
        ...

    def search(self, asked: Asked, *, k: int) -> list[Shown]:
        """The k best passages, best first."""
        ...


def make(name: str) -> Peer:
    """The peer of that name. Raises WrongUse where there is none, or where its packages are missing."""
    if name not in PEERS:
        raise WrongUse(f"there is no peer {name}; peers are {', '.join(PEERS)}")
    module, kind = PEERS[name]
    try:
        return cast(Peer, getattr(import_module(module), kind)())
    except ImportError as error:
        raise WrongUse(f"the peer {name} needs {error.name}: pip install 'dateline[bench]'") from None
