from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.eval.metrics.facts import asserted, quoted, stated, unmarked


def _states(text: str, *fact: str, against: tuple[str, ...] = ()) -> bool:
    return stated([text], [fact], against=[against] if against else [])[0]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The mayor of Paris said so.", "paris"),
        ("Some 3,559 people live there.", "3559 people"),
        ("It opened on January 10, 2025, in the rain.", "10 January 2025"),
        ("It opened on January 10, 2025, in the rain.", "January 2025"),
        ("It cost $2.5 million.", "2.5 million"),
    ],
)
def test_a_fact_is_stated(text: str, fact: str) -> None:
    assert _states(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("A comparison was made.", "Paris"),
        ("There were 135 of them.", "35"),
        ("They told us nothing.", "US"),
        ("It may rain.", "May"),
        ("", "Paris"),
        ("Paris.", "!?"),
    ],
)
def test_a_fact_is_not_stated(text: str, fact: str) -> None:
    assert not _states(text, fact)


def test_one_spelling_of_several_is_enough() -> None:
    assert _states("The U.S. agreed.", "United States", "US")


def test_a_fact_inside_a_longer_one_of_the_other_kind_does_not_count() -> None:
    assert not _states("North Korea denied it.", "Korea", against=("North Korea",))
    assert _states("North Korea and Korea denied it.", "Korea", against=("North Korea",))


def test_equal_facts_do_not_hide_each_other() -> None:
    assert _states("Korea denied it.", "Korea", against=("Korea",))


def test_a_fact_does_not_run_over_two_texts() -> None:
    assert not stated(["It was New", "York said so"], [["New York"]])[0]


@given(st.lists(st.sampled_from(["oak", "elm", "12", "ash"]), min_size=1, max_size=4), st.booleans())
def test_a_fact_between_other_words_is_found(fact: list[str], first: bool) -> None:
    told = " ".join(fact)
    assert _states(f"{'' if first else 'They said '}{told}, we heard.", told)


def test_only_the_marks_of_citations_are_taken_out() -> None:
    assert unmarked("In [2019] it rose [1].", {1}) == "In [2019] it rose."


def test_an_answer_that_abstains_asserts_nothing(make: Any) -> None:
    assert asserted(make.answer("Paris won.", abstained=True)) == []


def test_sides_of_a_named_disagreement_can_be_left_out(make: Any) -> None:
    answer = make.answer(
        "Nine, says A.", "Ten, says B.", "It rained.", disagreements=(make.disagreement("9", "10"),)
    )
    assert asserted(answer, disputed=False) == ["It rained."]
    assert len(asserted(answer)) == 3


def test_quotes_are_cut_after_so_many_words(make: Any) -> None:
    answer = make.answer("a", "b", quotes=["one two three", "four five"])
    assert quoted(answer, most=4) == ["one two three", "four"]
    assert quoted(answer, most=3) == ["one two three"]
    assert quoted(answer) == ["one two three", "four five"]
