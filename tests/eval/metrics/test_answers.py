"""Fact recall, wrong facts, SQuAD, quoted60, length: hand-made answers, scores worked out by hand."""

from typing import Any

import pytest

from dateline.eval.metrics import named
from dateline.eval.metrics.squad import exact_match, f1, normalised


def _score(name: str, outcome: Any) -> float | None:
    metric = named(name)
    assert metric is not None
    return metric.of(outcome)


def test_fact_recall_is_the_share_of_facts_stated(make: Any) -> None:
    case = make.case(facts=[["nine", "9"], ["Kestermouth"]])
    assert _score("fact_recall", make.outcome(case, "9 people were hurt.")) == 0.5
    assert _score("fact_recall", make.outcome(case, "Nine were hurt.", "It was in Kestermouth.")) == 1
    assert _score("fact_recall", make.outcome(case, abstained=True)) == 0


def test_fact_recall_needs_facts(make: Any) -> None:
    assert _score("fact_recall", make.outcome(make.case(), "x")) is None
    assert _score("fact_recall", make.outcome(make.case(facts=[["x"]], abstain=True), "x")) is None


def test_a_wrong_fact_is_counted_unless_it_is_inside_the_right_one(make: Any) -> None:
    case = make.case(facts=[["North Korea"]], wrong=[["Korea"], ["China"]])
    assert _score("wrong_facts", make.outcome(case, "North Korea did it.")) == 0
    assert _score("wrong_facts", make.outcome(case, "North Korea and China did it.")) == 1
    assert _score("wrong_facts", make.outcome(case, abstained=True)) == 0


def test_one_side_of_a_named_disagreement_is_not_asserted(make: Any) -> None:
    case = make.case(facts=[["9"]], wrong=[["14"]], disagreement=True)
    told = ("Nine, says A.", "Fourteen, says B.")
    named_ = make.answer(*told, disagreements=(make.disagreement("9", "14"),))
    assert _score("wrong_facts", make.outcome(case, answer=named_)) == 0
    assert _score("wrong_facts", make.outcome(case, *told)) == 1


def test_squad_normalisation() -> None:
    assert normalised("The  Norman's, a Conquest!") == "normans conquest"


def test_squad_exact_match_and_f1() -> None:
    assert exact_match("The Eiffel Tower.", "eiffel tower") == 1
    assert exact_match("Eiffel", "eiffel tower") == 0
    # 1 shared word, 3 and 2 words: 2 * 1 / 5.
    assert f1("tall Eiffel building", "Eiffel Tower") == pytest.approx(0.4)
    assert f1("", "Eiffel") == 0
    # Words count as often as both have them: 2 shared of 2 and 3.
    assert f1("no no", "no no no") == pytest.approx(0.8)


def test_squad_takes_the_best_spelling_of_a_short_fact(make: Any) -> None:
    case = make.case(facts=[["the Eiffel Tower", "Tower"]])
    assert _score("exact_match", make.outcome(case, "Tower")) == 1
    assert _score("f1", make.outcome(case, "Eiffel Tower stands")) == pytest.approx(0.8)


def test_squad_is_for_one_short_fact_only(make: Any) -> None:
    long = make.case(facts=[["one two three four five six"]])
    two = make.case(facts=[["one"], ["two"]])
    assert _score("exact_match", make.outcome(long, "x")) is None
    assert _score("f1", make.outcome(two, "x")) is None


def test_quoted60_wants_all_facts_in_the_first_sixty_quoted_words(make: Any) -> None:
    case = make.case(facts=[["Orlo"], ["37"]])
    early = make.answer("a", "b", quotes=["Orlo burned.", "word " * 57 + "37"])
    late = make.answer("a", "b", quotes=["Orlo burned.", "word " * 58 + "37"])
    assert _score("quoted60", make.outcome(case, answer=early)) == 1
    assert _score("quoted60", make.outcome(case, answer=late)) == 0
    assert _score("quoted60", make.outcome(case, abstained=True)) == 0


def test_length_counts_words_without_marks(make: Any) -> None:
    assert _score("length", make.outcome(make.case(), "Three words here.", "Two more.")) == 5
    assert _score("length", make.outcome(make.case(), abstained=True)) is None
