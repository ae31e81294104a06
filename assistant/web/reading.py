"""An article as the panel beside the answer shows it."""

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from dateline.assistant.web.later import later
from dateline.errors import ArticleNotFound
from dateline.index.article import Span

if TYPE_CHECKING:
    from dateline.index import Archive
    from dateline.index.article import Article

MOST_COPIES = 6
"""Copies named one by one; of more, only the number is given."""


MOST_CUTS = 60
"""Cuts shown one by one."""

CUT_SHOWN = 400
"""Code points shown of a cut."""


def reading(
    archive: "Archive", article_id: str, version: int | None, *, cited: Span | None = None
) -> dict[str, Any]:
    """One version (None: the newest) as plain JSON values, offsets in code points of `text`.

    `later` says what became of the span `cited` where there is a newer version.

    Where the archive does not hold it: only `error`, a sentence for the reader.
    """
    try:
        article = archive.get(article_id, version)
    except ArticleNotFound:
        return {"error": f"{_gone(archive, article_id)} Its words are shown as they were cited."}
    spans = [{"start": each.start, "end": each.end, "reason": each.reason} for each in article.skipped]
    headings = [{"start": each.start, "end": each.end} for each in article.blocks if each.kind == "heading"]
    return {
        "id": article.id,
        "version": article.version,
        "versions": article.versions,
        "later": later(archive, article, cited),
        "text": article.text,
        "title": article.title,
        "publisher": article.publisher,
        "origin": article.origin,
        "authors": list(article.authors),
        "published": article.published,
        "published_from": article.published_from,
        "language": article.language,
        "url": article.url,
        "file": _file(article),
        "skipped": spans,
        "cuts": [{"text": cut.text[:CUT_SHOWN], "reason": cut.reason} for cut in article.cuts[:MOST_CUTS]],
        "more_cuts": max(0, len(article.cuts) - MOST_CUTS),
        "headings": headings,
        "copies": _copies(archive, article.copies[:MOST_COPIES]),
        "more_copies": max(0, len(article.copies) - MOST_COPIES),
    }


def _gone(archive: "Archive", article_id: str) -> str:
    try:
        now = archive.get(article_id).version
    except ArticleNotFound:
        return "This article is no longer in the archive."
    return f"This version is no longer in the archive; the article is there as version {now}."


def _file(article: "Article") -> str | None:
    # The name only: where somebody keeps their files is not the reader's business.
    name = next((source for source in article.sources if "://" not in source), None)
    return PurePath(name).name if name else None


def _copies(archive: "Archive", ids: tuple[str, ...]) -> list[dict[str, Any]]:
    named = []
    for article_id in ids:
        try:
            copy = archive.get(article_id)
        except ArticleNotFound:
            continue
        named.append({"id": copy.id, "publisher": copy.publisher, "published": copy.published})
    return named
