"""A process of its own that opens a new generation folder and asks it a few questions.

Reads two lines from stdin, the folder and the pointer as JSON; exits 0 where the folder is sound.
"""

import json
import sys
from pathlib import Path

import chromadb  # noqa: F401  while the folder is still being built
import numpy as np

from dateline.index.vectors.generation import Generation, Pointer

_QUESTIONS = 5


def main() -> None:
    """Try the folder named on stdin."""
    lines = sys.stdin.readlines()
    if len(lines) != 2:
        sys.exit("no folder was named")
    pointer = Pointer.from_json(lines[1])
    assert pointer is not None
    generation = Generation(Path(json.loads(lines[0])), pointer)
    for seed in range(_QUESTIONS):
        vector = np.random.default_rng(seed).standard_normal(pointer.dimension).astype(np.float32)
        if len(generation.nearest(vector, 10)) < 10:
            sys.exit("a search found too little")
    generation.close()


if __name__ == "__main__":
    main()
