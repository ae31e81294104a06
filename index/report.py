"""What adding came to."""

from dataclasses import dataclass, field
from typing import Any

from dateline.index.raw import Refused


@dataclass
class AddReport:
    """How many articles were added, updated (a new version) or unchanged, and what was skipped and why.

    `articles` are the ids of those added and updated, in order.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[Refused] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many pieces have been looked at."""
        return self.added + self.updated + self.unchanged + len(self.skipped)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": [{"source": source, "reason": reason} for source, reason in self.skipped],
            "articles": self.articles,
        }
