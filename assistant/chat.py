"""A conversation: questions asked one after the other, each understood from those before."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dateline.assistant.answer import Answer, Event

if TYPE_CHECKING:
    from dateline.assistant.assistant import Assistant


class Chat:
    """A conversation: its turns are stored in the history under `id`."""

    def __init__(self, assistant: "Assistant", conversation: str) -> None:
        self._assistant = assistant
        self.id = conversation

    @property
    def turns(self) -> list[Answer]:
        """The answers so far, first to last."""
        return self._assistant.history.conversation(self.id)

    def ask(self, question: str, **filters: Any) -> Answer:
        """The answer to the next question; `answer.standalone` shows what was asked."""
        return self._assistant.ask(question, conversation=self.id, **filters)

    def stream(self, question: str, **filters: Any) -> Iterator[Event]:
        """The answer to the next question as it comes."""
        return self._assistant.stream(question, conversation=self.id, **filters)
