"""`dateline case add` as a program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.assistant import Assistant
from dateline.eval import load_cases
from dateline.index import Archive

QUESTION = "How many firefighters were sent to the mill of Orlo?"


@pytest.fixture
def asked(archive: Archive) -> str:
    """The id of a remembered answer, the second of its conversation."""
    chat = Assistant(archive).chat()
    chat.ask("Was there a fire at the mill of Orlo?")
    return chat.ask(QUESTION, as_of="2025-03-10").id


def _add(archive: Archive, folder: Path, *words: str, code: int = 0, editor: str = "") -> str:
    known = {name: value for name, value in os.environ.items() if name not in ("EDITOR", "VISUAL")}
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "case", "add", *words, "--archive", str(archive.folder)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**known, "DATELINE_WRITER": "extractive", **({"EDITOR": editor} if editor else {})},
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stderr


def test_the_newest_answer_becomes_a_case_with_its_turns_and_filters(
    archive: Archive, asked: str, tmp_path: Path
) -> None:
    told = _add(
        archive, tmp_path, "--fact", "37|thirty-seven", "--tag", "number", "--quote", "37 firefighters"
    )
    (case,) = load_cases(tmp_path / "cases.yaml")
    assert case.question == QUESTION
    assert case.turns == ("Was there a fire at the mill of Orlo?",)
    assert case.as_of == "2025-03-10"
    assert case.facts == (("37", "thirty-seven"),)
    assert case.quotes == ("37 firefighters",)
    assert case.tags == ("number",)
    assert f"case {case.id} added to cases.yaml" in told


def test_an_answer_is_named_by_the_beginning_of_its_id(archive: Archive, asked: str, tmp_path: Path) -> None:
    words = (asked[:12], "--abstain", "--id", "none", "--to", "set.jsonl", "--quiet")
    assert _add(archive, tmp_path, *words) == ""
    (case,) = load_cases(tmp_path / "set.jsonl")
    assert (case.id, case.abstain, case.articles) == ("none", True, ())


def test_what_the_set_asks_already_is_added_again_only_under_another_id(
    archive: Archive, asked: str, tmp_path: Path
) -> None:
    _add(archive, tmp_path, asked, "--fact", "37")
    (case,) = load_cases(tmp_path / "cases.yaml")
    told = _add(archive, tmp_path, asked, "--fact", "thirty-seven", code=2)
    assert told == (
        f"dateline: cases.yaml has that case already ({case.id}); change it there, or give another --id\n"
    )
    assert load_cases(tmp_path / "cases.yaml") == [case]
    _add(archive, tmp_path, asked, "--fact", "thirty-seven", "--id", "mill-again")
    assert [each.id for each in load_cases(tmp_path / "cases.yaml")] == [case.id, "mill-again"]


def test_the_same_question_on_another_day_is_a_case_of_its_own(
    archive: Archive, asked: str, tmp_path: Path
) -> None:
    _add(archive, tmp_path, asked, "--fact", "37")
    chat = Assistant(archive).chat()
    chat.ask("Was there a fire at the mill of Orlo?")
    later = chat.ask(QUESTION, as_of="2025-04-10").id
    _add(archive, tmp_path, later, "--fact", "37")
    first, second = load_cases(tmp_path / "cases.yaml")
    assert (first.question, first.turns, second.id) == (second.question, second.turns, f"{first.id}-2")


def test_the_editor_has_the_last_word(archive: Archive, asked: str, tmp_path: Path) -> None:
    editor = tmp_path / "edit.sh"
    editor.write_text("#!/bin/sh\nsed -i 's/^  facts: .*/  facts: [[thirty-seven]]/' \"$1\"\n")
    editor.chmod(0o755)
    _add(archive, tmp_path, editor=str(editor))
    (case,) = load_cases(tmp_path / "cases.yaml")
    assert case.facts == (("thirty-seven",),)
    assert case.articles


def test_a_draft_with_a_fault_is_kept_and_not_added(archive: Archive, asked: str, tmp_path: Path) -> None:
    editor = tmp_path / "edit.sh"
    editor.write_text("#!/bin/sh\nsed -i 's/^  facts: .*/  facts: oops/' \"$1\"\n")
    editor.chmod(0o755)
    told = _add(archive, tmp_path, editor=str(editor), code=2)
    assert "key facts: should be a list" in told
    draft = Path(told.split("the draft is ")[1].strip().rstrip(")"))
    assert draft.exists()
    assert not (tmp_path / "cases.yaml").exists()


def test_without_an_editor_it_says_what_to_do(archive: Archive, asked: str, tmp_path: Path) -> None:
    assert "set EDITOR" in _add(archive, tmp_path, code=2)
