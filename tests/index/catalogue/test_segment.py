"""Segments of the word index: what is counted can be read again, and merging loses nothing but what is gone."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.catalogue.segment import COUNT, IN_HEADING, PLACE, Entry, Segment, count, merged
from dateline.index.stems import stem
from dateline.index.terms import words

_TEXTS = st.text(alphabet="ab cé1-\n", max_size=30)
_ENTRIES = st.lists(st.tuples(st.integers(1, 4), _TEXTS, _TEXTS), min_size=1, max_size=8)


def _entries(drawn: Sequence[tuple[int, str, str]], after: int = 0) -> list[Entry]:
    """Entries with the drawn gaps between their ids."""
    ids = np.cumsum([gap for gap, _, _ in drawn]) + after
    return [Entry(int(key), text, heading) for key, (_, text, heading) in zip(ids, drawn, strict=True)]


def _told(segment: Segment) -> dict[tuple[str, int], tuple[int, bool]]:
    """What a segment says: for a term and a passage, how often in the text, and whether in the heading."""
    return {
        (term, segment.first + place): (often % IN_HEADING, often >= IN_HEADING)
        for term, places, counts in zip(segment.terms, segment.places, segment.counts, strict=True)
        for place, often in zip(
            np.frombuffer(places, PLACE).tolist(), np.frombuffer(counts, COUNT).tolist(), strict=True
        )
    }


def _expected(entries: Sequence[Entry]) -> dict[tuple[str, int], tuple[int, bool]]:
    told = {}
    for entry in entries:
        counts = Counter(map(stem, words(entry.text)))
        headed = set(map(stem, words(entry.heading)))
        for term in counts.keys() | headed:
            told[term, entry.passage] = (counts[term], term in headed)
    return told


@given(_ENTRIES)
def test_a_segment_tells_how_often_each_word_stands_where(drawn: list[tuple[int, str, str]]) -> None:
    entries = _entries(drawn)
    segment = count(entries)
    assert _told(segment) == _expected(entries)
    assert segment.terms == sorted(set(segment.terms))


@given(_ENTRIES, _ENTRIES, st.data())
def test_merged_segments_tell_the_same_of_the_passages_that_are_left(
    one: list[tuple[int, str, str]], two: list[tuple[int, str, str]], data: st.DataObject
) -> None:
    early = _entries(one)
    late = _entries(two, after=early[-1].passage)
    left = [entry for entry in [*early, *late] if data.draw(st.booleans())]
    live = np.array([entry.passage for entry in left], dtype=np.int64)
    assert _told(merged([count(early), count(late)], live)) == _expected(left)


def test_a_word_that_stands_very_often_is_counted_up_to_127() -> None:
    (counts,) = count([Entry(5, "wave " * 200, "Waves")]).counts
    assert list(counts) == [127 + IN_HEADING]
