"""Versions: which is current, and which counted on a day."""

from pathlib import Path

import pytest

from dateline.errors import ArticleNotFound
from dateline.index import Archive

from .making import add, record, told

MORNING, NOON, NIGHT = "pier closed at dawn", "pier opened at noon", "pier burned at night"


def _told(what: str) -> str:
    return f"The {what} in Varnholm. Nobody was surprised by it, said a clerk of the harbour office."


def _seen(archive: Archive, **filters: str) -> list[tuple[int, str]]:
    return [(hit.version, hit.text) for hit in archive.search("pier Varnholm", **filters)]  # type: ignore[arg-type]


def _add_dated(archive: Archive, inbox: Path, *days: str | None) -> None:
    for number, day in enumerate(days, start=1):
        add(archive, inbox, record("a", _told(f"pier of version {number}"), published=day))


def test_a_new_version_is_current_and_found(archive: Archive, inbox: Path) -> None:
    _add_dated(archive, inbox, "2025-01-10", "2025-01-20")
    assert archive.get("a").version == 2
    assert _seen(archive) == [(2, _told("pier of version 2"))]


def test_old_versions_stay_as_they_were(archive: Archive, inbox: Path) -> None:
    _add_dated(archive, inbox, "2025-01-10", "2025-01-20")
    assert archive.get("a", 1).text == _told("pier of version 1")
    assert archive.get("a", 1).versions == 2


def test_as_of_a_day_the_newest_version_published_by_then_counts(archive: Archive, inbox: Path) -> None:
    _add_dated(archive, inbox, "2025-01-10", "2025-01-20")
    assert _seen(archive, as_of="2025-01-09") == []
    assert [version for version, _ in _seen(archive, as_of="2025-01-10")] == [1]
    assert [version for version, _ in _seen(archive, as_of="2025-01-19")] == [1]
    assert [version for version, _ in _seen(archive, as_of="2025-01-20")] == [2]


def test_an_older_version_that_comes_later_is_not_current(archive: Archive, inbox: Path) -> None:
    _add_dated(archive, inbox, "2025-01-20", "2025-01-10")
    assert archive.get("a").version == 1
    assert [version for version, _ in _seen(archive, as_of="2025-01-12")] == [2]


def test_of_two_versions_of_one_day_the_later_time_counts_in_any_order(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", _told(NOON), published="2025-01-10T12:00:00+00:00"))
    add(archive, inbox, record("a", _told(MORNING), published="2025-01-10T09:00:00+02:00"))
    assert archive.get("a").text == _told(NOON)
    assert _seen(archive, as_of="2025-01-10") == [(1, _told(NOON))]
    add(archive, inbox, record("a", _told(NIGHT), published="2025-01-10T23:00:00+00:00"))
    assert archive.get("a").text == _told(NIGHT)
    assert _seen(archive, as_of="2025-01-10") == [(3, _told(NIGHT))]


def test_of_two_versions_of_one_day_without_times_the_one_that_came_later_counts(
    archive: Archive, inbox: Path
) -> None:
    _add_dated(archive, inbox, "2025-01-10", "2025-01-10")
    assert _seen(archive, as_of="2025-01-10") == [(2, _told("pier of version 2"))]


def test_undated_articles_are_left_out_as_of_a_day(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", _told(NOON)), record("b", _told(NIGHT), published="2025-01-10"))
    assert {text for _, text in _seen(archive)} == {_told(NOON), _told(NIGHT)}
    for day in ("as_of", "since", "until"):
        assert _seen(archive, **{day: "2025-01-10"}) == [(1, _told(NIGHT))]


def test_an_undated_new_version_is_current_but_never_as_of_a_day(archive: Archive, inbox: Path) -> None:
    _add_dated(archive, inbox, "2025-01-10", None)
    assert archive.get("a").version == 2
    assert _seen(archive, as_of="2025-06-01") == [(1, _told("pier of version 1"))]


def test_an_unknown_version_is_not_found(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", told(1)))
    for name, version in (("a", 2), ("a", 0), ("b", None)):
        with pytest.raises(ArticleNotFound, match="there is no article"):
            archive.get(name, version)
