"""Past answers: one SQLite file beside the catalogue, so that asking never waits for adding."""

import copy
import json
import re
from pathlib import Path
from typing import NamedTuple

from dateline.assistant.answer import Answer
from dateline.assistant.compose import escaped
from dateline.errors import ArchiveBroken, ArticleNotFound, WrongUse
from dateline.index.catalogue.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"
# One answer that cannot be read must not hide the others.
_TEXT = "CASE WHEN json_valid(answer) THEN json_extract(answer, '$.text') END"


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


class Feedback(NamedTuple):
    """What a reader says of an answer: right or wrong, and why; `case` is the eval case drafted from it."""

    correct: bool
    why: str = ""
    case: str = ""


class History:
    """Stored answers, each with all that is needed to show it again, in conversations.

    `owner` None: everybody's, as whoever has the archive's folder may read them; else those of one person,
    or with an empty name those that belong to nobody. Nothing of others can be read, found or removed then.
    """

    def __init__(self, path: Path, *, owner: str | None = None) -> None:
        self.database = Database(path, _MIGRATIONS)
        self.owner = owner

    def of(self, owner: str) -> "History":
        """The same file, as one person sees it."""
        scoped = copy.copy(self)
        scoped.owner = owner
        return scoped

    @property
    def _mine(self) -> tuple[str, tuple[str, ...]]:
        return ("1", ()) if self.owner is None else ("owner = ?", (self.owner,))

    def keep(self, answer: Answer, conversation: str | None = None) -> None:
        """Store an answer as the next turn of a conversation (of its own where none is named)."""
        told = json.dumps(answer.to_dict(), ensure_ascii=False)
        with self.database.transaction():
            self.database.run(
                "INSERT INTO answers (id, conversation, created, question, abstained, answer, owner) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(
                    answer.id,
                    conversation or answer.id,
                    answer.created,
                    answer.question,
                    int(answer.abstained),
                    told,
                    self._keeper(conversation),
                ),
            )

    def _keeper(self, conversation: str | None) -> str:
        """Whose a new answer is: a conversation that is gone on with stays with whom it began."""
        if self.owner is not None:
            return self.owner
        row = self.database.row("SELECT owner FROM answers WHERE conversation = ? LIMIT 1", conversation)
        return str(row[0]) if row else ""

    def get(self, answer_id: str) -> Answer:
        """A past answer by the beginning of its id. Raises ArticleNotFound; WrongUse where several fit."""
        mine, me = self._mine
        rows = self.database.rows(
            f"SELECT id, answer FROM answers WHERE substr(id, 1, ?) = ? AND {mine} LIMIT 2",
            *(len(answer_id), answer_id, *me),
        )
        if not answer_id or not rows:
            raise ArticleNotFound(f"there is no answer {answer_id} in the history; see `dateline history`")
        if len(rows) > 1:
            raise WrongUse(f"several answers begin with {answer_id}; give more of the id")
        return _answer(*rows[0])

    def answers(self, *, limit: int = 50, words: str = "") -> list[Entry]:
        """The newest answers first; with `words`, those whose question or answer has them all."""
        where, me = self._mine
        values: list[str] = [*me]
        for word in words.split():
            where += f" AND (question LIKE ? ESCAPE '^' OR {_TEXT} LIKE ? ESCAPE '^')"
            # As it is escaped within a line, not at the beginning of one.
            values += [_pattern(word), _pattern(escaped(f"x{word}")[1:])]
        rows = self.database.rows(
            f"SELECT id, conversation, created, question, abstained FROM answers WHERE {where} "
            "ORDER BY key DESC LIMIT ?",
            *(*values, limit),
        )
        return [Entry(*row)._replace(abstained=bool(row[4])) for row in rows]

    def conversation(self, conversation: str) -> list[Answer]:
        """The answers of a conversation, first to last; empty for an unknown one."""
        mine, me = self._mine
        rows = self.database.rows(
            f"SELECT id, answer FROM answers WHERE conversation = ? AND {mine} ORDER BY key",
            *(conversation, *me),
        )
        return [_answer(*row) for row in rows]

    def before(self, answer_id: str) -> list[str]:
        """The questions asked earlier in the conversation of an answer, first to last."""
        mine, me = self._mine
        rows = self.database.rows(
            "SELECT earlier.question FROM answers earlier, "
            f"(SELECT key AS at, conversation AS named, owner AS whose FROM answers WHERE id = ? AND {mine}) "
            "WHERE conversation = named AND owner = whose AND key < at ORDER BY key",
            *(answer_id, *me),
        )
        return [str(question) for (question,) in rows]

    def rate(self, answer_id: str, feedback: Feedback | None) -> None:
        """Keep what a reader says of an answer, in place of what was said before; None takes it back.

        Raises ArticleNotFound where there is no such answer.
        """
        mine, me = self._mine
        with self.database.transaction():
            if not self.database.row(f"SELECT 1 FROM answers WHERE id = ? AND {mine}", answer_id, *me):
                raise ArticleNotFound(
                    f"there is no answer {answer_id} in the history; see `dateline history`"
                )
            self.database.run("DELETE FROM feedback WHERE answer = ?", answer_id)
            if feedback:
                self.database.run(
                    "INSERT INTO feedback (answer, correct, why, drafted) VALUES (?, ?, ?, ?)",
                    *(answer_id, int(feedback.correct), feedback.why, feedback.case),
                )

    def feedback(self, answer_id: str) -> Feedback | None:
        """What was said of an answer; None where nothing was."""
        mine, me = self._mine
        row = self.database.row(
            "SELECT correct, why, drafted FROM feedback JOIN answers ON answers.id = feedback.answer "
            f"WHERE answers.id = ? AND {mine}",
            *(answer_id, *me),
        )
        return Feedback(bool(row[0]), row[1], row[2]) if row else None

    def find_conversation(self, beginning: str) -> str:
        """The id of the conversation that begins so. Raises WrongUse where none does, or several do."""
        mine, me = self._mine
        rows = self.database.rows(
            "SELECT DISTINCT conversation FROM answers "
            f"WHERE substr(conversation, 1, ?) = ? AND {mine} LIMIT 2",
            *(len(beginning), beginning, *me),
        )
        if len(rows) == 1 and beginning:
            return str(rows[0][0])
        which = "several conversations begin" if beginning and rows else "no conversation begins"
        raise WrongUse(f"{which} with {beginning!r}; see `dateline history --json`")

    def conversations(self, *, limit: int = 100) -> list[Conversation]:
        """The conversations, the one asked in last first."""
        mine, me = self._mine
        rows = self.database.rows(
            "SELECT a.conversation, a.question, a.created, n.turns FROM "
            "(SELECT min(key) AS first, max(key) AS last, count(*) AS turns FROM answers "
            f"WHERE {mine} GROUP BY owner, conversation) n "
            "JOIN answers a ON a.key = n.first ORDER BY n.last DESC LIMIT ?",
            *(*me, limit),
        )
        return [Conversation(*row) for row in rows]

    def remove(self, answer_id: str) -> None:
        """Remove an answer, named by its whole id. Raises ArticleNotFound where there is none."""
        mine, me = self._mine
        with self.database.transaction():
            if not self.database.row(f"SELECT 1 FROM answers WHERE id = ? AND {mine}", answer_id, *me):
                raise ArticleNotFound(
                    f"there is no answer {answer_id} in the history; see `dateline history`"
                )
            self.database.run("DELETE FROM answers WHERE id = ?", answer_id)

    def remove_conversation(self, conversation: str) -> int:
        """Remove a conversation; how many answers it had."""
        mine, me = self._mine
        which, values = f"conversation = ? AND {mine}", (conversation, *me)
        with self.database.transaction():
            (answers,) = self.database.row(f"SELECT count(*) FROM answers WHERE {which}", *values)
            self.database.run(f"DELETE FROM answers WHERE {which}", *values)
        return int(answers)

    def stored(self) -> list[tuple[str, str]]:
        """All answers, whoever asked, as (id, JSON text), for checking."""
        return [(row[0], row[1]) for row in self.database.rows("SELECT id, answer FROM answers ORDER BY key")]

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def _answer(answer_id: str, told: str) -> Answer:
    try:
        return Answer.from_dict(json.loads(told))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveBroken(
            f"the stored answer {answer_id} cannot be read ({error}); `dateline check --mend` removes it"
        ) from error


def _pattern(word: str) -> str:
    """A word as LIKE takes it: the whole of it, and nothing in it a wildcard."""
    return "%" + re.sub("[%_^]", r"^\g<0>", word) + "%"
