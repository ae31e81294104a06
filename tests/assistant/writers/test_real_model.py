"""The LLM writer with a real model: DATELINE_TEST_LLM_URL names an OpenAI-compatible server that runs.

DATELINE_TEST_LLM_MODEL is its model ("qwen" where not set). A small model on a processor is enough: what it writes
is not judged, only what Dateline makes of it.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dateline import Archive, Assistant
from dateline.assistant.answer import Answer
from dateline.assistant.endpoint import Deadline, Failed, Reply
from dateline.assistant.models import endpoint_of
from dateline.assistant.settings import AssistantSettings
from dateline.assistant.verify import verify

URL = os.environ.get("DATELINE_TEST_LLM_URL", "")
pytestmark = [
    pytest.mark.llm,
    pytest.mark.skipif(not URL, reason="DATELINE_TEST_LLM_URL names no running model server"),
    pytest.mark.timeout(900),
]
SETTINGS: dict[str, Any] = {
    "llm_base_url": URL or None,
    "llm_model": os.environ.get("DATELINE_TEST_LLM_MODEL", "qwen"),
    "llm_deadline": 600.0,
    "llm_max_tokens": 150,
}


@pytest.fixture
def asking(town: Archive) -> Iterator[Callable[..., Assistant]]:
    """An assistant over three short articles that asks the real model."""
    made: list[Assistant] = []

    def asking(**settings: Any) -> Assistant:
        made.append(Assistant(town, **(SETTINGS | settings)))
        return made[-1]

    yield asking
    for each in made:
        each.close()


def test_an_answer_rests_on_published_characters(town: Archive, asking: Callable[..., Assistant]) -> None:
    events = list(asking(llm_price_in=1.0, llm_price_out=2.0).stream("How long is the bridge over the Orn?"))
    answer = Answer.from_dict(events[-1].data)
    assert "412" in answer.text
    assert [each for each in verify(answer, town) if not each.sound] == []
    assert all(town.get(each.article).text[each.start : each.end] == each.quote for each in answer.citations)
    assert answer.model == SETTINGS["llm_model"]
    assert answer.usage.input_tokens > 100
    assert answer.usage.cost
    assert "".join(each.data["text"] for each in events if each.kind == "text" and answer.writer == "llm")


def test_text_arrives_in_many_pieces_and_closing_frees_the_server(asking: Callable[..., Assistant]) -> None:
    assistant = asking()
    events = assistant.stream("Who designed the bridge over the Orn, and what did it cost?")
    assert next(each for each in events if each.kind == "text").data["text"]
    events.close()  # type: ignore[attr-defined]
    # A server with one place would still be busy with the first request.
    assert assistant.ask("Who was elected mayor of Sund?").usage.retries == 0


def test_what_is_longer_than_the_servers_context_is_told_as_that() -> None:
    endpoint = endpoint_of(AssistantSettings(**SETTINGS))
    with pytest.raises(Failed) as failed:
        list(endpoint.stream("", "a long way to go " * 40_000, deadline=Deadline(600), reply=Reply()))
    assert failed.value.fault.kind == "overflow"
