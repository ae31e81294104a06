from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import Archive, Assistant
from dateline.assistant.answer import Answer
from dateline.assistant.plan import MOST, also_searched, by_rules
from dateline.index.terms import words

PUBLISHERS = ["FOX News - Health", "FOX News - Sports", "Orn Gazette", "The Age", "The Verge"]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Which came first, the vote in Sund or the opening of the Orn bridge?",
            ["When: the vote in Sund?", "When: the opening of the Orn bridge?"],
        ),
        (
            "Which is longer, the Orn bridge or the Sund bridge?",
            ["Which is longer: the Orn bridge?", "Which is longer: the Sund bridge?"],
        ),
        (
            "Did Otto Brandvik win the election before the bridge over the Orn opened?",
            ["Did Otto Brandvik win the election?", "The bridge over the Orn opened?"],
        ),
        (
            "After the flood in Sund, what did Otto Brandvik promise?",
            ["The flood in Sund?", "What did Otto Brandvik promise?"],
        ),
        (
            "What did Brandvik and Halvik say about the flats?",
            ["What did Brandvik say about the flats?", "What did Halvik say about the flats?"],
        ),
        (
            "Between the report on Lise Torp and the report on Runa Halvik, did the tone change?",
            ["The report on Lise Torp?", "The report on Runa Halvik?", "Did the tone change (Lise Torp)?"],
        ),
        (
            "Who was elected mayor of Sund, and when did the bridge over the Orn open?",
            ["Who was elected mayor of Sund?", "When did the bridge over the Orn open?"],
        ),
        (
            "Did Brandvik promise flats, while the council of Orn promised a school?",
            ["Did Brandvik promise flats?", "The council of Orn promised a school?"],
        ),
    ],
)
def test_a_question_of_several_is_taken_apart(question: str, parts: list[str]) -> None:
    plan = by_rules(question)
    assert plan is not None
    assert ([each.text for each in plan.questions], plan.by) == (parts, "rules")


def test_a_second_part_that_leans_on_the_first_is_made_whole() -> None:
    plan = by_rules("Who coached Kestermouth Rovers to the cup, and whom had she replaced?")
    assert plan is not None
    assert plan.questions[1].text == "Whom had she replaced (who coached Kestermouth Rovers to the cup)?"


@pytest.mark.parametrize(
    "question",
    [
        "Who was elected mayor of Sund?",
        "Did Brandvik resign before October 2024?",
        "After more than 60 years, which drink gets a new bottle?",
        "What do passengers pay to be taken over the river while there is no road?",
        "How many men and women voted?",
        "What happened? And who paid, and who did not pay?",
        "",
        "?",
    ],
)
def test_a_question_for_one_search_has_no_plan(question: str) -> None:
    assert by_rules(question) is None


def test_reports_of_a_publisher_that_is_named_are_sought_by_themselves() -> None:
    plan = by_rules("Do the Orn Gazette and the Verge report the same length?", PUBLISHERS)
    assert plan is not None
    assert [each.publishers for each in plan.questions] == [("Orn Gazette",), ("The Verge",)]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did FOX News - Sports report?", [("FOX News - Sports",)]),
        ("What did FOX News report?", [("FOX News - Health",), ("FOX News - Sports",)]),
        ("What is the age of the captain, according to the Orn Gazette?", [("Orn Gazette",)]),
        ("Who bought the Orn Gazette?", None),
    ],
)
def test_a_publisher_is_named_by_its_whole_name_and_as_one_that_reports(
    question: str, named: list[tuple[str, ...]] | None
) -> None:
    plan = by_rules(question, PUBLISHERS)
    assert (plan and [each.publishers for each in plan.questions]) == named


ASKED = st.lists(
    st.sampled_from(
        "Which came first , Did Orn Sund Gazette report or and what while before ? the vote open when".split()
    ),
    max_size=30,
).map(" ".join)


@given(ASKED | st.text(max_size=200))
def test_a_plan_is_bounded_and_says_nothing_new(question: str) -> None:
    plan = by_rules(question, PUBLISHERS)
    if plan is not None:
        assert 1 <= len(plan.questions) <= MOST
        for each in plan.questions:
            assert set(words(each.text)) <= {*words(question), "when"}


def test_an_answer_rests_on_the_articles_of_all_parts(town: Archive, ask: Any) -> None:
    answer = ask(town, "How long is the bridge over the Orn, and who was elected mayor of Sund?")
    assert {each.article for each in answer.citations} >= {"bridge", "mayor"}
    assert also_searched(answer) == [
        "How long is the bridge over the Orn?",
        "Who was elected mayor of Sund?",
    ]
    assert Answer.from_dict(answer.to_dict()) == answer


def test_the_plan_is_told_before_anything_is_searched(town: Archive) -> None:
    assistant = Assistant(town)
    first = next(iter(assistant.stream("What did the Orn Gazette report of the bridge?", remember=False)))
    assistant.close()
    assert first.kind == "plan"
    assert first.data["plan"]["questions"] == (
        {"text": "What did the Orn Gazette report of the bridge?", "publishers": ("Orn Gazette",)},
    )


def test_publishers_that_the_asker_left_out_stay_out(town: Archive, ask: Any) -> None:
    answer = ask(town, "What did the Orn Gazette report of the mayor?", publishers=["Sund Courier"])
    assert {each.publisher for each in answer.citations} <= {"Sund Courier"}
