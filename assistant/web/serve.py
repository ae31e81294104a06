"""Running the page on this machine."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from dateline.errors import WrongUse


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there (port 0: any free one). Raises WrongUse where it cannot."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise WrongUse(
            f"cannot listen on {host}, port {port} ({error.strerror}); choose with --port"
        ) from None


def serve(app: ASGIApp, listening: socket.socket, *, ready: Callable[[str], None]) -> None:
    """Serve until interrupted. `ready` is given the page's address once it can be opened."""
    # An open page holds a connection for ever: without a limit the server would wait for it at its end.
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3, server_header=False)
    _Server(config, ready=lambda: ready(_address(listening))).run(sockets=[listening])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    host = anywhere.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
