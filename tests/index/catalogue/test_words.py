"""The word index in the catalogue: segments are merged, removed passages forgotten, damage found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.index.making import write

from dateline.index import Archive
from dateline.index.catalogue.words import Words


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive") as opened:
        yield opened


def _add(archive: Archive, tmp_path: Path, numbers: range) -> None:
    """Articles added one by one, so that each makes a segment."""
    for number in numbers:
        text = f"The ferry number{number} left the harbour. It came back at night."
        archive.add(
            write(
                tmp_path / f"{number}.jsonl", {"id": f"a{number}", "title": f"Ferry {number}", "text": text}
            )
        )


def _segments(archive: Archive) -> int:
    return int(archive.catalogue.database.row("SELECT count(*) FROM word_segments")[0])


def _standing(words: Words, term: str) -> dict[int, int]:
    found = words.postings([term])
    return dict(zip(found[term].passages.tolist(), found[term].counts.tolist(), strict=True)) if found else {}


def test_small_segments_become_one(archive: Archive, tmp_path: Path) -> None:
    _add(archive, tmp_path, range(7))
    assert _segments(archive) == 7
    _add(archive, tmp_path, range(7, 8))
    assert _segments(archive) == 1
    assert len(_standing(archive.catalogue.words, "harbour")) == 8
    assert list(archive.catalogue.words.faults()) == []


def test_tidying_forgets_the_words_of_removed_articles(archive: Archive, tmp_path: Path) -> None:
    _add(archive, tmp_path, range(3))
    archive.remove("a1")
    with archive.catalogue.database.transaction():
        archive.catalogue.words.tidy()
    assert _standing(archive.catalogue.words, "number1") == {}
    assert len(_standing(archive.catalogue.words, "ferri")) == 2
    assert list(archive.catalogue.words.faults()) == []


def test_a_word_that_stands_nowhere_is_left_out(archive: Archive, tmp_path: Path) -> None:
    _add(archive, tmp_path, range(1))
    assert set(archive.catalogue.words.postings(["ferri", "zeppelin"])) == {"ferri"}


def test_an_archive_from_before_gets_its_word_index_when_opened(archive: Archive, tmp_path: Path) -> None:
    _add(archive, tmp_path, range(3))
    before = [hit.to_dict() for hit in archive.search("ferry harbour")]
    with archive.catalogue.database.transaction():
        archive.catalogue.words.clear()
    with Archive(archive.folder) as again:
        assert [hit.to_dict() for hit in again.search("ferry harbour")] == before
