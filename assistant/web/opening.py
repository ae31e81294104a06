"""What the page is told when it opens: the archive, and the conversation its address names."""

from typing import TYPE_CHECKING, Any

from dateline.assistant.web.turn import Turn

if TYPE_CHECKING:
    from dateline.assistant import Assistant

_UNKNOWN = "There is no conversation under this address; your question begins a new one."


def opening(assistant: "Assistant", conversation: str | None) -> dict[str, Any]:
    """The page's first message. An unknown conversation is named in `notice` and a new one begins."""
    answers = assistant.history.conversation(conversation) if conversation else []
    turns = [Turn.of(answer, assistant.history.feedback(answer.id)).to_dict() for answer in answers]
    stats = assistant.archive.stats()
    message = _empty("" if turns or not conversation else _UNKNOWN)
    return message | {
        "conversation": conversation if turns else None,
        "turns": turns,
        "archive": {"articles": stats.articles, "first": stats.first, "last": stats.last},
        "publishers": sorted(filter(None, stats.publishers)),
        "languages": sorted(filter(None, stats.languages)),
        "writer": assistant.writer,
        "writers": assistant.writers,
    }


def unopened(why: str) -> dict[str, Any]:
    """The page's first message where the archive cannot be read; `why` is a sentence for the reader."""
    return _empty(why)


def _empty(notice: str) -> dict[str, Any]:
    return {
        "kind": "opened",
        "conversation": None,
        "turns": [],
        "notice": notice,
        "archive": None,
        "publishers": [],
        "languages": [],
        "writer": "",
        "writers": {},
    }
