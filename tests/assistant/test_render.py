import dataclasses
import io
from typing import Any

import pytest

from dateline import Archive
from dateline.assistant.answer import Answer
from dateline.assistant.render import Terminal, plain, show


def shown(answer: Answer, archive: Archive, *, width: int = 4000) -> str:
    console = Terminal()
    console.file, console.width = io.StringIO(), width
    show(answer, archive, console)
    return console.file.getvalue()


@pytest.fixture
def answer(town: Archive, quote_all: Any) -> Answer:
    found: Answer = quote_all(town, "bridge Orn cost", within=["bridge"])
    return found


def test_the_quote_stands_between_marks_in_its_surroundings(town: Archive, answer: Answer) -> None:
    said = shown(answer, town)
    assert "[1] Bridge over the Orn opens — Orn Gazette, 9 January 2025\n" in said
    assert "    bridge version 1, characters 44 to 98\n" in said
    assert (
        "    The bridge over the Orn is 412 metres long. »It was designed by Runa Halvik, an engineer from Sund.«"
        " ¶ The bridge cost 18 million crowns. The town council of Orn paid for it with a loan.\n"
    ) in said
    assert "    https://orn-gazette.example/bridge#:~:text=The%20bridge%20cost" in said


def test_a_link_is_never_broken_over_two_lines(town: Archive, answer: Answer) -> None:
    link = answer.citations[1].link
    assert link is not None
    assert link in shown(answer, town, width=40)


def test_an_unknown_publisher_and_date_are_said(town: Archive, quote_all: Any) -> None:
    said = shown(quote_all(town, "ferry", within=["ferry"]), town)
    assert "[1] The old ferry — unknown publisher, date unknown\n" in said


def test_an_article_without_a_title_is_never_called_by_its_id(shelve: Any, quote_all: Any) -> None:
    archive = shelve([{"id": "text-3f9a", "publisher": "Orn Gazette", "text": "The bridge of Orn is open."}])
    said = shown(quote_all(archive, "bridge Orn"), archive)
    assert "[1] Untitled — Orn Gazette, date unknown\n" in said
    assert "    text-3f9a version 1, characters 0 to 26\n" in said


def test_a_removed_article_is_marked_and_its_quote_still_shown(town: Archive, answer: Answer) -> None:
    town.remove("bridge")
    said = shown(answer, town)
    assert said.count("(this article has been removed from the archive since)") == len(answer.citations)
    assert "»It was designed by Runa Halvik, an engineer from Sund.«" in said


def test_an_article_that_was_removed_and_added_again_is_said_to_be_there(shelve: Any, quote_all: Any) -> None:
    records = [{"id": "toll", "text": "The toll on the bridge of Orn is 30 crowns a car."}]
    archive = shelve(records)
    answer = quote_all(archive, "toll bridge Orn")
    archive.remove("toll")
    shelve(records)
    said = shown(answer, archive)
    assert (
        "(this version has been removed since; the article is there as version 2, see `dateline verify`)"
        in said
    )
    assert "»The toll on the bridge of Orn is 30 crowns a car.«" in said


def test_a_newer_version_is_told(shelve: Any, town: Archive, answer: Answer) -> None:
    assert "newer version" not in shown(answer, town)
    later = {
        "id": "bridge",
        "title": "Bridge closed",
        "published": "2025-03-01",
        "text": "The bridge is closed.",
    }
    shelve([later])
    said = shown(answer, town)
    assert "(a newer version of this article has been published" in said
    assert "»The bridge cost 18 million crowns.«" in said


def test_words_that_are_not_there_are_marked(town: Archive, answer: Answer) -> None:
    forged = dataclasses.replace(answer.citations[0], quote="The bridge is 999 metres long.")
    said = shown(dataclasses.replace(answer, citations=(forged,)), town)
    assert "(the archive has other words there; see `dateline verify`)" in said


def test_a_follow_up_says_what_was_asked_and_notices_are_shown(town: Archive, answer: Answer) -> None:
    asked = dataclasses.replace(answer, standalone="Who designed it (bridge)?", notices=("1 left out.",))
    said = shown(asked, town)
    assert said.startswith("asked as: Who designed it (bridge)?\n")
    before, _, after = said.partition("\n\nNote: 1 left out.\n\n")
    assert before.endswith(plain(answer))
    assert after.startswith("[1] ")


def test_the_text_is_shown_without_escapes_of_markdown(answer: Answer) -> None:
    assert plain(dataclasses.replace(answer, text="a\\_b \\[1\\] [1]")) == "a_b [1] [1]"


def test_ids_titles_and_questions_give_a_terminal_no_orders(shelve: Any, quote_all: Any) -> None:
    hostile = "x\x1b[31m\x1b]0;t\x07\x9b2J\u202e"
    archive = shelve(
        [{"id": hostile, "title": hostile, "publisher": hostile, "text": "The bridge of Orn is open."}]
    )
    answer = quote_all(archive, "bridge Orn")
    assert len(answer.citations) == 1
    said = shown(dataclasses.replace(answer, question="?", standalone=hostile, notices=(hostile,)), archive)
    assert not any(sign in said for sign in "\x1b\x07\x9b\u202e")


def test_a_reader_that_went_away_is_told_to_the_caller() -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    console = Terminal()
    console.file = Closed()
    with pytest.raises(BrokenPipeError):
        console.print("x")
