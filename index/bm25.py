"""BM25 over passages, over the beginnings of articles, and over whole articles, from one word index."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dateline.index.catalogue.snapshot import Integers, Mask, Snapshot
from dateline.index.catalogue.words import Postings, Words
from dateline.index.stems import stem

Scores = npt.NDArray[np.float32]

_K1, _B = 1.2, 0.75
# A word of the heading counts as often as this in the text.
_HEADING = 2.0
# The beginning of an article: passages that start before this code point.
_LEAD = 2000


@dataclass(frozen=True, slots=True)
class ByWords:
    """Scores of all passages, and of the lead and the whole of each version (by row of the snapshot); `most` is the
    score that no text can reach, however often it had all the words.
    """

    passages: Scores
    leads: Scores
    articles: Scores
    most: float


class Lengths:
    """What BM25 sets against how often a word stands in a text: `k1 * (1 - b + b * length / mean)`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @cached_property
    def lead(self) -> Mask:
        """Which passages begin an article."""
        return self.snapshot.passage_starts < _LEAD

    @cached_property
    def headings(self) -> Integers:
        """Words of the heading of each version."""
        return self._summed(self.snapshot.lengths.headings)

    @cached_property
    def passages(self) -> Scores:
        """For each passage, its article's heading included."""
        return _damping(self.snapshot.lengths.texts + self.headings[self.snapshot.passage_rows])

    @cached_property
    def leads(self) -> Scores:
        """For the lead of each version."""
        return _damping(self._summed(self.snapshot.lengths.texts * self.lead) + self.headings)

    @cached_property
    def articles(self) -> Scores:
        """For each version."""
        return _damping(self._summed(self.snapshot.lengths.texts) + self.headings)

    def _summed(self, lengths: Integers) -> Integers:
        rows, versions = self.snapshot.passage_rows, len(self.snapshot.version_keys)
        return np.bincount(rows, lengths, versions).astype(np.int64)


def score(words: Sequence[str], snapshot: Snapshot, index: Words, lengths: Lengths) -> ByWords:
    """BM25 of everything in the snapshot for these (lower-case) words; 0 where none of them stands.

    How rare a word is, is counted over the whole archive, whatever is filtered afterwards.
    """
    passages = np.zeros(len(snapshot.passage_ids), np.float32)
    leads, articles = (np.zeros(len(snapshot.version_keys), np.float32) for _ in range(2))
    most = 0.0
    stems = list(dict.fromkeys(map(stem, words)))
    found = index.postings(stems)
    for each in stems:
        if each not in found:
            most += _idf(len(passages), 0) * (_K1 + 1)
            continue
        stand = _Stand.of(found[each], snapshot)
        often = stand.in_passages(snapshot)
        most += _idf(len(passages), int(np.count_nonzero(often))) * (_K1 + 1)
        passages += _worth(often, lengths.passages)
        leads += _worth(stand.in_versions(snapshot, lengths.lead), lengths.leads)
        articles += _worth(stand.in_versions(snapshot), lengths.articles)
    return ByWords(passages, leads, articles, most)


def document_counts(words: Sequence[str], snapshot: Snapshot, index: Words) -> dict[str, int]:
    """In how many passages each word stands, in any of its forms, or in the heading of their article."""
    stems = {word: stem(word) for word in words}
    found = index.postings(list(dict.fromkeys(stems.values())))
    counts = {each: _count(postings, snapshot) for each, postings in found.items()}
    return {word: counts.get(each, 0) for word, each in stems.items()}


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a word stands: how often in the texts of the passages at `at`, and, for each version, what it counts
    for standing in the heading.
    """

    at: Integers
    counts: Scores
    headed: Scores | None

    @classmethod
    def of(cls, postings: Postings, snapshot: Snapshot) -> "_Stand":
        at = snapshot.positions(postings.passages)
        there = at >= 0
        at, heading = at[there], postings.heading[there]
        headed = None
        if heading.any():
            headed = np.zeros(len(snapshot.version_keys), np.float32)
            headed[snapshot.passage_rows[at[heading]]] = _HEADING
        return cls(at, postings.counts[there].astype(np.float32), headed)

    def in_passages(self, snapshot: Snapshot) -> Scores:
        """How often it counts in each passage, its article's heading included."""
        rows = snapshot.passage_rows
        often = np.zeros(len(rows), np.float32) if self.headed is None else self.headed[rows]
        often[self.at] += self.counts
        return often

    def in_versions(self, snapshot: Snapshot, among: Mask | None = None) -> Scores:
        """How often it counts in the passages (among those of a mask) and the heading of each version."""
        counts = self.counts if among is None else self.counts * among[self.at]
        rows = snapshot.passage_rows[self.at]
        often = np.bincount(rows, counts, len(snapshot.version_keys)).astype(np.float32)
        return often if self.headed is None else often + self.headed


def _count(postings: Postings, snapshot: Snapshot) -> int:
    return int(np.count_nonzero(_Stand.of(postings, snapshot).in_passages(snapshot)))


def _worth(often: Scores, damping: Scores) -> Scores:
    """`idf * often * (k1 + 1) / (often + damping)`."""
    factor = _idf(len(often), int(np.count_nonzero(often))) * (_K1 + 1)
    worth: Scores = (often * np.float32(factor)).astype(np.float32, copy=False)
    worth /= often + damping
    return worth


def _idf(total: int, having: int) -> float:
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def _damping(lengths: Integers) -> Scores:
    mean = float(lengths.mean()) if len(lengths) else 0.0
    return (_K1 * (1 - _B + _B * lengths / max(mean, 1.0))).astype(np.float32)
