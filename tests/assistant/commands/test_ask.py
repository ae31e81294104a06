import json
from typing import Any

LENGTH = "How long is the bridge over the Orn?"


def test_the_answer_and_its_passages_go_to_stdout_and_nothing_to_stderr(run: Any) -> None:
    ran = run("ask", LENGTH)
    assert (ran.code, ran.err) == (0, "")
    assert 'Orn Gazette, 9 January 2025: "The bridge over the Orn is 412 metres long." [1]' in ran.out
    assert "»The bridge over the Orn is 412 metres long.«" in ran.out


def test_json_is_the_answer_and_nothing_else(run: Any) -> None:
    ran = run("ask", "--json", *LENGTH.split())
    plain = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert plain["question"] == LENGTH
    assert plain["citations"][0]["quote"] == "The bridge over the Orn is 412 metres long."


def test_an_abstention_exits_0_and_says_what_was_looked_at(run: Any) -> None:
    ran = run("ask", "What is the price of tea in Lima?")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("The archive does not hold an answer to this.\n\nLooked at 3 articles, dated")


def test_filters_are_those_of_search(run: Any) -> None:
    words = [
        "--as-of",
        "2025-01-31",
        "--since",
        "2025-01-01",
        "--until",
        "2025-01-20",
        "--publisher",
        "Orn Gazette",
    ]
    plain = json.loads(run("ask", LENGTH, "--json", *words, "--within", "bridge").out)
    assert plain["as_of"] == "2025-01-31"
    assert plain["filters"] == {
        "since": "2025-01-01",
        "until": "2025-01-20",
        "publishers": ["Orn Gazette"],
        "within": ["bridge"],
    }
    assert plain["looked_at"]["articles"] == 1


def test_undated_articles_left_out_are_told(run: Any) -> None:
    out = run("ask", LENGTH, "--since", "2025-01-01").out
    assert "Note: 1 undated article was left out, since a day was given." in out


def test_citations_come_as_web_annotations(run: Any) -> None:
    first = json.loads(run("ask", LENGTH, "--w3c").out)[0]
    assert first["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert first["target"]["selector"][0] == {"type": "TextPositionSelector", "start": 0, "end": 43}


def test_a_day_that_is_none_is_wrong_use(run: Any) -> None:
    ran = run("ask", LENGTH, "--as-of", "soon")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "dateline: as_of is 'soon', which is not a day: write it as 2025-01-10\n"


def test_an_empty_question_is_wrong_use(run: Any) -> None:
    ran = run("ask", "  ")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "dateline: the question is empty: ask something\n"


def test_an_unknown_writer_is_named_with_the_known_ones(run: Any) -> None:
    ran = run("ask", LENGTH, "--writer", "poet")
    assert (ran.code, ran.out) == (2, "")
    assert "setting writer (argument)" in ran.err
    assert "'extractive' or 'llm'" in ran.err


def test_bytes_that_are_no_text_are_only_a_question_without_an_answer(run: Any) -> None:
    ran = run("ask", "--json", "Wer ist B\udcfcrgermeister?")
    assert ran.code == 0
    assert json.loads(ran.out)["question"] == "Wer ist B?rgermeister?"
