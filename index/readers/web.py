"""Web pages, and the pages that a feed lists."""

from collections.abc import Callable, Iterator
from typing import Any

from dateline.errors import FetchRefused
from dateline.index.fetch import Fetched, fetch
from dateline.index.page import stated
from dateline.index.raw import Raw, Refused
from dateline.index.readers.decode import decoded
from dateline.index.readers.feed import Entry, entries_of, is_feed
from dateline.index.settings import IndexSettings
from dateline.index.urls import canonical_url


def read_web(url: str, *, settings: IndexSettings, known: Callable[[str], bool]) -> Iterator[Raw | Refused]:
    """The page at this URL, or the pages of the feed there whose URL is not known.

    A piece's source is the URL asked for in its canonical spelling, so that a feed's entry is known again
    although its page moved or names another canonical URL (which is in the fields).
    """
    try:
        fetched = fetch(url, settings=settings)
    except FetchRefused as refused:
        yield Refused(url, _why(refused, url))
        return
    if not is_feed(fetched):
        yield _page(fetched, canonical_url(url), {})
        return
    entries = entries_of(fetched)
    if not entries:
        yield Refused(url, "the feed lists no entries")
    for entry in entries:
        source = canonical_url(entry.url) if entry.url else f"{canonical_url(url)}#{entry.id or entry.number}"
        if not known(source):
            yield _entry(entry, source, settings)


def _why(refused: FetchRefused, url: str) -> str:
    return str(refused).removeprefix(f"{url} ")


def _entry(entry: Entry, source: str, settings: IndexSettings) -> Raw | Refused:
    """The entry's page; where that cannot be had, the full text that the feed itself carries."""
    reason = "the feed's entry has neither an address nor its own text"
    if entry.url:
        try:
            piece = _page(fetch(entry.url, settings=settings), source, entry.fields)
        except FetchRefused as refused:
            reason = _why(refused, entry.url)
        else:
            if isinstance(piece, Raw):
                return piece
            reason = piece.reason
    return (
        Raw(source, "html", entry.content, entry.fields) if entry.content.strip() else Refused(source, reason)
    )


def _page(fetched: Fetched, source: str, from_feed: dict[str, Any]) -> Raw | Refused:
    """The fetched page as a raw piece; what a feed says fills in what the page itself does not state."""
    kind = fetched.content_type
    if kind not in ("", "text/plain") and "html" not in kind:
        return Refused(source, f"the address gave {kind}, not a web page")
    text = decoded(fetched.body, hint=fetched.encoding, page=kind != "text/plain")
    if not text.strip():
        return Refused(source, "the page is empty")
    said = stated(text, fetched.url) if kind != "text/plain" else {}
    fields = {name: value for name, value in from_feed.items() if name not in said}
    fields["url"] = canonical_url(said.get("url") or fetched.url)
    return Raw(source, "html" if kind != "text/plain" else "text", text, fields)
