"""What the page is told when it opens: the archive, and the conversation its address names."""

from typing import TYPE_CHECKING, Any

from dateline.assistant.web.questions import first_questions
from dateline.assistant.web.turn import Turn

if TYPE_CHECKING:
    from dateline.assistant import Assistant


def opening(assistant: "Assistant", conversation: str | None) -> dict[str, Any]:
    """The page's first message. An unknown conversation is named in `notice` and a new one begins."""
    turns = (
        [Turn.of(answer).to_dict() for answer in assistant.conversation(conversation)] if conversation else []
    )
    missing = bool(conversation) and not turns
    stats = assistant.archive.stats()
    return {
        "kind": "opened",
        "conversation": None if missing else conversation,
        "turns": turns,
        "notice": "There is no conversation under this address; your question begins a new one."
        if missing
        else "",
        "archive": {name: stats[name] for name in ("articles", "first", "last")},
        "questions": [] if turns else first_questions(assistant.archive),
        "publishers": [],
    }
