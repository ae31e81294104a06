import threading

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from dateline.assistant.web.programs.limits import BodyLimit, Turnstile
from dateline.assistant.web.refusal import Busy


def test_so_many_at_once_and_so_many_waiting_and_no_more() -> None:
    async def run() -> None:
        turnstile, going = Turnstile(at_once=2, waiting=1), threading.Event()
        inside: list[int] = []

        async def one() -> None:
            await turnstile.run(lambda: (inside.append(1), going.wait(30)))

        async with anyio.create_task_group() as tasks:
            for _ in range(3):
                tasks.start_soon(one)
            while len(inside) < 2 or turnstile._limiter.statistics().tasks_waiting < 1:
                await anyio.sleep(0.01)
            with pytest.raises(Busy, match="Too many questions are waiting"):
                await one()
            assert len(inside) == 2
            going.set()
        assert len(inside) == 3
        await one()

    anyio.run(run)


def test_a_place_is_given_back_after_an_error() -> None:
    async def run() -> None:
        turnstile = Turnstile(at_once=1, waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await turnstile.run(lambda: 1 / 0)

    anyio.run(run)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/api/ask", 100, 200),
        ("/api/ask", 101, 413),
        ("/v1/chat/completions", 101, 413),
        ("/mcp", 101, 413),
        ("/signin", 101, 413),
        ("/own/feedback", 101, 413),
        ("/own/cases", 101, 413),
        ("/gradio_api/call/ask", 101, 413),
        ("/gradio_api/component_server", 101, 413),
        ("/own/articles/files/more", 101, 413),
        # Files may be large.
        ("/own/articles/files", 101, 200),
        ("/gradio_api/upload", 101, 200),
    ],
)
def test_a_programs_request_is_no_larger_than_it_need_be(path: str, size: int, status: int) -> None:
    client = TestClient(BodyLimit(echo, largest=100))
    assert client.post(path, content=b"x" * size).status_code == status
