import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from dateline import Archive, Assistant
from dateline.assistant.answer import (
    Answer,
    ArchiveState,
    Citation,
    Disagreement,
    LookedAt,
    Nearest,
    Position,
    Statement,
    Usage,
)

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "answer.schema.json").read_text("utf-8"))

text = st.text(st.characters(exclude_categories=()), max_size=12)
maybe = st.none() | text
numbers = st.integers(0, 10**6)
many = st.lists(numbers, max_size=3).map(tuple)
texts = st.lists(text, max_size=2).map(tuple)
seconds = st.floats(0, 1e6, allow_nan=False)
verdicts = st.sampled_from(["supported", "partly", "unsupported", "uncited"])
known = st.sampled_from(["metadata", "url", "dateline", "none"])


def several(strategy: Any) -> Any:
    return st.lists(strategy, max_size=2).map(tuple)


POSITIONS = st.builds(Position, text, numbers, many)
ANSWERS = st.builds(
    Answer,
    **dict.fromkeys(["id", "question", "standalone", "created", "text", "reason", "writer"], text),
    statements=several(st.builds(Statement, text, numbers, numbers, many, verdicts, text)),
    citations=several(
        st.builds(
            Citation,
            **dict.fromkeys(["number", "version", "start", "end", "passage"], numbers),
            **dict.fromkeys(["article", "quote", "title"], text),
            **dict.fromkeys(["publisher", "origin", "published", "url", "link"], maybe),
            **dict.fromkeys(["authors", "copies"], texts),
            published_from=known,
            by=st.sampled_from(["writer", "check"]),
        )
    ),
    as_of=maybe,
    filters=st.dictionaries(text, maybe | st.lists(text, max_size=2), max_size=2),
    abstained=st.booleans(),
    nearest=several(st.builds(Nearest, text, text, maybe, maybe)),
    looked_at=st.builds(LookedAt, numbers, numbers, numbers, maybe, maybe),
    disagreements=several(st.builds(Disagreement, text, several(POSITIONS))),
    model=maybe,
    prompts=st.dictionaries(text, text, max_size=2),
    usage=st.builds(Usage, numbers, numbers, st.none() | seconds, seconds, seconds, numbers, numbers),
    archive=st.builds(ArchiveState, text, numbers),
    notices=texts,
)


@given(ANSWERS)
def test_an_answer_goes_to_json_and_back(answer: Answer) -> None:
    plain = json.loads(json.dumps(answer.to_dict()))
    assert plain == answer.to_dict()
    assert Answer.from_dict(plain) == answer
    assert list(plain) == list(Answer.__dataclass_fields__)


@settings(max_examples=50)
@given(ANSWERS)
def test_every_answer_fits_the_schema(answer: Answer) -> None:
    jsonschema.validate(answer.to_dict(), SCHEMA)


def test_the_schema_is_a_sound_one_and_that_of_the_code() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["required"]) == set(Answer.__dataclass_fields__)
    assert set(TypeAdapter(Answer).json_schema()["$defs"]) == set(SCHEMA["$defs"])


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.pop("notices"),
        lambda plain: plain.update(extra=1),
        lambda plain: plain["citations"][0].update(start="0"),
        lambda plain: plain["citations"][0].pop("quote"),
        lambda plain: plain["statements"][0].update(verdict="right"),
    ],
)
def test_the_schema_refuses_what_is_no_answer(town: Archive, quote_all: Any, change: Any) -> None:
    plain = quote_all(town, "mayor Sund").to_dict()
    jsonschema.validate(plain, SCHEMA)
    change(plain)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain, SCHEMA)


@pytest.mark.parametrize("plain", [{}, {"id": "a"}, {"id": 1, "text": "", "surplus": 2}])
def test_what_is_no_answer_is_a_plain_error(plain: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError)):
        Answer.from_dict(plain)


QUESTIONS = [
    "How long is the bridge over the Orn?",
    "Who was elected mayor of Sund?",
    "What is the price of tea?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_real_answers_fit_the_schema(town: Archive, ask: Any, question: str) -> None:
    answer = ask(town, question, since="2024-01-01", publishers=["Orn Gazette", "Sund Courier"])
    jsonschema.validate(answer.to_dict(), SCHEMA)
    assert Answer.from_dict(answer.to_dict()) == answer


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_twice_gives_the_same_bytes(town: Archive, question: str) -> None:
    told = []
    for _ in range(2):
        with Archive(town.folder) as archive:
            assistant = Assistant(archive)
            plain = assistant.ask(question).to_dict()
            assistant.close()
        for name in ("id", "created", "usage"):
            del plain[name]
        told.append(json.dumps(plain))
    assert told[0] == told[1]
