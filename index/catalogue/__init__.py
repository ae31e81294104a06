"""The catalogue: one SQLite file that holds the truth. All SQL of the index room is in this folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dateline.index.catalogue.articles import Articles
from dateline.index.catalogue.database import Database
from dateline.index.catalogue.faults import Faults
from dateline.index.catalogue.groups import Groups
from dateline.index.catalogue.lines import Lines
from dateline.index.catalogue.passages import Passages
from dateline.index.catalogue.words import Words

__all__ = ["Catalogue"]

_MIGRATIONS = Path(__file__).parent.parent / "migrations"
_MODULUS = 2**256


class Catalogue:
    """Articles, passages, words, groups, and what the archive says of itself."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path, _MIGRATIONS)
        self.articles = Articles(self.database)
        self.passages = Passages(self.database)
        self.words = Words(self.database)
        self.groups = Groups(self.database)
        self.lines = Lines(self.database)
        self.faults = Faults(self.database)

    def meta(self, name: str, default: Any = None) -> Any:
        """What the archive says of itself under a name."""
        row = self.database.row("SELECT value FROM meta WHERE name = ?", name)
        return row[0] if row else default

    def set_meta(self, name: str, value: Any) -> None:
        """Note something about the archive; inside a transaction."""
        self.database.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    @property
    def generation(self) -> int:
        """Goes up with every change that can alter an answer."""
        return int(self.meta("generation", 0))

    @property
    def fingerprint(self) -> str:
        """Hash of the content (hex): the sum of the versions' digests, so independent of their order."""
        return str(self.meta("fingerprint", f"{0:064x}"))

    def changed(self, *, added: Iterable[str] = (), removed: Iterable[str] = ()) -> None:
        """Count a generation and follow the versions (by digest) that came and went; inside a transaction."""
        total = int(self.fingerprint, 16)
        total += sum(int(digest, 16) for digest in added) - sum(int(digest, 16) for digest in removed)
        self.set_meta("fingerprint", f"{total % _MODULUS:064x}")
        self.set_meta("generation", self.generation + 1)

    def count_fingerprint(self) -> str:
        """The fingerprint counted anew from the versions."""
        digests = self.database.rows("SELECT digest FROM versions")
        return f"{sum(int(digest, 16) for (digest,) in digests) % _MODULUS:064x}"

    def counts(self) -> dict[str, Any]:
        """How much there is of what, the first and the last day, articles by publisher and by language."""
        with self.database.reading():
            articles, copies = self.database.row(
                "SELECT count(*), coalesce(sum(leader <> key), 0) FROM articles"
            )
            first, last, undated = self.database.row(
                "SELECT min(day), max(day), coalesce(sum(day IS NULL), 0) FROM versions WHERE current = 1"
            )
            by = {
                name: dict(
                    self.database.rows(
                        f"SELECT coalesce({name}, ''), count(*) FROM versions WHERE current = 1 "
                        f"GROUP BY {name} ORDER BY 2 DESC, 1"
                    )
                )
                for name in ("publisher", "language")
            }
            return {
                "articles": articles,
                "versions": self.database.row("SELECT count(*) FROM versions")[0],
                "passages": self.passages.count(),
                "undated": undated,
                "copies": copies,
                "first": first,
                "last": last,
                "publishers": by["publisher"],
                "languages": by["language"],
            }

    def close(self) -> None:
        """Close the file."""
        self.database.close()
