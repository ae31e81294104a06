"""The routes for programs, asked over HTTP as the real page serves them."""

import json
from typing import Any

import httpx
import pytest

QUESTION = "How many litres does the water tower of Klistan hold?"
OF_ITS_TIME = ("id", "created", "usage")


@pytest.fixture
def client(address: str) -> Any:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


def lasting(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs each time."""
    return {name: value for name, value in answer.items() if name not in OF_ITS_TIME}


def test_ask_gives_what_python_gives(client: Any, assistant: Any) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION, "since": "2025-01-01"}).json()
    assert lasting(answer) == lasting(assistant.ask(QUESTION, since="2025-01-01").to_dict())
    assert answer["citations"][0]["article"] == "tower"


def test_search_gives_what_python_gives(client: Any, assistant: Any) -> None:
    hits = client.post("/api/search", json={"question": "Varn ferry", "k": 2}).json()["hits"]
    assert hits == [hit.to_dict() for hit in assistant.archive.search("Varn ferry", k=2)]
    assert hits[0]["article"] == "family"


def test_a_stream_sends_each_event_and_ends_with_the_answer(client: Any, assistant: Any) -> None:
    events = []
    with client.stream("POST", "/api/ask", json={"question": QUESTION, "stream": True}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        for part in response.read().decode().strip().split("\n\n"):
            kind, data = part.split("\n")
            events.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    assert events[0][0] == "plan"
    assert events[-1][0] == "answer"
    answer = events[-1][1]
    assert "".join(data["text"] for kind, data in events if kind == "text") == answer["text"]
    assert lasting(answer) == lasting(assistant.ask(QUESTION).to_dict())


def test_turns_of_a_conversation_are_kept_under_it(client: Any, assistant: Any) -> None:
    for question in (QUESTION, "And who called it that?"):
        assert (
            client.post("/api/ask", json={"question": question, "conversation": "api-1"}).status_code == 200
        )
    kept = assistant.history.conversation("api-1")
    assert [answer.question for answer in kept] == [QUESTION, "And who called it that?"]


@pytest.mark.parametrize("stream", [False, True])
def test_a_day_that_is_none_is_named_with_a_remedy(client: Any, stream: bool) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION, "as_of": "yesterday", "stream": stream})
    assert "as_of is 'yesterday', which is not a day: write it as 2025-01-10" in answer.text
    assert stream or answer.status_code == 400


def test_a_misspelt_field_or_an_empty_question_is_refused(client: Any) -> None:
    for body in ({"question": QUESTION, "asof": "2025-01-01"}, {"question": ""}, {}):
        assert client.post("/api/ask", json=body).status_code == 422


def test_the_routes_are_described(client: Any) -> None:
    described = client.get("/api/openapi.json").json()["paths"]
    assert set(described) == {"/api/ask", "/api/search", "/api/conversations/{conversation}.{form}"}


def test_no_page_that_loads_from_other_hosts_is_served(client: Any) -> None:
    for path in ("/docs", "/redoc"):
        assert "swagger" not in client.get(path).text.lower()
