"""First questions to begin with, made from the archive by rule, no model."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.index import Archive

MOST = 4


def first_questions(archive: "Archive") -> list[str]:
    """A few questions about the newest articles; none where there are no titles."""
    titles: list[str] = []
    return [f"What was reported under “{title}”?" for title in titles[:MOST]]
