"""Keys under which a catalogue finds the articles that may carry the same report.

A text gets MinHash bands over the four-word shingles of its whole, and more over those of its first
words, as a shortened wire report keeps its lead. Two texts that share a key are worth comparing.
The chance that at least one band of `r` rows out of `b` agrees is 1 - (1 - J^r)^b for a Jaccard
similarity J (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4): .96 at J = .5 for the whole.
"""

import re
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.index.article import Skipped, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 4
SHORTEST = 8
LEAD_WORDS = 128


class Bands(NamedTuple):
    """How many bands of how many rows, and the seed that keeps one family of keys apart from another."""

    bands: int
    rows: int
    seed: int


WHOLE = Bands(bands=24, rows=3, seed=1)
LEAD = Bands(bands=16, rows=2, seed=2)

# A script without blanks between words gives its characters one by one.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_BATCH = 1 << 14


def sketch(text: str, skipped: Iterable[Span | Skipped] = ()) -> tuple[int, ...]:
    """The text's keys: signed 64-bit integers, the same in every process; none for a text under eight words.

    `skipped` are spans of `text` (code points, any order) that do not count.
    """
    words = _WORD.findall(_kept(text, skipped).casefold())
    if len(words) < SHORTEST:
        return ()
    shingles = _shingles(words)
    lead = shingles[: LEAD_WORDS - SHINGLE + 1]
    return tuple(_keys(shingles, WHOLE) + _keys(lead, LEAD))


def _kept(text: str, skipped: Iterable[Span | Skipped]) -> str:
    parts, at = [], 0
    for span in sorted((each.start, each.end) for each in skipped):
        parts.append(text[at : max(at, span[0])])
        at = max(at, span[1])
    return " ".join([*parts, text[at:]])


def _shingles(words: Sequence[str]) -> "NDArray[np.uint64]":
    """A 32-bit hash for each run of four words, in the order of the text."""
    import numpy as np  # noqa: PLC0415 - start-up

    seen = {word: zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    hashes = np.fromiter((seen[word] for word in words), dtype=np.uint64, count=len(words))
    runs = len(words) - SHINGLE + 1
    mixed = np.zeros(runs, dtype=np.uint64)
    for place in range(SHINGLE):
        mixed = _mix(mixed ^ hashes[place : place + runs])
    return mixed >> np.uint64(32)


def _keys(shingles: "NDArray[np.uint64]", family: Bands) -> list[int]:
    import numpy as np  # noqa: PLC0415 - start-up

    minhash = _empty(family).copy()
    for at in range(0, len(shingles), _BATCH):
        minhash.update_batch(shingles[at : at + _BATCH].tolist())
    rows = minhash.hashvalues.astype(np.uint64).reshape(family.bands, family.rows)
    keys = np.arange(family.bands, dtype=np.uint64) + np.uint64(family.seed << 32)
    for row in rows.T:
        keys = _mix(keys ^ row)
    return [int(key) for key in keys.view(np.int64)]


@cache
def _empty(family: Bands) -> Any:
    from datasketch import MinHash  # noqa: PLC0415 - brings SciPy, a second

    return MinHash(family.bands * family.rows, seed=family.seed, hashfunc=int, scheme="affine32")


def _mix(values: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """SplitMix64's finalizer (Steele, Lea, Flood 2014) after its odd step; wraps around at 64 bits."""
    import numpy as np  # noqa: PLC0415 - start-up

    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
