"""Chroma alone: its persistent client with the shared chunks and our vectors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings

from dateline.eval.bench.peers import Asked, Piece, Shown
from dateline.eval.bench.peers.chunks import nodes
from dateline.index.embed import Embedding

_BATCH = 2000


class Chroma:
    """A collection with cosine distance, added to in batches and queried with `where`."""

    def add(self, source: Path, pieces: Sequence[Piece], folder: Path, embedding: Embedding) -> None:
        """Split, embed and add the articles."""
        self._embedding = embedding
        settings = Settings(anonymized_telemetry=False)
        client = chromadb.PersistentClient(str(folder / "chroma"), settings=settings)
        self._collection: Any = client.create_collection(
            "articles", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        chunks = nodes(pieces)
        for start in range(0, len(chunks), _BATCH):
            some = chunks[start : start + _BATCH]
            self._collection.add(
                ids=[chunk.node_id for chunk in some],
                documents=[chunk.get_content() for chunk in some],
                embeddings=embedding.passages([f"{c.metadata['title']}\n{c.get_content()}" for c in some]),
                metadatas=[
                    {"article": chunk.metadata["article"], "day": chunk.metadata.get("day") or 0}
                    for chunk in some
                ],
            )

    def search(self, asked: Asked, *, k: int) -> list[Shown]:
        """The k best passages, best first."""
        found = self._collection.query(
            query_embeddings=[self._embedding.question(asked.question).tolist()],
            n_results=k,
            where=_where(asked),
            include=["documents", "metadatas", "distances"],
        )
        rows = zip(found["metadatas"][0], found["documents"][0], found["distances"][0], strict=True)
        return [Shown(str(known["article"]), text, 1 - distance) for known, text, distance in rows]


def _where(asked: Asked) -> dict[str, Any] | None:
    parts: list[dict[str, Any]] = []
    if asked.as_of:
        parts += [{"day": {"$lte": asked.as_of}}, {"day": {"$gt": 0}}]
    if asked.within:
        parts.append({"article": {"$in": list(asked.within)}})
    return {"$and": parts} if len(parts) > 1 else (parts[0] if parts else None)
