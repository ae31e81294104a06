"""A segment of the word index: which words stand how often in a run of passages."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.index.stems import known_stems
from dateline.index.terms import words

Integers = npt.NDArray[np.int64]
PLACE, LENGTH, COUNT = np.dtype("<u2"), np.dtype("<u2"), np.dtype("u1")
# Ids of a segment span no more than this, so that 16 bits tell a place.
SPAN = 1 << 16
_PLACE_BITS = 16
# Words whose numbers are remembered from one segment to the next.
_REMEMBERED = 200_000
_OF_THREAD = threading.local()
IN_HEADING = 128
_MOST = IN_HEADING - 1


class Entry(NamedTuple):
    """A passage to be indexed; the first passage of a version also tells the heading of its article."""

    passage: int
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """What is known of the passages from `first` to `last`: their lengths, those of their headings, and for each
    term, in order, the places of the passages that have it and how often each has it.
    """

    first: int
    last: int
    lengths: bytes
    headings: bytes
    terms: Sequence[str]
    places: Sequence[bytes]
    counts: Sequence[bytes]


class _Numbers(dict[str, int]):
    """Words numbered by their stems, in the order in which they are met; `terms` has the stems by number."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._of_stem: dict[str, int] = {}
        self._stems = known_stems()

    def __missing__(self, word: str) -> int:
        stem = self._stems[word]
        if (number := self._of_stem.get(stem)) is None:
            number = self._of_stem[stem] = len(self.terms)
            self.terms.append(stem)
        self[word] = number
        return number


def _numbers() -> _Numbers:
    """This thread's numbers, made anew where they have become too many to be remembered."""
    known: _Numbers | None = getattr(_OF_THREAD, "numbers", None)
    if known is None or len(known) > _REMEMBERED:
        known = _OF_THREAD.numbers = _Numbers()
    return known


def count(entries: Sequence[Entry]) -> Segment:
    """The segment of some passages, in order of id, that span no more than SPAN ids."""
    first, last = entries[0].passage, entries[-1].passage
    numbers = _numbers()
    at = np.array([entry.passage - first for entry in entries], dtype=np.int64)
    texts = [[numbers[word] for word in words(entry.text)] for entry in entries]
    headings = [
        list({numbers[word] for word in words(entry.heading)} if entry.heading else ()) for entry in entries
    ]
    sizes = np.array([len(each) for each in texts], dtype=np.int64)
    heading_sizes = np.array([len(each) for each in headings], dtype=np.int64)
    used = sorted(set().union(*texts, *headings), key=numbers.terms.__getitem__)
    terms = [numbers.terms[number] for number in used]
    rank = np.empty(len(numbers.terms), dtype=np.int64)
    rank[used] = np.arange(len(used))
    in_text = _keys(texts, rank, np.repeat(at, sizes))
    in_heading = _keys(headings, rank, np.repeat(at, heading_sizes))
    keys, often = _distinct(np.concatenate([in_text, in_heading]))
    headed = np.zeros(len(keys), dtype=np.int64)
    headed[np.searchsorted(keys, in_heading)] = 1  # a heading has each word once
    counts = (np.minimum(often - headed, _MOST) + IN_HEADING * headed).astype(COUNT)
    lengths, heads = np.zeros(last - first + 1, LENGTH), np.zeros(last - first + 1, COUNT)
    lengths[at], heads[at] = np.minimum(sizes, SPAN - 1), np.minimum(heading_sizes, 255)
    return Segment(first, last, lengths.tobytes(), heads.tobytes(), *_postings(terms, keys, counts))


def merged(segments: Sequence[Segment], live: Integers) -> Segment:
    """Segments that follow one another as one, with what it says of the passages in `live` alone."""
    first, last = segments[0].first, segments[-1].last
    alive = np.zeros(last - first + 1, dtype=bool)
    alive[live - first] = True
    named = list(chain.from_iterable(segment.terms for segment in segments))
    terms = sorted(set(named))
    ranks = {term: rank for rank, term in enumerate(terms)}
    rank = np.array([ranks[term] for term in named], dtype=np.int64)
    shift = np.repeat([each.first - first for each in segments], [len(each.terms) for each in segments])
    order = np.argsort(rank, kind="stable")  # a term's rows stay in the order of the segments
    packed_places = list(chain.from_iterable(segment.places for segment in segments))
    packed_counts = list(chain.from_iterable(segment.counts for segment in segments))
    sizes = np.fromiter(map(len, packed_counts), np.int64, len(packed_counts))[order]
    places = np.frombuffer(b"".join([packed_places[row] for row in order]), PLACE).astype(np.int64)
    counts = np.frombuffer(b"".join([packed_counts[row] for row in order]), COUNT)
    places += np.repeat(shift[order], sizes)
    number = np.repeat(rank[order], sizes)
    keep = alive[places]
    keys = (number[keep] << _PLACE_BITS) | places[keep]
    lengths, heads = np.zeros(last - first + 1, LENGTH), np.zeros(last - first + 1, COUNT)
    for segment in segments:
        part = slice(segment.first - first, segment.last - first + 1)
        lengths[part] = np.frombuffer(segment.lengths, LENGTH)
        heads[part] = np.frombuffer(segment.headings, COUNT)
    lengths[~alive], heads[~alive] = 0, 0
    return Segment(first, last, lengths.tobytes(), heads.tobytes(), *_postings(terms, keys, counts[keep]))


def _keys(found: Iterable[Sequence[int]], rank: Integers, at: Integers) -> Integers:
    """Term and place as one number each, so that sorting them sorts by term, then by place."""
    flat = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=len(at))
    keys: Integers = (rank[flat] << _PLACE_BITS) | at
    return keys


def _distinct(keys: Integers) -> tuple[Integers, Integers]:
    """The distinct keys, ascending, and how often each is there (numpy's `unique` takes thrice the time)."""
    keys = np.sort(keys)
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.diff(starts, append=len(keys))


def _postings(
    terms: Sequence[str], keys: Integers, counts: npt.NDArray[np.uint8]
) -> tuple[list[str], list[bytes], list[bytes]]:
    """The terms that are left, with their packed places and counts; keys are ascending."""
    number = keys >> _PLACE_BITS
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    places = (keys & (SPAN - 1)).astype(PLACE).tobytes()
    packed = counts.astype(COUNT).tobytes()
    wide = PLACE.itemsize
    bounds = list(pairwise([*starts.tolist(), len(keys)]))
    return (
        [terms[which] for which in number[starts].tolist()],
        [places[wide * start : wide * end] for start, end in bounds],
        [packed[start:end] for start, end in bounds],
    )
