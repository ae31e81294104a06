import pytest

from dateline.assistant.support.framing import false_date, unframe


@pytest.mark.parametrize(
    ("statement", "bare"),
    [
        ("According to Meridian Press, the airport is closed.", "the airport is closed."),
        ("According to Meridian Press on 9 January, the airport is closed.", "the airport is closed."),
        ("According to a Meridian Press report from 5 March 2024, the pier fell.", "the pier fell."),
        ("As of 9 January 2025, Meridian Press reported that four are missing.", "four are missing."),
        ("In an article dated 2 May 2024, Meridian Press wrote that it reopened.", "it reopened."),
        ("The article states that 640 people took part.", "640 people took part."),
        ("The evidence clearly states that prices fell.", "prices fell."),
        ("Based on the evidence provided in Passage 1, prices fell.", "prices fell."),
        ("Prices fell sharply, as the provided evidence shows.", "Prices fell sharply"),
        ("The merger fell through, Meridian Press reported on 5 March 2024.", "The merger fell through"),
        ("Yes, the bridge is open.", "the bridge is open."),
        ("- **Dead:** 12 people [2.3]", "Dead: 12 people"),
    ],
)
def test_words_about_the_source_come_off(statement: str, bare: str) -> None:
    assert unframe(statement, ["Meridian Press"]).text == bare


@pytest.mark.parametrize(
    "statement",
    [
        "According to Ledger Daily, the merger fell through.",
        "According to the defence ministry, 12 soldiers died.",
        "The report, published by the watchdog Clear Water, says that 40 rivers are polluted.",
        "A letter dated Tuesday was found.",
    ],
)
def test_other_sources_stay_in_the_statement(statement: str) -> None:
    assert unframe(statement, ["Meridian Press"]).text == statement


def test_a_framing_knows_whether_it_named_the_publisher() -> None:
    assert unframe("According to Meridian Press, it fell down.", ["Meridian Press"]).named
    assert not unframe("According to the article, it fell down.", ["Meridian Press"]).named


def test_a_date_in_the_framing_must_be_that_of_an_article() -> None:
    assert false_date("According to UPI on 9 January 2025, ", ["2025-01-09"]) == ""
    assert false_date("According to UPI on 8 January 2025, ", ["2025-01-09"]) == "8 January 2025"
    assert false_date("According to UPI on 8 January 2025, ", ["2025-01-09", "2025-01-08"]) == ""
    assert false_date("According to UPI on 8 January 2025, ", [None]) == ""


def test_as_of_a_later_day_is_true_of_an_earlier_article() -> None:
    assert false_date("As of 10 January 2025, ", ["2025-01-09"]) == ""
    assert false_date("As of 8 January 2025, ", ["2025-01-09"]) == "8 January 2025"
