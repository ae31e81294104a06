"""Articles of an archive, each version read once."""

from dataclasses import dataclass, field

from dateline.errors import ArticleNotFound
from dateline.index import Archive
from dateline.index.article import Article


@dataclass(slots=True)
class Shelf:
    """Articles of an archive by id and version, each read once."""

    archive: Archive
    _known: dict[tuple[str, int | None], Article | None] = field(default_factory=dict)

    def get(self, article: str, version: int | None = None) -> Article | None:
        """The version, or the current one; None where there is none."""
        key = (article, version)
        if key not in self._known:
            try:
                self._known[key] = self.archive.get(article, version)
            except ArticleNotFound:
                self._known[key] = None
        return self._known[key]

    def versions(self, article: str, *, after: int = 0) -> list[Article]:
        """The versions of an article with a number above `after`, oldest first; empty where there is none."""
        current = self.get(article)
        numbers = range(after + 1, current.versions + 1) if current else ()
        return [each for each in (self.get(article, number) for number in numbers) if each is not None]
