"""Where people ask: a question in, a turn out that grows until its answer is whole."""

import logging
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import gradio as gr
from pydantic import ValidationError

from dateline.assistant.web.asked import PageAsk
from dateline.assistant.web.follow import follow
from dateline.assistant.web.opening import opening, unopened
from dateline.assistant.web.parts import own
from dateline.assistant.web.questions import FirstQuestions
from dateline.assistant.web.reading import reading
from dateline.assistant.web.turn import Turn
from dateline.errors import DatelineError
from dateline.index.article import Span

if TYPE_CHECKING:
    from dateline.assistant import Assistant

_log = logging.getLogger(__name__)
_WRONG = "Something went wrong inside Dateline; the terminal that runs it says more."
_FIELDS = tuple(PageAsk.model_fields)


def build(assistant: "Assistant", blocks: gr.Blocks, *, may: dict[str, bool]) -> None:
    """Put the part of the page where people ask into `blocks`; `may` says what else its reader can do."""

    def read(which: dict[str, Any]) -> dict[str, Any]:
        version = int(which["version"]) if which.get("version") else None
        cited = Span(int(which["start"]), int(which["end"])) if "end" in which else None
        return reading(assistant.archive, str(which.get("id")), version, cited=cited)

    first = FirstQuestions(assistant.archive)

    # Asked for by the page once it is there: they may take a second to make.
    def questions(_: Any) -> list[str]:
        return first.get()

    def opened(request: gr.Request) -> dict[str, Any]:
        try:
            return opening(assistant.of(request.username or ""), request.query_params.get("c")) | {"may": may}
        except DatelineError as error:
            return unopened(str(error)) | {"may": may}
        except Exception:
            _log.exception("the page could not be opened")
            return unopened(_WRONG) | {"may": may}

    async def ask(event: gr.EventData, request: gr.Request) -> AsyncGenerator[dict[str, Any]]:
        sent = {name: getattr(event, name) for name in _FIELDS if getattr(event, name, None) is not None}
        async with aclosing(messages(assistant.of(request.username or ""), sent)) as told:
            async for message in told:
                yield message

    part = own(
        "ask", script="ask.js", events=("ask", "halt"), server_functions=[read, questions], min_height="90vh"
    )
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    blocks.load(opened, None, part, **quiet)
    asking = part.ask(ask, None, part, concurrency_limit=40, concurrency_id="ask", **quiet)
    part.halt(None, cancels=[asking], queue=False, **quiet)
    # A full queue, a question that could not be read: the page must not wait for ever.
    asking.failure(lambda: {"kind": "lost", "at": time.time()}, None, part, queue=False, **quiet)


async def messages(assistant: "Assistant", sent: dict[str, Any]) -> AsyncGenerator[dict[str, Any]]:
    """What the page is told while one question is answered: each message holds the whole turn so far.

    The first comes before anything is looked up and names the conversation. The last has a turn
    whose state is "done" or "failed".
    """
    try:
        asked = PageAsk.model_validate(sent)
    except ValidationError as error:
        # Our own page sends nothing like it: the terminal need not tell of it.
        raise gr.Error(error.errors()[0]["msg"], print_exception=False) from None
    turn = Turn(asked.turn, asked.question)

    def message() -> dict[str, Any]:
        return {"kind": "turn", "conversation": asked.conversation, "turn": turn.to_dict()}

    yield message()
    try:
        writing = assistant.written_by(asked.writer) if asked.writer else assistant
        async with aclosing(follow(lambda: writing.stream(asked.question, **asked.arguments()))) as batches:
            async for events in batches:
                for event in events:
                    turn.take(event)
                yield message()
    except DatelineError as error:
        turn.fail(str(error))
        yield message()
    except Exception:
        _log.exception("a question from the page could not be answered")
        turn.fail(_WRONG)
        yield message()
