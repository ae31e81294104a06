from hypothesis import given, settings
from hypothesis import strategies as st

from .reading_of import features, passage


def test_he_is_the_one_named_in_the_sentence_before():
    found = features(
        "What did Kim Song accuse the United States of?",
        passage(1, "a", "Kim Song spoke.", "He accused Washington.", "He left."),
        passage(2, "b", "He accused Paris."),
    )
    # Kim and Song are half of the four words of names asked for; no sentence stands before the last one.
    assert found["leans_on_names"] == [0, 0.5, 0, 0]


def test_a_vice_minister_is_not_the_minister():
    asked = "Who is the Foreign Minister of Japan?"
    told = passage(1, "a", "Vice Foreign Minister Okano spoke.", "Foreign Minister Iwaya of Japan spoke.")
    assert features(asked, told)["another_office"] == [1, 0]
    assert features("Who is the Vice Foreign Minister of Japan?", told)["another_office"] == [0, 0]
    assert features(asked, told)["another_holder"] == [1, 0]
    assert features("Which minister of Japan spoke?", told)["another_holder"] == [0, 0]


def test_what_was_sent_to_one_was_not_sent_to_the_other():
    told = passage(
        1,
        "a",
        "North Korea sent missiles to Russia.",
        "Russia sent oil to North Korea.",
        "Russia has missiles.",
    )
    assert features("How many missiles did Russia send to North Korea?", told)["direction_differs"] == [
        1,
        0,
        0,
    ]
    assert features("How many missiles did North Korea send to Russia?", told)["direction_differs"] == [
        0,
        1,
        0,
    ]


def test_an_article_before_the_name_changes_nothing():
    told = passage(1, "a", "Serbia lost to the Netherlands.")
    assert features("Did the Netherlands lose to Serbia?", told)["direction_differs"] == [1]
    assert features("Did Serbia lose to the Netherlands?", told)["direction_differs"] == [0]


@settings(max_examples=50)
@given(question=st.text(max_size=80), text=st.text(min_size=1, max_size=80))
def test_any_text_gives_numbers_in_bounds(question, text):
    found = features(f"Who {question}", passage(1, "a", text))
    assert all(-3 <= value <= 3 for values in found.values() for value in values)


def test_a_question_of_several_clauses_has_several_directions():
    told = passage(1, "a", "North Korea sent missiles to Russia.")
    long = "How many missiles did Russia send to North Korea, " + "and how many shells of which kind, " * 2
    assert features(long + "in all that time?", told)["direction_differs"] == [0]
