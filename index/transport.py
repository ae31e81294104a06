"""httpx over connections that are guarded."""

import functools
import ssl
from collections.abc import Iterable, Iterator
from typing import cast

import httpcore
import httpx

from dateline.index.guard import Deadline, GuardedNetwork


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport without proxies whose connections `GuardedNetwork` makes."""

    def __init__(
        self, deadline: Deadline, *, private: bool, ssl_context: ssl.SSLContext | None = None
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or _trusted(),
            network_backend=GuardedNetwork(deadline, private=private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; its body, if any, must have been read."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.read(),
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from cast("Iterable[bytes]", self._answer.stream)

    def close(self) -> None:
        self._answer.close()


@functools.cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # reading the certificates takes longer than a request to a near server
