"""Static word vectors (wordllama's 256-dimensional weights), averaged: nothing is run or fetched."""

import importlib.util
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from dateline.errors import WrongUse
from dateline.index.embed import Vectors, unit

# The mean of a very long text says nothing more for its tail, and costs memory.
_MOST_CHARACTERS = 20_000


class StaticEmbedding:
    """The mean of a text's token vectors, at length 1.

    The weights are read straight from wordllama's wheel: its own loader looks elsewhere and then asks a hub.
    """

    name = "static"
    dimension = 256

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text; a text without a known token gets the zero vector."""
        encoded = self._tokenizer.encode_batch_fast(
            [text[:_MOST_CHARACTERS] for text in texts], add_special_tokens=False
        )
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        weights = self._weights
        for row, each in enumerate(encoded):
            if each.ids:
                out[row] = weights[each.ids].sum(axis=0, dtype=np.float32)
        return unit(out)

    def question(self, text: str) -> Vectors:
        """The unit vector of a question."""
        vector: Vectors = self.passages([text])[0]
        return vector

    @cached_property
    def _folder(self) -> Path:
        spec = importlib.util.find_spec("wordllama")
        if spec is None or spec.origin is None:
            raise WrongUse("the static embedding needs the package wordllama: pip install wordllama")
        return Path(spec.origin).parent

    @cached_property
    def _weights(self) -> Vectors:
        tensors = load_file(self._folder / "weights" / "l2_supercat_256.safetensors")
        weights: Vectors = next(iter(tensors.values())).astype(np.float32)
        return weights

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self._folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
