import sqlite3
from pathlib import Path

import pytest

from dateline.assistant.answer import Answer
from dateline.assistant.history import History
from dateline.errors import ArchiveBroken, ArticleNotFound, WrongUse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def answer(name: str, question: str = "Who?", text: str = "Nobody.", *, abstained: bool = False) -> Answer:
    return Answer(name, question, question, "2025-06-01T12:00:00.000+00:00", text, abstained=abstained)


def kept(path: Path, *answers: Answer, conversation: str | None = None) -> History:
    history = History(path)
    for each in answers:
        history.keep(each, conversation)
    return history


def ids(history: History, words: str = "") -> list[str]:
    return [entry.id for entry in history.answers(words=words)]


def test_answers_are_listed_newest_first_up_to_the_limit(path: Path) -> None:
    history = kept(path, answer("a"), answer("b", abstained=True), answer("c"))
    assert [(each.id, each.abstained) for each in history.answers(limit=2)] == [("c", False), ("b", True)]


def test_words_must_all_stand_in_question_or_text_in_any_case(path: Path) -> None:
    history = kept(
        path, answer("a", "Who built the bridge?", "Runa Halvik did."), answer("b", "Which bridge?")
    )
    assert ids(history, "bridge") == ["b", "a"]
    assert ids(history, "HALVIK bridge") == ["a"]
    assert ids(history, "halvik ferry") == []


@pytest.mark.parametrize("word", ["100%", "a_b", "^", "\\", "[1]", "*", "'", '"'])
def test_signs_of_patterns_are_only_signs(path: Path, word: str) -> None:
    history = kept(path, answer("a", f"What is {word} here?"), answer("b", "What is axb 1000 here?"))
    assert ids(history, word) == ["a"]


def test_words_are_found_as_they_are_shown_not_as_markdown_has_them(path: Path) -> None:
    history = kept(path, answer("a", text="The file is called a\\_b in version \\[1\\]."))
    assert ids(history, "a_b") == ids(history, "[1]") == ["a"]


def test_a_beginning_names_an_answer(path: Path) -> None:
    history = kept(path, answer("abc1"), answer("abd2"))
    assert history.get("abc").id == "abc1"
    with pytest.raises(WrongUse, match="several answers begin with ab"):
        history.get("ab")
    for unknown in ("x", "", "abc11", "%", "ab_1"):
        with pytest.raises(ArticleNotFound, match="there is no answer"):
            history.get(unknown)


def test_a_conversation_keeps_its_turns_in_order_among_others(path: Path) -> None:
    history = kept(path, answer("a", "One?"), conversation="talk")
    history.keep(answer("b"), None)
    history.keep(answer("c", "Two?"), "talk")
    assert [each.question for each in history.conversation("talk")] == ["One?", "Two?"]
    assert history.conversation("nothing") == []
    assert [(each.id, each.title, each.turns) for each in history.conversations()] == [
        ("talk", "One?", 2),
        ("b", "Who?", 1),
    ]


def test_a_conversation_is_found_by_its_beginning(path: Path) -> None:
    history = kept(path, answer("a"), answer("b"), conversation="talk-1")
    history.keep(answer("c"), "talk-2")
    assert history.find_conversation("talk-1") == "talk-1"
    for beginning, told in (
        ("talk", "several conversations"),
        ("x", "no conversation"),
        ("", "no conversation"),
    ):
        with pytest.raises(WrongUse, match=told):
            history.find_conversation(beginning)


def test_removing_takes_one_answer_or_one_conversation(path: Path) -> None:
    history = kept(path, answer("a"), answer("b"), conversation="talk")
    history.keep(answer("c"))
    history.remove("c")
    with pytest.raises(ArticleNotFound):
        history.remove("c")
    assert ids(history) == ["b", "a"]
    assert history.remove_conversation("talk") == 2
    assert ids(history) == []


def test_the_history_survives_closing_and_opening(path: Path) -> None:
    first = answer("a", "Ist 👩‍👩‍👧 “there” – né?", "e\u0301 \u202e")
    kept(path, first).close()
    assert History(path).get("a") == first


def test_an_answer_that_cannot_be_read_hides_no_other(path: Path) -> None:
    kept(path, answer("a"), answer("b")).close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE answers SET answer = '{broken' WHERE id = 'a'")
    database.close()
    history = History(path)
    assert ids(history, "nobody") == ["b"]
    with pytest.raises(ArchiveBroken, match=r"answer a cannot be read .* `dateline check --mend` removes it"):
        history.get("a")
    history.remove("a")
    assert ids(history) == ["b"]
