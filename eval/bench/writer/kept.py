"""A model whose replies are kept in a file: asked once, it answers the same request from there for ever after."""

import hashlib
import json
import time
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole
from llama_index.llms.openai_like import OpenAILike


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said to one request, and how long it took: seconds to the first text and in all."""

    key: str
    text: str
    finish: str | None
    input_tokens: int
    output_tokens: int
    first_s: float
    total_s: float


class Kept(OpenAILike):  # type: ignore[misc, unused-ignore]
    """An OpenAI-compatible model, its replies kept as lines of `file`. `asked` are those of this process."""

    file: Path
    asked: list[Reply] = []  # noqa: RUF012  a pydantic field, copied for each instance
    known: dict[str, Reply] = {}  # noqa: RUF012

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if self.file.exists():
            lines = self.file.read_text("utf-8").splitlines()
            self.known = {each.key: each for each in (Reply(**json.loads(line)) for line in lines)}

    def stream_chat(
        self, messages: Sequence[ChatMessage], **kwargs: Any
    ) -> Generator[ChatResponse, None, None]:
        """The reply in one piece, once it is whole: what is measured is kept beside it."""
        reply = self._reply(messages, **kwargs)
        choices = [SimpleNamespace(finish_reason=reply.finish)]
        yield ChatResponse(
            message=ChatMessage(role=MessageRole.ASSISTANT, content=reply.text),
            delta=reply.text,
            raw=SimpleNamespace(choices=choices),
            additional_kwargs={
                "prompt_tokens": reply.input_tokens,
                "completion_tokens": reply.output_tokens,
            },
        )

    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        """The whole reply."""
        return ChatResponse(
            message=ChatMessage(role=MessageRole.ASSISTANT, content=self._reply(messages, **kwargs).text)
        )

    def _reply(self, messages: Sequence[ChatMessage], **kwargs: Any) -> Reply:
        said = [(each.role.value, each.content) for each in messages]
        key = hashlib.sha256(json.dumps([self.model, self.max_tokens, said]).encode()).hexdigest()
        if key not in self.known:
            self.known[key] = self._ask(key, messages, **kwargs)
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(self.known[key])) + "\n")
        self.asked.append(self.known[key])
        return self.known[key]

    def _ask(self, key: str, messages: Sequence[ChatMessage], **kwargs: Any) -> Reply:
        began, first, text = time.perf_counter(), 0.0, ""
        finish, told = None, dict[str, int]()
        for part in super().stream_chat(messages, **kwargs):
            if part.delta:
                first = first or time.perf_counter() - began
                text += part.delta
            choices = getattr(part.raw, "choices", None) or []
            finish = (choices[0].finish_reason if choices else None) or finish
            told |= part.additional_kwargs or {}
        total = time.perf_counter() - began
        return Reply(
            key,
            text,
            finish,
            told.get("prompt_tokens", 0),
            told.get("completion_tokens", 0),
            round(first, 3),
            round(total, 3),
        )
