"""One SQLite file: connections, numbered migrations, transactions."""

import contextlib
import datetime as dt
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import ArchiveBroken, DatelineError, WrongUse

_BUSY_SECONDS = 60
_PRAGMAS = (
    "auto_vacuum = INCREMENTAL",
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "cache_size = -65536",
    "temp_store = MEMORY",
)


class _Connection(sqlite3.Connection):
    """A connection that closes itself when its thread is gone."""

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self.close()


class Database:
    """A SQLite file in WAL mode, migrated to the newest schema when opened.

    Each thread gets a connection of its own; any number of readers, one writer at a time.
    Raises ArchiveBroken where the file is no sound SQLite database, WrongUse where it is another program's or
    made by a newer Dateline.
    """

    def __init__(self, path: Path, migrations: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: weakref.WeakSet[sqlite3.Connection] = weakref.WeakSet()
        self._guard = threading.Lock()
        try:
            with self.faults():
                self._migrate(migrations)
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        if (connection := getattr(self._local, "connection", None)) is None:
            connection = self._connect()
            self._local.connection = connection
            with self._guard:
                self._all.add(connection)
        return connection

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """All rows of a query."""
        with self.faults():
            return self._ask(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> Any:
        """The first row of a query, or None."""
        with self.faults():
            return self._ask(sql, values).fetchone()

    def each(self, sql: str, *values: Any) -> Iterator[Any]:
        """The rows of a query, one by one: for those that are too large to hold at once."""
        with self.faults():
            yield from self.connection.execute(sql, values)

    def run(self, sql: str, *values: Any) -> int:
        """Change something; the key of the row last inserted."""
        return self.connection.execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, rows: Any) -> None:
        """Change something once a row."""
        self.connection.executemany(sql, rows)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing of it."""
        with self.faults():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self._in_transaction():
                    self.connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the database for several queries, whatever is written meanwhile."""
        with self.faults():
            if self._in_transaction():
                yield
                return
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._in_transaction():
                    self.connection.execute("COMMIT")

    @contextlib.contextmanager
    def faults(self) -> Iterator[None]:
        """SQLite's own errors as sentences for the user."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _said(error, self.path) from error
        except sqlite3.DatabaseError as error:
            # Its children (wrong SQL, a broken constraint) are faults of this program, not of the file.
            if type(error) is not sqlite3.DatabaseError:
                raise
            raise ArchiveBroken(
                f"{self.path} is damaged ({error}); restore it from a backup, "
                "or make the archive anew from its sources"
            ) from error

    def shrink(self) -> None:
        """Give disk space that removed rows held back to the system."""
        with self.faults():
            # A plain execute() stops at this pragma's first step, which gives back a single page.
            self.connection.executescript("PRAGMA incremental_vacuum")
            # A reader in the middle of an answer keeps the log from shrinking: not worth waiting for.
            self.connection.execute("PRAGMA busy_timeout = 500")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self.connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")

    def newest(self, sql: str, *values: Any) -> Any:
        """The first row of a query as of now, even inside `reading` (which sees the state it began with)."""
        with self.faults():
            connection = self._connect()
            try:
                return connection.execute(sql, values).fetchone()
            finally:
                connection.close()

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in list(self._all):
                connection.close()
            self._all.clear()
        self._local = threading.local()

    def _ask(self, sql: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
        try:
            return self.connection.execute(sql, values)
        except UnicodeEncodeError:
            # A lone surrogate stands in no stored text, so the question for it finds nothing.
            plain = [
                value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
                for value in values
            ]
            return self.connection.execute(sql, plain)

    def _in_transaction(self) -> bool:
        return self.connection.in_transaction

    def _connect(self) -> sqlite3.Connection:
        # check_same_thread: only so that close() may close the connections of threads that are gone.
        connection = sqlite3.connect(
            self.path,
            isolation_level=None,
            timeout=_BUSY_SECONDS,
            check_same_thread=False,
            factory=_Connection,
        )
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, folder: Path) -> None:
        steps = sorted(folder.glob("*.sql"))
        tables = {name for (name,) in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if tables and "migrations" not in tables:
            raise WrongUse(f"{self.path} is another program's database, not Dateline's; name another folder")
        self.connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied TEXT) STRICT"
        )
        done = {name for (name,) in self.rows("SELECT name FROM migrations")}
        if newer := sorted(done - {step.stem for step in steps}):
            raise WrongUse(f"{self.path} was made by a newer Dateline (it knows {newer[0]}); update Dateline")
        for step in steps:
            if step.stem not in done:
                self._apply(step)

    def _apply(self, step: Path) -> None:
        with self.transaction():
            # Another process may have been faster while this one waited for the lock.
            if self.row("SELECT 1 FROM migrations WHERE name = ?", step.stem):
                return
            for statement in _statements(step.read_text("utf-8")):
                self.connection.execute(statement)
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            self.run("INSERT INTO migrations VALUES (?, ?)", step.stem, now)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _said(error: sqlite3.OperationalError, path: Path) -> DatelineError:
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return DatelineError(
            f"{path} could not be written ({text}); nothing was lost: "
            "free some space if the disk is full, and run it again"
        )
    if "readonly" in text or "unable to open" in text:
        return WrongUse(f"{path} cannot be opened for this ({text}); check the folder's permissions")
    if "locked" in text:
        return WrongUse(
            f"{path} stayed locked for a minute by another process; try again when it has finished"
        )
    return ArchiveBroken(f"{path}: {text}; run `dateline check`")
