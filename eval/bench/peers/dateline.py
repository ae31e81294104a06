"""Dateline itself: its own reading, cleaning, copies and search."""

from collections.abc import Sequence
from pathlib import Path

from dateline.eval.bench.peers import Asked, Piece, Shown
from dateline.index import Archive
from dateline.index.embed import Embedding


class Dateline:
    """An archive, with default settings."""

    def add(self, source: Path, pieces: Sequence[Piece], folder: Path, embedding: Embedding) -> None:
        """Add the source as a user would."""
        self._archive = Archive(folder / "archive", embedding=embedding)
        self._archive.add(source)

    def search(self, asked: Asked, *, k: int) -> list[Shown]:
        """The k best passages, best first."""
        day = str(asked.as_of) if asked.as_of else ""
        as_of = f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else None
        hits = self._archive.search(asked.question, k=k, as_of=as_of, within=asked.within)
        return [Shown(hit.article, hit.text, hit.score) for hit in hits]
