import pytest

from dateline.assistant.support import Cited, find_support

EVIDENCE = [
    Cited("The bank will close 40 of its 212 branches over the next three years."),
    Cited("Police arrested two men in Lowick over the theft of the painting."),
    Cited("Two men were held in Lowick."),
]


def test_the_sentence_that_carries_the_whole_statement_is_found() -> None:
    assert find_support("Two men were arrested in Lowick over the stolen painting.", EVIDENCE) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "Three men were arrested in Lowick over the theft of the painting.",
        "Two men were arrested in Delby over the theft of the painting.",
        "Two men from Calder were arrested in Lowick over the theft of the painting and a vase.",
        "The bank will close 212 branches.",
        "He agreed.",
        "",
    ],
)
def test_what_no_sentence_carries_wholly_is_not_found(statement: str) -> None:
    assert find_support(statement, EVIDENCE) is None


def test_a_sentence_that_says_who_says_so_is_found_where_that_may_be_left_out() -> None:
    evidence = [
        Cited("Two men were held in Lowick over the stolen painting, the county police told the Post.")
    ]
    statement = "Two men were held in Lowick over the stolen painting."
    assert find_support(statement, evidence) is None
    assert find_support(statement, evidence, unattributed=True) == 0
    assert find_support("Three men were held in Lowick.", evidence, unattributed=True) is None


def test_what_the_context_has_to_add_is_not_found() -> None:
    evidence = [
        Cited("It was sold for 90 crowns.", None, None, "A painting of the harbour by Ruta Kalve was stolen.")
    ]
    assert find_support("A painting of the harbour by Ruta Kalve was sold for 90 crowns.", evidence) is None
    assert find_support("It was sold for 90 crowns in all.", evidence) is None


def test_of_several_the_one_that_says_least_beside_it_is_taken() -> None:
    evidence = [
        Cited("Two men were held in Lowick on Sunday after a long chase through the old town."),
        Cited("Two men were held in Lowick."),
        Cited("Two men were held in Lowick."),
    ]
    assert find_support("Two men were held in Lowick.", evidence) == 1


def test_no_evidence_holds_nothing() -> None:
    assert find_support("Two men were held in Lowick.", []) is None
