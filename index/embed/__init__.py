"""Embeddings: text to unit vectors. One kind a file, registered here by its name in the settings."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from dateline.errors import WrongUse
from dateline.index.settings import IndexSettings

__all__ = ["Embedding", "Vectors", "make", "unit"]

Vectors = npt.NDArray[np.float32]


class Embedding(Protocol):
    """Turns texts into unit vectors; `name` and `dimension` are recorded in the archive."""

    @property
    def name(self) -> str:
        """What the archive records: another name is another embedding."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), dimension)."""
        ...

    def question(self, text: str) -> Vectors:
        """The unit vector of a question, shape (dimension,)."""
        ...


def unit(vectors: Vectors) -> Vectors:
    """Each row at length 1; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled


def make(settings: IndexSettings, embedding: Any = None) -> Embedding:
    """The configured embedding, or `embedding` itself: one of ours, or any LlamaIndex `BaseEmbedding`.

    Raises WrongUse where the setting names none.
    """
    if embedding is not None:
        return _wrapped(embedding)
    kind, _, rest = settings.embedding.partition(":")
    if kind not in _KINDS or bool(rest) != (kind != "static"):
        raise WrongUse(
            f"embedding is {settings.embedding!r}, which is none of: static, onnx:FOLDER, openai:MODEL; "
            "set DATELINE_EMBEDDING or the line in dateline.toml"
        )
    return _KINDS[kind](rest, settings)


def _wrapped(embedding: Any) -> Embedding:
    if hasattr(embedding, "get_text_embedding_batch"):
        from dateline.index.embed.llama import LlamaEmbedding  # noqa: PLC0415  only when one is given

        return LlamaEmbedding(embedding)
    ours: Embedding = embedding
    return ours


def _static(_: str, settings: IndexSettings) -> Embedding:
    from dateline.index.embed.static import StaticEmbedding  # noqa: PLC0415  loads weights

    return StaticEmbedding()


def _onnx(folder: str, settings: IndexSettings) -> Embedding:
    from dateline.index.embed.onnx import OnnxEmbedding  # noqa: PLC0415  loads onnxruntime

    return OnnxEmbedding(folder)


def _openai(model: str, settings: IndexSettings) -> Embedding:
    from dateline.index.embed.openai import OpenAIEmbedding  # noqa: PLC0415  loads the SDK

    return OpenAIEmbedding(model, base_url=settings.embedding_base_url, api_key=settings.embedding_api_key)


_KINDS: dict[str, Callable[[str, IndexSettings], Embedding]] = {
    "static": _static,
    "onnx": _onnx,
    "openai": _openai,
}
