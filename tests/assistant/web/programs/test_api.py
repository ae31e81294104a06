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
    told = "as_of is 'yesterday', which is not a day: write it as 2025-01-10"
    assert (answer.status_code, answer.json()) == (400, {"error": told})


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"question": QUESTION, "asof": "2025-01-01"}, 422, "There is no field 'asof'."),
        ({"question": ""}, 422, "question is empty."),
        ({}, 422, "question is missing."),
        ({"question": "?" * 10_001}, 422, "question is too long: at most 10000 characters."),
        ({"question": QUESTION, "within": ["a"] * 1001}, 422, "within is too long: at most 1000 of them."),
        ({"question": QUESTION, "conversation": "../a"}, 422, "conversation is no id: "),
        ({"question": "  "}, 400, "the question is empty: ask something"),
        ({"question": "?" * 2_100_000}, 413, "The request is larger than 2,097,152 bytes."),
        (["question"], 422, "The body is not a JSON object sent as application/json."),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(
    client: Any, body: Any, status: int, told: str
) -> None:
    answer = client.post("/api/ask", json=body)
    assert answer.status_code == status
    assert answer.json()["error"].startswith(told)
    assert list(answer.json()) == ["error"]


def test_a_body_that_is_no_json_is_refused(client: Any) -> None:
    answer = client.post("/api/ask", content=b"{", headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json() == {"error": "The body is not a JSON object sent as application/json."}


def test_a_body_without_a_length_is_refused_once_it_is_too_large(client: Any) -> None:
    answer = client.post("/api/ask", content=iter([b"?" * 2**20] * 3))
    assert (answer.status_code, list(answer.json())) == (413, ["error"])


def test_half_a_character_harms_nothing(client: Any) -> None:
    answer = client.post(
        "/api/ask", content=b'{"question": "who \\ud800"}', headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()) == (
        422,
        {"error": "question is not text: it has half a character."},
    )


def test_the_routes_are_described_with_what_they_give(client: Any) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/ask",
        "/api/search",
        "/api/conversations/{conversation}.{form}",
        "/v1/chat/completions",
        "/v1/models",
        "/v1/models/{name}",
    }
    ask = described["paths"]["/api/ask"]["post"]
    assert set(ask["responses"]) == {"200", "400", "401", "413", "422", "502", "503"}
    assert ask["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/Answer")
    assert "quote" in described["components"]["schemas"]["Citation"]["properties"]


def test_no_page_that_loads_from_other_hosts_is_served(client: Any) -> None:
    for path in ("/docs", "/redoc"):
        assert "swagger" not in client.get(path).text.lower()
