import datetime as dt

import pytest

from dateline.assistant.support.dates import Mention, carries, mentions


def only(text: str, published: str | None = None) -> Mention:
    found = mentions(text, published)
    assert len(found) == 1, found
    return found[0]


def days(text: str, published: str) -> list[tuple[str, str]]:
    return [
        (str(dt.date.fromordinal(first)), str(dt.date.fromordinal(last)))
        for first, last in only(text, published).options
    ]


@pytest.mark.parametrize(
    "text", ["Jan. 9, 2025", "9 January 2025", "January 9th, 2025", "2025-01-09", "9th of January 2025"]
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert days(f"signed on {text} in Halden", "2025-03-01") == [("2025-01-09", "2025-01-09")]


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("it opened yesterday", "2024-06-13", "2024-06-12", "2024-06-12"),
        ("it opened last year", "2024-05-02", "2023-01-01", "2023-12-31"),
        ("it opens next month", "2024-12-20", "2025-01-01", "2025-01-31"),
        ("it fell three days ago", "2024-07-05", "2024-07-02", "2024-07-02"),
        ("it burned last weekend", "2024-07-03", "2024-06-29", "2024-06-30"),
        ("it began in the 1950s", "2024-07-03", "1950-01-01", "1959-12-31"),
    ],
)
def test_relative_times_count_from_the_day_of_publication(
    text: str, published: str, first: str, last: str
) -> None:
    assert days(text, published) == [(first, last)]


def test_a_weekday_is_the_last_one_or_the_next() -> None:
    # 9 January 2025 was a Thursday.
    assert days("aground on Wednesday", "2025-01-09") == [
        ("2025-01-08", "2025-01-08"),
        ("2025-01-15", "2025-01-15"),
    ]


def test_a_month_without_a_year_is_the_nearest() -> None:
    assert days("signed in December", "2025-01-15") == [("2024-12-01", "2024-12-31")]


def test_years_later_count_from_the_time_named_before() -> None:
    later = mentions("begun in 1974 and finished seven years later")[1]
    assert [dt.date.fromordinal(first).year for first, _ in later.options] == [1981]


def test_a_range_names_its_two_days() -> None:
    assert [(each.day, each.month) for each in mentions("from 4 to 9 August")] == [(4, 8), (9, 8)]


@pytest.mark.parametrize(
    ("text", "minute"), [("8 p.m.", 1200), ("20:00", 1200), ("6 a.m.", 360), ("12 a.m.", 0)]
)
def test_times_of_day_are_minutes(text: str, minute: int) -> None:
    assert only(f"closed at {text}").minute == minute


def test_a_statement_may_be_coarser_and_not_finer() -> None:
    day, month, decade, year = (
        only(f"on {t}") for t in ("1 January 2024", "January 2024", "the 2020s", "2024")
    )
    assert carries(day, month)
    assert carries(day, year)
    assert carries(year, decade)
    assert not carries(month, day)


def test_the_day_of_publication_is_not_the_day_before() -> None:
    evidence = only("aground on Wednesday", "2025-01-09")
    assert carries(evidence, only("on 8 January 2025"))
    assert not carries(evidence, only("on 9 January 2025"))


def test_without_a_day_of_publication_the_words_are_compared() -> None:
    assert carries(only("last year"), only("last year"))
    assert not carries(only("last year"), only("next year"))
    assert carries(only("on March 14"), only("on 14 March"))
    assert carries(only("on March 14"), only("on 14 March 2023"))
    assert not carries(only("on March 14"), only("on 15 March"))


@pytest.mark.parametrize("published", [None, "", "soon", "0000-13-99"])
def test_an_unreadable_day_of_publication_is_unknown(published: str | None) -> None:
    assert only("aground on Wednesday", published).options == ()


def test_the_modal_may_is_no_month() -> None:
    assert mentions("it may rain") == ()
