"""Embeddings from any OpenAI-compatible endpoint: the texts go to that endpoint, and nowhere else."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from dateline.errors import EndpointFailed
from dateline.index.embed import Vectors, unit

_BATCH = 128


class OpenAIEmbedding:
    """The vectors a configured endpoint gives, at length 1."""

    def __init__(self, model: str, *, base_url: str | None, api_key: str | None) -> None:
        self.name = f"openai:{model}"
        self._model, self._base_url, self._api_key = model, base_url, api_key

    @cached_property
    def dimension(self) -> int:
        """Asked of the endpoint once."""
        return int(self.passages(["dimension"]).shape[1])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text. Raises EndpointFailed naming the endpoint."""
        rows: list[Any] = []
        for at in range(0, len(texts), _BATCH):
            rows.extend(self._ask(list(texts[at : at + _BATCH])))
        return unit(np.array(rows, dtype=np.float32))

    def question(self, text: str) -> Vectors:
        """The unit vector of a question."""
        vector: Vectors = self.passages([text])[0]
        return vector

    def _ask(self, texts: list[str]) -> list[Any]:
        import openai  # noqa: PLC0415  slow to import

        try:
            # An empty text is refused by several servers.
            reply = self._client.embeddings.create(model=self._model, input=[text or " " for text in texts])
        except openai.OpenAIError as error:
            where = self._base_url or "api.openai.com"
            raise EndpointFailed(
                f"embedding {self.name} at {where}: {error}; check the endpoint and key"
            ) from error
        return [each.embedding for each in sorted(reply.data, key=lambda each: each.index)]

    @cached_property
    def _client(self) -> Any:
        import openai  # noqa: PLC0415  slow to import

        key = self._api_key or ("none" if self._base_url else None)
        try:
            return openai.OpenAI(base_url=self._base_url, api_key=key, timeout=60, max_retries=3)
        except openai.OpenAIError as error:
            raise EndpointFailed(f"embedding {self.name}: {error}; set DATELINE_EMBEDDING_API_KEY") from error
