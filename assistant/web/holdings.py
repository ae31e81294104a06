"""What the archive holds, as the Archive tab lists it: newest first, counted by month."""

import heapq
import itertools
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Depends, HTTPException, Query
from pydantic import Field

from dateline.assistant.web.reading import reading
from dateline.assistant.web.writable import Writable
from dateline.errors import ArticleNotFound, DatelineError, WrongUse

if TYPE_CHECKING:
    from dateline.assistant import Assistant
    from dateline.index import Archive

MOST = 400
"""Articles listed one by one."""

COUNTED = 20_000
"""Articles counted by month; the list says when there are more."""

Ids = Annotated[list[Annotated[str, Field(max_length=500)]], Field(min_length=1, max_length=100_000)]


def routes(assistant: "Assistant", writable: Writable) -> APIRouter:
    """The list, one article, and removal, for the page."""
    router = APIRouter(include_in_schema=False)
    archive = assistant.archive

    @router.get("/articles")
    def listed(
        words: str = Query("", max_length=500),
        publisher: str = Query("", max_length=500),
        since: str = Query("", max_length=40),
        until: str = Query("", max_length=40),
    ) -> dict[str, Any]:
        filters = {"words": words, "publisher": publisher, "since": since, "until": until}
        try:
            told = holdings(archive, **{name: value for name, value in filters.items() if value.strip()})
        except WrongUse as error:
            raise HTTPException(400, str(error)) from None
        return told | {"read_only": writable.read_only}

    @router.get("/article")
    def article(id: str = Query(max_length=500), version: int | None = None) -> dict[str, Any]:
        return reading(archive, id, version)

    @router.post("/articles/remove", dependencies=[Depends(writable)])
    def removed(ids: Annotated[Ids, Body(embed=True)]) -> dict[str, int]:
        try:
            return {"removed": remove(archive, ids)}
        except DatelineError as error:
            raise HTTPException(409, str(error)) from None

    return router


def holdings(archive: "Archive", **filters: str) -> dict[str, Any]:
    """Articles that meet the filters of `Archive.articles`: rows (newest first), counts by month, publishers."""
    months: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    articles = archive.articles(**filters)
    for article in itertools.islice(articles, COUNTED):
        months[(article.published or "")[:7]] += 1
        row = {name: getattr(article, name) for name in ("id", "title", "publisher", "published")}
        rows.append(row | {"copies": len(article.copies)})
    undated = months.pop("", 0)
    newest = heapq.nlargest(MOST, rows, key=lambda row: (str(row["published"] or ""), str(row["id"])))
    return {
        "rows": newest,
        "total": len(rows),
        "more": next(articles, None) is not None,
        "months": sorted(months.items()),
        "undated": undated,
        "publishers": sorted(filter(None, archive.stats().publishers)),
    }


def remove(archive: "Archive", ids: list[str]) -> int:
    """Remove those of the articles that are still there; how many there were."""
    there = []
    for article_id in dict.fromkeys(ids):
        try:
            there.append(archive.get(article_id).id)
        except ArticleNotFound:
            continue
    return archive.remove(*there) if there else 0
