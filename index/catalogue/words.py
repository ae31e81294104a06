"""The word index in the catalogue: written in segments, small ones merged, read a term at a time."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, repeat
from typing import NamedTuple

import numpy as np

from dateline.index.catalogue.database import Database
from dateline.index.catalogue.segment import (
    COUNT,
    IN_HEADING,
    LENGTH,
    PLACE,
    SPAN,
    Entry,
    Integers,
    Segment,
    count,
    merged,
)
from dateline.index.heading import heading
from dateline.index.stems import STEMMER

# This many segments of like size in a row become one. Segments of SPAN ids are never merged.
_MANY = 8
_BATCH = 2000
# Terms that are merged at a time.
_TERMS = 5000
_MADE_WITH = f"2 {STEMMER}"


class Postings(NamedTuple):
    """Where a term stands: ids of passages, ascending, some of them perhaps gone; how often in the text of each;
    whether in the heading of its article, which the first passage of a version tells.
    """

    passages: Integers
    counts: Integers
    heading: "np.typing.NDArray[np.bool_]"


class Lengths(NamedTuple):
    """Words of each passage, and of the heading of its article, which the first passage of a version tells."""

    texts: Integers
    headings: Integers


class Words:
    """The word index. Changes must run inside the database's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # Asking

    def postings(self, terms: Sequence[str]) -> dict[str, Postings]:
        """Where each of the terms (stems) stands; a term that stands nowhere is left out."""
        # CROSS: segments first, or SQLite reads all postings. No ORDER: it would copy what it has to sort.
        rows = self._db.rows(
            "SELECT p.term, p.segment, p.places, p.counts FROM word_segments s CROSS JOIN postings p "
            f"ON p.segment = s.first AND p.term IN ({','.join('?' * len(terms))})",
            *terms,
        )
        found = {}
        for term, some in groupby(sorted(rows), key=lambda row: str(row[0])):
            several = list(some)
            ids = [np.frombuffer(row[2], PLACE).astype(np.int64) + row[1] for row in several]
            counts = np.concatenate([np.frombuffer(row[3], COUNT) for row in several]).astype(np.int64)
            found[term] = Postings(np.concatenate(ids), counts % IN_HEADING, counts >= IN_HEADING)
        return found

    def lengths(self, passages: Integers) -> Lengths:
        """The lengths of passages by their ids, ascending; 0 where the word index does not know one."""
        texts, headings = np.zeros(len(passages), np.int64), np.zeros(len(passages), np.int64)
        for first, last, packed, heads in self._db.rows("SELECT * FROM word_segments ORDER BY first"):
            low, high = np.searchsorted(passages, [first, last + 1])
            at = passages[low:high] - first
            texts[low:high] = np.frombuffer(packed, LENGTH)[at]
            headings[low:high] = np.frombuffer(heads, COUNT)[at]
        return Lengths(texts, headings)

    # Changing

    def put(self, entries: Sequence[Entry]) -> None:
        """Index new passages, in order of id; ids must be above all that were indexed before."""
        for some in _spans(entries):
            segment = count(some)
            self._write_lengths(segment)
            self._write_postings(segment)
            self._db.run("INSERT OR REPLACE INTO meta VALUES ('words', ?)", _MADE_WITH)
            while few := self._mergeable():
                self._merge(few)

    def tidy(self) -> None:
        """Merge all that can be merged, and forget the words of passages that are gone."""
        together: list[tuple[int, int]] = []
        for bounds in [*self._bounds(), None]:
            if together and (bounds is None or bounds[1] - together[0][0] >= SPAN):
                self._merge(together)
                together = []
            if bounds:
                together.append(bounds)

    def clear(self) -> None:
        """Forget all words."""
        self._db.run("DELETE FROM postings")
        self._db.run("DELETE FROM word_segments")
        self._db.run("DELETE FROM meta WHERE name = 'words'")

    def rebuild(self) -> None:
        """Make the word index anew from the texts."""
        self.clear()
        after = 0
        while entries := self._entries(after, _BATCH):
            self.put(entries)
            after = entries[-1].passage
        self.tidy()

    # Looking for faults

    @property
    def stale(self) -> bool:
        """Whether there are passages, and no word index or one that knows other stems."""
        row = self._db.row(
            "SELECT EXISTS (SELECT 1 FROM passages) AND NOT EXISTS "
            "(SELECT 1 FROM meta WHERE name = 'words' AND value = ?)",
            _MADE_WITH,
        )
        return bool(row[0])

    def faults(self) -> Iterator[tuple[str, str]]:
        """Where the word index does not hold exactly the words of the passages: (where, what)."""
        after = 0
        for first, last in self._bounds():
            yield from self._unindexed(after, first)
            entries = self._entries(first - 1, SPAN, up_to=last)
            if entries and not self._fits(first, last, entries):
                yield f"words of passages {first} to {last}", "they do not fit the texts"
            after = last
        yield from self._unindexed(after, None)

    def _fits(self, first: int, last: int, entries: Sequence[Entry]) -> bool:
        live = np.array([entry.passage for entry in entries], dtype=np.int64)
        try:
            return _agree(merged([self._read(first, last)], live), count(entries))
        except (ValueError, IndexError):  # places beyond the segment, or bytes that are no numbers
            return False

    def _unindexed(self, after: int, before: int | None) -> Iterator[tuple[str, str]]:
        (number,) = self._db.row(
            "SELECT count(*) FROM passages WHERE id > ? AND (?2 IS NULL OR id < ?2)", after, before
        )
        if number:
            yield f"words of passages after {after}", f"{number} passages are not in the word index"

    # Within

    def _entries(self, after: int, limit: int, *, up_to: int | None = None) -> list[Entry]:
        """Passages that follow the one with id `after`."""
        rows = self._db.rows(
            "SELECT t.id, t.text, CASE WHEN p.id = (SELECT min(id) FROM passages WHERE version = p.version) "
            "THEN v.title END, v.url FROM passage_texts t JOIN passages p ON p.id = t.id "
            "JOIN versions v ON v.key = p.version WHERE t.id > ?1 AND (?3 IS NULL OR t.id <= ?3) "
            "ORDER BY t.id LIMIT ?2",
            *(after, limit, up_to),
        )
        return [
            Entry(key, text, heading(title, url, text) if title is not None else "")
            for key, text, title, url in rows
        ]

    def _bounds(self) -> list[tuple[int, int]]:
        return self._db.rows("SELECT first, last FROM word_segments ORDER BY first")

    def _mergeable(self) -> list[tuple[int, int]]:
        """The newest segments, where there are many that are no larger than the last is, or its like."""
        newest = self._db.rows("SELECT first, last FROM word_segments ORDER BY first DESC LIMIT ?", _MANY)
        if len(newest) < _MANY or newest[0][1] - newest[-1][0] >= SPAN:
            return []
        tiers = [_tier(first, last) for first, last in newest]
        return newest[::-1] if max(tiers) <= tiers[0] else []

    def _merge(self, bounds: Sequence[tuple[int, int]]) -> None:
        first, last = bounds[0][0], bounds[-1][1]
        live = np.array(
            [
                key
                for (key,) in self._db.rows("SELECT id FROM passages WHERE id BETWEEN ? AND ?", first, last)
            ],
            dtype=np.int64,
        )
        segment = None
        for low, high in self._ranges(bounds[0][0]):
            segment = merged([self._read(*each, low, high) for each in bounds], live)
            self._db.run(
                "DELETE FROM postings WHERE segment BETWEEN ? AND ? AND term >= ? AND (?4 IS NULL OR term < ?4)",
                *(first, last, low, high),
            )
            self._write_postings(segment)
        self._db.run("DELETE FROM word_segments WHERE first BETWEEN ? AND ?", first, last)
        if len(live) and segment:
            self._write_lengths(segment)

    def _ranges(self, segment: int) -> Iterator[tuple[str, str | None]]:
        """Ranges of terms, from the first of each up to the next one's, so that no merge holds all postings."""
        terms = self._db.rows("SELECT term FROM postings WHERE segment = ? ORDER BY term", segment)
        starts = ["", *(str(term) for (term,) in terms[_TERMS::_TERMS])]
        yield from pairwise([*starts, None])

    def _read(self, first: int, last: int, low: str = "", high: str | None = None) -> Segment:
        lengths, headings = self._db.row("SELECT lengths, headings FROM word_segments WHERE first = ?", first)
        rows = self._db.rows(
            "SELECT term, places, counts FROM postings WHERE segment = ? AND term >= ? "
            "AND (?3 IS NULL OR term < ?3) ORDER BY term",
            *(first, low, high),
        )
        terms, places, counts = zip(*rows, strict=True) if rows else ((), (), ())
        return Segment(first, last, lengths, headings, terms, places, counts)

    def _write_lengths(self, segment: Segment) -> None:
        self._db.run(
            "INSERT INTO word_segments VALUES (?, ?, ?, ?)",
            *(segment.first, segment.last, segment.lengths, segment.headings),
        )

    def _write_postings(self, segment: Segment) -> None:
        self._db.run_many(
            "INSERT INTO postings VALUES (?, ?, ?, ?)",
            zip(repeat(segment.first), segment.terms, segment.places, segment.counts),
        )


def _tier(first: int, last: int) -> int:
    """Segments of one tier are alike in size, within a factor of _MANY."""
    return ((last - first + 1).bit_length() - 1) // (_MANY.bit_length() - 1)


def _spans(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Entries in runs that fit into a segment each."""
    start = 0
    for at, entry in enumerate(entries):
        if entry.passage - entries[start].passage >= SPAN:
            yield entries[start:at]
            start = at
    if start < len(entries):
        yield entries[start:]


def _agree(one: Segment, other: Segment) -> bool:
    """Whether two segments say the same of the passages of the second, between gone ones."""
    shift = other.first - one.first
    wide = LENGTH.itemsize
    lengths = one.lengths[wide * shift : wide * shift + len(other.lengths)]
    headings = one.headings[shift : shift + len(other.headings)]
    if (lengths, headings) != (other.lengths, other.headings):
        return False
    if (list(one.terms), list(one.counts)) != (list(other.terms), list(other.counts)):
        return False
    return all(
        np.array_equal(np.frombuffer(mine, PLACE).astype(np.int64) - shift, np.frombuffer(theirs, PLACE))
        for mine, theirs in zip(one.places, other.places, strict=True)
    )
