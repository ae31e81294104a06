import dataclasses
import json
import sqlite3
from typing import Any

import pytest

from dateline import Archive, Assistant
from dateline.assistant.checks import check_history
from dateline.assistant.history import History


@pytest.fixture
def answered(town: Archive, quote_all: Any) -> Archive:
    history = History(town.folder / "history.sqlite")
    history.keep(dataclasses.replace(quote_all(town, "mayor Sund"), id="sound"))
    history.keep(dataclasses.replace(quote_all(town, "bridge Orn"), id="other"))
    history.close()
    return town


def change(archive: Archive, sql: str, *values: str) -> None:
    database = sqlite3.connect(archive.folder / "history.sqlite")
    with database:
        database.execute(sql, values)
    database.close()


def test_without_a_history_there_is_nothing_to_find(town: Archive) -> None:
    assert check_history(town) == []
    assert not (town.folder / "history.sqlite").exists()


def test_a_sound_history_has_no_faults(answered: Archive) -> None:
    assert check_history(answered) == []


def test_answers_that_cite_removed_articles_are_sound(answered: Archive) -> None:
    answered.remove("bridge", "mayor")
    assert check_history(answered) == []


def test_an_unreadable_answer_is_found_and_mended_by_removing_it(answered: Archive) -> None:
    change(answered, "UPDATE answers SET answer = substr(answer, 1, 100) WHERE id = 'other'")
    (fault,) = check_history(answered)
    assert (fault.kind, fault.where, fault.mended) == ("unreadable answer", "other", False)
    (fault,) = check_history(answered, mend=True)
    assert fault.mended
    assert check_history(answered) == []
    assert [each.id for each in Assistant(answered).history.answers()] == ["sound"]


def test_a_forged_quote_is_found(answered: Archive) -> None:
    forged = json.dumps(Assistant(answered).history.get("other").to_dict()).replace(
        "18 million", "19 million"
    )
    change(answered, "UPDATE answers SET answer = ? WHERE id = 'other'", forged)
    (fault,) = check_history(answered, mend=True)
    assert (fault.kind, fault.mended) == ("citation", False)
    assert fault.where.startswith("answer other [")
    assert "18 million" in fault.what


def test_a_ruined_file_is_one_fault(answered: Archive) -> None:
    for name in ("history.sqlite-wal", "history.sqlite-shm"):
        (answered.folder / name).unlink(missing_ok=True)
    (answered.folder / "history.sqlite").write_bytes(b"no database" * 1000)
    (fault,) = check_history(answered)
    assert fault.kind == "history"
