"""Observations against a real archive."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import pytest

from dateline.assistant.answer import Answer, Citation, Statement
from dateline.eval import observe
from dateline.eval.judge import SupportJudge
from dateline.eval.shelf import Shelf
from dateline.index import Archive

CHIEF = "Fire chief Greta Lindqvist said 37 firefighters were sent to the mill."


@pytest.fixture
def shelf(archive: Archive) -> Shelf:
    return Shelf(archive)


def _cited(shelf: Shelf, quote: str, article: str = "mill-1", number: int = 1) -> Citation:
    found = shelf.get(article, 1)
    assert found is not None
    start = found.text.index(quote)
    return Citation(
        number,
        article,
        1,
        start,
        start + len(quote),
        quote,
        1,
        found.title,
        found.publisher,
        published=found.published,
    )


def _answer(*citations: Citation, statement: str = CHIEF) -> Answer:
    numbers = tuple(each.number for each in citations)
    told = Statement(statement, 0, len(statement), numbers)
    return Answer("x", "q", "q", "now", statement, (told,), citations)


def test_ranks_count_distinct_articles_and_passages(make: Any, archive: Archive, shelf: Shelf) -> None:
    case = make.case(
        articles=["mill-1", "choir"], quotes=["37 firefighters were sent to the mill", "no such"]
    )
    hits = archive.search("How many firefighters were sent to the mill?", k=10)
    made = observe.ranks(case, hits, shelf)
    order = list(dict.fromkeys(hit.article for hit in hits))
    assert made.articles[0] == order.index("mill-1") + 1
    assert made.quotes == (next(n for n, hit in enumerate(hits, start=1) if "37" in hit.text), None)
    assert [found.article for found in made.hits] == [hit.article for hit in hits]


def test_an_article_is_found_by_its_copy(make: Any, archive: Archive, shelf: Shelf) -> None:
    hits = archive.search("the choir of Tesk", k=1)
    copied = [dataclasses.replace(hit, copies=("elsewhere",)) for hit in hits]
    assert observe.ranks(make.case(articles=["elsewhere"]), copied, shelf).articles == (1,)


def test_a_quote_needs_half_of_itself_in_the_passage(make: Any, archive: Archive, shelf: Shelf) -> None:
    hit = next(hit for hit in archive.search("firefighters", k=5) if hit.article == "mill-1")
    text = archive.get("mill-1").text
    start = text.index("Nobody was hurt")
    short, long = (dataclasses.replace(hit, start=0, end=start + cut) for cut in (7, 8))
    case = make.case(quotes=["Nobody was hurt"])
    assert observe.ranks(case, [short], shelf).quotes == (None,)
    assert observe.ranks(case, [long], shelf).quotes == (1,)


def test_a_sound_citation_is_valid_and_stands_in_its_surroundings(make: Any, shelf: Shelf) -> None:
    check = observe.spans(make.case(articles=["mill-1"]), _answer(_cited(shelf, CHIEF)), shelf)[0]
    assert (check.valid, check.allowed, check.expected, check.length) == (True, True, True, len(CHIEF))
    assert check.before.endswith("Monday night. ")
    assert check.after.startswith(" Nobody was hurt")


@pytest.mark.parametrize(
    "change", [{"start": 3}, {"end": 10}, {"quote": "something else"}, {"version": 2}, {"article": "gone"}]
)
def test_a_citation_that_is_off_by_anything_is_not_valid(
    make: Any, shelf: Shelf, change: dict[str, Any]
) -> None:
    citation = dataclasses.replace(_cited(shelf, CHIEF), **change)
    check = observe.spans(make.case(), _answer(citation), shelf)[0]
    assert not check.valid
    assert check.why


@pytest.mark.parametrize(
    ("filters", "why"),
    [
        ({"as_of": "2025-03-03"}, "published 2025-03-04, after 2025-03-03"),
        ({"since": "2025-03-05"}, "outside the days asked for"),
        ({"until": "2025-03-03"}, "outside the days asked for"),
        ({"publishers": ["Tesk Weekly"]}, "its publisher is Valley Post"),
        ({"within": ["choir"]}, "its article is mill-1"),
        (
            {
                "as_of": "2025-03-04",
                "since": "2025-03-04",
                "publishers": ["valley post"],
                "within": ["mill-1"],
            },
            "",
        ),
    ],
)
def test_a_citation_must_obey_the_filters(make: Any, shelf: Shelf, filters: dict[str, Any], why: str) -> None:
    check = observe.spans(make.case(**filters), _answer(_cited(shelf, CHIEF)), shelf)[0]
    assert check.allowed == (not why)
    assert why in check.why


def test_covered_is_the_share_of_a_quote_that_is_cited(make: Any, shelf: Shelf) -> None:
    quote = "37 firefighters were sent to the mill."
    case = make.case(quotes=[quote, "Nobody was hurt in the fire."])
    assert observe.covered(case, _answer(_cited(shelf, CHIEF)), shelf) == (1.0, 0.0)
    half = _cited(shelf, "37 firefighters were")
    assert observe.covered(case, _answer(half), shelf)[0] == pytest.approx(20 / 38)


def test_two_overlapping_citations_cover_no_more_than_there_is(make: Any, shelf: Shelf) -> None:
    case = make.case(quotes=["37 firefighters were sent"])
    both = _answer(_cited(shelf, "37 firefighters"), _cited(shelf, "firefighters were sent", number=2))
    assert observe.covered(case, both, shelf) == (1.0,)
    checks = observe.spans(case, both, shelf)
    assert [check.on_quotes for check in checks] == [len("37 firefighters"), len("firefighters were sent")]


def test_the_judge_carries_a_quotation_and_not_another_claim(shelf: Shelf) -> None:
    carried = observe.verdicts(_answer(_cited(shelf, CHIEF)), SupportJudge(), shelf)[0]
    assert carried.together
    assert carried.alone == {1: True}
    assert carried.without == {1: False}
    other = _answer(_cited(shelf, CHIEF), statement="The mill was built in 1871.")
    assert not observe.verdicts(other, SupportJudge(), shelf)[0].together


class _Needs:
    """A judge that wants a number of citations."""

    name = "needs"

    def __init__(self, count: int) -> None:
        self._count = count

    def carries(self, statement: str, citations: Sequence[Citation], shelf: Shelf) -> bool:
        return len(citations) >= self._count


def test_verdicts_ask_together_alone_and_without(shelf: Shelf) -> None:
    answer = _answer(_cited(shelf, CHIEF), _cited(shelf, "Nobody was hurt in the fire.", number=2))
    check = observe.verdicts(answer, _Needs(2), shelf)[0]
    assert (check.together, check.alone, check.without) == (True, {1: False, 2: False}, {1: False, 2: False})


def test_a_statement_is_honest_where_it_stands_with_citations_or_a_reason(shelf: Shelf) -> None:
    sound = _answer(_cited(shelf, CHIEF))
    statement = sound.statements[0]

    def honest(**change: Any) -> bool:
        changed = dataclasses.replace(sound, statements=(dataclasses.replace(statement, **change),))
        return observe.verdicts(changed, SupportJudge(), shelf)[0].honest

    assert honest()
    assert not honest(start=1)
    assert not honest(citations=())
    assert not honest(citations=(1, 7))
    assert not honest(citations=(), verdict="uncited")
    assert honest(citations=(), verdict="uncited", why="no sentence says so")


def test_an_answer_that_abstains_has_no_statements_to_judge(make: Any, shelf: Shelf) -> None:
    assert observe.verdicts(make.answer("x", abstained=True), SupportJudge(), shelf) == ()
