import pytest

from dateline.assistant.additions import adds, loses


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who is Otto Brandvik?", "And who is otto brandvik then"),
        ("When did the bridge open?", "the bridge"),
        ("How many of the 12,000 left in May?", "12000 people, in may"),
        ("Which twelve left?", "12 left"),
        ("Which one of them?", ""),
        ("Compare the two?", "two"),
    ],
)
def test_words_that_were_said_before_are_no_addition(text: str, said: str) -> None:
    assert not adds(text, said)


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("Who is Otto Brandvik?", "Otto"),
        ("Brandvik was elected when?", "Brandvik"),
        ("How many of the 12,000 left?", "12,000"),
        ("Which twelve left?", "twelve"),
        ("What happened in May?", "May"),
    ],
)
def test_a_new_name_or_number_is_an_addition(text: str, added: str) -> None:
    assert adds(text, "the mayor and many others left")
    assert not adds(text, f"the mayor left: {text}, {added}")


def test_a_name_that_is_gone_is_a_loss() -> None:
    assert loses("What did the mayor say?", "What did Brandvik say?")
    assert not loses("What did Otto Brandvik say?", "What did Brandvik say?")
