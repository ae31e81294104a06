import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.numerals import read


@pytest.mark.parametrize(
    ("words", "number", "used"),
    [
        ("12", "12", 1),
        ("twelve", "12", 1),
        ("twenty five people", "25", 2),
        ("two hundred and five", "205", 4),
        ("two hundred and counting", "200", 2),
        ("three thousand four hundred", "3400", 4),
        ("12.50", "12.5", 1),
        ("1,5", "1.5", 1),
        ("5 million", "5000000", 2),
        ("1.2 billion", "1200000000", 2),
        ("5m", "5000000", 1),
        ("300k", "300000", 1),
        ("two dozen", "24", 2),
        ("a dozen", "12", 2),
        ("3rd", "#3", 1),
        ("third", "#3", 1),
        ("zero", "0", 1),
        ("bridge", "", 0),
        ("million", "", 0),
    ],
)
def test_number_is_read_with_the_words_it_takes(words, number, used):
    assert read(words.split(), 0) == (number, used)


@pytest.mark.parametrize("written", ["12,000", "12 000", "12\u202f000", "12'000", "12000"])
def test_thousands_may_be_parted(written):
    assert read([written], 0) == ("12000", 1)


def test_two_numbers_side_by_side_stay_two():
    assert read(["two", "three"], 0) == ("2", 1)
    assert read(["12", "30"], 0) == ("12", 1)


def test_digits_without_end_are_kept_as_text():
    assert read(["9" * 5000], 0) == ("9" * 5000, 1)


@given(
    st.lists(st.sampled_from(["two", "twenty", "hundred", "and", "million", "dozen", "5", "k"]), min_size=1)
)
def test_any_run_of_number_words_is_read_within_its_words(words):
    _, used = read(words, 0)
    assert 0 <= used <= len(words)


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_are_read_as_they_are(number):
    assert read([str(number)], 0) == (str(number), 1)
    assert read([f"{number:,}"], 0) == (str(number), 1)
