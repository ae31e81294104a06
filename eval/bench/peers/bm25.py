"""Plain BM25: bm25s over the shared chunks, stemmed and without English stop words, as its README does."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer

from dateline.eval.bench.peers import Asked, Piece, Shown
from dateline.eval.bench.peers.chunks import nodes
from dateline.index.embed import Embedding


class Words:
    """BM25 of bm25s; the title goes before each chunk."""

    def add(self, source: Path, pieces: Sequence[Piece], folder: Path, embedding: Embedding) -> None:
        """Split and index the articles; the embedding is not needed."""
        chunks = nodes(pieces)
        self._chunks = [(str(chunk.metadata["article"]), chunk.get_content()) for chunk in chunks]
        self._articles = np.array([article for article, _ in self._chunks])
        self._days = np.array([int(chunk.metadata.get("day") or 0) for chunk in chunks])
        self._stemmer = Stemmer.Stemmer("english")
        corpus = [f"{chunk.metadata['title']}\n{chunk.get_content()}" for chunk in chunks]
        tokens = bm25s.tokenize(corpus, stopwords="en", stemmer=self._stemmer, show_progress=False)
        self._bm25 = bm25s.BM25()
        self._bm25.index(tokens, show_progress=False)

    def search(self, asked: Asked, *, k: int) -> list[Shown]:
        """The k best passages, best first; none that shares no word with the question."""
        allowed = np.ones(len(self._chunks), dtype=bool)
        if asked.as_of:
            allowed &= (self._days > 0) & (self._days <= asked.as_of)
        if asked.within:
            allowed &= np.isin(self._articles, list(asked.within))
        tokens = bm25s.tokenize(asked.question, stopwords="en", stemmer=self._stemmer, show_progress=False)
        places, scores = self._bm25.retrieve(
            tokens, k=min(k, len(self._chunks)), show_progress=False, weight_mask=allowed.astype(np.float32)
        )
        return [
            Shown(*self._chunks[int(place)], float(score))
            for place, score in zip(places[0], scores[0], strict=True)
            if score > 0
        ]
