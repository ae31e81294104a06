import json
from collections.abc import Iterator
from typing import Any

import anyio
import pytest

from dateline.assistant.answer import Event
from dateline.assistant.web.programs.limits import Turnstile
from dateline.assistant.web.programs.streaming import streamed
from dateline.assistant.web.refusal import WRONG
from dateline.errors import EndpointFailed, WrongUse


def say(event: Event) -> list[str]:
    return [event.data["text"]]


def words(*said: str, error: Exception | None = None) -> Iterator[Event]:
    for each in said:
        yield Event("text", {"text": each})
    if error:
        raise error


async def sent(response: Any, *, leaves: bool = False) -> str:
    """All that a response sends to somebody who stays, or who leaves before the first word."""
    told: list[bytes] = []

    async def receive() -> Any:
        if not leaves:
            await anyio.sleep_forever()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        told.append(message.get("body", b""))

    await response({"type": "http", "asgi": {"spec_version": "2.3"}}, receive, send)
    return b"".join(told).decode()


def run(turnstile: Turnstile, events: Iterator[Event], *, leaves: bool = False) -> str:
    async def run() -> str:
        response = await streamed(turnstile, lambda: events, say, failed=lambda why: f"[{why}]")
        return await sent(response, leaves=leaves)

    return anyio.run(run)


def test_each_event_is_told_in_its_order() -> None:
    assert run(Turnstile(), words("a", "b", "c")) == "abc"


def test_what_is_wrong_from_the_beginning_is_raised() -> None:
    with pytest.raises(WrongUse, match="no day"):
        run(Turnstile(), words(error=WrongUse("no day")))


@pytest.mark.parametrize(
    ("error", "told"),
    [(EndpointFailed("it did not answer"), "it did not answer"), (ZeroDivisionError("inside"), WRONG)],
)
def test_what_goes_wrong_later_is_told_last(error: Exception, told: str) -> None:
    def slow() -> Iterator[Event]:
        yield from words("a")
        anyio.run(anyio.sleep, 0.2)
        raise error

    assert run(Turnstile(), slow()) == f"a[{told}]"


@pytest.mark.parametrize("leaves", [False, True])
@pytest.mark.parametrize("error", [None, EndpointFailed("it did not answer"), WrongUse("no day")])
def test_its_place_is_given_back_however_it_ends(leaves: bool, error: Exception | None) -> None:
    async def one(turnstile: Turnstile) -> None:
        said = [] if isinstance(error, WrongUse) else ["a"]
        try:
            response = await streamed(
                turnstile, lambda: words(*said, error=error), say, failed=lambda why: json.dumps(why)
            )
            await sent(response, leaves=leaves)
        except WrongUse:
            assert not said

    async def run() -> None:
        turnstile = Turnstile(at_once=1, waiting=0)
        for _ in range(3):
            await one(turnstile)
        assert await turnstile.run(lambda: "free") == "free"

    anyio.run(run)
