"""Events of a blocking stream, followed from an event loop."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing

from dateline.assistant.answer import Event

PAUSE = 0.06
"""Seconds between two batches: a page redrawn more often than this only costs."""


async def follow(
    events: Callable[[], Iterator[Event]], *, pause: float = PAUSE
) -> AsyncGenerator[list[Event]]:
    """Batches of the events, the first at once, none empty; at least `pause` seconds between two.

    The stream is made, read and closed in one thread of its own. Whoever closes this generator
    (`contextlib.aclosing`) ends the stream after its next event. What the stream raises is raised here.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()
    stopped = threading.Event()

    def hand_over(item: Event | BaseException | None) -> None:
        # The loop may be gone by the time a slow stream ends.
        if not loop.is_closed():
            loop.call_soon_threadsafe(arrived.put_nowait, item)

    thread = threading.Thread(target=_read, args=(events, hand_over, stopped), daemon=True)
    thread.start()
    try:
        async with aclosing(_batches(arrived, pause)) as batches:
            async for batch in batches:
                yield batch
    finally:
        stopped.set()


def _read(
    events: Callable[[], Iterator[Event]],
    hand_over: Callable[[Event | BaseException | None], None],
    stopped: threading.Event,
) -> None:
    try:
        stream = events()
        for event in stream:
            if stopped.is_set():
                break
            hand_over(event)
        if close := getattr(stream, "close", None):
            close()
        hand_over(None)
    except BaseException as error:  # handed to whoever follows
        hand_over(error)


async def _batches(
    arrived: "asyncio.Queue[Event | BaseException | None]", pause: float
) -> AsyncGenerator[list[Event]]:
    while True:
        batch: list[Event] = []
        item = await arrived.get()
        while isinstance(item, Event):
            batch.append(item)
            if arrived.empty():
                break
            item = arrived.get_nowait()
        if batch:
            yield batch
        if isinstance(item, BaseException):
            raise item
        if item is None:
            return
        await asyncio.sleep(pause)
