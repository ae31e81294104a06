import json
from typing import Any

TURNS = "How long is the bridge over the Orn?\nAnd when was it opened?\n"


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_questions_from_stdin_are_answered_one_a_line_and_follow_ups_understood(run: Any) -> None:
    ran = run("chat", "--json", stdin=TURNS)
    assert ran.code == 0
    assert [each["standalone"] for each in answers(ran.out)] == [
        "How long is the bridge over the Orn?",
        "And when was it opened (Orn)?",
    ]
    assert ran.err.startswith("conversation ")


def test_an_empty_line_ends_it(run: Any) -> None:
    assert len(answers(run("chat", "--json", "--quiet", stdin=f"\n{TURNS}").out)) == 0
    ran = run("chat", "--json", "--quiet", stdin=TURNS.replace("\n", "\n\n", 1))
    assert (len(answers(ran.out)), ran.err) == (1, "")


def test_a_fault_in_one_question_does_not_end_it(run: Any) -> None:
    ran = run("chat", "--json", "--quiet", "--as-of", "soon", stdin=TURNS)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.count("dateline: as_of is 'soon', which is not a day") == 2


def test_a_conversation_goes_on_by_the_beginning_of_its_id(run: Any) -> None:
    name = run("chat", stdin="Who was elected mayor of Sund?\n").err.split()[1].rstrip(";")
    (answer,) = answers(run("chat", "--json", "--conversation", name[:10], stdin="How old is he?\n").out)
    assert answer["standalone"] == "How old is he (who was elected mayor of Sund)?"


def test_a_single_answer_can_be_asked_about(run: Any) -> None:
    first = json.loads(run("ask", "--json", "How long is the bridge over the Orn?").out)
    (answer,) = answers(run("chat", "--json", "--conversation", first["id"], stdin="Who designed it?\n").out)
    assert answer["standalone"] == "Who designed it (Orn)?"


def test_an_unknown_conversation_is_wrong_use(run: Any) -> None:
    ran = run("chat", "--conversation", "nothing", stdin=TURNS)
    assert (ran.code, ran.out) == (2, "")
    assert "no conversation begins with 'nothing'" in ran.err


def test_answers_are_shown_with_their_passages(run: Any) -> None:
    assert "»The bridge over the Orn is 412 metres long.«" in run("chat", stdin=TURNS).out
