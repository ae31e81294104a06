"""How much an archive holds."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.index.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of an archive; `first` and `last` are its dated articles' days; `bytes` is its size on disk."""

    articles: int
    versions: int
    passages: int
    undated: int
    copies: int
    first: str | None
    last: str | None
    publishers: dict[str, int]
    languages: dict[str, int]
    embedding: str | None
    generation: int
    bytes: int

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain values."""
        return asdict(self)


def stats(catalogue: Catalogue, folder: Path) -> Stats:
    """Count everything; of several versions the current one is looked at."""
    return Stats(
        **catalogue.counts(),
        embedding=catalogue.meta("embedding"),
        generation=catalogue.generation,
        bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
    )
