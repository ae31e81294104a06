"""Asking through Gradio's own client: `Client(address).predict(question, api_name="/ask")`."""

from typing import TYPE_CHECKING, Any

import gradio as gr
from anyio.to_thread import run_sync
from gradio.events import api
from pydantic import ValidationError

from dateline.assistant.web.asked import Ask
from dateline.assistant.web.refusal import sentence
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.assistant import Assistant


def build(assistant: "Assistant", *, at_once: int) -> None:
    """Put the endpoint `/ask` into the blocks being made; at most `at_once` questions are answered together."""

    async def ask(
        request: gr.Request,
        question: str,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publishers: list[str] | None = None,
        languages: list[str] | None = None,
        within: list[str] | None = None,
        conversation: str | None = None,
    ) -> dict[str, Any]:
        """Ask the archive a question; the answer is what `Answer.to_dict()` gives.

        Args:
            question: what to ask
            as_of: only what had been published by the end of this day, as 2025-01-10
            since: published on this day or later
            until: published on this day or earlier
            publishers: only these publishers
            languages: only these languages, as en
            within: only these article ids
            conversation: the conversation to go on with

        Returns:
            the answer, with its statements and citations
        """
        given = {
            "question": question,
            "as_of": as_of,
            "since": since,
            "until": until,
            "publishers": publishers or [],
            "languages": languages or [],
            "within": within or [],
            "conversation": conversation or None,
        }
        own = assistant.of(request.username or "")
        try:
            asked = Ask.model_validate(given)
            answer = await run_sync(lambda: own.ask(asked.question, **asked.arguments()))
        except ValidationError as error:
            raise gr.Error(sentence(error.errors()), print_exception=False) from None
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from None
        return answer.to_dict()

    api(ask, api_name="ask", concurrency_limit=at_once, concurrency_id="programs")
