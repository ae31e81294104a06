"""Any sentence model exported to a folder with `model.onnx` and `tokenizer.json`."""

import contextlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from dateline.errors import WrongUse
from dateline.index.embed import Vectors, unit

_MOST_TOKENS = 256
_BATCH = 32


class OnnxEmbedding:
    """The mean of the model's last hidden states over a text's tokens, at length 1."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder).expanduser().absolute()
        self.name = f"onnx:{self._folder}"  # the same from wherever it is run
        for file in ("model.onnx", "tokenizer.json"):
            if not (self._folder / file).is_file():
                raise WrongUse(
                    f"embedding onnx:{folder}: there is no {file} in that folder; export the model there"
                )
        self.dimension = int(self.passages(["dimension"]).shape[1])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text; texts are cut at 256 tokens."""
        batches = [self._batch(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, self.dimension), dtype=np.float32)

    def question(self, text: str) -> Vectors:
        """The unit vector of a question."""
        vector: Vectors = self.passages([text])[0]
        return vector

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([each.ids for each in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        wanted = {each.name for each in self._session.get_inputs()}
        states = self._session.run(None, {name: value for name, value in given.items() if name in wanted})[0]
        if states.ndim == 2:
            return unit(states.astype(np.float32))
        weights = mask[:, :, None].astype(np.float32)
        return unit((states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1))

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415  slow to import

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        with self._reading("model.onnx") as path:
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        with self._reading("tokenizer.json") as path:
            tokenizer = Tokenizer.from_file(path)
        tokenizer.enable_truncation(_MOST_TOKENS)
        tokenizer.enable_padding()
        return tokenizer

    @contextlib.contextmanager
    def _reading(self, file: str) -> Iterator[str]:
        try:
            yield str(self._folder / file)
        except Exception as error:  # neither library has an error class of its own for this
            said = str(error).splitlines()[0]
            raise WrongUse(
                f"embedding {self.name}: {file} cannot be read ({said}); export it again"
            ) from error
