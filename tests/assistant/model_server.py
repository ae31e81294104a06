"""A real HTTP server on 127.0.0.1 that speaks OpenAI's chat protocol, streams, and misbehaves as told."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Says:
    """How the server answers one request.

    `text` may be made from the request; `cut` code points go into a chunk. After `pause_at` chunks the
    server waits for `go` (at most 20 s). `ends` False: the connection closes without finish reason or [DONE].
    `lines` are sent as they stand in place of chunks.
    """

    text: str | Callable[[dict[str, Any]], str] = ""
    cut: int = 7
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: dict[str, Any] = field(default_factory=dict)
    pause_at: int | None = None
    go: threading.Event | None = None
    ends: bool = True
    finish: str = "stop"
    usage: tuple[int, int] | None = (100, 20)
    lines: Sequence[str] | None = None
    silent: bool = False


class ModelServer:
    """Answers the first request with the first of `replies`, and so on; the last answers all that follow."""

    def __init__(self, replies: Sequence[Says]) -> None:
        self.replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.times: list[float] = []
        self.chunks_sent = 0
        self.models: list[str] | None = ["scripted"]
        self.left = threading.Event()
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                server._answer(self)

            def do_GET(self) -> None:
                server._list(self)

            def log_message(self, *_: Any) -> None: ...

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def prompt(self, number: int = 0) -> str:
        """All that was said to the model in a request."""
        return "\n".join(each["content"] for each in self.requests[number]["messages"])

    def _answer(self, http: BaseHTTPRequestHandler) -> None:
        asked = json.loads(http.rfile.read(int(http.headers["Content-Length"])))
        with self._lock:
            says = self.replies[min(len(self.requests), len(self.replies) - 1)]
            self.requests.append(asked)
            self.keys.append(http.headers.get("Authorization", ""))
            self.times.append(time.monotonic())
        http.close_connection = True
        try:
            if says.silent:
                self._wait(http, says.go)
            elif says.status != 200:
                self._refuse(http, says)
            else:
                self._stream(http, says, asked)
        except (BrokenPipeError, ConnectionResetError):
            self.left.set()

    def _list(self, http: BaseHTTPRequestHandler) -> None:
        """The models, as `/models` lists them; None: the server keeps no list."""
        self.keys.append(http.headers.get("Authorization", ""))
        body = json.dumps({"object": "list", "data": [{"id": each} for each in self.models or ()]}).encode()
        http.send_response(404 if self.models is None else 200)
        http.send_header("Content-Length", str(len(body)))
        http.end_headers()
        http.wfile.write(body)

    def _refuse(self, http: BaseHTTPRequestHandler, says: Says) -> None:
        body = json.dumps({"error": says.body or {"message": "no"}}).encode()
        http.send_response(says.status)
        for name, value in (
            *says.headers,
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
        ):
            http.send_header(name, value)
        http.end_headers()
        http.wfile.write(body)

    def _stream(self, http: BaseHTTPRequestHandler, says: Says, asked: dict[str, Any]) -> None:
        http.send_response(200)
        http.send_header("Content-Type", "text/event-stream")
        http.send_header("Connection", "close")
        http.end_headers()
        for number, line in enumerate(says.lines if says.lines is not None else _lines(says, asked)):
            if number == says.pause_at:
                self._wait(http, says.go)
            http.wfile.write(f"{line}\n\n".encode())
            http.wfile.flush()
            self.chunks_sent += 1

    def _wait(self, http: BaseHTTPRequestHandler, go: threading.Event | None) -> None:
        """Until `go`, or until the caller is gone, which is noted."""
        http.connection.settimeout(0.02)
        end = time.monotonic() + 20
        while time.monotonic() < end and not (go and go.is_set()):
            try:
                if not http.connection.recv(1):
                    self.left.set()
                    return
            except TimeoutError:
                continue
            except OSError:
                self.left.set()
                return
        http.connection.settimeout(None)


def _lines(says: Says, asked: dict[str, Any]) -> Iterator[str]:
    text = says.text if isinstance(says.text, str) else says.text(asked)
    for at in range(0, len(text), says.cut):
        yield chunk(text[at : at + says.cut])
    if says.ends:
        yield chunk("", finish=says.finish)
        if says.usage:
            told = {
                "prompt_tokens": says.usage[0],
                "completion_tokens": says.usage[1],
                "total_tokens": sum(says.usage),
            }
            yield f"data: {json.dumps(_frame([]) | {'usage': told})}"
        yield "data: [DONE]"


def chunk(text: str, finish: str | None = None) -> str:
    """One line of the stream."""
    delta = {"content": text} if text else {}
    return f"data: {json.dumps(_frame([{'index': 0, 'delta': delta, 'finish_reason': finish}]))}"


def _frame(choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": choices,
    }


@contextlib.contextmanager
def model_server(*replies: Says) -> Iterator[ModelServer]:
    """A running server."""
    server = ModelServer(replies)
    try:
        yield server
    finally:
        server.close()
