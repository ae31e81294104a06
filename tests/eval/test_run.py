"""Runs of a real assistant over a real archive."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from dateline.assistant import Answer, Assistant
from dateline.errors import EndpointFailed
from dateline.eval import EvalSettings, compare, load_cases, run
from dateline.index import Archive


class _Counting(Assistant):
    """Counts the questions, and can fail at some."""

    def __init__(self, archive: Archive, *, fails: dict[str, Exception] | None = None) -> None:
        super().__init__(archive)
        self.asked: list[str] = []
        self._fails = fails or {}

    def ask(self, question: str, **options: Any) -> Answer:
        self.asked.append(question)
        if question in self._fails:
            raise self._fails[question]
        return super().ask(question, **options)


CAUSE = "What caused the fire in the mill of Orlo?"


def test_a_run_knows_what_it_asked(archive: Archive, case_file: Path) -> None:
    made = run(load_cases(case_file), Assistant(archive))
    assert [each.outcome.case.id for each in made.cases] == ["chief", "cause", "early"]
    assert made.settings["writer"] == "extractive"
    assert made.settings["embedding"] == archive.embedding.name
    assert made.fingerprints["archive"] == archive.fingerprint()
    assert made.metrics["completed"].value == 1
    assert made.metrics["span_validity"].value == 1
    assert made.metrics["hit@10"].value == 1
    first = made.cases[0].outcome
    assert first.answer is not None
    assert first.ranks.quotes == (1,)
    assert first.timings.asked_s > 0


def test_a_second_run_is_the_same_but_for_ids_and_times(archive: Archive, case_file: Path) -> None:
    cases = load_cases(case_file)
    one, two = (run(cases, Assistant(archive), settings=EvalSettings(concurrency=n)) for n in (1, 3))
    assert compare(one, two).passed
    assert compare(one, two).flips == ()
    for first, second in zip(one.cases, two.cases, strict=True):
        scores = {name for name in first.scores if name.startswith(("first_text", "total"))}
        assert {k: v for k, v in first.scores.items() if k not in scores} == {
            k: v for k, v in second.scores.items() if k not in scores
        }


def test_nothing_is_written_to_the_history(archive: Archive, case_file: Path) -> None:
    assistant = Assistant(archive)
    before = len(assistant.history.stored())
    run(load_cases(case_file), assistant)
    assert len(assistant.history.stored()) == before


def test_earlier_turns_are_asked_first(make: Any, archive: Archive) -> None:
    assistant = _Counting(archive)
    case = make.case(turns=["How many firefighters were sent to the mill of Orlo?"], facts=[["1871"]])
    made = run([case], assistant)
    assert assistant.asked == ["How many firefighters were sent to the mill of Orlo?", "What about one?"]
    assert made.metrics["completed"].value == 1


def test_filters_reach_the_answer_and_the_ranking(make: Any, archive: Archive) -> None:
    case = make.case(as_of="2025-03-10", articles=["mill-2"]).model_copy(update={"question": CAUSE})
    outcome = run([case], Assistant(archive)).cases[0].outcome
    assert outcome.answer is not None
    assert outcome.answer.as_of == "2025-03-10"
    assert outcome.ranks.articles == (None,)
    assert "mill-2" not in {hit.article for hit in outcome.ranks.hits}


def test_a_case_that_errors_counts_as_failed_and_the_others_go_on(archive: Archive, case_file: Path) -> None:
    broken = _Counting(archive, fails={CAUSE: ValueError("no such thing")})
    made = run(load_cases(case_file), broken)
    assert [each.why[:33] for each in made.cases] == ["", *["error: ValueError: no such thing "] * 2]
    assert "test_run.py, line" in made.cases[1].why
    assert made.metrics["completed"].value == pytest.approx(1 / 3)
    assert made.metrics["hit@10"].value == 0.5
    assert made.metrics["fact_recall"].n == 2


def test_an_endpoint_that_fails_ends_the_run_and_the_next_goes_on_from_there(
    archive: Archive, case_file: Path, tmp_path: Path
) -> None:
    cases, journal = load_cases(case_file), tmp_path / "run.json.journal"
    settings = EvalSettings(concurrency=1)
    with pytest.raises(EndpointFailed):
        run(
            cases,
            _Counting(archive, fails={CAUSE: EndpointFailed("gone")}),
            settings=settings,
            journal=journal,
        )
    second = _Counting(archive)
    told = []
    made = run(cases, second, settings=settings, journal=journal, progress=told.append)
    assert second.asked == [CAUSE, CAUSE]
    assert told[0].resumed == 1
    assert told[-1].done == told[-1].total == 3
    assert [each.outcome.case.id for each in made.cases] == ["chief", "cause", "early"]
    third = _Counting(archive)
    run(cases, third, settings=settings, journal=journal, fresh=True)
    assert len(third.asked) == 3


def test_repeats_are_asked_and_counted_once(archive: Archive, case_file: Path) -> None:
    assistant = _Counting(archive)
    made = run(load_cases(case_file), assistant, settings=EvalSettings(repeats=2))
    assert len(assistant.asked) == 6
    assert [each.outcome.repeat for each in made.cases] == [0, 1] * 3
    assert made.metrics["completed"].n == 3


class _Giving(Assistant):
    """Gives way to another writer at one question."""

    def ask(self, question: str, **options: Any) -> Answer:
        answer = super().ask(question, **options)
        return dataclasses.replace(answer, writer="other") if question == CAUSE else answer


def test_a_run_never_mixes_two_writers(archive: Archive, case_file: Path) -> None:
    with pytest.raises(EndpointFailed, match="case cause was answered by other"):
        run(load_cases(case_file), _Giving(archive))
