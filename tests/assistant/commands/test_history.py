import json
from typing import Any

from dateline import Archive

LENGTH = "How long is the bridge over the Orn?"


def asked(run: Any, question: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(run("ask", "--json", question).out)
    return plain


def test_answers_are_listed_newest_first(run: Any) -> None:
    first, second = asked(run, LENGTH), asked(run, "What is the price of tea in Lima?")
    lines = run("history").out.splitlines()
    assert [line[:12] for line in lines] == [second["id"][:12], first["id"][:12]]
    assert lines[0].endswith("What is the price of tea in Lima?  (abstained)")
    assert lines[1].endswith(LENGTH)


def test_the_list_as_json_is_one_array(run: Any) -> None:
    first = asked(run, LENGTH)
    (entry,) = json.loads(run("history", "--json", "--words", "BRIDGE").out)
    assert (entry["id"], entry["abstained"]) == (first["id"], False)
    assert json.loads(run("history", "--json", "--words", "tea").out) == []


def test_an_answer_is_shown_again_exactly_by_the_beginning_of_its_id(run: Any) -> None:
    first = asked(run, LENGTH)
    assert json.loads(run("history", "--json", first["id"][:8]).out) == first


def test_a_removed_article_is_marked_where_an_answer_is_shown_again(run: Any, town: Archive) -> None:
    first = asked(run, LENGTH)
    town.remove("bridge")
    ran = run("history", first["id"])
    assert ran.code == 0
    assert "(this article has been removed from the archive since)" in ran.out
    assert "»The bridge over the Orn is 412 metres long.«" in ran.out


def test_an_answer_is_removed(run: Any) -> None:
    first = asked(run, LENGTH)
    ran = run("history", first["id"][:8], "--remove")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"answer {first['id']} removed from the history\n"
    assert run("history").out == ""


def test_an_unknown_answer_is_said_to_be_unknown(run: Any) -> None:
    ran = run("history", "nothing")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "dateline: there is no answer nothing in the history; see `dateline history`\n"


def test_removing_needs_a_name(run: Any) -> None:
    ran = run("history", "--remove")
    assert (ran.code, ran.out) == (2, "")
    assert "name the answer to remove" in ran.err
