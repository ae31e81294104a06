"""Past conversations as the History tab lists them: found by words, removed when the reader says so."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request

from dateline.assistant.web.door.person import mine
from dateline.assistant.web.writable import Writable

if TYPE_CHECKING:
    from dateline.assistant import Assistant
    from dateline.assistant.history import History

MOST = 200
"""Conversations listed; older ones are found by words."""

_MATCHES = 3


def routes(assistant: "Assistant", writable: Writable) -> APIRouter:
    """`GET` and `DELETE /history` for the page."""
    router = APIRouter(include_in_schema=False)

    @router.get("/history")
    def listed(request: Request, words: str = Query("", max_length=500)) -> list[dict[str, Any]]:
        history = mine(assistant, request).history
        return found(history, words) if words.strip() else recent(history)

    @router.delete("/history/{conversation}", dependencies=[Depends(writable)])
    def removed(request: Request, conversation: str) -> dict[str, int]:
        answers = mine(assistant, request).history.remove_conversation(conversation)
        if not answers:
            raise HTTPException(404, "There is no such conversation; it may have been deleted already.")
        return {"removed": answers}

    return router


def recent(history: "History") -> list[dict[str, Any]]:
    """The conversations, the one asked in last first."""
    return [each._asdict() for each in history.conversations(limit=MOST)]


def found(history: "History", words: str) -> list[dict[str, Any]]:
    """Those in which a question or its answer has all the words; `matches` are up to three such questions."""
    matches: dict[str, list[str]] = {}
    for entry in history.answers(limit=MOST, words=words):
        matches.setdefault(entry.conversation, []).append(entry.question)
    listed = []
    for conversation, questions in matches.items():
        answers = history.conversation(conversation)
        title, created = answers[0].question, answers[0].created
        others = [question for question in questions if question != title][:_MATCHES]
        told = {"id": conversation, "title": title, "created": created, "turns": len(answers)}
        listed.append(told | {"matches": others})
    return listed
