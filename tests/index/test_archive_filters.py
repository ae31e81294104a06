"""Filters are exact: searching with them is filtering everything by hand."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import WrongUse
from dateline.index import Archive

from .making import add, record, told

_PUBLISHERS = ("Varn Post", "Kelp Bay Echo", None)
_LANGUAGES = ("en", "de", None)
_DAYS = (None, "2025-01-01", "2025-01-02", "2025-01-03", "2025-01-04")
_EVERYTHING = 10_000


def _records() -> list[dict[str, Any]]:
    """Sixty articles, a third of them with a second version."""
    chance, made = random.Random(7), []
    for number in range(60):
        for version in range(1 + (number % 3 == 0)):
            stated = record(f"a{number}", told(1000 * version + number))
            stated |= {"publisher": chance.choice(_PUBLISHERS), "language": chance.choice(_LANGUAGES)}
            made.append(stated | {"published": chance.choice(_DAYS)})
    return made


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("filters")
    with Archive(folder / "archive") as archive:
        for portion in (_records(),):
            add(archive, folder / "inbox", *portion)
        yield archive


def _by_hand(archive: Archive, filters: dict[str, Any]) -> set[tuple[str, int]]:
    """The versions that count, reckoned from what `get` says."""
    found = set()
    for article in archive.articles():
        versions = [archive.get(article.id, number + 1) for number in range(article.versions)]
        counting = article
        if day := filters["as_of"]:
            known = [each for each in versions if each.published and each.published <= day]
            if not known:
                continue
            counting = max(known, key=lambda each: (each.published or "", each.version))
        if _meets(counting.published, filters) and _is_among(counting, filters):
            found.add((counting.id, counting.version))
    return found


def _meets(published: str | None, filters: dict[str, Any]) -> bool:
    since, until = filters["since"], filters["until"]
    if published is None:
        return not (since or until)
    return (not since or published >= since) and (not until or published <= until)


def _is_among(article: Any, filters: dict[str, Any]) -> bool:
    named = {"publishers": article.publisher, "languages": article.language, "within": article.id}
    return all(not filters[name] or value in filters[name] for name, value in named.items())


_FILTERS = st.fixed_dictionaries(
    {
        **{
            name: st.sampled_from((None, *_DAYS[1:], "2024-12-31", "2025-02-01"))
            for name in ("as_of", "since", "until")
        },
        "publishers": st.lists(st.sampled_from(["Varn Post", "Kelp Bay Echo", "Nobody"]), max_size=2),
        "languages": st.lists(st.sampled_from(["en", "de", "fr"]), max_size=2),
        "within": st.one_of(
            st.just([]), st.lists(st.sampled_from([f"a{n}" for n in range(62)]), max_size=30)
        ),
    }
).filter(lambda each: not (each["since"] and each["until"] and each["since"] > each["until"]))


@settings(max_examples=60)
@given(filters=_FILTERS)
def test_search_finds_exactly_the_passages_of_the_versions_that_count(
    many: Archive, filters: dict[str, Any]
) -> None:
    expected = _by_hand(many, filters)
    hits = many.search("people of the ward looked on", k=_EVERYTHING, **filters)
    assert {(hit.article, hit.version) for hit in hits} == expected
    per_version = {
        (article, version): spans
        for article, version, spans in many.catalogue.database.rows(
            "SELECT a.id, v.number, count(*) FROM passages p JOIN versions v ON v.key = p.version "
            "JOIN articles a ON a.key = v.article GROUP BY v.key"
        )
    }
    assert len(hits) == sum(per_version[each] for each in expected)


@settings(max_examples=40)
@given(filters=_FILTERS, k=st.integers(1, 20))
def test_every_hit_is_the_exact_characters_of_its_version(
    many: Archive, filters: dict[str, Any], k: int
) -> None:
    hits = many.search("Who measured the tide tables in Varnholm?", k=k, **filters)
    assert len(hits) <= k
    for hit in hits:
        assert many.get(hit.article, hit.version).text[hit.start : hit.end] == hit.text
        assert hit.score == pytest.approx(sum(hit.parts.values()), abs=1e-5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_publisher_is_known_by_its_name_in_any_case(many: Archive) -> None:
    assert {hit.publisher for hit in many.search("tide tables", publishers=["VARN post"])} == {"Varn Post"}


def test_days_may_be_dates_and_times(many: Archive) -> None:
    as_text = many.search("tide tables", as_of="2025-01-02")
    assert many.search("tide tables", as_of=dt.date(2025, 1, 2)) == as_text
    assert many.search("tide tables", as_of=dt.datetime(2025, 1, 2, 23, 59)) == as_text


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"as_of": "yesterday"}, "as_of"),
        ({"since": "2025-13-01"}, "since"),
        ({"since": "2025-02-01", "until": "2025-01-01"}, "is after until"),
        ({"until": "01/02/2025"}, "until"),
        ({"publishers": "Varn Post"}, "publishers"),
        ({"within": "a1"}, "within"),
        ({"k": 0}, "k is 0"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(many: Archive, wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(WrongUse, match=named):
        many.search("tide tables", **wrong)


def test_articles_are_listed_by_id_with_the_filters_given(many: Archive) -> None:
    listed = list(many.articles(publisher="kelp bay echo", since="2025-01-02", until="2025-01-03"))
    assert [article.id for article in listed] == sorted(article.id for article in listed)
    assert {article.publisher for article in listed} == {"Kelp Bay Echo"}
    assert {article.published for article in listed} == {"2025-01-02", "2025-01-03"}


def test_listed_articles_have_all_the_words_as_they_stand(many: Archive, inbox: Path) -> None:
    with Archive(inbox / "archive") as archive:
        add(
            archive,
            inbox / "in",
            record("a", "A 100% rise_in tolls, said the clerk."),
            record("b", "A 100 rise in tolls."),
        )
        assert [article.id for article in archive.articles(words="TOLLS 100%")] == ["a"]
        assert [article.id for article in archive.articles(words="rise_in")] == ["a"]
        assert [article.id for article in archive.articles(words="tolls barge")] == []
