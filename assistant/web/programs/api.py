"""The same answers for programs: JSON in and out as `to_dict`, or events as they happen."""

import json
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from dateline.assistant.answer import Answer
from dateline.assistant.web.asked import LONGEST, Ask, Limits
from dateline.assistant.web.door.person import mine
from dateline.assistant.web.programs.limits import Turnstile
from dateline.assistant.web.programs.streaming import streamed
from dateline.index.hit import Hit

if TYPE_CHECKING:
    from dateline.assistant import Assistant


def _example(**fields: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [fields]})


class AskBody(Ask):
    """A question to `/api/ask`."""

    model_config = _example(question="What was said about the bridge?", since="2025-01-01")

    stream: bool = Field(False, description="send events as they happen instead of one answer")


class SearchBody(Limits):
    """Words or a question for `/api/search`."""

    model_config = _example(question="bridge", k=3)

    question: str = Field(min_length=1, max_length=LONGEST)
    k: int = Field(10, ge=1, le=100, description="most passages to give")


class Found(BaseModel):
    """Passages, the best first."""

    hits: list[Hit]


class Refusal(BaseModel):
    """Why not, in one sentence."""

    error: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "It cannot be used as given."},
    401: {"model": Refusal, "description": "Nobody is signed in, where one must be."},
    413: {"model": Refusal, "description": "The request is too large."},
    422: {"model": Refusal, "description": "A field is wrong, missing or unknown."},
    502: {"model": Refusal, "description": "The model's endpoint did not answer."},
    503: {"model": Refusal, "description": "Too many are asking, or the archive is being written to."},
}
_EVENTS = {"text/event-stream": {"schema": {"type": "string"}}}


def routes(assistant: "Assistant", turnstile: Turnstile) -> APIRouter:
    """`POST /ask` and `POST /search` over an assistant and its archive."""
    router = APIRouter(responses=REFUSALS)

    @router.post(
        "/ask",
        summary="An answer, every sentence cited",
        response_model=Answer,
        responses={
            200: {"content": _EVENTS, "description": "The answer; with `stream`, events as they happen."}
        },
    )
    async def ask(request: Request, body: AskBody) -> Response:
        own = mine(assistant, request)
        if body.stream:
            return await streamed(
                turnstile,
                lambda: own.stream(body.question, **body.arguments()),
                lambda event: [_event(event.kind, event.data)],
                failed=lambda sentence: _event("error", {"error": sentence}),
            )
        answer = await turnstile.run(lambda: own.ask(body.question, **body.arguments()))
        return JSONResponse(answer.to_dict())

    @router.post("/search", summary="Passages for a question or words", response_model=Found)
    async def search(body: SearchBody) -> Response:
        archive = assistant.archive
        hits = await turnstile.run(lambda: archive.search(body.question, k=body.k, **body.filters()))
        return JSONResponse({"hits": [hit.to_dict() for hit in hits]})

    return router


def _event(kind: str, data: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
