"""Groups of copies: who leads follows from pairs and dates alone."""

import itertools
from pathlib import Path

import pytest

from dateline.index import Archive
from dateline.index.copies import Verdict

from ..making import rows  # noqa: TID252  (tests are no installed package)

_DAYS = {"a": "2025-01-03", "b": "2025-01-01", "c": None, "d": "2025-01-02"}


def _with_articles(archive: Archive) -> dict[str, int]:
    """Four articles with a day each and nothing else."""
    database, keys = archive.catalogue.database, {}
    with database.transaction():
        for name, day in _DAYS.items():
            keys[name] = archive.catalogue.articles.make(name)
            database.run("INSERT OR IGNORE INTO raws VALUES ('r', x'00')")
            database.run(
                "INSERT INTO versions (article, number, digest, raw, text, title, authors, published, day, "
                "published_from, extra, blocks, sentences, skipped, cuts, current) "
                "VALUES (?, 1, ?, 'r', 't', '', '[]', ?, ?, 'metadata', '{}', '[]', x'', '[]', x'', 1)",
                *(keys[name], name, day, day),
            )
    return keys


def _leaders(archive: Archive) -> dict[str, str]:
    found = rows(
        archive, "SELECT a.id, l.id FROM articles a JOIN articles l ON l.key = a.leader ORDER BY a.id"
    )
    return dict(found)


def _link(archive: Archive, keys: dict[str, int], name: str, others: dict[str, Verdict]) -> None:
    with archive.catalogue.database.transaction():
        archive.catalogue.groups.link(keys[name], {keys[other]: verdict for other, verdict in others.items()})


@pytest.mark.parametrize("order", list(itertools.permutations("abcd"))[::5])
def test_the_earliest_leads_in_whatever_order_pairs_are_found(tmp_path: Path, order: tuple[str, ...]) -> None:
    with Archive(tmp_path / "archive") as archive:
        keys = _with_articles(archive)
        for at, name in enumerate(order):
            _link(archive, keys, name, dict.fromkeys(order[:at], "copies"))
        assert _leaders(archive) == dict.fromkeys("abcd", "b")
        assert archive.catalogue.groups.wrong() == []


def test_two_that_contradict_each_other_never_share_a_group(archive: Archive) -> None:
    keys = _with_articles(archive)
    _link(archive, keys, "a", {"b": "contradict"})
    _link(archive, keys, "c", {"a": "copies", "b": "copies"})
    assert _leaders(archive) == {"a": "a", "b": "b", "c": "b", "d": "d"}


def test_a_new_verdict_takes_the_place_of_the_old(archive: Archive) -> None:
    keys = _with_articles(archive)
    _link(archive, keys, "a", {"b": "copies", "d": "copies"})
    _link(archive, keys, "a", {"d": "copies", "b": "apart"})
    assert _leaders(archive) == {"a": "d", "b": "b", "c": "c", "d": "d"}


def test_a_wrong_leader_is_seen_and_mended(archive: Archive) -> None:
    keys = _with_articles(archive)
    _link(archive, keys, "a", {"b": "copies", "d": "copies"})
    _link(archive, keys, "b", {"a": "copies", "d": "copies"})
    expected = _leaders(archive)
    database = archive.catalogue.database
    with database.transaction():
        database.run("UPDATE articles SET leader = key WHERE id = 'd'")
        database.run("UPDATE articles SET leader = 77 WHERE id = 'c'")
    assert {archive.catalogue.articles.id(key) for key in archive.catalogue.groups.wrong()} == {"c", "d"}
    with database.transaction():
        archive.catalogue.groups.mend()
    assert _leaders(archive) == expected
    assert archive.catalogue.groups.wrong() == []
