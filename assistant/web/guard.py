"""What every answer of the server must carry, and what it must refuse, whoever wrote the route."""

import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

# Gradio compiles its templates with Function: without 'unsafe-eval' its page stays empty.
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; "
    "manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Adds the security headers, and a script nonce to pages; refuses foreign hosts and foreign origins.

    `hosts` are the names under which the page may be called (None: any). Without that check a page
    on the open web could name itself 127.0.0.1 (DNS rebinding) and read the archive.
    Answers that are not HTML pass through piece by piece.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] | None = None) -> None:
        self.app = app
        self.hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        answer = _Answer(send, nonce=secrets.token_urlsafe(16))
        if refusal := self._refusal(Headers(scope=scope), scope["method"]):
            return await PlainTextResponse(refusal, status_code=403)(scope, receive, answer.send)
        return await self.app(scope, receive, answer.send)

    def _refusal(self, headers: Headers, method: str) -> str | None:
        host = headers.get("host", "")
        if self.hosts is not None and _name(host) not in self.hosts:
            return f"This page is not served under the name {_name(host)!r}."
        origin = headers.get("origin")
        if method not in ("GET", "HEAD", "OPTIONS") and origin and urlsplit(origin).netloc != host:
            return "Another site may not send anything here."
        return None


class _Answer:
    """One answer on its way out."""

    def __init__(self, send: Send, *, nonce: str) -> None:
        self._send = send
        self._nonce = nonce
        self._page: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif message["type"] == "http.response.body" and self._page is not None:
            await self._hold(message)
        else:
            await self._send(message)

    async def _start(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _ALWAYS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = _POLICY.format(nonce=self._nonce)
        if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
            self._page = message
        else:
            await self._send(message)

    async def _hold(self, message: Message) -> None:
        assert self._page is not None
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())
        headers = MutableHeaders(scope=self._page)
        if "content-length" in headers and body:
            headers["content-length"] = str(len(body))
        page, self._page = self._page, None
        await self._send(page)
        await self._send({"type": "http.response.body", "body": body})


def _name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
