"""A conversation as a file: Markdown, JSON, or one self-contained HTML page."""

import json
from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.assistant.web.door.person import mine
from dateline.assistant.web.dossier import dossier
from dateline.assistant.web.markdown import conversation_markdown
from dateline.errors import ArticleNotFound

if TYPE_CHECKING:
    from dateline.assistant import Assistant

Form = Literal["md", "json", "html"]
_KINDS: dict[Form, str] = {"md": "text/markdown", "json": "application/json", "html": "text/html"}


def routes(assistant: "Assistant") -> APIRouter:
    """`GET /conversations/ID.md`, `.json` and `.html` over an assistant's history."""
    router = APIRouter()

    @router.get("/conversations/{conversation}.{form}", summary="A conversation as a file")
    def export(request: Request, conversation: str, form: Form) -> Response:
        answers = mine(assistant, request).history.conversation(conversation)
        if not answers:
            raise ArticleNotFound("there is no such conversation")
        if form == "md":
            told = conversation_markdown(answers)
        elif form == "json":
            told = json.dumps([answer.to_dict() for answer in answers], ensure_ascii=False, indent=2)
        else:
            told = dossier(assistant.archive, answers)
        name = f"dateline-{answers[0].created[:10]}.{form}"
        return Response(
            told.encode("utf-8", "replace"),
            media_type=f"{_KINDS[form]}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    return router
