from dateline.assistant.answer import Answer, Citation, Event, Statement, Usage
from dateline.assistant.web.turn import Turn

CITATION = Citation(1, "a", 1, 0, 4, "Rain", 0, title="Weather")
ANSWER = Answer(
    id="x1",
    question="Will it rain?",
    standalone="Will it rain?",
    created="2025-01-01T00:00:00Z",
    text="Rain [1]",
    statements=(Statement("Rain", 0, 4, (1,)),),
    citations=(CITATION,),
    usage=Usage(total_s=0.5),
)


def taken(*events: Event) -> dict[str, object]:
    turn = Turn("t1", "Will it rain?")
    for event in events:
        turn.take(event)
    return turn.to_dict()


def test_text_grows_and_a_revision_replaces_it() -> None:
    grown = [Event("text", {"text": "Ra"}), Event("text", {"text": "in"})]
    assert taken(*grown)["text"] == "Rain"
    assert taken(*grown, Event("revise", {"statement": 0, "text": "Sun"}))["text"] == "Sun"


def test_a_citation_sent_again_replaces_the_first() -> None:
    first, again = {"number": 1, "quote": "Rain"}, {"number": 1, "quote": "Rain."}
    assert taken(Event("citation", first), Event("citation", again))["citations"] == [again]


def test_statements_are_unknown_until_the_answer_is_whole() -> None:
    begun = taken(Event("text", {"text": "Rain [1]"}))
    assert (begun["state"], begun["statements"]) == ("running", None)
    whole = taken(Event("text", {"text": "Rain [1]"}), Event("answer", ANSWER.to_dict()))
    assert (whole["state"], whole["id"], whole["answer"], whole["seconds"]) == ("done", "t1", "x1", 0.5)
    assert whole["statements"] == ANSWER.to_dict()["statements"]


def test_an_answer_from_the_history_is_drawn_as_when_it_arrived() -> None:
    arrived = taken(Event("answer", ANSWER.to_dict()))
    assert Turn.of(ANSWER).to_dict() == arrived | {"id": "x1"}


def test_a_failure_says_why_and_keeps_what_arrived() -> None:
    turn = Turn("t1", "Will it rain?")
    turn.take(Event("text", {"text": "Ra"}))
    turn.fail("The endpoint did not answer.")
    shown = turn.to_dict()
    assert (shown["state"], shown["error"], shown["text"]) == ("failed", "The endpoint did not answer.", "Ra")


def test_what_was_given_out_does_not_change_later() -> None:
    turn = Turn("t1", "Will it rain?")
    turn.take(Event("citation", {"number": 1}))
    before = turn.to_dict()
    turn.take(Event("citation", {"number": 2}))
    turn.take(Event("notice", {"text": "Look out."}))
    assert (before["citations"], before["notices"]) == ([{"number": 1}], [])
