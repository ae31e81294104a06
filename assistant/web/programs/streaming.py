"""Answers sent as they arrive, as server-sent events."""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, aclosing

import anyio
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from dateline.assistant.answer import Event
from dateline.assistant.web.follow import follow
from dateline.assistant.web.programs.limits import Turnstile
from dateline.assistant.web.refusal import WRONG
from dateline.errors import DatelineError

_log = logging.getLogger(__name__)


async def streamed(
    turnstile: Turnstile,
    events: Callable[[], Iterator[Event]],
    told: Callable[[Event], Iterable[str]],
    *,
    failed: Callable[[str], str],
) -> Response:
    """A response that tells each event as it comes, and `failed` with a sentence where one is the last.

    What is wrong from the beginning is raised instead, so that it has its status.
    """
    held = AsyncExitStack()
    try:
        await held.enter_async_context(turnstile.through())
        batches = await held.enter_async_context(aclosing(follow(events, pause=0)))
        first = await anext(batches)
    except BaseException:
        await held.aclose()
        raise

    async def body() -> AsyncGenerator[str]:
        try:
            for event in first:
                for part in told(event):
                    yield part
            async for batch in batches:
                for event in batch:
                    for part in told(event):
                        yield part
        except DatelineError as error:
            yield failed(str(error))
        except Exception:
            _log.exception("a question of a program could not be answered")
            yield failed(WRONG)

    return _Held(body(), held.aclose)


class _Held(StreamingResponse):
    """Lets go of what it holds when it ends, also where nobody reads it."""

    def __init__(self, body: AsyncGenerator[str], close: Callable[[], Awaitable[None]]) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(body, media_type="text/event-stream", headers=headers)
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await self._close()
