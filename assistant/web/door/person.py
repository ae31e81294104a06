"""Who asks: each signed-in person has a history of their own, and all others share one."""

from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.types import Scope

if TYPE_CHECKING:
    from dateline.assistant import Assistant

_PERSON = "dateline.person"


def user_of(request: HTTPConnection) -> str | None:
    """Who sent a request, as the door found; None where nobody has to sign in."""
    person: str | None = request.scope.get(_PERSON)
    return person


def known_as(scope: Scope, person: str | None) -> None:
    """Note who sent a request, for whatever answers it."""
    scope[_PERSON] = person


def mine(assistant: "Assistant", request: HTTPConnection) -> "Assistant":
    """The assistant with the history of whoever sent a request."""
    return assistant.of(user_of(request) or "")
