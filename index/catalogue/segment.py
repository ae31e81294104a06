"""A segment of the word index: which words stand how often in a run of passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
IN_HEADING = 128
_MOST = IN_HEADING - 1


class Entry(NamedTuple):
    """A passage to be indexed; the first passage of a version also tells the heading of its article."""

    passage: int
    text: str
    heading: str = ""


class Row(NamedTuple):
    """A term of a segment: the places of its passages, and how often each has it."""

    term: str
    places: bytes
    counts: bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows by term, and the lengths of passages and headings from `first` to `last`."""

    first: int
    last: int
    lengths: bytes
    headings: bytes
    rows: Sequence[Row]


class _Numbers(dict[str, int]):
    """Words numbered by their stems, in the order in which they are met."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self._stems = known_stems()

    def __missing__(self, word: str) -> int:
        number = self.terms.setdefault(self._stems[word], len(self.terms))
        self[word] = number
        return number


def count(entries: Sequence[Entry]) -> Segment:
    """The segment of some passages, in order of id, that span no more than SPAN ids."""
    first, last = entries[0].passage, entries[-1].passage
    numbers = _Numbers()
    at = np.array([entry.passage - first for entry in entries], dtype=np.int64)
    texts = [[numbers[word] for word in words(entry.text)] for entry in entries]
    headings = [
        list({numbers[word] for word in words(entry.heading)} if entry.heading else ()) for entry in entries
    ]
    sizes = np.array([len(each) for each in texts], dtype=np.int64)
    heading_sizes = np.array([len(each) for each in headings], dtype=np.int64)
    terms = sorted(numbers.terms)
    rank = np.empty(len(terms), dtype=np.int64)
    rank[[numbers.terms[term] for term in terms]] = np.arange(len(terms))
    in_text = _keys(texts, rank, np.repeat(at, sizes))
    in_heading = _keys(headings, rank, np.repeat(at, heading_sizes))
    keys, often = _distinct(np.concatenate([in_text, in_heading]))
    headed = np.zeros(len(keys), dtype=np.int64)
    headed[np.searchsorted(keys, in_heading)] = 1  # a heading has each word once
    counts = (np.minimum(often - headed, _MOST) + IN_HEADING * headed).astype(COUNT)
    lengths, heads = np.zeros(last - first + 1, LENGTH), np.zeros(last - first + 1, COUNT)
    lengths[at], heads[at] = np.minimum(sizes, SPAN - 1), np.minimum(heading_sizes, 255)
    return Segment(first, last, lengths.tobytes(), heads.tobytes(), _rows(terms, keys, counts))


def merged(segments: Sequence[Segment], live: Integers) -> Segment:
    """Segments that follow one another as one, with what it says of the passages in `live` alone."""
    first, last = segments[0].first, segments[-1].last
    alive = np.zeros(last - first + 1, dtype=bool)
    alive[live - first] = True
    rows = sorted(
        ((row, segment.first - first) for segment in segments for row in segment.rows),
        key=lambda each: (each[0].term, each[1]),
    )
    places = np.frombuffer(b"".join(row.places for row, _ in rows), PLACE).astype(np.int64)
    counts = np.frombuffer(b"".join(row.counts for row, _ in rows), COUNT)
    sizes = np.array([len(row.counts) for row, _ in rows], dtype=np.int64)
    places += np.repeat(np.array([shift for _, shift in rows], dtype=np.int64), sizes)
    terms = list(dict.fromkeys(row.term for row, _ in rows))
    numbers = {term: number for number, term in enumerate(terms)}
    number = np.repeat(np.array([numbers[row.term] for row, _ in rows], dtype=np.int64), sizes)
    keep = alive[places]
    keys = (number[keep] << _PLACE_BITS) | places[keep]
    lengths, heads = np.zeros(last - first + 1, LENGTH), np.zeros(last - first + 1, COUNT)
    for segment in segments:
        part = slice(segment.first - first, segment.last - first + 1)
        lengths[part] = np.frombuffer(segment.lengths, LENGTH)
        heads[part] = np.frombuffer(segment.headings, COUNT)
    lengths[~alive], heads[~alive] = 0, 0
    return Segment(first, last, lengths.tobytes(), heads.tobytes(), _rows(terms, keys, counts[keep]))


def _keys(found: Iterable[Sequence[int]], rank: Integers, at: Integers) -> Integers:
    """Term and place as one number each, so that sorting them sorts by term, then by place."""
    flat = np.array([number for each in found for number in each], dtype=np.int64)
    keys: Integers = (rank[flat] << _PLACE_BITS) | at
    return keys


def _distinct(keys: Integers) -> tuple[Integers, Integers]:
    """The distinct keys, ascending, and how often each is there (numpy's `unique` takes thrice the time)."""
    keys = np.sort(keys)
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.diff(starts, append=len(keys))


def _rows(terms: Sequence[str], keys: Integers, counts: npt.NDArray[np.uint8]) -> list[Row]:
    """Rows of the terms that are left; keys are ascending."""
    number = keys >> _PLACE_BITS
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    places = (keys & (SPAN - 1)).astype(PLACE).tobytes()
    packed = counts.astype(COUNT).tobytes()
    wide = PLACE.itemsize
    return [
        Row(terms[which], places[wide * start : wide * end], packed[start:end])
        for which, (start, end) in zip(
            number[starts].tolist(), pairwise([*starts.tolist(), len(keys)]), strict=True
        )
    ]
