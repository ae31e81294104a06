"""RSS and Atom feeds."""

import calendar
import datetime as dt
import io
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from dateline.index.fetch import Fetched
from dateline.index.page_names import names_in
from dateline.index.readers.decode import whole_characters
from dateline.index.urls import canonical_url

_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<html\b|<!doctype html", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its page's URL, its own full text as HTML (each may be ""), and what it states."""

    number: int
    id: str
    url: str
    content: str
    fields: dict[str, Any] = field(default_factory=dict)


def is_feed(fetched: Fetched) -> bool:
    """Whether what was fetched is a feed: its root element says so, whatever the server calls it."""
    start = fetched.body[:4096]
    return bool(_ROOT.search(start)) and not _PAGE.search(start)


def entries_of(fetched: Fetched) -> list[Entry]:
    """The feed's entries in its own order, each address once."""
    import feedparser  # noqa: PLC0415  (start-up)

    # given as a stream: text or bytes that look like an address would be fetched
    parsed = feedparser.parse(
        io.BytesIO(fetched.body), response_headers={"content-type": _stated_type(fetched)}
    )
    outlet = _text(parsed.feed.get("title"))
    found: dict[str, Entry] = {}
    for number, item in enumerate(parsed.entries, start=1):
        entry = _entry(item, number, fetched.url, outlet)
        found.setdefault(entry.url or f"#{number}", entry)
    return list(found.values())


def _stated_type(fetched: Fetched) -> str:
    kind = fetched.content_type or "application/xml"
    return f"{kind}; charset={fetched.encoding}" if fetched.encoding else kind


def _entry(item: Any, number: int, base: str, outlet: str) -> Entry:
    link = _text(item.get("link"))
    url = urljoin(base, link) if link else ""
    parts = [_text(part.get("value"), lines=True) for part in item.get("content", [])]
    stated = {
        "title": _text(item.get("title")),
        "url": canonical_url(url),
        "published": _moment(item.get("published_parsed")),
        "authors": names_in([_text(author.get("name")) for author in item.get("authors", [])]),
        "publisher": outlet,
    }
    fields = {name: value for name, value in stated.items() if value}
    return Entry(number, _text(item.get("id")), url, max(parts, key=len, default=""), fields)


def _text(value: Any, *, lines: bool = False) -> str:
    text = whole_characters(value) if isinstance(value, str) else ""
    return text if lines else re.sub(r"\s+", " ", text).strip()


def _moment(parsed: Any) -> str | None:
    """feedparser gives the moment in UTC."""
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC).isoformat()
    except (TypeError, ValueError, OverflowError):
        return None
