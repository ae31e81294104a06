import pytest
from pydantic import ValidationError

from dateline.assistant.answer import SubQuestion
from dateline.assistant.web.asked import Ask, PageAsk


def test_an_empty_day_is_no_day() -> None:
    assert Ask(question="Who?", as_of="", since="2025-01-01").filters() == {
        "as_of": None,
        "since": "2025-01-01",
        "until": None,
        "publishers": [],
        "languages": [],
        "within": [],
    }


def test_ten_thousand_characters_may_be_asked_and_no_more() -> None:
    assert len(Ask(question="🐕" * 10_000).question) == 10_000
    with pytest.raises(ValidationError):
        Ask(question="🐕" * 10_001)


@pytest.mark.parametrize("conversation", ["", "../secret", "a b", "x" * 65, "a\n"])
def test_a_conversation_is_a_plain_short_name(conversation: str) -> None:
    with pytest.raises(ValidationError):
        Ask(question="Who?", conversation=conversation)


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Ask.model_validate({"question": "Who?", "asof": "2025-01-01"})


def test_a_question_from_the_page_begins_a_conversation_where_it_names_none() -> None:
    asked = [PageAsk(question="Who?", turn="t1") for _ in range(2)]
    assert asked[0].conversation
    assert asked[0].conversation != asked[1].conversation
    assert PageAsk(question="Who?", turn="t1", conversation="c1").arguments()["conversation"] == "c1"


def test_parts_of_a_question_become_its_plan() -> None:
    asked = PageAsk.model_validate(
        {"question": "Q?", "turn": "t1", "parts": [{"text": "Who?", "publishers": ["P"]}]}
    )
    assert asked.arguments()["parts"] == [SubQuestion("Who?", ("P",))]
    assert PageAsk(question="Q?", turn="t1", parts=[]).arguments()["parts"] == []
    assert PageAsk(question="Q?", turn="t1").arguments()["parts"] is None
