"""What an archive holds and answers does not depend on the order or the portions in which it was added."""

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index import Archive

from .making import add, record, told

_LINE = "How relevant is this ad to you?"
_RECORDS: list[dict[str, Any]] = [
    *(
        record(f"ad{seed}", told(seed) + f"\n\n{_LINE}", published=f"2025-01-{seed + 1:02d}")
        for seed in range(4)
    ),
    *(
        record(f"wire{name}", told(10), publisher=f"Paper {name}", published=f"2025-02-0{name}")
        for name in (3, 1, 2)
    ),
    record("wire-undated", told(10), publisher="Paper 9"),
    record("grown", told(20), published="2025-03-01"),
    record("grown", told(20) + "\n\nThe lock was opened again.", published="2025-03-02T10:00:00Z"),
    record("grown", told(20) + "\n\nThe lock was shut again.", published="2025-03-02T08:00:00Z"),
    {"text": told(30), "url": "https://varn.example/thirty"},
]
_QUESTIONS = ("who painted the north pier", "copper bell Varnholm", "was the lock opened or shut", "2025")


def _state(archive: Archive) -> dict[str, Any]:
    articles = {
        article.id: (article.text, article.copies, tuple(span[:2] for span in article.skipped))
        for article in archive.articles()
    }
    hits = [
        [
            (hit.article, hit.start, hit.end, hit.score, hit.copies)
            for hit in archive.search(question, as_of=as_of)
        ]
        for question in _QUESTIONS
        for as_of in (None, "2025-03-01", "2025-03-02")
    ]
    return {"fingerprint": archive.fingerprint(), "articles": articles, "hits": hits}


def _added(portions: Sequence[Sequence[dict[str, Any]]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive") as archive:
        for portion in portions:
            if portion:
                add(archive, Path(folder) / "inbox", *portion)
        assert archive.check() == []
        return _state(archive)


@settings(max_examples=6)
@given(order=st.permutations(_RECORDS), cuts=st.lists(st.integers(0, len(_RECORDS)), max_size=2))
def test_any_order_in_any_portions_gives_the_same_archive_and_answers(
    order: list[dict[str, Any]], cuts: list[int]
) -> None:
    ends = [0, *sorted(cuts), len(order)]
    assert _added([order[one:two] for one, two in pairwise(ends)]) == _STRAIGHT


_STRAIGHT = _added([_RECORDS])


def test_the_state_compared_is_worth_comparing() -> None:
    articles = _STRAIGHT["articles"]
    assert articles["wire1"][1] == ("wire-undated", "wire2", "wire3")
    assert all(articles[f"ad{seed}"][2] for seed in range(4))
    assert articles["grown"][0].endswith("opened again.")
    assert all(_STRAIGHT["hits"][:-1])


def test_the_fingerprint_tells_archives_apart() -> None:
    seen = {_STRAIGHT["fingerprint"]}
    for other in (
        _RECORDS[1:],
        [*_RECORDS, record("more", told(40))],
        [{**_RECORDS[0], "title": "Another title"}, *_RECORDS[1:]],
    ):
        seen.add(_added([other])["fingerprint"])
    assert len(seen) == 4
