"""A claim must stand in the cited sentence: the sentences before it only tell of whom it speaks."""

import pytest

from dateline.assistant.support import Cited, check

BEFORE = "Lost painting found. The Ropemakers had been missing from the town hall since 1944."
FOUND = Cited("It turned up inside a piano that a teacher had bought.", "Art Post", "2030-02-02", BEFORE)


def test_what_only_the_sentence_before_says_is_not_carried() -> None:
    found = check("The Ropemakers had been missing from the town hall.", [FOUND])
    assert found.verdict == "unsupported"
    assert "missing" in found.words


def test_the_sentence_before_tells_what_it_is() -> None:
    assert check("The Ropemakers turned up inside a piano.", [FOUND]).verdict == "supported"


def test_both_sentences_carry_what_they_say_together() -> None:
    said = "The Ropemakers, missing from the town hall, turned up inside a piano."
    both = [Cited("The Ropemakers had been missing from the town hall since 1944."), FOUND]
    assert check(said, both).verdict == "supported"


@pytest.mark.parametrize("answer", ["A piano.", "A teacher"])
def test_a_bare_answer_needs_no_more_than_its_words(answer: str) -> None:
    assert check(answer, [FOUND]).verdict == "supported"


def test_names_alone_from_another_sentence_are_no_claim() -> None:
    medal = "The council gave Ines Karlberg the Silver Oar."
    vote = Cited("The one vote against came from Peter Lunde.", None, None, medal)
    assert check("Ines Karlberg got the Silver Oar before Peter Lunde.", [vote]).verdict == "unsupported"


def test_a_cause_is_carried_though_only_the_context_names_who() -> None:
    told = Cited(
        "He told the council that he had braked because of the dark.", None, None, "Rupert Finch was heard."
    )
    said = "Rupert Finch told the council that he had braked because of the dark."
    assert check(said, [told]).verdict == "supported"


def test_a_noun_may_stand_for_the_name_behind_it_but_not_for_another() -> None:
    rammed = Cited("The pier fell when the freighter Marta Solveig rammed the Saltgate Bridge.")
    assert check("The pier fell when the ship hit the Saltgate Bridge.", [rammed]).verdict == "supported"
    assert (
        check("The pier fell when the ship Halcyon hit the Saltgate Bridge.", [rammed]).verdict
        == "unsupported"
    )


RENTS = Cited(
    "Kensington is the most expensive borough to rent in, while Havering in east London is the cheapest."
)


def test_what_is_said_of_one_name_is_not_said_of_the_other() -> None:
    assert check("Kensington is the cheapest borough to rent in.", [RENTS]).verdict == "unsupported"
    assert check("Havering is the cheapest borough to rent in.", [RENTS]).verdict == "supported"


def test_a_time_that_only_the_sentence_before_names_counts_as_not_said() -> None:
    cited = Cited(
        "The countdown has begun, Lena Varga wrote.", None, None, "She will retire on 29 August 2022."
    )
    assert check("Lena Varga is set to retire on 29 August 2022.", [cited]).verdict == "unsupported"
