import pytest

from dateline.assistant.support.amounts import Amount, amounts, carries, counts_the_same, same_unit
from dateline.assistant.support.tokens import words


def only(text: str) -> Amount:
    found = amounts(words(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("twelve thousand soldiers", 12_000, ""),
        ("12 000 soldiers", 12_000, ""),
        ("12,000 soldiers", 12_000, ""),
        ("12K soldiers", 12_000, ""),
        ("$1.2bn", 1.2e9, "dollar"),
        ("1,200 million crowns", 1.2e9, "crown"),
        ("two and a half million people", 2.5e6, ""),
        ("three quarters of a billion dollars", 7.5e8, "dollar"),
        ("two-thirds of members", 200 / 3, "percent"),
        ("66.7 per cent", 66.7, "percent"),
        ("half of the buses", 50, "percent"),
        ("half a percentage point", 0.5, "points"),
        ("six percentage points", 6, "points"),
        ("twenty-one sailors", 21, ""),
        ("two dozen containers", 24, ""),
        ("the 3rd week", 3, "ordinal"),
        ("his thirty-second fight", 32, "ordinal"),
        ("an hour and a half", 5400, "second"),
        ("a three-hour meeting", 10_800, "second"),
        ("12 km", 12_000, "metre"),
        ("61 years old", 61 * 31_557_600, "age"),
        ("the 29-year-old", 29 * 31_557_600, "age"),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, value: float, unit: str) -> None:
    found = only(text)
    assert found.value == pytest.approx(value)
    assert found.unit == unit


def test_a_full_stop_between_thousands_leaves_both_readings() -> None:
    assert only("30.000 employees").values == (30_000, 30)


@pytest.mark.parametrize("text", ["COVID-19 cases", "the BA.5 variant", "an F-16 jet", "the 7-Eleven shop"])
def test_numbers_in_names_are_no_amounts(text: str) -> None:
    assert amounts(words(text)) == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [("at least 12 people", ">"), ("up to 12 people", "<"), ("nearly 12 people", "~"), ("12 people", "=")],
)
def test_words_before_a_number_bound_it(text: str, bound: str) -> None:
    assert only(text).bound == bound


@pytest.mark.parametrize(
    ("evidence", "statement"),
    [
        ("412 people", "more than 400 people"),
        ("48 houses", "nearly 50 houses"),
        ("1,893 complaints", "about 1,900 complaints"),
        ("700 people", "hundreds of people"),
        ("twelve months", "one year"),
        ("57 percent", "more than half"),
        ("66.7 percent", "two-thirds"),
    ],
)
def test_honest_rounding_is_carried(evidence: str, statement: str) -> None:
    assert carries(only(evidence), only(statement))


@pytest.mark.parametrize(
    ("evidence", "statement"),
    [
        ("412 people", "more than 500 people"),
        ("640 volunteers", "6,400 volunteers"),
        ("16 people", "61 people"),
        ("$750 million", "$750 billion"),
        ("18 months", "18 years"),
        ("up to 500 people", "more than 400 people"),
        ("hundreds of people", "300 people"),
    ],
)
def test_another_number_is_not_carried(evidence: str, statement: str) -> None:
    assert not carries(only(evidence), only(statement))


def test_units_tell_amounts_apart() -> None:
    assert not same_unit(only("12 million crowns"), only("12 million dollars"))
    assert not same_unit(only("six percent"), only("six percentage points"))
    assert not same_unit(only("40 hours"), only("40 survivors"))
    assert not same_unit(only("800 cars a day"), only("800 cars a week"))
    assert not same_unit(only("22 years"), only("22 years old"))
    assert same_unit(only("5 billion"), only("5 billion crowns"))


def test_what_is_counted_tells_amounts_apart() -> None:
    assert counts_the_same(only("23 survivors"), only("23 survivors"))
    assert counts_the_same(only("120 jobs"), only("120 posts"))
    assert not counts_the_same(only("300 prisoners"), only("300 soldiers"))
