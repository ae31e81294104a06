"""A model endpoint: text as it streams, tried again where that helps, within one deadline."""

import contextvars
import queue
import random
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.assistant.counting import Count, estimated
from dateline.assistant.faults import Fault, fault_of
from dateline.assistant.lines import Line, using

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.llms import LLM

_MOST_TRIES = 4
_FIRST_WAIT = 0.4
_LONGEST_WAIT = 8.0


class Deadline:
    """A moment by which all must be done; `left()` is the seconds until then, never below 0."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self._end - time.monotonic())


@dataclass
class Reply:
    """One try of a call: iterate it for text; then `finish` says how it ended (None: cut off or not told).

    `cached`: it came from disk, nothing was sent.
    """

    finish: str | None = None
    told_finish: bool = False
    input_tokens: int = 0
    output_tokens: int = 0
    cached: bool = False


class Failed(Exception):
    """A try that gave no whole reply; `fault` says why. Stays inside the writer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class _End:
    fault: Fault | None = None


@dataclass
class Endpoint:
    """A LlamaIndex LLM that is asked one chat at a time by any number of threads.

    `name` is the model as answers record it; `place` is where it is, for messages to the user; `context` are
    the tokens it reads and writes at once, `most` those it writes, `count` counts those of a text. Of Dateline's
    own clients a reply without a finish reason is one cut off; of an LLM handed in this is not known.
    """

    llm: "LLM"
    name: str
    place: str
    own: bool = False
    context: int = 8192
    most: int = 700
    count: Count = estimated
    wait: Callable[[float], None] = field(default=time.sleep)

    def stream(
        self, system: str, user: str, *, deadline: Deadline, reply: Reply
    ) -> Generator[str, None, None]:
        """The text of one try as it arrives. Raises Failed. Closing the generator stops the request."""
        pieces: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
        line = Line()
        context = contextvars.copy_context()
        arguments = (_messages(system, user), line, pieces, reply, deadline.left())
        threading.Thread(target=context.run, args=(self._listen, *arguments), daemon=True).start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(deadline.left(), 0.001))
                except queue.Empty:
                    raise Failed(Fault("late", f"{self.place} did not finish in time")) from None
                if isinstance(piece, _End):
                    break
                yield piece
            if piece.fault:
                raise Failed(piece.fault)
            if self.own and not reply.told_finish:
                raise Failed(Fault("cut", f"{self.place} cut its answer off", again=True))
        finally:
            line.cut()

    def _listen(
        self,
        messages: "Sequence[ChatMessage]",
        line: Line,
        pieces: "queue.SimpleQueue[str | _End]",
        reply: Reply,
        seconds: float,
    ) -> None:
        """Runs in a thread of its own, so that nobody waits longer than the deadline for a silent endpoint."""
        options: dict[str, Any] = {"timeout": max(seconds, 0.001)} if self.own else {}
        end = _End()
        try:
            with using(line):
                for part in self.llm.stream_chat(messages, **options):
                    if line.is_cut:
                        break
                    _note(part, reply)
                    if part.delta:
                        pieces.put(part.delta)
        except Exception as error:  # whatever a client library raises is a fault to be told in words
            end = _End(fault_of(error, place=self.place, model=self.name))
        finally:
            pieces.put(end)

    def pause(self, tries: int, fault: Fault, deadline: Deadline) -> bool:
        """Wait before the next try; False where there is to be none."""
        if not fault.again or tries >= _MOST_TRIES:
            return False
        backoff = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (tries - 1)) * random.uniform(0.5, 1.0)
        seconds = fault.after if fault.after is not None else backoff
        if seconds >= deadline.left():
            return False
        self.wait(seconds)
        return True


def _messages(system: str, user: str) -> "list[ChatMessage]":
    from llama_index.core.base.llms.types import ChatMessage, MessageRole  # noqa: PLC0415  takes seconds

    return [
        ChatMessage(role=MessageRole.SYSTEM, content=system),
        ChatMessage(role=MessageRole.USER, content=user),
    ]


def _note(part: Any, reply: Reply) -> None:
    """Finish reason and token counts, where a part of the stream tells them."""
    choices = getattr(part.raw, "choices", None) or []
    if choices and (finish := getattr(choices[0], "finish_reason", None)):
        reply.finish, reply.told_finish = finish, True
    told = part.additional_kwargs or {}
    reply.input_tokens = told.get("prompt_tokens") or reply.input_tokens
    reply.output_tokens = told.get("completion_tokens") or reply.output_tokens
