"""Dateline's embedding as LlamaIndex and Chroma take it, so that every peer embeds alike."""

from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from dateline.index.embed import Embedding


class Ours(BaseEmbedding):
    """One of our embeddings, as a LlamaIndex embedding."""

    _ours: Embedding = PrivateAttr()

    def __init__(self, ours: Embedding, **given: Any) -> None:
        super().__init__(model_name=ours.name, embed_batch_size=256, **given)
        self._ours = ours

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(each) for each in self._ours.question(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        made: list[list[float]] = self._ours.passages(texts).tolist()
        return made
