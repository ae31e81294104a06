"""One SQLite file: transactions, threads, migrations, and SQLite's errors as sentences."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import ArchiveBroken, DatelineError, WrongUse
from dateline.index.catalogue.database import Database


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001-first.sql").write_text(
        "CREATE TABLE boats (name TEXT UNIQUE);\n-- a; comment\nCREATE TABLE tugs (n);\n"
    )
    return folder


@pytest.fixture
def database(tmp_path: Path, steps: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "a.sqlite", steps)
    yield opened
    opened.close()


def _names(database: Database) -> list[str]:
    return [name for (name,) in database.rows("SELECT name FROM boats ORDER BY name")]


def test_each_step_is_applied_once_and_remembered(database: Database, tmp_path: Path, steps: Path) -> None:
    (steps / "0002-more.sql").write_text("INSERT INTO boats VALUES ('ferry');\n")
    for _ in range(2):
        again = Database(tmp_path / "a.sqlite", steps)
        assert _names(again) == ["ferry"]
        assert [name for (name,) in again.rows("SELECT name FROM migrations ORDER BY name")] == [
            "0001-first",
            "0002-more",
        ]
        again.close()


def test_a_step_that_fails_leaves_nothing_of_itself(database: Database, tmp_path: Path, steps: Path) -> None:
    (steps / "0002-more.sql").write_text(
        "INSERT INTO boats VALUES ('ferry');\nINSERT INTO nowhere VALUES (1);\n"
    )
    with pytest.raises(DatelineError, match="nowhere"):
        Database(tmp_path / "a.sqlite", steps)
    assert _names(database) == []


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.transaction():
        database.run_many("INSERT INTO boats VALUES (?)", [("ferry",), ("ferry",)])
    assert _names(database) == []


def test_reading_sees_one_state_and_newest_the_present(database: Database) -> None:
    with database.reading():
        assert _names(database) == []
        thread = threading.Thread(target=_insert, args=(database, "ferry"))
        thread.start()
        thread.join()
        with database.reading():
            assert _names(database) == []
        assert database.newest("SELECT name FROM boats") == ("ferry",)
    assert _names(database) == ["ferry"]


def _insert(database: Database, name: str) -> None:
    with database.transaction():
        database.run("INSERT INTO boats VALUES (?)", name)


def test_shrinking_gives_the_disk_back_and_waits_for_no_reader(
    database: Database, tmp_path: Path, steps: Path
) -> None:
    with database.transaction():
        database.run_many("INSERT INTO boats VALUES (?)", [(f"{n:05d}" + "x" * 3000,) for n in range(500)])
    database.shrink()
    large = database.path.stat().st_size
    with database.transaction():
        database.run("DELETE FROM boats")
    reader = Database(tmp_path / "a.sqlite", steps)
    with reader.reading():
        reader.rows("SELECT * FROM boats")
        database.shrink()
    database.shrink()
    assert large > 1_500_000
    assert database.path.stat().st_size < 100_000
    reader.close()


def test_text_that_is_none_is_looked_for_and_not_found(database: Database) -> None:
    assert database.rows("SELECT 1 FROM boats WHERE name = ?", "\ud800") == []


def test_a_broken_constraint_is_a_fault_of_the_program_and_stays_one(database: Database) -> None:
    _insert(database, "ferry")
    with pytest.raises(sqlite3.IntegrityError):
        _insert(database, "ferry")


@pytest.mark.parametrize(
    ("said", "kind", "sentence"),
    [
        (
            "database or disk is full",
            DatelineError,
            "could not be written .*nothing was lost: free some space",
        ),
        ("disk I/O error", DatelineError, "could not be written"),
        ("attempt to write a readonly database", WrongUse, "check the folder's permissions"),
        ("database is locked", WrongUse, "stayed locked for a minute"),
        ("no such table: boats", ArchiveBroken, "run `dateline check`"),
    ],
)
def test_sqlites_errors_are_sentences_for_the_user(
    database: Database, said: str, kind: type[DatelineError], sentence: str
) -> None:
    with pytest.raises(kind, match=sentence), database.faults():
        raise sqlite3.OperationalError(said)


def test_a_full_file_is_said_and_the_transaction_undone(database: Database) -> None:
    (pages,) = database.row("PRAGMA page_count")
    database.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DatelineError, match=r"full.*nothing was lost"), database.transaction():
        database.run_many("INSERT INTO boats VALUES (?)", [(f"{n}" + "x" * 5000,) for n in range(10)])
    assert _names(database) == []
