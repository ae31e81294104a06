"""The connections of a running request, so that it can be stopped from another thread."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx


class Line:
    """The sockets that one request opened. `cut` ends them at once, whatever they wait for."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self.is_cut = False

    def add(self, opened: socket.socket) -> None:
        """Take in a socket; one that comes after the cut is ended too."""
        with self._lock:
            self._sockets.append(opened)
        if self.is_cut:
            self.cut()

    def cut(self) -> None:
        """End the request; what reads from it gets an error. Again is no harm."""
        self.is_cut = True
        with self._lock:
            for each in self._sockets:
                # Closing would leave a thread that reads waiting for ever; shutting down wakes it.
                with contextlib.suppress(OSError, ValueError):
                    each.shutdown(socket.SHUT_RDWR)


_LINE: ContextVar[Line | None] = ContextVar("line", default=None)


@contextlib.contextmanager
def using(line: Line) -> Iterator[None]:
    """Requests of `client` in this context belong to `line`."""
    token = _LINE.set(line)
    try:
        yield
    finally:
        _LINE.reset(token)


def client() -> "httpx.Client":
    """An HTTP client whose connections are told to the `Line` in use. None is kept for a second request,
    since a line ends with its connections. Redirects are not followed: they would carry the key elsewhere.
    """
    import httpx  # noqa: PLC0415  start-up

    return httpx.Client(
        limits=httpx.Limits(max_keepalive_connections=0),
        event_hooks={"request": [_trace]},
        follow_redirects=False,
    )


def _trace(request: "httpx.Request") -> None:
    line = _LINE.get()
    if line is None:
        return

    def told(event: str, info: dict[str, Any]) -> None:
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            opened = info["return_value"].get_extra_info("socket")
            if opened is not None:
                line.add(opened)

    request.extensions["trace"] = told
