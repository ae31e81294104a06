"""Removing: nothing of an article is left, and what hung together with it is reckoned anew."""

from pathlib import Path

import pytest

from dateline.errors import ArticleNotFound
from dateline.index import Archive

from .making import add, record, rows, told

_TABLES = (
    "articles",
    "versions",
    "sources",
    "raws",
    "passages",
    "vectors",
    "bands",
    "lines",
    "pairs",
    "unmarked",
)


def _counts(archive: Archive) -> dict[str, int]:
    return {table: rows(archive, f"SELECT count(*) FROM {table}")[0][0] for table in _TABLES}


def test_a_removed_article_leaves_no_row(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", told(1)))
    before = _counts(archive), archive.fingerprint()
    add(archive, inbox, record("b", told(2)))
    add(archive, inbox, record("b", told(3)))
    assert archive.remove("b") == 1
    assert (_counts(archive), archive.fingerprint()) == before
    with pytest.raises(ArticleNotFound):
        archive.get("b")
    assert {hit.article for hit in archive.search(told(2))} == {"a"}
    assert archive.check() == []


def test_the_last_article_leaves_an_empty_archive(archive: Archive, inbox: Path) -> None:
    empty = archive.fingerprint()
    add(archive, inbox, record("a", told(1)), record("b", told(2)))
    archive.remove("a", "b", "a")
    assert set(_counts(archive).values()) == {0}
    assert archive.fingerprint() == empty
    assert archive.search("pier") == []
    assert archive.stats().articles == 0
    assert archive.check() == []


def test_an_unknown_id_removes_nothing(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", told(1)))
    with pytest.raises(ArticleNotFound, match="no article b to remove; nothing was removed"):
        archive.remove("a", "b")
    assert archive.get("a")


def test_removed_articles_can_be_added_again(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", told(1)))
    fingerprint = archive.fingerprint()
    archive.remove("a")
    assert archive.add(inbox).added == 1
    assert archive.fingerprint() == fingerprint


def test_a_raw_that_another_article_needs_stays(archive: Archive, inbox: Path) -> None:
    (inbox / "one.txt").write_text(told(1), "utf-8")
    (first,) = archive.add(inbox).articles
    (inbox / "one.txt").write_text(told(2), "utf-8")
    archive.add(inbox)
    (inbox / "two.txt").write_text(told(1), "utf-8")
    archive.add(inbox)
    assert archive.get(first).sources == (str(inbox / "one.txt"), str(inbox / "two.txt"))
    assert archive.check() == []


def test_disk_space_comes_back(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", told(0)))
    small = archive.stats().bytes
    many = [record(f"m{seed}", told(seed, sentences=60)) for seed in range(1, 121)]
    add(archive, inbox, *many)
    large = archive.stats().bytes
    archive.remove(*(each["id"] for each in many))
    left = archive.stats().bytes
    assert large > small + 2_000_000
    assert left < small + (large - small) * 0.15


def test_a_removed_leader_is_followed_by_the_next_earliest(archive: Archive, inbox: Path) -> None:
    for name, day in (("a", "2025-01-03"), ("b", "2025-01-01"), ("c", "2025-01-02")):
        add(archive, inbox, record(name, told(1), published=day, publisher=f"Paper {name}"))
    assert _leaders(archive) == {"a": "b", "b": "b", "c": "b"}
    archive.remove("b")
    assert _leaders(archive) == {"a": "c", "c": "c"}
    assert archive.get("a").copies == ("c",)


def test_two_that_were_copies_through_a_third_alone_part_when_it_goes(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, *(record(name, told(1), publisher=f"Paper {name}") for name in "abc"))
    assert archive.get("a").copies == ("b", "c")
    connection = archive.catalogue.database
    with connection.transaction():
        connection.run(
            "DELETE FROM pairs WHERE (a, b) IN (SELECT min(key), max(key) FROM articles WHERE id IN ('b', 'c'))"
        )
    archive.remove("a")
    assert (archive.get("b").copies, archive.get("c").copies) == ((), ())


def _leaders(archive: Archive) -> dict[str, str]:
    return dict(rows(archive, "SELECT a.id, l.id FROM articles a JOIN articles l ON l.key = a.leader"))


def test_a_number_of_a_removed_version_is_never_used_again(tmp_path: Path) -> None:
    page = tmp_path / "page.jsonl"
    with Archive(tmp_path / "archive") as archive:
        for text in (
            "The bridge was closed on Friday by the town.",
            "The bridge was opened on Monday by the mayor.",
        ):
            page.write_text(f'{{"id": "a", "text": "{text}"}}\n', "utf-8")
            archive.add(page)
            if archive.get("a").version == 1:
                archive.remove("a")
        assert archive.get("a").version == 2
        assert archive.check() == []
