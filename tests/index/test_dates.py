import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.dates import date_in_bar, date_in_url, stated_date


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("2025-01-09", "2025-01-09"),
        ("2025-01-09T10:00:00Z", "2025-01-09T10:00:00+00:00"),
        ("2025-01-09T10:00:00+0530", "2025-01-09T10:00:00+05:30"),
        ("2025-01-09T10:00:00", "2025-01-09"),
        ("2025-01-09 23:59:59", "2025-01-09"),
        ("Thu, 09 Jan 2025 10:00:00 GMT", "2025-01-09T10:00:00+00:00"),
        ("Thu, 09 Jan 2025 10:00:00 -0500", "2025-01-09T10:00:00-05:00"),
        ("January 9, 2025", "2025-01-09"),
        ("9 Jan 2025 10:00 EST", "2025-01-09T10:00:00-05:00"),
        ("9 Jan 2025 10:00 XYZ", "2025-01-09"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("03.03.2024", "2024-03-03"),
        ("1736416800", "2025-01-09T10:00:00+00:00"),
        (dt.date(2025, 1, 9), "2025-01-09"),
        (dt.datetime(2025, 1, 9, 10, tzinfo=dt.UTC), "2025-01-09T10:00:00+00:00"),
    ],
)
def test_dates_are_read(stated: object, read: str) -> None:
    assert stated_date(stated) == read


@pytest.mark.parametrize(
    "stated",
    [
        *(
            "01/02/2025",
            "1.2.2025",
            "2025",
            "January 2025",
            "Jan 9",
            "Thursday",
            "yesterday",
            "10:00",
            "soon",
            "",
        ),
        *("2025-13-40", "2025-02-30", "0999-01-01", "2999-01-01", "99999999999999999999"),
        *(None, 7, True, ["2025-01-09"]),
    ],
)
def test_what_may_be_another_day_is_not_read(stated: object) -> None:
    assert stated_date(stated) is None


def test_the_day_after_tomorrow_is_believed_and_the_week_after_is_not() -> None:
    today = dt.datetime.now(dt.UTC).date()
    assert stated_date((today + dt.timedelta(days=1)).isoformat()) is not None
    assert stated_date((today + dt.timedelta(days=7)).isoformat()) is None


def test_bar_gives_its_first_whole_date() -> None:
    assert date_in_bar("Thursday 9th January 2025 10:00 | Updated 10 January 2025") == "2025-01-09"
    assert date_in_bar("5:24 p.m.") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://edition.cnn.example/2022/06/12/media/film/index.html", "2022-06-12"),
        ("https://a.example/news/2022-06-12-bridge", "2022-06-12"),
        ("https://a.example/news/bridge-2022-06-12.html", "2022-06-12"),
        ("https://a.example/20220612/bridge", "2022-06-12"),
        ("https://a.example/world/2022/jun/12/bridge", "2022-06-12"),
        ("https://a.example/2022/6/2/bridge", "2022-06-02"),
        ("https://a.example/2022/06/bridge", None),
        ("https://a.example/2022/13/45/bridge", None),
        ("https://a.example/1822/06/12/bridge", None),
        ("https://a.example/id/1202206125", None),
        ("https://a.example/bridge?date=2022-06-12", None),
        ("https://2022-06-12.example/bridge", None),
        ("https://a.example/2099/06/12/bridge", None),
    ],
)
def test_day_in_a_url(url: str, day: str | None) -> None:
    assert date_in_url(url) == day


@given(st.dates(dt.date(1600, 1, 1), dt.date(2025, 12, 31)))
def test_every_iso_day_comes_back_as_it_was(day: dt.date) -> None:
    assert stated_date(day.isoformat()) == day.isoformat()


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_nothing(text: str) -> None:
    for read in (stated_date(text), date_in_bar(text), date_in_url("https://a.example/" + text)):
        assert read is None or dt.datetime.fromisoformat(read)
