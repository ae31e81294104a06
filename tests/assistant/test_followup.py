import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.assistant.followup import standalone
from dateline.index.terms import is_stop_word, terms

BRIDGE = "Who designed the Saltgate Bridge?"
SOLDIERS = "How many North Korean soldiers were in Russia in January 2025?"
RATE = "What is Marrenland's key rate?"


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        # another time
        (SOLDIERS, "And in October 2024?", "How many North Korean soldiers were in Russia in October 2024?"),
        (SOLDIERS, "October 2024?", "How many North Korean soldiers were in Russia in October 2024?"),
        ("How long is the queue?", "And in October?", "How long is the queue in October?"),
        # another name
        (RATE, "And Drevonia?", "What is Drevonia's key rate?"),
        ("Who is president of France?", "What about Japan?", "Who is president of Japan?"),
        (
            "What did NATO say about North Korea?",
            "And the United States?",
            "And the United States (what did NATO say about North Korea)?",
        ),
        # a pronoun
        (RATE, "And the population of its capital?", "And the population of its capital (Marrenland)?"),
        (BRIDGE, "And when was it opened?", "And when was it opened (Saltgate Bridge)?"),
        (BRIDGE, "Where was he born?", "Where was he born (who designed the Saltgate Bridge)?"),
        ("Who is Otto Brandvik?", "How old is he?", "How old is he (Otto Brandvik)?"),
        ("What is estate planning?", "When should I do that?", "When should I do that (estate planning)?"),
        # words left out
        ("How many homes lost power in Storm Ottilie?", "How many died?", "How many died (Storm Ottilie)?"),
        ("Who is Otto Brandvik?", "Why?", "Why (who is Otto Brandvik)?"),
        ("Who is Otto Brandvik?", "What else?", "What else (who is Otto Brandvik)?"),
    ],
)
def test_a_follow_up_is_made_whole(earlier: str, question: str, alone: str) -> None:
    assert standalone(question, [earlier]) == alone


@pytest.mark.parametrize(
    ("last", "asks", "alone"),
    [
        # asked with another word, where the last question can be
        ("Was the Saltgate Bridge closed?", "why?", "Why was the Saltgate Bridge closed?"),
        ("Has Otto Brandvik resigned?", "And when?", "When has Otto Brandvik resigned?"),
        ("When was the ferry of Orn stopped?", "How?", "How was the ferry of Orn stopped?"),
        ("Where did the ship sink?", "When exactly?", "When exactly did the ship sink?"),
        ("And when was it opened (Saltgate Bridge)?", "Where?", "Where was it opened (Saltgate Bridge)?"),
        (
            "How many people were hurt when the ship hit the bridge?",
            "Why?",
            "Why were people hurt when the ship hit the bridge?",
        ),
        # else with the last question in brackets
        ("What closed the bridge?", "why?", "Why (what closed the bridge)?"),
        ("Who leads the inquiry (Marta Solveig)?", "why?", "Why (who leads the inquiry, Marta Solveig)?"),
        ("How many jobs did Voltamare cut?", "why?", "Why (how many jobs did Voltamare cut)?"),
        ("Tell me about the strike at Oldport.", "why?", "Why (the strike at Oldport)?"),
        # one such word after another
        ("Why (what closed the bridge)?", "when?", "When (what closed the bridge)?"),
        ("Why was the ferry stopped?", "And where?", "Where was the ferry stopped?"),
    ],
)
def test_a_word_of_asking_alone_asks_the_last_question_for_something_else(
    last: str, asks: str, alone: str
) -> None:
    assert standalone(asks, [last]) == alone


ASKED = st.sampled_from(
    [BRIDGE, SOLDIERS, RATE, "Was the ferry stopped?", "How long is the Saltgate Bridge?"]
)
WORDS_OF_ASKING = st.sampled_from(["why?", "How?", "And when?", "where"])


@given(last=ASKED, asks=st.lists(WORDS_OF_ASKING, min_size=1, max_size=5))
def test_words_of_asking_one_after_another_never_lose_what_is_spoken_of(last: str, asks: list[str]) -> None:
    asked = [last]
    for each in asks:
        asked.append(standalone(each, asked))
    assert content(asked[-1]) >= content(last) - {"many"}
    assert asked[-1].lower().startswith(asks[-1].lower().removeprefix("and ").rstrip("?"))
    assert len(asked[-1]) <= len(last) + 12


