"""The door: nobody comes in without a pass, whatever the route and whoever wrote it."""

from urllib.parse import quote

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.assistant.web.door.passes import Passes
from dateline.assistant.web.door.person import known_as
from dateline.assistant.web.refusal import refusal

OPEN = frozenset({("GET", "/signin"), ("HEAD", "/signin"), ("POST", "/signin"), ("POST", "/api/token")})
"""All that is answered to somebody unknown."""

_UNKNOWN = "Sign in first: send a token (`Authorization: Bearer …`) from POST /api/token, or open /signin."


class Door:
    """Reads the pass of a request: a token in its Authorization header, or a cookie.

    Without one that counts, the page leads to the sign-in form and all else is refused with 401.
    """

    def __init__(self, app: ASGIApp, *, passes: Passes) -> None:
        self.app = app
        self.passes = passes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        person = self._person(HTTPConnection(scope))
        known_as(scope, person)
        if person is not None or (scope.get("method"), scope["path"]) in OPEN:
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            return await send({"type": "websocket.close", "code": 1008})
        return await _refused(Request(scope))(scope, receive, send)

    def _person(self, connection: HTTPConnection) -> str | None:
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        # Whoever sends a token means it: a wrong one is not made good by a cookie. Other schemes are a proxy's.
        if scheme.lower() == "bearer":
            return self.passes.name_on(token.strip(), "token")
        return self.passes.name_on(connection.cookies.get(self.passes.cookie, ""), "cookie")


def _refused(request: Request) -> Response:
    if request.url.path == "/" and request.method in ("GET", "HEAD"):
        # A relative address: behind a proxy the page may stand under a prefix.
        conversation = request.query_params.get("c")
        return RedirectResponse("signin" + (f"?c={quote(conversation)}" if conversation else ""), 303)
    return refusal(request.url.path, 401, _UNKNOWN, headers={"WWW-Authenticate": "Bearer"})
