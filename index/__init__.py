"""Articles in, hits out: cleaning, splitting, indexing and searching. Calls no language model."""

from dateline.index.archive import Archive
from dateline.index.article import Article, Block, Cut, Skipped, Span
from dateline.index.hit import Filters, Hit
from dateline.index.report import AddReport
from dateline.index.settings import IndexSettings

__all__ = [
    "AddReport",
    "Archive",
    "Article",
    "Block",
    "Cut",
    "Filters",
    "Hit",
    "IndexSettings",
    "Skipped",
    "Span",
]
