"""Feedback and drafts over HTTP, over a history and an eval set of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline import Archive, Assistant
from dateline.assistant.answer import Answer
from dateline.assistant.web import evaluation
from dateline.assistant.web.writable import Writable
from dateline.eval.cases import load_cases
from dateline.eval.desk import Desk


def answer(name: str, question: str) -> Answer:
    return Answer(name, question, question, "2025-06-01T12:00:00.000+00:00", "Nobody.")


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Archive(tmp_path / "archive") as archive:
        assistant = Assistant(archive, writer="extractive")
        assistant.history.keep(answer("a1", "Who came?"), "talk")
        assistant.history.keep(answer("a2", "And who left?"), "talk")
        yield assistant
        assistant.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "eval")


def client(assistant: Assistant, desk: Desk | None, *, read_only: bool = False) -> TestClient:
    app = FastAPI()
    app.include_router(evaluation.routes(assistant, Writable(read_only=read_only), desk))
    return TestClient(app)


def test_what_is_said_is_kept_changed_and_taken_back(assistant: Assistant, desk: Desk) -> None:
    asked = client(assistant, desk)
    for said, kept in (
        ({"correct": False, "why": " two came "}, {"correct": False, "why": "two came", "case": ""}),
        ({"correct": True}, {"correct": True, "why": "", "case": ""}),
        ({"correct": None}, None),
    ):
        assert asked.post("/feedback", json={"answer": "a1", **said}).json() == {"feedback": kept}
        assert evaluation.told(assistant.history.feedback("a1")) == kept


def test_a_draft_takes_the_reason_and_the_earlier_questions_along(assistant: Assistant, desk: Desk) -> None:
    asked = client(assistant, desk)
    asked.post("/feedback", json={"answer": "a2", "correct": False, "why": "Runa left"})
    told = asked.post("/cases", json={"answer": "a2", "said": "Runa"}).json()["feedback"]
    (case,) = load_cases(desk.folder / "cases.yaml")
    assert told["case"] == case.id == "and-who-left"
    assert (case.turns, case.facts, case.note) == (("Who came?",), (("Runa",),), "wrong because Runa left")


def test_an_answer_becomes_a_case_once(assistant: Assistant, desk: Desk) -> None:
    asked = client(assistant, desk)
    assert asked.post("/cases", json={"answer": "a1"}).status_code == 200
    again = asked.post("/cases", json={"answer": "a1"})
    assert (again.status_code, again.json()["detail"]) == (409, "This answer is the case who-came already.")
    # What is said of it afterwards does not make the case forgotten.
    asked.post("/feedback", json={"answer": "a1", "correct": False})
    assert asked.post("/cases", json={"answer": "a1"}).status_code == 409


def test_the_overview_and_a_case_are_told(assistant: Assistant, desk: Desk) -> None:
    asked = client(assistant, desk)
    asked.post("/cases", json={"answer": "a1"})
    assert [each["id"] for each in asked.get("/eval").json()["cases"]] == ["who-came"]
    assert asked.get("/eval/case", params={"name": "who-came"}).json()["question"] == "Who came?"
    assert asked.get("/eval/case", params={"name": "nothing"}).status_code == 404


@pytest.mark.parametrize("path", ["/feedback", "/cases"])
def test_unknown_answers_and_misspelt_fields_are_refused(assistant: Assistant, desk: Desk, path: str) -> None:
    asked = client(assistant, desk)
    assert asked.post(path, json={"answer": "b9"}).status_code == 404
    assert asked.post(path, json={"answer": "a1", "corect": True}).status_code == 422


def test_read_only_takes_no_feedback_and_no_draft(assistant: Assistant, desk: Desk) -> None:
    asked = client(assistant, desk, read_only=True)
    assert asked.post("/feedback", json={"answer": "a1", "correct": True}).status_code == 403
    assert asked.post("/cases", json={"answer": "a1"}).status_code == 403
    assert asked.get("/eval").status_code == 200


def test_without_an_eval_set_there_is_feedback_alone(assistant: Assistant) -> None:
    asked: Any = client(assistant, None)
    assert asked.post("/feedback", json={"answer": "a1", "correct": True}).status_code == 200
    assert asked.post("/cases", json={"answer": "a1"}).status_code == 404
    assert asked.get("/eval").status_code == 404
