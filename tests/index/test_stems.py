"""Words as the word index knows them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.stems import stem
from dateline.index.terms import terms, words


@pytest.mark.parametrize(
    ("word", "other"), [("ferries", "ferry"), ("elected", "elects"), ("café", "cafe"), ("zürich", "zurich")]
)
def test_forms_of_a_word_have_one_stem(word: str, other: str) -> None:
    assert stem(word) == stem(other)


def test_words_are_lower_case_and_without_signs() -> None:
    assert words("The U.S. paid $1,000 – to “Müller”") == [
        "the",
        "u",
        "s",
        "paid",
        "1",
        "000",
        "to",
        "müller",
    ]


def test_a_word_of_a_thousand_letters_is_known_by_its_beginning() -> None:
    assert len(stem("x" * 1000)) <= 40


@given(st.text())
def test_any_text_has_words_with_stems(text: str) -> None:
    for word in words(text):
        assert isinstance(stem(word), str)


@pytest.mark.parametrize("name", ["Dvořák", "İstanbul", "Świątczak", "Žižkov"])
def test_a_word_is_the_same_whether_its_marks_stand_apart_or_not(name: str) -> None:
    apart, together = (unicodedata.normalize(form, name) for form in ("NFD", "NFC"))
    assert [stem(word) for word in words(apart)] == [stem(word) for word in words(together)]
    assert len(words(apart)) == 1
    assert [stem(word) for word in terms(apart)] == [stem(word) for word in words(together)]
