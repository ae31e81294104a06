"""Signing in and out: a form that works without scripts, and the same for programs."""

import datetime as dt
import math
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.assistant.web.door.passes import SECONDS, Passes
from dateline.assistant.web.door.person import user_of
from dateline.assistant.web.door.throttle import Throttle
from dateline.assistant.web.parts import FILES
from dateline.assistant.web.programs.limits import Turnstile
from dateline.assistant.web.refusal import Busy, refusal

if TYPE_CHECKING:
    import jinja2

_WRONG = "That name and password do not go together."
# Hashing takes a core and 32 MiB a try: two at once leave room for answers, and who waits longer had better ask again.
_AT_ONCE, _WAITING = 2, 16
_BUSY = "Too many are signing in just now; try again in a moment."
_CONVERSATION = r"^[A-Za-z0-9_-]{0,64}$"

Conversation = Annotated[str, Form(pattern=_CONVERSATION)]


class Credentials(BaseModel):
    """A name and its password."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "ann", "password": "correct horse"}]}
    )

    name: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=1000)


class Token(BaseModel):
    """What a program sends as `Authorization: Bearer TOKEN`, until it expires."""

    token: str
    expires: str = Field(description="ISO 8601, UTC")


class _Wait(Exception):
    def __init__(self, seconds: float) -> None:
        self.seconds = math.ceil(seconds)
        super().__init__(f"Too many wrong tries: wait {self.seconds} s and try again.")


def routes(
    passes: Passes, *, path: str = "/", throttle: Throttle | None = None, turnstile: Turnstile | None = None
) -> APIRouter:
    """`/signin`, `/signout` and `POST /api/token`. `path` is where the page stands, for the cookie.

    Passwords are tried behind a `turnstile` of their own, so that no number of tries holds up answers.
    """
    router = APIRouter()
    throttle = throttle or Throttle()
    turnstile = turnstile or Turnstile(_AT_ONCE, _WAITING, told=_BUSY)

    async def admit(request: Request, name: str, password: str) -> bool:
        keys = (f"name {name}", f"from {request.client.host if request.client else ''}")
        if wait := throttle.attempt(*keys):
            raise _Wait(wait)
        try:
            right = await turnstile.run(lambda: passes.people.check(name, password))
        except Busy:
            throttle.untried(*keys)
            raise
        if right:
            throttle.succeeded(*keys)
        return right

    @router.get("/signin", include_in_schema=False)
    @router.head("/signin", include_in_schema=False)
    def form(c: Annotated[str, Query(pattern=_CONVERSATION)] = "") -> Response:
        return _page(conversation=c)

    @router.post("/signin", include_in_schema=False)
    async def signed_in(
        request: Request,
        name: Annotated[str, Form(max_length=100)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        c: Conversation = "",
    ) -> Response:
        try:
            if not await admit(request, name, password):
                return _page(conversation=c, name=name, wrong=_WRONG, status=401)
        except _Wait as wait:
            return _page(conversation=c, name=name, wrong=str(wait), status=429, wait=wait.seconds)
        except Busy as busy:
            return _page(conversation=c, name=name, wrong=str(busy), status=503, wait=2)
        answer = RedirectResponse(f"./?c={c}" if c else "./", 303)
        answer.set_cookie(
            passes.cookie,
            passes.give(name, "cookie"),
            max_age=SECONDS["cookie"],
            path=path,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return answer

    @router.get("/signout", include_in_schema=False)
    def leave(request: Request) -> Response:
        return _page(person=user_of(request))

    @router.post("/signout", include_in_schema=False)
    def signed_out() -> Response:
        answer = RedirectResponse("signin", 303)
        answer.delete_cookie(passes.cookie, path=path, httponly=True, samesite="lax")
        return answer

    @router.post("/api/token", summary="A token for a name and its password", response_model=Token)
    async def token(request: Request, body: Credentials) -> Any:
        try:
            if not await admit(request, body.name, body.password):
                return refusal(request.url.path, 401, _WRONG)
        except _Wait as wait:
            headers = {"Retry-After": str(wait.seconds)}
            return refusal(request.url.path, 429, str(wait), headers=headers)
        until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=SECONDS["token"])
        return Token(token=passes.give(body.name, "token"), expires=until.isoformat(timespec="seconds"))

    return router


def _page(*, status: int = 200, wait: int = 0, **told: Any) -> Response:
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(wait)} if wait else {})
    return HTMLResponse(_template().render(**told), status_code=status, headers=headers)


@cache
def _template() -> "jinja2.Template":
    import jinja2  # noqa: PLC0415  only where people sign in

    return jinja2.Environment(autoescape=True).from_string((FILES / "signin.html").read_text("utf-8"))
