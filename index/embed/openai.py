"""Embeddings from any OpenAI-compatible endpoint: the texts go to that endpoint, and nowhere else."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from dateline.errors import EndpointFailed
from dateline.index.embed import Vectors, unit

_BATCH = 128
_SECONDS = 60
_RETRIES = 3


class OpenAIEmbedding:
    """The vectors a configured endpoint gives, at length 1."""

    def __init__(
        self, model: str, *, base_url: str | None, api_key: str | None, retries: int = _RETRIES
    ) -> None:
        self.name = f"openai:{model}"
        self._model, self._base_url, self._api_key, self._retries = model, base_url, api_key, retries

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
            reply = self._client.embeddings.create(
                model=self._model,
                input=[text or " " for text in texts],  # an empty text is refused by several servers
                encoding_format="float",  # which all servers know
            )
        except openai.OpenAIError as error:
            raise self._failed(f"{error}; check the endpoint and key") from error
        try:
            rows = [list(each.embedding) for each in sorted(reply.data, key=lambda each: each.index)]
        except (AttributeError, TypeError):
            rows = []
        if len(rows) != len(texts) or len({len(row) for row in rows}) != 1:
            raise self._failed("it gave no embedding for each text; check the endpoint and the model's name")
        return rows

    def _failed(self, what: str) -> EndpointFailed:
        parts = urlsplit(self._base_url or "https://api.openai.com/v1")
        where = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        return EndpointFailed(f"embedding {self.name} at {where}: {what}")

    @cached_property
    def _client(self) -> Any:
        import openai  # noqa: PLC0415  slow to import

        key = self._api_key or ("none" if self._base_url else None)
        try:
            return openai.OpenAI(
                base_url=self._base_url, api_key=key, timeout=_SECONDS, max_retries=self._retries
            )
        except openai.OpenAIError as error:
            raise EndpointFailed(f"embedding {self.name}: {error}; set DATELINE_EMBEDDING_API_KEY") from error
