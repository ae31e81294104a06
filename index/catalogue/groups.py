"""What the archive learns across articles: groups of copies, and lines that repeat."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dateline.index.catalogue.database import Database
from dateline.index.copies import Verdict, grouped

EVERYWHERE = "*"  # stands for all publishers where a line is nobody's own


class LineCount(NamedTuple):
    """How many distinct reports (groups of copies) of a publisher, and how many publishers, carry a line."""

    line: int
    publisher: str
    reports: int
    publishers: int


class Groups:
    """Bands, pairs of copies and repeating lines. Changes must run inside the database's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # Copies

    def set_bands(self, article: int, bands: Iterable[int]) -> None:
        """The MinHash bands of an article's current version."""
        self._db.run("DELETE FROM bands WHERE article = ?", article)
        self._db.run_many("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, article) for band in bands])

    def sharing(self, article: int, *, most: int = 50) -> list[int]:
        """Other articles that share a band with this one, those with most bands in common first."""
        rows = self._db.rows(
            "SELECT o.article, count(*) AS n FROM bands b JOIN bands o ON o.band = b.band AND o.article <> b.article "
            "JOIN articles a ON a.key = o.article WHERE b.article = ? GROUP BY o.article ORDER BY n DESC, a.id LIMIT ?",
            *(article, most),
        )
        return [key for key, _ in rows]

    def link(self, article: int, verdicts: Mapping[int, Verdict]) -> None:
        """Say what this article's current version is to others (see `copies.compare`), in place of what was said."""
        before = self._component(article)
        self._db.run("DELETE FROM pairs WHERE a = ?1 OR b = ?1", article)
        pairs = [
            (min(article, other), max(article, other), verdict)
            for other, verdict in verdicts.items()
            if verdict != "apart"
        ]
        self._db.run_many("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?)", pairs)
        self._lead(before | self._component(article))

    def unlink(self, article: int) -> None:
        """Take an article out of its group; before the article itself goes."""
        self.link(article, {})
        self._db.run("DELETE FROM bands WHERE article = ?", article)
        self._db.run("DELETE FROM lines WHERE article = ?", article)
        self._db.run("DELETE FROM unsettled WHERE article = ?", article)
        self._db.run("DELETE FROM unmarked WHERE article = ?", article)

    def _component(self, article: int) -> set[int]:
        """Articles reached over pairs of copies, this one included."""
        reached, ahead = {article}, [article]
        while ahead:
            rows = self._db.rows(
                "SELECT b FROM pairs WHERE a = ?1 AND verdict = 'copies' "
                "UNION SELECT a FROM pairs WHERE b = ?1 AND verdict = 'copies'",
                ahead.pop(),
            )
            new = {key for (key,) in rows} - reached
            reached |= new
            ahead += new
        return reached

    def _lead(self, articles: set[int]) -> None:
        """Group these articles anew and name each group's leader."""
        marks = ",".join(str(key) for key in articles)
        rows = self._db.rows(
            "SELECT a.id, a.key, v.published FROM articles a JOIN versions v ON v.article = a.key AND v.current = 1 "
            f"WHERE a.key IN ({marks})"
        )
        keys = {name: key for name, key, _ in rows}
        found = self._db.rows(f"SELECT a, b, verdict FROM pairs WHERE a IN ({marks}) AND b IN ({marks})")
        verdicts = {frozenset(pair): verdict for *pair, verdict in found}

        def verdict(one: str, other: str) -> Verdict:
            return verdicts.get(frozenset((keys[one], keys[other])), "apart")

        for group in grouped({name: published for name, _, published in rows}, verdict):
            leader = keys[group[0]]
            self._db.run_many(
                "UPDATE articles SET leader = ? WHERE key = ?", [(leader, keys[each]) for each in group]
            )

    # Lines that repeat

    def set_lines(self, article: int, publisher: str, lines: Iterable[int]) -> None:
        """The lines of an article's current version."""
        self._db.run("DELETE FROM lines WHERE article = ?", article)
        rows = [(line, publisher, article) for line in set(lines)]
        self._db.run_many("INSERT OR IGNORE INTO lines VALUES (?, ?, ?)", rows)

    def unsettle(self, articles: Iterable[int]) -> None:
        """Note articles whose lines are to be looked at again."""
        self._db.run_many("INSERT OR IGNORE INTO unsettled VALUES (?)", [(article,) for article in articles])

    def unsettled(self) -> int:
        """How many articles are still to be looked at, or to be marked anew."""
        sql = "SELECT (SELECT count(*) FROM unsettled) + (SELECT count(*) FROM unmarked)"
        return int(self._db.row(sql)[0])

    def line_neighbours(self, article: int) -> list[int]:
        """Articles that share a line with this one (a few, to look at again when it goes)."""
        rows = self._db.rows(
            "SELECT DISTINCT o.article FROM lines l JOIN lines o ON o.line = l.line AND o.article <> l.article "
            "WHERE l.article = ? LIMIT 200",
            article,
        )
        return [key for (key,) in rows]

    def touched_publishers(self) -> dict[str, int]:
        """The publishers of unsettled articles, with the number of distinct reports of each."""
        return dict(
            self._db.rows(
                "WITH p AS (SELECT DISTINCT v.publisher FROM unsettled u JOIN versions v ON v.article = u.article "
                "AND v.current = 1) "
                "SELECT coalesce(p.publisher, ''), count(DISTINCT a.leader) FROM p "
                "JOIN versions v ON v.publisher IS p.publisher AND v.current = 1 JOIN articles a ON a.key = v.article "
                "GROUP BY p.publisher"
            )
        )

    def learned_of(self, publisher: str) -> list[LineCount]:
        """All lines that are boilerplate for a publisher, as counted when they were last learned."""
        rows = self._db.rows(
            "SELECT line, publisher, reports, 1 FROM boilerplate WHERE publisher = ?", publisher
        )
        return [LineCount(*row) for row in rows]

    def count_lines(
        self, least: int, *, settled: Iterable[LineCount], again: Iterable[LineCount]
    ) -> list[LineCount]:
        """Counts, within a publisher, of the lines of unsettled articles that reach `least`, and of those to count `again`.

        Lines in `settled` are left out: they are so common that counting them would be the most work of all.
        """
        self._db.run(
            "CREATE TEMP TABLE IF NOT EXISTS touched (line, publisher, PRIMARY KEY (line, publisher))"
        )
        self._db.run("DELETE FROM touched")
        self._db.run(
            "INSERT INTO touched SELECT DISTINCT l.line, l.publisher FROM unsettled u JOIN lines l ON l.article = u.article"
        )
        self._db.run_many("INSERT OR IGNORE INTO touched VALUES (?, ?)", [each[:2] for each in again])
        self._db.run_many(
            "DELETE FROM touched WHERE line = ? AND publisher = ?", [each[:2] for each in settled]
        )
        rows = self._db.rows(
            "SELECT t.line, t.publisher, count(DISTINCT a.leader) AS reports, 1 FROM touched t "
            "LEFT JOIN lines l ON l.line = t.line AND l.publisher = t.publisher LEFT JOIN articles a ON a.key = l.article "
            "GROUP BY t.line, t.publisher HAVING reports >= ? "
            "OR EXISTS (SELECT 1 FROM boilerplate b WHERE b.line = t.line AND b.publisher = t.publisher)",
            least,
        )
        return [LineCount(*row) for row in rows]

    def count_lines_everywhere(self, least: int) -> list[LineCount]:
        """Counts over all publishers of the lines last touched, where at least `least` publishers have them."""
        rows = self._db.rows(
            "SELECT l.line, ?, count(DISTINCT a.leader), count(DISTINCT l.publisher) AS publishers "
            "FROM (SELECT DISTINCT line FROM touched) t JOIN lines l ON l.line = t.line JOIN articles a ON a.key = l.article "
            "GROUP BY l.line HAVING publishers >= ?",
            *(EVERYWHERE, least),
        )
        return [LineCount(*row) for row in rows]

    def learned(self, publisher: str, lines: Sequence[int]) -> dict[int, LineCount]:
        """Those lines that are boilerplate for a publisher, or everywhere."""
        found: dict[int, LineCount] = {}
        for at in range(0, len(lines), 500):
            some = list(lines[at : at + 500])
            marks = ",".join("?" * len(some))
            rows = self._db.rows(
                f"SELECT line, publisher, reports, 1 FROM boilerplate WHERE publisher IN (?, ?) AND line IN ({marks})",
                *(publisher, EVERYWHERE, *some),
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
        """Articles of a publisher (or of all) whose current version has a line."""
        which = "" if publisher == EVERYWHERE else "AND publisher = ?"
        values = [line] if publisher == EVERYWHERE else [line, publisher]
        rows = self._db.rows(f"SELECT article FROM lines WHERE line = ? {which}", *values)
        return [key for (key,) in rows]

    def settled(self, affected: Iterable[int]) -> None:
        """All lines are looked at; these articles are to be marked anew."""
        self._db.run("DELETE FROM unsettled")
        self._db.run_many("INSERT OR IGNORE INTO unmarked VALUES (?)", [(article,) for article in affected])

    def unmarked(self, limit: int) -> list[int]:
        """Some of the articles that are to be marked anew."""
        return [
            key for (key,) in self._db.rows("SELECT article FROM unmarked ORDER BY article LIMIT ?", limit)
        ]

    def marked(self, articles: Iterable[int]) -> None:
        """These articles are marked."""
        self._db.run_many("DELETE FROM unmarked WHERE article = ?", [(article,) for article in articles])
