"""The word index: BM25 over passages and leads (SQLite FTS5)."""

from typing import NamedTuple

from dateline.index.catalogue.database import Database

TABLES = ("passage_words", "lead_words")


class Scored(NamedTuple):
    """A row of the word index and its BM25 score; higher is better."""

    id: int
    score: float


class Words:
    """Asks the word index. Scores speak of the whole archive, whatever is filtered afterwards."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def passages(self, terms: list[str], *, limit: int, among: list[int] | None = None) -> list[Scored]:
        """The best passages that have any of the terms; `among` asks for these ids only."""
        return self._ask("passage_words", "2.0, 1.0", terms, limit, among)

    def leads(self, terms: list[str], *, limit: int, among: list[int] | None = None) -> list[Scored]:
        """The best leads (ids are version keys) that have any of the terms."""
        return self._ask("lead_words", "2.0, 1.0", terms, limit, among)

    def rebuild(self) -> None:
        """Make the word indexes anew from the texts; inside a transaction."""
        for table in TABLES:
            self._db.run(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")

    def optimize(self) -> None:
        """Merge what was added bit by bit: a third less disk, and quicker answers; inside a transaction."""
        for table in TABLES:
            self._db.run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")

    def document_counts(self, terms: list[str]) -> dict[str, int]:
        """In how many passages each term stands."""
        counts = {}
        for term in terms:
            sql = "SELECT count(*) FROM passage_words WHERE passage_words MATCH ?"
            counts[term] = int(self._db.row(sql, _any_of([term]))[0])
        return counts

    def _ask(
        self, table: str, weights: str, terms: list[str], limit: int, among: list[int] | None
    ) -> list[Scored]:
        if not terms or limit < 1 or among == []:
            return []
        only = f"AND rowid IN ({','.join(str(int(each)) for each in among)})" if among is not None else ""
        rows = self._db.rows(
            f"SELECT rowid, -bm25({table}, {weights}) AS score FROM {table} WHERE {table} MATCH ? {only} "
            "ORDER BY score DESC, rowid LIMIT ?",
            *(_any_of(terms), limit),
        )
        return [Scored(*row) for row in rows]


def _any_of(terms: list[str]) -> str:
    # Quoted, a term is only ever a word to look for: no operator, column or wildcard.
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
