"""An eval set as the web page sees it: drafts go in, runs and cases come out."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import WrongUse
from dateline.eval.cases import load_cases
from dateline.eval.desk import Desk
from dateline.eval.record import load_run


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "news" / "eval", archive=tmp_path / "news")


def draft(desk: Desk, answer: Any, **said: Any) -> Any:
    """The case that was drafted, read back from the file."""
    given = {"turns": [], "correct": True, "why": "", "said": "", "abstain": False} | said
    name = desk.draft(answer, **given)
    return next(case for case in load_cases(desk.folder / "cases.yaml") if case.id == name)


def keep(desk: Desk, make: Any, day: str, *said: str) -> None:
    """A run of as many cases as there are words, each expecting "yes"."""
    outcomes = [
        make.outcome(make.case(f"case{n}", facts=[["yes"]], tags=["t"]), word) for n, word in enumerate(said)
    ]
    made = make.run(outcomes, created=f"{day}T00:00:00+00:00")
    made.save(desk.folder / "runs" / f"{day}.json.gz")


def test_a_right_answer_becomes_a_case_that_expects_what_it_rests_on(desk: Desk, make: Any) -> None:
    case = draft(desk, make.answer("It rained.", question="Did it rain?"), turns=["And on Monday?"])
    assert (case.question, case.turns) == ("Did it rain?", ("And on Monday?",))
    assert (case.articles, case.quotes) == (("article-1",), ("It rained.",))
    assert (case.tags, case.abstain) == (("draft",), False)


def test_a_wrong_answer_expects_nothing_that_it_cited(desk: Desk, make: Any) -> None:
    case = draft(desk, make.answer("It rained."), correct=False, why="it snowed", said="snow")
    assert (case.articles, case.quotes, case.facts) == ((), (), (("snow",),))
    assert case.note == "wrong because it snowed"


def test_an_answer_that_should_be_an_abstention(desk: Desk, make: Any) -> None:
    case = draft(desk, make.answer("It rained."), correct=False, abstain=True, said="rain")
    assert (case.abstain, case.facts, case.quotes) == (True, (), ())


def test_a_right_abstention_stays_one(desk: Desk, make: Any) -> None:
    assert draft(desk, make.answer(abstained=True)).abstain


def test_the_same_question_twice_makes_two_cases(desk: Desk, make: Any) -> None:
    names = [draft(desk, make.answer("It rained.", question="Rain?")).id for _ in range(2)]
    assert names == ["rain", "rain-2"]


def test_a_case_file_with_a_fault_is_left_alone_and_told(desk: Desk, make: Any) -> None:
    desk.folder.mkdir(parents=True)
    (desk.folder / "cases.yaml").write_text("- question: no id\n", "utf-8")
    with pytest.raises(WrongUse):
        draft(desk, make.answer("It rained."))
    assert (desk.folder / "cases.yaml").read_text("utf-8") == "- question: no id\n"
    assert "cases.yaml, line 1" in desk.overview()["fault"]


def test_an_empty_set_says_how_to_make_a_run(desk: Desk) -> None:
    told = desk.overview()
    assert (told["runs"], told["cases"], told["comparison"], told["fault"]) == ([], [], None, "")
    assert told["command"] == ("dateline eval news/eval/cases.yaml --archive news --history news/eval/runs")
    assert desk.case("nothing") is None


def test_runs_are_told_oldest_first_and_the_last_two_are_compared(desk: Desk, make: Any) -> None:
    keep(desk, make, "2025-02-02", "yes", "no")
    keep(desk, make, "2025-01-01", "yes", "yes")
    told = desk.overview()
    assert [run["created"][:10] for run in told["runs"]] == ["2025-01-01", "2025-02-02"]
    assert told["runs"][1]["metrics"]["passed"]["value"] == 0.5
    assert told["comparison"]["failed"]
    assert told["comparison"]["sentence"].startswith("REGRESSION: ")
    assert told["comparison"]["with"] == "the run of 2025-01-01T00:00:00+00:00"
    assert [(flip["case"], flip["worse"]) for flip in told["comparison"]["flips"]] == [("case1", True)]
    passed = next(row for row in told["comparison"]["rows"] if row["name"] == "passed")
    assert (passed["before"], passed["now"], passed["verdict"]) == ("1.000", "0.500", "regression")


def test_a_baseline_goes_before_the_run_before(desk: Desk, make: Any) -> None:
    keep(desk, make, "2025-01-01", "yes", "no")
    (desk.folder / "runs" / "2025-01-01.json.gz").rename(desk.folder / "b.json.gz")
    keep(desk, make, "2025-02-02", "yes", "yes")
    load_run(desk.folder / "b.json.gz").save(desk.folder / "baseline.json")
    told = desk.overview()["comparison"]
    assert (told["with"], told["failed"]) == ("the baseline", False)


def test_a_run_that_cannot_be_read_is_left_out(desk: Desk, make: Any) -> None:
    keep(desk, make, "2025-01-01", "yes")
    (desk.folder / "runs" / "2025-03-03.json").write_text("{}", "utf-8")
    assert len(desk.overview()["runs"]) == 1


def test_a_run_that_another_reader_is_still_loading_is_not_missing(
    desk: Desk, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()

    def slowly(path: Path) -> Any:
        begun.set()
        go.wait(20)
        return load_run(path)

    keep(desk, make, "2025-01-01", "yes")
    monkeypatch.setattr("dateline.eval.desk.load_run", slowly)
    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(desk.overview)
        begun.wait(20)
        second = readers.submit(desk.overview)
        wait([second], timeout=0.3)
        go.set()
        assert [len(each.result()["runs"]) for each in (first, second)] == [1, 1]


def test_a_run_that_was_written_anew_is_read_anew(desk: Desk, make: Any) -> None:
    for said in ("yes", "no"):
        keep(desk, make, "2025-01-01", said)
        assert desk.overview()["runs"][0]["metrics"]["passed"]["value"] == float(said == "yes")
    assert len(desk._known) == 1


def test_a_case_tells_what_it_expects_and_what_came_of_it(desk: Desk, make: Any) -> None:
    keep(desk, make, "2025-01-01", "yes", "no")
    failed = desk.case("case1")
    assert failed is not None
    assert (failed["passed"], failed["why"]) == (False, "misses a fact")
    assert failed["expects"] == [["must say", "yes"]]
    assert failed["came"]["answer"]["text"] == "no [1] "
    assert {"name": "fact_recall", "title": "Fact recall", "shown": "0.000"} in failed["came"]["scores"]


def test_a_draft_that_was_not_asked_yet_is_listed_before_any_run_knows_it(desk: Desk, make: Any) -> None:
    keep(desk, make, "2025-01-01", "yes")
    name = draft(desk, make.answer("It rained."), correct=False, why="dull").id
    rows = {row["id"]: row for row in desk.overview()["cases"]}
    assert set(rows) == {"case0", name}
    assert (rows[name]["draft"], rows[name]["open"], rows[name]["passed"]) == (True, True, None)
    assert "wrong because dull" in (desk.case(name) or {})["yaml"]
