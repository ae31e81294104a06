"""The archive as a model of OpenAI's chat completions, so that existing chat clients can ask it."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from dateline.assistant.answer import Answer, Event
from dateline.assistant.followup import standalone
from dateline.assistant.web.asked import LONGEST, Limits
from dateline.assistant.web.door.person import mine
from dateline.assistant.web.markdown import below, sources
from dateline.assistant.web.programs.limits import Turnstile
from dateline.assistant.web.programs.streaming import streamed
from dateline.assistant.web.refusal import complaint, refusal
from dateline.errors import WrongUse

if TYPE_CHECKING:
    from dateline.assistant import Assistant

MODEL = "dateline"
"""The one model there is."""

_PATH = "/v1/chat/completions"
_TURNS = 20
_EXAMPLE: Any = {"model": MODEL, "messages": [{"role": "user", "content": "What was said about the bridge?"}]}
_REVISED = "The answer was corrected when it was checked:"


class Part(BaseModel):
    """A piece of a message; only text is understood."""

    type: str
    text: str = ""


class Message(BaseModel):
    """A message of a chat. Users ask; what others said is not read, for it is no evidence."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    def question(self) -> str:
        """The text of a message."""
        if not isinstance(self.content, list):
            return self.content or ""
        if other := next((part.type for part in self.content if part.type != "text"), None):
            raise WrongUse(f"a message has a part of type {other!r}: only text is understood")
        return "\n".join(part.text for part in self.content)


class StreamOptions(BaseModel):
    """What else a stream tells."""

    include_usage: bool = False


class ChatBody(Limits):
    """A chat. Fields of OpenAI's that make no difference here (temperature, tools, …) are not read."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [_EXAMPLE]})

    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=1000)
    stream: bool = False
    stream_options: StreamOptions | None = None
    store: bool = Field(False, description="keep the answer in the history")

    def questions(self) -> list[str]:
        """What users asked, first to last. Raises WrongUse where the last message asks nothing."""
        if self.messages[-1].role != "user":
            raise WrongUse("the last message must be the user's: it is the question")
        asked = [each.question() for each in self.messages if each.role == "user"]
        if len(asked[-1]) > LONGEST:
            raise WrongUse(f"the question is too long: at most {LONGEST} characters")
        return asked


def routes(assistant: "Assistant", turnstile: Turnstile) -> APIRouter:
    """`POST /chat/completions` and `GET /models`."""
    router = APIRouter()

    @router.get("/models", summary="The one model, as OpenAI lists models")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [_model()]}

    @router.get("/models/{name}", summary="The one model")
    def model(name: str) -> Response:
        return JSONResponse(_model()) if name == MODEL else _no_model(name)

    @router.post("/chat/completions", summary="An answer, as OpenAI's chat completions give it")
    async def complete(request: Request, body: ChatBody) -> Response:
        if body.model != MODEL:
            return _no_model(body.model)
        own, (*before, question) = mine(assistant, request), body.questions()

        def events() -> Iterator[Event]:
            turns = turns_of(before)
            return own.stream(question, turns=turns, remember=body.store, **body.filters())

        if not body.stream:
            answer = await turnstile.run(lambda: Answer.from_dict([*events()][-1].data))
            return JSONResponse(completion(answer))
        usage = body.stream_options is not None and body.stream_options.include_usage
        return await streamed(turnstile, events, Chunks(usage=usage).tell, failed=_failed)

    return router


def turns_of(before: Sequence[str]) -> list[str]:
    """Earlier questions, each made to stand alone: of a long chat the last ones."""
    turns: list[str] = []
    for question in before[-_TURNS:]:
        if question.strip():
            turns.append(standalone(question, turns))
    return turns


def completion(answer: Answer) -> dict[str, Any]:
    """An answer as a chat completion: citations in its text, listed below it, and as `citations`."""
    message = {"role": "assistant", "content": answer.text + foot(answer), "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return _named(answer, "chat.completion") | {"choices": [choice], "usage": usage(answer)} | more(answer)


def foot(answer: Answer) -> str:
    """What stands below the text: what is doubtful, and the sources by number."""
    parts = below(answer)
    if answer.citations:
        parts.append("Sources:\n\n" + sources(answer))
    return "".join(f"\n\n{part}" for part in parts)


def usage(answer: Answer) -> dict[str, int]:
    """Tokens that a model read and wrote; none where sentences were quoted."""
    read, written = answer.usage.input_tokens, answer.usage.output_tokens
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def more(answer: Answer) -> dict[str, Any]:
    """What OpenAI's answers have no place for; its clients keep fields they do not know."""
    told = answer.to_dict()
    return {name: told[name] for name in ("citations", "standalone", "abstained")}


class Chunks:
    """The chunks of a streamed completion. What has been sent cannot be taken back: a correction follows it."""

    def __init__(self, *, usage: bool) -> None:
        self._usage = usage
        self._sent = ""
        self._begun = False
        self._created = int(dt.datetime.now(dt.UTC).timestamp())
        self._id = f"chatcmpl-{self._created:x}{id(self):x}"

    def tell(self, event: Event) -> Iterator[str]:
        """The chunks of one event."""
        if not self._begun:
            self._begun = True
            yield self._chunk({"role": "assistant", "content": ""})
        if event.kind == "text":
            self._sent += event.data["text"]
            yield self._chunk({"content": event.data["text"]})
        elif event.kind == "answer":
            yield from self._end(Answer.from_dict(event.data))

    def _end(self, answer: Answer) -> Iterator[str]:
        begins = answer.text.startswith(self._sent)
        rest = answer.text[len(self._sent) :] if begins else f"\n\n{_REVISED}\n\n{answer.text}"
        if told := rest + foot(answer):
            yield self._chunk({"content": told})
        yield self._chunk({}, finish="stop", more=more(answer))
        if self._usage:
            yield _data(self._head() | {"choices": [], "usage": usage(answer)})
        yield "data: [DONE]\n\n"

    def _chunk(
        self, delta: dict[str, Any], *, finish: str | None = None, more: dict[str, Any] | None = None
    ) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _data(self._head() | {"choices": [choice]} | (more or {}))

    def _head(self) -> dict[str, Any]:
        kind = "chat.completion.chunk"
        return {"id": self._id, "object": kind, "created": self._created, "model": MODEL}


def _named(answer: Answer, kind: str) -> dict[str, Any]:
    created = int(dt.datetime.fromisoformat(answer.created).timestamp())
    return {"id": f"chatcmpl-{answer.id}", "object": kind, "created": created, "model": MODEL}


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": "dateline"}


def _no_model(name: str) -> Response:
    return refusal(_PATH, 404, f"There is no model {name!r} here: the one there is is called {MODEL!r}.")


def _failed(sentence: str) -> str:
    return _data(complaint(_PATH, 500, sentence))


def _data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"
