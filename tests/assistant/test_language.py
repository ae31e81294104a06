import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.assistant.language import key, names_in, numbers_in, stem, stems, tokens


@pytest.mark.parametrize(
    ("written", "plain"),
    [("Ørsted", "orsted"), ("Łódź", "lodz"), ("Straße", "strasse"), ("Æbelø", "aebelo"), ("Đorđe", "dorde")],
)
def test_letters_without_a_plain_form_in_unicode_are_folded(written, plain):
    assert stem(written) == stem(plain)


def test_accents_and_endings_do_not_count():
    assert stem("Élections") == stem("election")


def test_stems_keep_the_order_of_the_words():
    assert stems("Ships carried salt") == ["ship", "carri", "salt"]


def test_a_number_is_one_token_and_a_possessive_s_is_none():
    assert tokens("Sund's 12,000 houses cost 3.5 million") == [
        "Sund",
        "12,000",
        "houses",
        "cost",
        "3.5",
        "million",
    ]


def test_numbers_in_words_and_in_digits_are_the_same():
    assert key("twelve") == key("12")
    assert key("12,000") == key("12000")
    assert key("forty") == "40"


def test_names_are_runs_of_capitals_without_question_words():
    assert names_in("When did Otto Brandvik leave Sund?") == ("Otto Brandvik", "Sund")


def test_numbers_lose_their_separators():
    assert numbers_in("1,200 of 5,120 votes, 1,200 twice") == ("1200", "5120")


@given(st.text())
def test_any_text_has_tokens_with_keys(text):
    for token in tokens(text):
        assert token in text
        assert key(token) == key(token.upper().lower()) or not token.isascii()
