"""Past answers: one SQLite file beside the catalogue, so that asking never waits for adding."""

import json
from pathlib import Path
from typing import NamedTuple

from dateline.assistant.answer import Answer
from dateline.errors import ArticleNotFound, WrongUse
from dateline.index.catalogue.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


class Entry(NamedTuple):
    """A past answer in a list."""

    id: str
    conversation: str
    created: str
    question: str
    abstained: bool


class Conversation(NamedTuple):
    """A past conversation in a list; `title` is its first question, `turns` how many were asked."""

    id: str
    title: str
    created: str
    turns: int


class History:
    """Stored answers, each with all that is needed to show it again, in conversations."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path, _MIGRATIONS)

    def keep(self, answer: Answer, conversation: str | None = None) -> None:
        """Store an answer as the next turn of a conversation (of its own where none is named)."""
        told = json.dumps(answer.to_dict(), ensure_ascii=False)
        with self.database.transaction():
            self.database.run(
                "INSERT INTO answers (id, conversation, created, question, abstained, answer) VALUES (?, ?, ?, ?, ?, ?)",
                *(
                    answer.id,
                    conversation or answer.id,
                    answer.created,
                    answer.question,
                    int(answer.abstained),
                    told,
                ),
            )

    def get(self, answer_id: str) -> Answer:
        """A past answer by its id, or by the beginning of it. Raises ArticleNotFound, WrongUse where several fit."""
        rows = self.database.rows(
            "SELECT answer FROM answers WHERE substr(id, 1, ?) = ? LIMIT 2", len(answer_id), answer_id
        )
        if not answer_id or not rows:
            raise ArticleNotFound(f"there is no answer {answer_id} in the history; see `dateline history`")
        if len(rows) > 1:
            raise WrongUse(f"several answers begin with {answer_id}; give more of the id")
        return Answer.from_dict(json.loads(rows[0][0]))

    def answers(self, *, limit: int = 50, words: str = "") -> list[Entry]:
        """The newest answers first; with `words`, those whose question or answer has them all."""
        where, values = "1", []
        for word in words.split():
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            where += " AND (question LIKE ? ESCAPE '\\' OR json_extract(answer, '$.text') LIKE ? ESCAPE '\\')"
            values += [pattern, pattern]
        rows = self.database.rows(
            f"SELECT id, conversation, created, question, abstained FROM answers WHERE {where} "
            "ORDER BY key DESC LIMIT ?",
            *(*values, limit),
        )
        return [Entry(*row[:4], bool(row[4])) for row in rows]

    def conversation(self, conversation: str) -> list[Answer]:
        """The answers of a conversation, first to last; empty for an unknown one."""
        rows = self.database.rows(
            "SELECT answer FROM answers WHERE conversation = ? ORDER BY key", conversation
        )
        return [Answer.from_dict(json.loads(row[0])) for row in rows]

    def conversations(self, *, limit: int = 100) -> list[Conversation]:
        """The conversations, the one asked in last first."""
        rows = self.database.rows(
            "SELECT conversation, (SELECT question FROM answers f WHERE f.key = min(a.key)), min(created), count(*) "
            "FROM answers a GROUP BY conversation ORDER BY max(key) DESC LIMIT ?",
            limit,
        )
        return [Conversation(*row) for row in rows]

    def remove(self, answer_id: str) -> None:
        """Remove an answer. Raises ArticleNotFound where there is none."""
        known = self.get(answer_id)
        with self.database.transaction():
            self.database.run("DELETE FROM answers WHERE id = ?", known.id)

    def discard(self, answer_id: str) -> None:
        """Remove an entry that cannot be read."""
        with self.database.transaction():
            self.database.run("DELETE FROM answers WHERE id = ?", answer_id)

    def remove_conversation(self, conversation: str) -> int:
        """Remove a conversation; how many answers it had."""
        answers = len(self.conversation(conversation))
        with self.database.transaction():
            self.database.run("DELETE FROM answers WHERE conversation = ?", conversation)
        return answers

    def stored(self) -> list[tuple[str, str]]:
        """All answers as (id, JSON text), for checking."""
        return [(row[0], row[1]) for row in self.database.rows("SELECT id, answer FROM answers ORDER BY key")]

    def close(self) -> None:
        """Close the file."""
        self.database.close()
