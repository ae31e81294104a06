import json
import sqlite3
from pathlib import Path

import pytest

from dateline.assistant.answer import Answer
from dateline.assistant.history import Feedback, History
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


def test_each_person_sees_finds_and_removes_only_their_own(path: Path) -> None:
    history = History(path)
    ann, bob, nobody = (history.of(owner) for owner in ("ann", "bob", ""))
    ann.keep(answer("a1", "Who is Ann?"), "talk")
    bob.keep(answer("b1", "Who is Bob?"), "talk")
    history.keep(answer("n1", "Who is nobody?"))
    assert [ids(each) for each in (ann, bob, nobody)] == [["a1"], ["b1"], ["n1"]]
    assert [(each.title, each.turns) for each in ann.conversations()] == [("Who is Ann?", 1)]
    assert [each.question for each in bob.conversation("talk")] == ["Who is Bob?"]
    assert ids(ann, "bob") == []
    with pytest.raises(ArticleNotFound):
        ann.get("b1")
    with pytest.raises(WrongUse):
        nobody.find_conversation("talk")
    with pytest.raises(ArticleNotFound):
        ann.remove("b1")
    assert ann.remove_conversation("talk") == 1
    assert [ids(each) for each in (ann, bob)] == [[], ["b1"]]


def test_whoever_has_the_folder_sees_all_and_goes_on_in_a_persons_conversation(path: Path) -> None:
    history = History(path)
    history.of("ann").keep(answer("a1", "One?"), "talk")
    history.keep(answer("a2", "Two?"), "talk")
    assert ids(history) == ["a2", "a1"]
    assert [each.question for each in history.of("ann").conversation("talk")] == ["One?", "Two?"]
    assert history.of("").conversations() == []


def test_a_history_from_before_there_were_owners_belongs_to_nobody(path: Path) -> None:
    first = (Path(__file__).parents[2] / "assistant" / "migrations" / "0001-first.sql").read_text("utf-8")
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL) STRICT, WITHOUT ROWID"
        )
        database.execute("INSERT INTO migrations VALUES ('0001-first', '2025-01-01')")
        database.executescript(first)
        values = ("a", "a", "2025", "Who?", 0, json.dumps(answer("a").to_dict()))
        database.execute(
            "INSERT INTO answers (id, conversation, created, question, abstained, answer) VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )
    database.close()
    history = History(path)
    assert ids(history.of("")) == ["a"]
    assert ids(history.of("ann")) == []


def test_feedback_is_kept_replaced_and_taken_back(path: Path) -> None:
    history = kept(path, answer("a"))
    assert history.feedback("a") is None
    history.rate("a", Feedback(correct=False, why="it was Runa"))
    history.rate("a", Feedback(correct=False, why="it was Runa Halvik", case="who"))
    assert History(path).feedback("a") == Feedback(False, "it was Runa Halvik", "who")
    history.rate("a", None)
    assert history.feedback("a") is None


def test_feedback_goes_with_its_answer(path: Path) -> None:
    history = kept(path, answer("a"))
    history.rate("a", Feedback(correct=True))
    history.remove("a")
    assert history.feedback("a") is None
    with pytest.raises(ArticleNotFound):
        history.rate("a", Feedback(correct=True))


def test_feedback_and_earlier_questions_are_each_persons_own(path: Path) -> None:
    history = History(path)
    ann, bob = history.of("ann"), history.of("bob")
    ann.keep(answer("a", "Whose?"), "talk")
    bob.keep(answer("b", "Mine?"), "talk")
    ann.rate("a", Feedback(correct=True))
    assert (ann.feedback("a"), bob.feedback("a")) == (Feedback(correct=True), None)
    assert bob.before("b") == ann.before("b") == []
    with pytest.raises(ArticleNotFound):
        bob.rate("a", None)


def test_the_questions_before_an_answer_are_those_of_its_conversation(path: Path) -> None:
    history = kept(path, answer("a", "One?"), answer("b", "Two?"), answer("c", "Three?"), conversation="talk")
    history.keep(answer("d", "Other?"), "aside")
    assert history.before("c") == ["One?", "Two?"]
    assert history.before("a") == history.before("d") == history.before("nothing") == []
