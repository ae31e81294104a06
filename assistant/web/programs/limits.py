"""How much may be asked at once, and how large a request may be."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.assistant.web.refusal import Busy, refusal

AT_ONCE = 8
"""Questions of programs answered at the same time."""

WAITING = 64
"""Those that may wait; further ones are refused."""

LARGEST = 2 * 2**20
"""Bytes of a request that brings no file."""

# Files are brought here; what takes them limits them.
_FILES = ("/own/articles/files", "/gradio_api/upload")

T = TypeVar("T")


class Turnstile:
    """Lets a few through at a time, and a limited number wait; raises Busy for others, with what they are told."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        *,
        told: str = "Too many questions are waiting for their answers; try again in a moment.",
    ) -> None:
        self._told = told
        self._limiter = anyio.CapacityLimiter(at_once)
        # The places are counted above: a thread is there for each.
        self._threads = anyio.CapacityLimiter(at_once)
        self._at_once, self._waiting = at_once, waiting

    @asynccontextmanager
    async def through(self) -> AsyncIterator[None]:
        """A place for as long as the context lasts."""
        now = self._limiter.statistics()
        if now.borrowed_tokens >= self._at_once and now.tasks_waiting >= self._waiting:
            raise Busy(self._told)
        # A place is held by this context, not by a task: a response is sent by another than began it.
        holder = object()
        await self._limiter.acquire_on_behalf_of(holder)
        try:
            yield
        finally:
            self._limiter.release_on_behalf_of(holder)

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives, in a thread of its own."""
        async with self.through():
            return await run_sync(work, limiter=self._threads)


class BodyLimit:
    """Refuses what is larger than a request without a file need be, before it is read whole."""

    def __init__(self, app: ASGIApp, *, largest: int = LARGEST) -> None:
        self.app = app
        self.largest = largest
        self._told = f"The request is larger than {largest:,} bytes."

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].removeprefix(scope.get("root_path", "")) in _FILES:
            return await self.app(scope, receive, send)
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > self.largest:
            return await refusal(scope["path"], 413, self._told)(scope, receive, send)
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.largest:
                raise HTTPException(413, self._told)
            return message

        return await self.app(scope, counted, send)
