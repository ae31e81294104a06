"""Any LlamaIndex `BaseEmbedding`, as one of ours."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from dateline.index.embed import Vectors, unit


class LlamaEmbedding:
    """Wraps a LlamaIndex embedding; known in the archive by its class and model name."""

    def __init__(self, embedding: Any) -> None:
        self._embedding = embedding
        self.name = f"llama-index:{type(embedding).__name__}:{embedding.model_name}"

    @cached_property
    def dimension(self) -> int:
        """Found by embedding one word."""
        return int(self.question("dimension").shape[0])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text."""
        return unit(np.array(self._embedding.get_text_embedding_batch(list(texts)), dtype=np.float32))

    def question(self, text: str) -> Vectors:
        """The unit vector of a question."""
        return unit(np.array(self._embedding.get_query_embedding(text), dtype=np.float32))
