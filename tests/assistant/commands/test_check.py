import json
import sqlite3
from typing import Any

from dateline import Archive


def test_a_sound_archive_is_said_to_be_sound(run: Any) -> None:
    assert run("check") == (0, "sound\n", "")
    assert json.loads(run("check", "--json").out) == []


def test_a_fault_of_the_history_exits_1_until_it_is_mended(run: Any, town: Archive) -> None:
    run("ask", "How long is the bridge over the Orn?")
    database = sqlite3.connect(town.folder / "history.sqlite")
    with database:
        database.execute("UPDATE answers SET answer = '{}'")
    database.close()
    ran = run("check", "--json")
    assert ran.code == 1
    assert [each["kind"] for each in json.loads(ran.out)] == ["unreadable answer"]
    mended = run("check", "--mend")
    assert mended.code == 0
    assert mended.out.endswith("(mended)\n")
    assert run("check") == (0, "sound\n", "")
