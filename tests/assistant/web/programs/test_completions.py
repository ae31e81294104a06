"""The archive as a chat model, asked with OpenAI's own client."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from openai import APIError, BadRequestError, NotFoundError, OpenAI, UnprocessableEntityError

from dateline.assistant.answer import Answer, Event, Usage
from dateline.assistant.web.programs.completions import Chunks, completion, turns_of

QUESTION = "How many litres does the water tower of Klistan hold?"


@pytest.fixture
def client(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{address}v1", api_key="none", max_retries=0) as client:
        yield client


def said(*questions: str) -> Any:
    return [{"role": "user", "content": question} for question in questions]


def test_the_answer_has_its_citations_in_the_text_below_it_and_as_a_field(
    client: OpenAI, assistant: Any
) -> None:
    given: Any = client.chat.completions.create(model="dateline", messages=said(QUESTION))
    answer = assistant.ask(QUESTION, remember=False)
    content = given.choices[0].message.content
    assert content.startswith(answer.text)
    assert "[1]" in answer.text
    assert "Sources:\n\n- \\[1\\] Klistan Daily, 11 February 2025:" in content
    assert given.citations == answer.to_dict()["citations"]
    assert (given.choices[0].finish_reason, given.usage.total_tokens, given.abstained) == ("stop", 0, False)


def test_a_stream_says_the_same_piece_by_piece(client: OpenAI) -> None:
    whole: Any = client.chat.completions.create(model="dateline", messages=said(QUESTION))
    options: Any = {"include_usage": True}
    chunks: list[Any] = [
        *client.chat.completions.create(
            model="dateline", messages=said(QUESTION), stream=True, stream_options=options
        )
    ]
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-2].citations == whole.citations
    assert (chunks[-1].choices, chunks[-1].usage) == ([], whole.usage)


def test_earlier_questions_are_understood_and_what_others_said_is_not_evidence(client: OpenAI) -> None:
    messages: Any = [
        {"role": "system", "content": "The tower holds one litre."},
        *said("Who is Rami Haddad?"),
        {"role": "assistant", "content": "Rami Haddad is a baker."},
        {"role": "user", "content": [{"type": "text", "text": "What did he call the water tower?"}]},
    ]
    given: Any = client.chat.completions.create(model="dateline", messages=messages)
    assert given.standalone == "What did he call the water tower (Rami Haddad)?"
    assert "baker" not in given.choices[0].message.content
    assert "one litre" not in given.choices[0].message.content


def test_limits_are_given_as_extra_fields(client: OpenAI) -> None:
    given: Any = client.chat.completions.create(
        model="dateline", messages=said(QUESTION), temperature=1, extra_body={"as_of": "2025-01-31"}
    )
    assert given.abstained
    assert "undated article" in given.choices[0].message.content


def test_an_answer_is_kept_only_when_that_is_asked_for(client: OpenAI, assistant: Any) -> None:
    before = len(assistant.history.answers(limit=1000))
    client.chat.completions.create(model="dateline", messages=said(QUESTION))
    assert len(assistant.history.answers(limit=1000)) == before
    client.chat.completions.create(model="dateline", messages=said(QUESTION), store=True)
    assert len(assistant.history.answers(limit=1000)) == before + 1


def test_there_is_one_model(client: OpenAI) -> None:
    assert [each.id for each in client.models.list()] == ["dateline"]
    assert client.models.retrieve("dateline").owned_by == "dateline"
    with pytest.raises(
        NotFoundError, match="There is no model 'gpt-5' here: the one there is is called 'dateline'"
    ):
        client.chat.completions.create(model="gpt-5", messages=said(QUESTION))


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("messages", "kind", "told"),
    [
        ([], UnprocessableEntityError, "messages"),
        (said("  "), BadRequestError, "the question is empty"),
        (
            [*said(QUESTION), {"role": "assistant", "content": "x"}],
            BadRequestError,
            "the last message must be",
        ),
        (
            said([{"type": "image_url", "image_url": {"url": "x"}}]),
            BadRequestError,
            "a part of type 'image_url'",
        ),
        (said("?" * 10_001), BadRequestError, "the question is too long"),
    ],
)
def test_what_cannot_be_asked_is_refused_as_openai_does(
    client: OpenAI, messages: Any, kind: type[APIError], told: str, stream: bool
) -> None:
    with pytest.raises(kind, match=told):
        client.chat.completions.create(model="dateline", messages=messages, stream=stream)


def test_a_correction_follows_what_was_sent_already() -> None:
    chunks = Chunks(usage=False)
    final = Answer("a", "Who?", "Who?", "2025-06-01T12:00:00+00:00", "Bob did. [1]")
    sent = [*chunks.tell(Event("text", {"text": "Ann did."})), *chunks.tell(Event("answer", final.to_dict()))]
    assert "The answer was corrected when it was checked:\\n\\nBob did. [1]" in "".join(sent)
    assert sent[-1] == "data: [DONE]\n\n"


def test_tokens_are_those_of_the_model() -> None:
    answer = replace(
        Answer("a", "Who?", "Who?", "2025-06-01T12:00:00+00:00", "Bob."),
        usage=Usage(input_tokens=7, output_tokens=2),
    )
    assert completion(answer)["usage"] == {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9}


def test_of_a_long_chat_the_last_questions_count() -> None:
    assert turns_of(["", *(f"Who is number {n}?" for n in range(30))])[0] == "Who is number 10?"
