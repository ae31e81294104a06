import pytest

from dateline.index.datelines import dateline_day

TIED = (
    "HARBOUR TOWN, Jan. 9 (UPI) -- The council met to discuss the test of a new ferry engine on Monday. "
    "It was the first engine test since Nov. 5, when the pier was rebuilt.\n\n"
    "The harbour has had three ferries since December 2023, the mayor told a meeting Wednesday.\n\n"
    '"The January 6 engine test shows what the money has bought," a councillor said.'
)


def test_a_year_in_the_dateline_is_taken() -> None:
    assert dateline_day("HARBOUR TOWN, Jan. 9, 2025 (UPI) -- The bridge is closed.") == "2025-01-09"
    assert dateline_day("KYIV, 9 January 2025 (UNN) — The bridge is closed.") == "2025-01-09"


def test_a_date_of_the_same_week_with_its_year_fixes_it() -> None:
    text = "HARBOUR TOWN, Jan. 2 (AP) — The bridge was closed on Dec. 30, 2024, the mayor said."
    assert dateline_day(text) == "2025-01-02"


def test_weekday_tied_to_a_date_by_the_same_event_fixes_the_year() -> None:
    # 6 January is a Monday in 2025, and in no other year from 2023 to 2027
    assert dateline_day(TIED) == "2025-01-09"


def test_weekday_beside_its_date_fixes_the_year() -> None:
    text = (
        "HARBOUR TOWN, March 14 (Reuters) - The bridge was closed on Tuesday, March 11, the mayor said. "
        "It had been mended in June 2023."
    )
    assert dateline_day(text) == "2025-03-14"  # 11 March: Saturday 2023, Monday 2024, Tuesday 2025


@pytest.mark.parametrize(
    "text",
    [
        "HARBOUR TOWN, Jan. 9 (UPI) -- The bridge was closed Wednesday.",
        TIED.replace("since December 2023", "for some time"),
        TIED.replace("January 6 engine test", "January 6 party"),
        TIED.replace("on Monday", "some time ago"),
        "The bridge was closed on Jan. 9, 2025.",
        "HARBOUR TOWN, Feb. 30, 2025 (UPI) -- The bridge is closed.",
        "",
    ],
)
def test_a_year_that_the_text_does_not_fix_is_not_guessed(text: str) -> None:
    assert dateline_day(text) is None


def test_a_year_yet_to_come_is_no_lower_bound() -> None:
    assert dateline_day(TIED + "\n\nAll ferries will be electric by 2026.") == "2025-01-09"
