"""A turn of a conversation as the page draws it: an answer, or what has arrived of one."""

from collections.abc import Mapping
from typing import Any, Literal

from dateline.assistant.answer import Answer, Event
from dateline.assistant.compose import ABSTENTION
from dateline.assistant.history import Feedback
from dateline.assistant.web.evaluation import told
from dateline.assistant.web.markdown import as_markdown

State = Literal["running", "done", "failed"]

_SHOWN = (
    "standalone",
    "as_of",
    "filters",
    "plan",
    "text",
    "statements",
    "citations",
    "abstained",
    "reason",
    "nearest",
    "looked_at",
    "disagreements",
    "writer",
    "model",
    "notices",
)
_PLANNED = ("standalone", "as_of", "filters", "plan")


class Turn:
    """Takes the events of one answer; `to_dict` is what the page needs to draw it, plain JSON values."""

    def __init__(self, turn: str, question: str) -> None:
        self._drawn: dict[str, Any] = {
            "id": turn,
            "question": question,
            "state": "running",
            "standalone": "",
            "as_of": None,
            "filters": {},
            "plan": None,
            "text": "",
            # None until the answer is whole: the page then knows which markers are citations.
            "statements": None,
            "citations": [],
            "abstained": False,
            "nearest": [],
            "looked_at": {},
            "notices": [],
            "disagreements": [],
            "feedback": None,
        }

    @classmethod
    def of(cls, answer: Answer, feedback: Feedback | None = None) -> "Turn":
        """The turn of an answer from the history, with what was said of it."""
        turn = cls(answer.id, answer.question)
        turn._finish(answer.to_dict())
        turn._drawn["feedback"] = told(feedback)
        return turn

    def take(self, event: Event) -> None:
        """Bring the turn up to one more event."""
        drawn, data = self._drawn, event.data
        match event.kind:
            case "plan":
                drawn |= {name: data[name] for name in _PLANNED if name in data}
            case "text":
                drawn["text"] += data["text"]
                # Known by its first words, so that an abstention is never drawn as if it were an answer.
                drawn["abstained"] = drawn["text"].startswith(ABSTENTION)
            case "revise":
                drawn["text"] = data["text"]
            case "citation":
                others = [each for each in drawn["citations"] if each["number"] != data["number"]]
                drawn["citations"] = [*others, dict(data)]
            case "notice":
                drawn["notices"] = [*drawn["notices"], data["text"]]
            case "answer":
                self._finish(data)
            case "hits":
                pass

    def fail(self, why: str) -> None:
        """End the turn without an answer; `why` is one sentence for the reader."""
        self._drawn |= {"state": "failed", "error": why}

    def to_dict(self) -> dict[str, Any]:
        """The turn as it stands. `statements` is None while the answer still arrives."""
        return dict(self._drawn)

    def _finish(self, answer: Mapping[str, Any]) -> None:
        self._drawn |= {name: answer[name] for name in _SHOWN if name in answer}
        self._drawn |= {"state": "done", "answer": answer["id"], "seconds": answer["usage"]["total_s"]}
        self._drawn["markdown"] = as_markdown(Answer.from_dict(answer))
