"""Groups of copies in the catalogue: articles that carry the same report, and which of them leads."""

from collections.abc import Iterable, Mapping

from dateline.index.catalogue.database import Database
from dateline.index.catalogue.lines import LOSE
from dateline.index.copies import Verdict, grouped


class Groups:
    """Bands and pairs of copies. Changes must run inside the database's transaction."""

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
            "SELECT o.article, count(*) AS n FROM bands b "
            "JOIN bands o ON o.band = b.band AND o.article <> b.article "
            "JOIN articles a ON a.key = o.article "
            "WHERE b.article = ? GROUP BY o.article ORDER BY n DESC, a.id LIMIT ?",
            *(article, most),
        )
        return [key for key, _ in rows]

    def link(self, article: int, verdicts: Mapping[int, Verdict]) -> None:
        """Say what this article's current version is to others (see `copies.compare`), and to no more."""
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

    def wrong(self) -> list[int]:
        """Articles whose leader is not the one that their pairs give."""
        rows = self._db.rows("SELECT key, leader FROM articles")
        paired = {
            key for pair in self._db.rows("SELECT a, b FROM pairs WHERE verdict = 'copies'") for key in pair
        }
        leaders = {key: key for key, _ in rows}
        left = paired & set(leaders)
        while left:
            component = self._component(left.pop()) & set(leaders)
            leaders |= self._leaders(component)
            left -= component
        return [key for key, leader in rows if leader != leaders[key]]

    def mend(self) -> None:
        """Name the leaders anew where they are wrong."""
        if wrong := self.wrong():
            self._db.run_many("UPDATE articles SET leader = key WHERE key = ?", [(key,) for key in wrong])
            for key in wrong:
                self._lead(self._component(key))

    def _lead(self, articles: set[int]) -> None:
        """Group these articles anew and name each group's leader."""
        marks = _listed(articles)
        before = dict(self._db.rows(f"SELECT key, leader FROM articles WHERE key IN ({marks})"))
        changed = {key: leader for key, leader in self._leaders(articles).items() if before[key] != leader}
        self._db.run_many(
            "UPDATE articles SET leader = ? WHERE key = ?", [(leader, key) for key, leader in changed.items()]
        )
        # What were two reports is one now, or the other way round: the counts of their lines change with it.
        self._db.run_many(LOSE, [(key,) for key in changed])

    def _leaders(self, articles: set[int]) -> dict[int, int]:
        """The leader of each of these articles, among them."""
        marks = _listed(articles)
        rows = self._db.rows(
            "SELECT a.id, a.key, v.published FROM articles a "
            "JOIN versions v ON v.article = a.key AND v.current = 1 "
            f"WHERE a.key IN ({marks})"
        )
        keys = {name: key for name, key, _ in rows}
        found = self._db.rows(f"SELECT a, b, verdict FROM pairs WHERE a IN ({marks}) AND b IN ({marks})")
        verdicts: dict[frozenset[int], Verdict] = {frozenset(pair): verdict for *pair, verdict in found}

        def verdict(one: str, other: str) -> Verdict:
            return verdicts.get(frozenset((keys[one], keys[other])), "apart")

        groups = grouped({name: published for name, _, published in rows}, verdict)
        return {keys[each]: keys[group[0]] for group in groups for each in group}


def _listed(keys: Iterable[int]) -> str:
    return ",".join(str(int(key)) for key in keys)