def content(question: str) -> set[str]:
    return {word for word in terms(question) if not is_stop_word(word)}


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the Bank of Marrenland?",
        "Did Brandvik say that he would resign?",
        "What is inflation?",
        "How long does it take to cross the Orn by boat?",
        "Is it true that Sund has a new mayor?",
        "Which ships called at Oldport this week?",
        "Thank you!",
        "",
    ],
)
def test_a_question_that_stands_alone_passes_unchanged(question: str) -> None:
    assert standalone(question, [BRIDGE, SOLDIERS]) == question


def test_the_first_question_passes_unchanged_whatever_it_says() -> None:
    assert standalone("And in October?", []) == "And in October?"


def test_the_population_of_the_capital_does_not_keep_the_key_rate() -> None:
    assert "key rate" not in standalone("And the population of its capital?", [RATE])


def test_a_chain_of_raw_questions_keeps_what_it_speaks_of() -> None:
    turns = ["Which two faults made the Marta Solveig lose her rudder?", "Who leads the inquiry?"]
    assert standalone(turns[1], turns[:1]) == "Who leads the inquiry (Marta Solveig)?"
    alone = "What did she say about them (who leads the inquiry, Marta Solveig)?"
    assert standalone("What did she say about them?", turns) == alone


def test_a_chain_of_whole_questions_gives_the_same() -> None:
    whole = [
        "Which two faults made the Marta Solveig lose her rudder?",
        "Who leads the inquiry (Marta Solveig)?",
    ]
    alone = "What did she say about them (who leads the inquiry, Marta Solveig)?"
    assert standalone("What did she say about them?", whole) == alone


def test_thanks_between_two_questions_are_no_turn() -> None:
    assert standalone("Where was he born?", [BRIDGE, "Thank you!"]) == standalone(
        "Where was he born?", [BRIDGE]
    )


def test_words_beside_a_bracket_stay_two() -> None:
    assert standalone("And Sund)Orn?", ["Who is the mayor?"]) == "And Sund Orn (who is the mayor)?"


def test_time_then_name_then_pronoun() -> None:
    asked = [SOLDIERS]
    for question in ("And in October 2024?", "How many died?", "Who counted them?"):
        asked.append(standalone(question, asked))
    assert asked[1:] == [
        "How many North Korean soldiers were in Russia in October 2024?",
        "How many died (North Korean, Russia)?",
        "Who counted them (North Korean, Russia)?",
    ]


QUESTIONS = st.one_of(
    st.sampled_from(
        [
            *(
                BRIDGE,
                SOLDIERS,
                RATE,
                "And in October?",
                "And Japan?",
                "How many died?",
                "Why?",
                "And where exactly?",
                "Thank you!",
            ),
            *(
                "And its capital?",
                "Where was he born (the mayor)?",
                "What about (1) it?",
                "Does it? (yes)",
                "2023?",
            ),
        ]
    ),
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            "and it he she in October Japan Sund who what the of ( ) ? that its 2023 Bank".split()
        ),
        max_size=12,
    ).map(" ".join),
)


def said(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@given(question=QUESTIONS, earlier=st.lists(QUESTIONS, max_size=5))
def test_no_word_comes_in_that_was_not_said(question: str, earlier: list[str]) -> None:
    assert said(standalone(question, earlier)) <= said(" ".join([question, *earlier]))


@given(question=QUESTIONS, earlier=st.lists(QUESTIONS, max_size=5))
def test_what_was_made_whole_stays_as_it_is(question: str, earlier: list[str]) -> None:
    once = standalone(question, earlier)
    if once.endswith(")?") and once != question:
        assert standalone(once, earlier) == once


@given(question=QUESTIONS, turns=st.lists(QUESTIONS, max_size=40))
def test_a_long_conversation_does_not_make_questions_grow(question: str, turns: list[str]) -> None:
    asked: list[str] = []
    for turn in turns:
        asked.append(standalone(turn, asked))
    assert len(standalone(question, asked)) <= len(question) + 200
