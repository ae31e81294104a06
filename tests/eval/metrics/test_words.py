import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.eval.metrics.words import without_days, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,559 people", "3559 people"),
        ("3\u202f559 people", "3559 PEOPLE"),
        ("1,00,000 rupees", "100000 rupees"),
        ("twenty-one", "21"),
        ("two hundred and five", "205"),
        ("three thousand five hundred and fifty-nine", "3,559"),
        ("a million", "1,000,000"),
        ("3.5 million", "3,500,000"),
        ("3.50", "3.5"),
        ("$3.5 million", "3.5 million dollars"),
        ("US$3.5m", "USD 3.5 million"),
        ("5 US dollars", "$5"),
        ("€5bn", "five billion euros"),
        ("5%", "five per cent"),
        ("5 percent", "5 per cent"),
        ("10 January 2025", "2025-01-10"),
        ("Jan. 10, 2025", "the 10th of January 2025".removeprefix("the ")),
        ("May 3", "3rd of May"),
        ("Zürich", "zurich"),
        ("Siobhán Ní Dhuibhir", "Siobhan Ni Dhuibhir"),
        ("Newton’s law", "Newton law"),
        ("U.S. troops", "US troops"),
        ("the twenty-first century", "the 21st century"),
        ("vice-president", "vice president"),
        ("10km", "10 km"),
        ("5 p.m.", "5pm"),
        ("O’Brien", "O'Brien"),
    ],
)
def test_two_spellings_are_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("may", "May"),
        ("march", "March"),
        ("us", "US"),
        ("10 January", "10"),
        ("5", "5%"),
        ("1.5", "15"),
        ("one two", "three"),
        ("2024 2025", "4049"),
        ("мои", "мой"),
    ],
)
def test_two_spellings_are_not_the_same_words(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_words_stand_in_order() -> None:
    told = "On 4 March 2025, thirty-seven men paid $1.2 million."
    assert words(told) == ("on", "march*", "d4", "2025", "37", "men", "paid", "1200000", "dollar")


def test_scripts_without_blanks_give_characters() -> None:
    assert words("北京で") == ("北", "京", "で")


def test_days_can_be_taken_out_of_dates() -> None:
    assert without_days(words("10 January 2025")) == words("January 2025")


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    assert all(words(text))


@given(st.integers(min_value=0, max_value=10**15))
def test_separators_of_thousands_do_not_count(number: int) -> None:
    assert words(f"{number:,}") == words(str(number)) == (str(number),)


@given(st.integers(min_value=1, max_value=99), st.sampled_from(["thousand", "million", "billion"]))
def test_a_scale_word_multiplies(number: int, scale: str) -> None:
    by = {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]
    assert words(f"{number} {scale} people") == words(f"{number * by} people")
