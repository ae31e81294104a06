import re
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dateline.assistant.web.guard import LOOPBACK, Guard


async def page(request: Request) -> Response:
    return HTMLResponse("<html><script>let a = 1</script><script src='x.js'></script></html>")


async def words(request: Request) -> Response:
    return PlainTextResponse("<script>not a page</script>")


async def pieces(request: Request) -> Response:
    async def send() -> AsyncIterator[bytes]:
        yield b"<html><scr"
        yield b"ipt>cut in two</script></html>"

    return StreamingResponse(send(), media_type="text/html")


def client(hosts: frozenset[str] | None = LOOPBACK, base_url: str = "http://127.0.0.1:7860") -> TestClient:
    routes = [Route("/", page, methods=["GET", "POST"]), Route("/words", words), Route("/pieces", pieces)]
    return TestClient(Guard(Starlette(routes=routes), hosts=hosts), base_url=base_url)


def test_each_script_of_a_page_carries_the_nonce_that_the_policy_names() -> None:
    answer = client().get("/")
    nonces = re.findall(r'<script nonce="([^"]+)"', answer.text)
    assert len(nonces) == answer.text.count("<script") == 2
    assert f"'nonce-{nonces[0]}'" in answer.headers["content-security-policy"]
    assert len(answer.content) == int(answer.headers["content-length"])


def test_a_nonce_is_used_once() -> None:
    policies = {client().get("/").headers["content-security-policy"] for _ in range(2)}
    assert len(policies) == 2


def test_a_page_sent_in_pieces_is_marked_as_a_whole() -> None:
    assert re.fullmatch(
        r'<html><script nonce="[^"]+">cut in two</script></html>', client().get("/pieces").text
    )


def test_what_is_no_page_passes_unchanged_but_with_the_headers() -> None:
    answer = client().get("/words")
    assert answer.text == "<script>not a page</script>"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:80", "[::1]:7860"])
def test_this_machines_own_names_are_answered(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:7860", "", "[::2]:80"])
def test_a_page_that_gives_itself_another_name_is_refused(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 403


def test_a_public_server_answers_to_any_name() -> None:
    assert client(hosts=None).get("/", headers={"host": "news.example"}).status_code == 200


def test_another_site_may_not_send() -> None:
    assert client().post("/", headers={"origin": "https://evil.example"}).status_code == 403
    assert client().post("/", headers={"origin": "null"}).status_code == 403
    assert client().post("/", headers={"origin": "http://127.0.0.1:7860"}).status_code == 200
    assert client().post("/").status_code == 200
