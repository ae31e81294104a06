"""Lines in the catalogue: in how many reports each stands, and which are known to repeat."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.index.catalogue.database import Database

EVERYWHERE = "\x01"  # stands for all publishers where a line is nobody's own; no publisher can be named so

# Stored counts are exact or, since reports are added, too small; never too large: what makes one smaller
# puts its line into `lost`.
# (Line 0 stands for a publisher that has one report less, with whatever lines.)
LOSE = (
    "INSERT OR IGNORE INTO lost SELECT line, publisher FROM lines WHERE article = ?1 "
    "UNION SELECT 0, coalesce(publisher, '') FROM versions WHERE article = ?1"
)
_COUNTED = "SELECT line, publisher, reports, 1 FROM boilerplate"


class LineCount(NamedTuple):
    """How many distinct reports (groups of copies) of a publisher, and how many publishers, carry a line."""

    line: int
    publisher: str
    reports: int
    publishers: int


class Lines:
    """Lines of articles and what was learned of them. Changes must run inside the database's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # What is to be counted

    def put(self, article: int, publisher: str, lines: Iterable[int]) -> None:
        """The lines of one more version of an article, to be counted with the next settling."""
        rows = [(line, publisher, article) for line in set(lines)]
        self._db.run_many("INSERT OR IGNORE INTO lines VALUES (?, ?, ?)", rows)
        self._db.run("INSERT OR IGNORE INTO unsettled VALUES (?)", article)

    def drop(self, article: int) -> None:
        """Take an article's lines out, to be counted anew; before the article itself goes."""
        self._db.run(LOSE, article)
        for table in ("lines", "unsettled", "unmarked"):
            self._db.run(f"DELETE FROM {table} WHERE article = ?", article)

    def unsettled(self) -> bool:
        """Whether anything is still to be counted, or to be marked anew."""
        tables = ("unsettled", "lost", "unmarked")
        return any(self._db.row(f"SELECT 1 FROM {table} LIMIT 1") for table in tables)

    def touched_publishers(self) -> dict[str, int]:
        """The publishers whose lines are to be counted, with the number of distinct reports of each."""
        return dict(
            self._db.rows(
                "WITH p AS (SELECT v.publisher FROM unsettled u JOIN versions v ON v.article = u.article "
                "UNION SELECT nullif(publisher, '') FROM lost) "
                "SELECT coalesce(p.publisher, ''), count(DISTINCT a.leader) FROM p "
                "LEFT JOIN versions v ON v.publisher IS p.publisher AND v.current = 1 "
                "LEFT JOIN articles a ON a.key = v.article GROUP BY p.publisher"
            )
        )

    def size(self, publisher: str) -> int:
        """How many distinct reports a publisher had when its lines were last counted."""
        row = self._db.row("SELECT reports FROM publishers WHERE name = ?", publisher)
        return int(row[0]) if row else 0

    def touch(self, *, whole: Iterable[str]) -> None:
        """Gather the lines to count: of new articles, those lost, and all of the publishers in `whole`."""
        self._db.run(
            "CREATE TEMP TABLE IF NOT EXISTS touched "
            "(line, publisher, sure DEFAULT 0, PRIMARY KEY (line, publisher)) WITHOUT ROWID"
        )
        self._db.run("DELETE FROM touched")
        add = "INSERT OR IGNORE INTO touched (line, publisher) SELECT DISTINCT l.line, l.publisher FROM"
        self._db.run(f"{add} unsettled u JOIN lines l ON l.article = u.article")
        self._db.run(f"{add} lost l")
        self._db.run_many(f"{add} lines l WHERE l.publisher = ?", [(name,) for name in whole])

    def doubted(self, lines: Iterable[LineCount]) -> None:
        """Count these lines too."""
        self._db.run_many(
            "INSERT OR IGNORE INTO touched (line, publisher) VALUES (?, ?)", [each[:2] for each in lines]
        )

    def sure(self, lines: Iterable[LineCount]) -> None:
        """Do not count these lines, unless they were lost: they are boilerplate at their old count.

        They are so common that counting them would be the most work of all.
        """
        self._db.run_many(
            "UPDATE touched SET sure = 1 WHERE line = ?1 AND publisher = ?2 "
            "AND NOT EXISTS (SELECT 1 FROM lost WHERE line = ?1 AND publisher = ?2)",
            [each[:2] for each in lines],
        )

    # Counting

    def count(self, least: int) -> list[LineCount]:
        """Counts, within a publisher, of the touched lines that reach `least` or are known as boilerplate."""
        rows = self._db.rows(
            "SELECT t.line, t.publisher, count(DISTINCT a.leader) AS reports, 1 FROM touched t "
            "LEFT JOIN lines l ON l.line = t.line AND l.publisher = t.publisher "
            "LEFT JOIN articles a ON a.key = l.article WHERE NOT t.sure "
            "GROUP BY t.line, t.publisher HAVING reports >= ? "
            "OR EXISTS (SELECT 1 FROM boilerplate b WHERE b.line = t.line AND b.publisher = t.publisher)",
            least,
        )
        return [LineCount(*row) for row in rows]

    def count_everywhere(self, least: int) -> list[LineCount]:
        """Counts over all publishers of the touched lines that `least` publishers have.

        Those known to be nobody's own are counted where some were lost, and only there.
        """
        rows = self._db.rows(
            "SELECT t.line, ?, count(DISTINCT a.leader), count(DISTINCT l.publisher) AS publishers FROM "
            "(SELECT line, min(sure) AS sure FROM touched GROUP BY line) t "
            "LEFT JOIN boilerplate b ON b.line = t.line AND b.publisher = ? "
            "LEFT JOIN lines l ON l.line = t.line LEFT JOIN articles a ON a.key = l.article "
            "WHERE CASE WHEN b.line IS NOT NULL THEN EXISTS (SELECT 1 FROM lost WHERE lost.line = t.line) "
            # From publisher to publisher through the index: a line of one publisher alone can be very common.
            "ELSE NOT t.sure OR (WITH RECURSIVE p (name, n) AS ("
            "SELECT min(publisher), 1 FROM lines WHERE line = t.line UNION ALL "
            "SELECT (SELECT min(publisher) FROM lines WHERE line = t.line AND publisher > p.name), n + 1 "
            "FROM p WHERE name IS NOT NULL AND n < ?) SELECT count(name) FROM p) >= ? END "
            "GROUP BY t.line HAVING publishers >= ? OR b.line IS NOT NULL",
            *(EVERYWHERE, EVERYWHERE, least, least, least),
        )
        return [LineCount(*row) for row in rows]

    # What was learned

    def learned_of(self, publisher: str) -> list[LineCount]:
        """All lines that are boilerplate for a publisher, as last counted."""
        return [LineCount(*row) for row in self._db.rows(f"{_COUNTED} WHERE publisher = ?", publisher)]

    def learned(self, publisher: str, lines: Sequence[int]) -> dict[int, LineCount]:
        """Those lines that are boilerplate for a publisher, or everywhere."""
        found: dict[int, LineCount] = {}
        for at in range(0, len(lines), 500):
            some = list(lines[at : at + 500])
            marks = ",".join("?" * len(some))
            rows = self._db.rows(
                f"{_COUNTED} WHERE publisher IN (?, ?) AND line IN ({marks}) ORDER BY publisher",
                *(EVERYWHERE, publisher, *some),
            )
            found |= {row[0]: LineCount(*row) for row in rows}
        return found

    def learn(self, count: LineCount, *, boilerplate: bool) -> bool:
        """Note whether a line is boilerplate for a publisher; whether that is new."""
        row = (count.line, count.publisher)
        known = self._db.row("SELECT 1 FROM boilerplate WHERE line = ? AND publisher = ?", *row) is not None
        if boilerplate:
            self._db.run("INSERT OR REPLACE INTO boilerplate VALUES (?, ?, ?)", *row, count.reports)
        elif known:
            self._db.run("DELETE FROM boilerplate WHERE line = ? AND publisher = ?", *row)
        return known != boilerplate

    def articles_with(self, line: int, publisher: str) -> list[int]:
        """Articles of a publisher (or of all) that have a line."""
        which = "" if publisher == EVERYWHERE else "AND publisher = ?"
        values = [line] if publisher == EVERYWHERE else [line, publisher]
        rows = self._db.rows(f"SELECT DISTINCT article FROM lines WHERE line = ? {which}", *values)
        return [key for (key,) in rows]

    def settled(self, affected: Iterable[int], sizes: dict[str, int]) -> None:
        """All lines are counted, for publishers of these sizes; these articles are to be marked anew."""
        self._db.run("DELETE FROM unsettled")
        self._db.run("DELETE FROM lost")
        self._db.run_many("INSERT OR REPLACE INTO publishers VALUES (?, ?)", list(sizes.items()))
        self._db.run("DELETE FROM publishers WHERE reports = 0")
        self._db.run_many("INSERT OR IGNORE INTO unmarked VALUES (?)", [(article,) for article in affected])

    def unmarked(self, limit: int) -> list[int]:
        """Some of the articles that are to be marked anew."""
        rows = self._db.rows("SELECT article FROM unmarked ORDER BY article LIMIT ?", limit)
        return [key for (key,) in rows]

    def marked(self, articles: Iterable[int]) -> None:
        """These articles are marked."""
        self._db.run_many("DELETE FROM unmarked WHERE article = ?", [(article,) for article in articles])
