"""The same answers for programs: JSON in and out as `to_dict`, or events as they happen."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import JSONResponse, Response, StreamingResponse

from dateline.assistant.web.asked import LONGEST, Ask, Limits
from dateline.assistant.web.follow import follow
from dateline.errors import ArchiveBusy, ArticleNotFound, DatelineError, EndpointFailed, WrongUse

if TYPE_CHECKING:
    from dateline.assistant import Assistant

_STATUS = {WrongUse: 400, ArticleNotFound: 404, EndpointFailed: 502, ArchiveBusy: 503}


class AskBody(Ask):
    """A question to `/api/ask`."""

    stream: bool = Field(False, description="send events as they happen instead of one answer")


class SearchBody(Limits):
    """Words or a question for `/api/search`."""

    question: str = Field(min_length=1, max_length=LONGEST)
    k: int = Field(10, ge=1, le=100, description="most passages to give")


def routes(assistant: "Assistant") -> APIRouter:
    """`POST /ask` and `POST /search` over an assistant and its archive."""
    router = APIRouter()

    # Plain functions: FastAPI runs them in its threads, for asking blocks.
    @router.post("/ask", summary="An answer, every sentence cited")
    def ask(body: AskBody) -> Response:
        if body.stream:
            return StreamingResponse(_events(assistant, body), media_type="text/event-stream")
        return _answered(lambda: assistant.ask(body.question, **body.arguments()).to_dict())

    @router.post("/search", summary="Passages for a question or words")
    def search(body: SearchBody) -> Response:
        found = assistant.archive.search
        return _answered(
            lambda: {"hits": [hit.to_dict() for hit in found(body.question, k=body.k, **body.filters())]}
        )

    return router


def _answered(give: Any) -> Response:
    try:
        return JSONResponse(give())
    except DatelineError as error:
        return JSONResponse({"error": str(error)}, status_code=_STATUS.get(type(error), 500))


async def _events(assistant: "Assistant", body: AskBody) -> AsyncGenerator[str]:
    try:
        async with aclosing(
            follow(lambda: assistant.stream(body.question, **body.arguments()), pause=0)
        ) as batches:
            async for batch in batches:
                for event in batch:
                    yield _event(event.kind, event.data)
    except DatelineError as error:
        yield _event("error", {"error": str(error)})


def _event(kind: str, data: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
