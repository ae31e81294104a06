from hypothesis import given
from hypothesis import strategies as st

from dateline.index.characters import published, spaced


def test_line_ends_become_newlines_and_page_ends_blank_lines() -> None:
    assert published("a\r\nb\rc\u2028d\x0be\x0cf") == "a\nb\nc\nd\ne\n\nf"


def test_a_split_pair_of_surrogates_is_one_character() -> None:
    assert published("\ud83d\ude00 \ud83d!") == "\U0001f600 \ufffd!"


def test_blanks_of_every_kind_are_one_ordinary_space() -> None:
    assert spaced("\u3000a\xa0\xa0b\u2009\tc ") == "a b c"


@given(st.text(st.characters(codec=None)))
def test_what_is_published_stays_when_published_again(text: str) -> None:
    once = published(text)
    assert published(once) == once
    once.encode("utf-8")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M"])))
def test_letters_digits_signs_and_marks_are_never_touched(text: str) -> None:
    assert published(text) == text
