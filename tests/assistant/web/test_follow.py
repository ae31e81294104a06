import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import aclosing

import pytest

from dateline.assistant.answer import Event
from dateline.assistant.web.follow import follow
from dateline.errors import EndpointFailed


def letters(text: str, pause: float = 0) -> Iterator[Event]:
    for letter in text:
        yield Event("text", {"text": letter})
        time.sleep(pause)


def text(batches: list[list[Event]]) -> str:
    return "".join(event.data["text"] for batch in batches for event in batch)


async def gather(events: Iterator[Event], pause: float = 0.05) -> list[list[Event]]:
    return [batch async for batch in follow(lambda: events, pause=pause)]


def test_all_events_arrive_in_order_in_few_batches() -> None:
    batches = asyncio.run(gather(letters("a" * 100 + "bc", pause=0.001)))
    assert text(batches) == "a" * 100 + "bc"
    # A tenth of a second of events, a batch every twentieth.
    assert len(batches) < 20
    assert all(batches)


def test_the_first_event_does_not_wait_for_the_second() -> None:
    async def first() -> float:
        begun = time.monotonic()
        async with aclosing(follow(lambda: letters("ab", pause=6))) as batches:
            await anext(batches)
        return time.monotonic() - begun

    assert asyncio.run(first()) < 5


def test_who_stops_following_closes_the_stream() -> None:
    closed = threading.Event()

    def endless() -> Iterator[Event]:
        try:
            while True:
                yield Event("text", {"text": "a"})
                time.sleep(0.01)
        finally:
            closed.set()

    async def stop() -> None:
        async with aclosing(follow(endless)) as batches:
            await anext(batches)

    asyncio.run(stop())
    assert closed.wait(5)


def test_what_the_stream_raises_is_raised_after_what_it_gave() -> None:
    def failing() -> Iterator[Event]:
        yield Event("text", {"text": "a"})
        raise EndpointFailed("no answer")

    batches: list[list[Event]] = []

    async def gather() -> None:
        async for batch in follow(failing, pause=0):
            batches.append(batch)  # noqa: PERF401  what came before the error counts

    with pytest.raises(EndpointFailed, match="no answer"):
        asyncio.run(gather())
    assert text(batches) == "a"


def test_the_whole_stream_runs_in_one_thread() -> None:
    def where() -> Iterator[Event]:
        for _ in range(5):
            yield Event("text", {"text": f"{threading.get_ident()} "})

    threads = set(text(asyncio.run(gather(where(), pause=0))).split())
    assert len(threads) == 1
    assert str(threading.get_ident()) not in threads
