import asyncio
import threading
from typing import Any

import pytest

from dateline import Archive, Assistant
from dateline.assistant.answer import Plan, SubQuestion
from dateline.errors import WrongUse

LENGTH = "How long is the bridge over the Orn?"


@pytest.fixture
def assistant(town: Archive) -> Any:
    made = Assistant(town, writer="extractive")
    yield made
    made.close()


def test_the_stream_tells_the_plan_then_the_hits_and_the_answer_last(assistant: Any) -> None:
    events = list(assistant.stream(LENGTH, as_of="2025-12-31"))
    assert [each.kind for each in events[:2]] == ["plan", "hits"]
    assert events[0].data == {"standalone": LENGTH, "as_of": "2025-12-31", "filters": {}, "plan": None}
    assert [each.kind for each in events].count("answer") == 1
    assert events[-1].kind == "answer"


def test_what_is_streamed_is_the_answer(assistant: Any) -> None:
    events = list(assistant.stream(LENGTH))
    answer = events[-1].data
    assert "".join(each.data["text"] for each in events if each.kind == "text") == answer["text"]
    cited = [dict(each.data) for each in events if each.kind == "citation"]
    assert [each["quote"] for each in cited] == [each["quote"] for each in answer["citations"]]


def test_asking_keeps_the_answer_unless_told_not_to(assistant: Any) -> None:
    assistant.ask(LENGTH, remember=False)
    assert assistant.history.answers() == []
    answer = assistant.ask(LENGTH)
    assert assistant.history.get(answer.id) == answer


def test_a_chat_keeps_its_turns_and_understands_follow_ups(assistant: Any) -> None:
    chat = assistant.chat()
    chat.ask(LENGTH)
    answer = chat.ask("Who designed it?")
    assert answer.question == "Who designed it?"
    assert answer.standalone == "Who designed it (Orn)?"
    assert [each.question for each in assistant.chat(chat.id).turns] == [LENGTH, "Who designed it?"]


def test_an_unknown_filter_is_named_with_the_known_ones(assistant: Any) -> None:
    with pytest.raises(WrongUse, match="there is no filter publisher: filters are as_of"):
        assistant.ask(LENGTH, publisher=["Orn Gazette"])


@pytest.mark.parametrize("question", ["", "  \n", None, 5])
def test_an_empty_question_is_refused(assistant: Any, question: Any) -> None:
    with pytest.raises(WrongUse, match="the question is empty"):
        assistant.ask(question)


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "*",
        "NEAR(a b)",
        "bridge AND",
        "👩‍👩‍👧",
        "a" * 10_000,
        "bridge " * 2000,
        "\x00",
        "ب" * 50,
        "[1] ** <b>",
    ],
)
def test_no_question_breaks_it(assistant: Any, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.question == question
    assert assistant.history.get(answer.id) == answer


def test_asking_without_waiting_gives_the_same(assistant: Any) -> None:
    assert asyncio.run(assistant.aask(LENGTH)).text == assistant.ask(LENGTH).text

    async def last() -> Any:
        return [event async for event in assistant.astream(LENGTH)][-1].data["text"]

    assert asyncio.run(last()) == assistant.ask(LENGTH).text


def test_one_assistant_serves_many_threads(assistant: Any) -> None:
    expected, told = assistant.ask(LENGTH).text, []
    threads = [threading.Thread(target=lambda: told.append(assistant.ask(LENGTH).text)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [expected] * 6


def test_an_abstention_states_nothing_and_cites_nothing(assistant: Any) -> None:
    answer = assistant.ask("What is the price of tea in Lima?")
    assert answer.abstained
    assert (answer.statements, answer.citations) == ((), ())
    assert answer.text.startswith("The archive does not hold an answer to this.")
    assert answer.reason


def test_an_undated_article_is_left_out_and_told(assistant: Any) -> None:
    answer = assistant.ask("Who was the last captain of the ferry of Orn?", since="2024-01-01")
    assert "ferry" not in {each.article for each in answer.citations}
    assert answer.looked_at.undated_left_out == 1
    assert "1 undated article was left out, since a day was given." in answer.notices


def test_a_change_of_the_archive_shows_in_the_next_answer(assistant: Any, shelve: Any) -> None:
    before = assistant.ask(LENGTH)
    shelve([{"id": "new", "text": "The lighthouse of Skarn has 61 steps."}])
    after = assistant.ask(LENGTH)
    assert after.archive.generation > before.archive.generation
    assert after.archive.fingerprint != before.archive.fingerprint


@pytest.mark.parametrize("question", ["Who is \ud800 mayor of Sund?", "\udcff"])
def test_a_lone_surrogate_in_a_question_is_only_a_strange_sign(assistant: Any, question: str) -> None:
    assert assistant.ask(question).id


def test_given_parts_are_the_plan_and_the_question_stays_as_it_is(assistant: Any) -> None:
    chat = assistant.chat()
    chat.ask(LENGTH)
    answer = chat.ask("Who designed it?", parts=[SubQuestion("Who designed the bridge over the Orn?")])
    assert answer.standalone == "Who designed it?"
    assert answer.plan == Plan((SubQuestion("Who designed the bridge over the Orn?"),), "reader")
    assert chat.ask("Who designed it?", parts=[]).plan is None


def test_without_a_configured_model_there_is_one_writer(assistant: Any, town: Archive) -> None:
    assert (assistant.writer, assistant.writers) == ("extractive", {"extractive": None})
    assert assistant.written_by("extractive") is assistant
    with pytest.raises(WrongUse, match="the writer llm cannot be asked; choose from: extractive"):
        assistant.written_by("llm")


def test_a_key_alone_offers_no_model(town: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    assert Assistant(town).writers == {"extractive": None}


def test_another_writer_shares_the_history(town: Archive) -> None:
    configured = Assistant(town, llm_base_url="http://127.0.0.1:9/v1", llm_model="quill")
    assert (configured.writer, configured.writers) == ("llm", {"extractive": None, "llm": "quill"})
    quoting = configured.written_by("extractive")
    answer = quoting.ask(LENGTH)
    assert (answer.writer, configured.writer) == ("extractive", "llm")
    assert configured.history.get(answer.id) == answer
    assert quoting.written_by("llm").writer == "llm"
    configured.close()
