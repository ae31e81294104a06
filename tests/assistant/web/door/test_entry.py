"""Nobody comes in without a pass, and nobody reaches what is another's."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dateline.assistant.web import build_app
from dateline.assistant.web.door.entry import OPEN
from dateline.assistant.web.door.passes import Passes, secret_in
from dateline.assistant.web.door.people import People

QUESTION = "How many litres does the water tower of Klistan hold?"
PRIVATE = "How many free breakfasts were served at the Varn landing?"


@pytest.fixture(scope="module")
def passes(archive: Any, people: dict[str, str]) -> Passes:
    return Passes(secret_in(archive.folder), People.read(people.values()))


@pytest.fixture(scope="module")
def app(assistant: Any, passes: Passes) -> Any:
    return build_app(assistant, passes=passes, mcp=True)


def routes(app: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Every method and path that an application answers, those of what is mounted in it too."""
    for route in app.routes:
        if isinstance(route, Route):
            path = before + re.sub(r"\{[^}]*\}", "x", route.path)
            for method in route.methods or ["GET", "POST", "DELETE"]:
                yield method, path
        elif isinstance(route, Mount):
            inner = getattr(route.app, "routes", None)
            yield "GET", f"{before}{route.path}/x"
            yield from routes(route.app, before + route.path) if inner else ()
        else:
            assert isinstance(route, Starlette) or hasattr(route, "original_router"), route
            yield from routes(route.original_router, before + getattr(route, "prefix", ""))


def test_somebody_unknown_gets_nothing_from_any_route(app: Any) -> None:
    client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    asked = set(routes(app)) | {("POST", "/mcp"), ("GET", "/openapi.json"), ("GET", "/nothing")}
    assert len(asked) > 80
    assert asked >= OPEN
    for method, path in sorted(asked - OPEN):
        answer = client.request(method, path)
        if path == "/" and method in ("GET", "HEAD"):
            assert (answer.status_code, answer.headers["location"]) == (303, "signin")
        else:
            assert (method, path, answer.status_code) == (method, path, 401)
            assert method == "HEAD" or b"Sign in first" in answer.content
            assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer x"},
        {"Authorization": "Basic YW5uOmNvcnJlY3QgaG9yc2U="},
        {"Authorization": "Bearer"},
        {"Cookie": "dateline-000000000000=x"},
        {"X-Forwarded-User": "ann"},
    ],
)
def test_what_is_no_pass_lets_nobody_in(guarded: str, headers: dict[str, str]) -> None:
    assert httpx.post(f"{guarded}api/search", json={"question": "Varn"}, headers=headers).status_code == 401


def test_a_wrong_token_is_not_made_good_by_a_cookie(app: Any, passes: Passes) -> None:
    client = TestClient(
        app, base_url="http://127.0.0.1", cookies={passes.cookie: passes.give("ann", "cookie")}
    )
    assert client.get("/own/history").status_code == 200
    assert client.get("/own/history", headers={"Authorization": "Bearer x"}).status_code == 401


def test_a_conversation_is_kept_through_signing_in(guarded: str) -> None:
    answer = httpx.get(f"{guarded}?c=ab-1&x=https://evil.example", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "signin?c=ab-1")


def test_a_websocket_is_closed(app: Any) -> None:
    client = TestClient(app, base_url="http://127.0.0.1")
    with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect("/x"):
        pass
    assert closed.value.code == 1008


@pytest.fixture
def ann(guarded: str, tokens: dict[str, str]) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=guarded, headers={"Authorization": f"Bearer {tokens['ann']}"}, timeout=60
    ) as ann:
        yield ann


@pytest.fixture
def bob(guarded: str, tokens: dict[str, str]) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=guarded, headers={"Authorization": f"Bearer {tokens['bob']}"}, timeout=60
    ) as bob:
        yield bob


def test_one_person_cannot_read_find_export_go_on_with_or_delete_anothers_conversation(
    ann: httpx.Client, bob: httpx.Client, archive: Any
) -> None:
    talk = {"question": PRIVATE, "conversation": "anns-talk"}
    assert ann.post("/api/ask", json=talk).status_code == 200
    assert [each["id"] for each in ann.get("/own/history").json()] == ["anns-talk"]
    for words in ("", "breakfasts"):
        assert bob.get("/own/history", params={"words": words}).json() == []
    for form in ("md", "json", "html"):
        assert bob.get(f"/api/conversations/anns-talk.{form}").status_code == 404
        assert PRIVATE[9:30] in ann.get(f"/api/conversations/anns-talk.{form}").text
    # As if it were the first question of the conversation: nothing of ann's is taken up.
    follows = {"question": "And who served them?", "conversation": "anns-talk"}
    assert bob.post("/api/ask", json=follows).json()["standalone"] == "And who served them?"
    assert bob.delete("/own/history/anns-talk").json() == {"removed": 1}
    assert bob.delete("/own/history/anns-talk").status_code == 404
    assert len(ann.get("/api/conversations/anns-talk.json").json()) == 1


def test_without_signing_in_nothing_of_a_person_is_seen(ann: httpx.Client, address: str) -> None:
    ann.post("/api/ask", json={"question": PRIVATE, "conversation": "anns-other"})
    assert "anns-other" not in httpx.get(f"{address}own/history").text
    assert httpx.get(f"{address}api/conversations/anns-other.json").status_code == 404


def test_the_programs_doors_keep_persons_apart_too(
    ann: httpx.Client, bob: httpx.Client, guarded: str, tokens: dict[str, str]
) -> None:
    from gradio_client import Client
    from openai import AuthenticationError, OpenAI

    model = OpenAI(base_url=f"{guarded}v1", api_key=tokens["bob"])
    message: Any = {"role": "user", "content": QUESTION}
    model.chat.completions.create(model="dateline", messages=[message], extra_body={"store": True})
    headers = {"Authorization": f"Bearer {tokens['bob']}"}
    page = Client(guarded, headers=headers, verbose=False, analytics_enabled=False)
    try:
        page.predict(QUESTION, conversation="bobs-talk", api_name="/ask")
    finally:
        page.close()
    assert "bobs-talk" in bob.get("/own/history").text
    assert QUESTION in bob.get("/own/history").text
    assert QUESTION not in ann.get("/own/history").text
    with pytest.raises(AuthenticationError, match="Sign in first"):
        OpenAI(base_url=f"{guarded}v1", api_key="nobody").models.list()
