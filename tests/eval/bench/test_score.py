"""Findings of peers, judged in the real archive."""

from typing import Any

import pytest

from dateline.eval.bench.score import Finding, figures, percentile, scores
from dateline.eval.shelf import Shelf
from dateline.index import Archive

FIRST = "Fire chief Greta Lindqvist said 37 firefighters were sent to the mill."


def test_articles_are_ranked_once_each_by_their_first_passage(make: Any, archive: Archive) -> None:
    finding = Finding((), ("choir", "choir", "mill-2", "choir", "mill-1"))
    made = scores(make.case(articles=["mill-1", "mill-2"]), finding, Shelf(archive))
    assert made["mrr@10"] == 0.5
    assert made["recall@10"] == 1
    assert made["map@10"] == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert made["hit@1"] == 0


def test_quotes_are_found_in_the_text_that_was_shown(make: Any, archive: Archive) -> None:
    case = make.case(quotes=["37 firefighters were sent"])
    hit = Finding((("choir", "The girls' choir of Tesk"), ("mill-1", FIRST)), ())
    miss = Finding((("mill-1", "Nobody was hurt in the fire."),), ())
    assert scores(case, hit, Shelf(archive)) == {"passage_hit@10": 1}
    assert scores(case, miss, Shelf(archive)) == {"passage_hit@10": 0}


def test_facts_must_stand_in_the_first_two_thousand_characters(make: Any, archive: Archive) -> None:
    case, shelf = make.case(facts=[["37"], ["Tesk"]]), Shelf(archive)
    long = ("mill-2", "x " * 1000)
    assert (
        scores(case, Finding((("mill-1", FIRST), ("choir", "Choir of Tesk")), ()), shelf)["facts@2000"] == 1
    )
    assert scores(case, Finding((long, ("mill-1", FIRST), ("choir", "Tesk")), ()), shelf)["facts@2000"] == 0
    assert scores(case, Finding((("mill-1", FIRST),), ()), shelf)["facts@2000"] == 0


def test_figures_speak_of_the_cases_they_can(make: Any, archive: Archive) -> None:
    cases = [
        make.case("a", articles=["mill-1"]),
        make.case("b", articles=["choir"]),
        make.case("c", abstain=True),
    ]
    findings = [Finding((), ("mill-1",)), Finding((), ("mill-1",)), Finding((), ())]
    made = figures(cases, findings, Shelf(archive))
    assert (made["hit@1"].value, made["hit@1"].n) == (0.5, 2)


def test_percentiles_of_no_times_are_nothing() -> None:
    assert percentile([], 50) == 0
    assert percentile([1.0, 3.0], 50) == 2
