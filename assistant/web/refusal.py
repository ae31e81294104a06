"""What cannot be done is refused with a status and one sentence, in the shape that each kind of client reads."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from dateline.errors import ArchiveBusy, ArticleNotFound, DatelineError, EndpointFailed, WrongUse

WRONG = "Something went wrong inside Dateline; the terminal that runs it says more."


class Busy(DatelineError):
    """As many questions are being answered, and wait, as may."""


_STATUS: Mapping[type[DatelineError], int] = {
    WrongUse: 400,
    ArticleNotFound: 404,
    EndpointFailed: 502,
    ArchiveBusy: 503,
    Busy: 503,
}
_WORDS = {
    "missing": "is missing",
    "string_too_short": "is empty",
    # The one pattern there is, of ids.
    "string_pattern_mismatch": "is no id: it may have up to 64 letters, digits, - and _",
    "string_unicode": "is not text: it has half a character",
}


def install(app: FastAPI) -> None:
    """Have an application refuse so, whatever its routes raise."""

    # FastAPI gives each handler what it is registered for.
    def known(request: Request, error: Any) -> Response:
        return refusal(request.url.path, status_of(error), str(error))

    def invalid(request: Request, error: Any) -> Response:
        unread = any(each["type"] == "json_invalid" for each in error.errors())
        return refusal(request.url.path, 400 if unread else 422, sentence(error.errors()))

    def stated(request: Request, error: Any) -> Response:
        return refusal(request.url.path, error.status_code, str(error.detail), headers=error.headers)

    app.add_exception_handler(DatelineError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, stated)


def status_of(error: DatelineError) -> int:
    """The HTTP status that says what kind of error it is."""
    return next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)


def refusal(path: str, status: int, told: str, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The answer that says no; a client that may try again is told when."""
    again = {"Retry-After": "2"} if status == 503 else {}
    return JSONResponse(
        complaint(path, status, told), status_code=status, headers=again | dict(headers or {})
    )


def complaint(path: str, status: int, told: str) -> dict[str, Any]:
    """The sentence as clients of this path read it: OpenAI's, the page's own, all others."""
    if path.startswith("/v1/"):
        kinds = {401: "authentication_error", 429: "rate_limit_error"}
        kind = kinds.get(status, "invalid_request_error" if status < 500 else "server_error")
        return {"error": {"message": told, "type": kind, "param": None, "code": None}}
    return {"detail": told} if path.startswith("/own/") else {"error": told}


def sentence(errors: Sequence[Any]) -> str:
    """The first thing wrong in a request, as one sentence."""
    first = errors[0]
    field = ".".join(str(each) for each in first["loc"] if each != "body") or "the body"
    kind, details = first["type"], first.get("ctx", {})
    if kind == "json_invalid" or field == "the body":
        return "The body is not a JSON object sent as application/json."
    if kind == "extra_forbidden":
        return f"There is no field {field!r}."
    if kind in ("string_too_long", "too_long"):
        most = details["max_length"]
        return f"{field} is too long: at most {most} {'characters' if kind[0] == 's' else 'of them'}."
    said = str(first["msg"]).removeprefix("Value error, ")
    return f"{field} {_WORDS[kind]}." if kind in _WORDS else f"{field}: {said}."
