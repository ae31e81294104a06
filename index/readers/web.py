"""Web pages, and the pages that a feed lists."""

from collections.abc import Callable, Iterator
from typing import Any

from dateline.errors import FetchRefused
from dateline.index.address import canonical
from dateline.index.fetch import Fetched, fetch
from dateline.index.page import stated
from dateline.index.raw import Raw, Refused
from dateline.index.readers.decode import decoded
from dateline.index.readers.feed import Entry, entries_of, is_feed
from dateline.index.settings import IndexSettings


def read_web(url: str, *, settings: IndexSettings, known: Callable[[str], bool]) -> Iterator[Raw | Refused]:
    """The page at this URL, or the pages of the feed there whose canonical URL is not known."""
    try:
        fetched = fetch(url, settings=settings)
    except FetchRefused as refused:
        yield Refused(url, _why(refused, url))
        return
    if not is_feed(fetched):
        yield _page(fetched)
        return
    entries = entries_of(fetched)
    if not entries:
        yield Refused(url, "the feed lists no entries")
    for entry in entries:
        if not (entry.url and known(canonical(entry.url))):
            yield from _entry(entry, feed=url, settings=settings, known=known)


def _why(refused: FetchRefused, url: str) -> str:
    return str(refused).removeprefix(f"{url} ")


def _page(fetched: Fetched, entry: Entry | None = None) -> Raw | Refused:
    """The fetched page as a raw piece; what its feed says fills in what the page itself does not state."""
    if fetched.content_type not in ("", "text/plain") and "html" not in fetched.content_type:
        return Refused(fetched.url, f"the address gave {fetched.content_type}, not a web page")
    html = decoded(fetched.body, hint=fetched.encoding, page=True)
    if not html.strip():
        return Refused(fetched.url, "the page is empty")
    if fetched.content_type == "text/plain":
        return Raw(fetched.url, "text", html, {"url": canonical(fetched.url)})
    told = stated(html, fetched.url)
    fields: dict[str, Any] = {"url": canonical(told.get("url") or fetched.url)}
    if entry:
        fields |= {name: value for name, value in entry.fields.items() if name not in told and name != "url"}
    return Raw(fetched.url, "html", html, fields)


def _entry(
    entry: Entry, *, feed: str, settings: IndexSettings, known: Callable[[str], bool]
) -> Iterator[Raw | Refused]:
    reason = "the feed's entry has neither an address nor its own text"
    if entry.url:
        try:
            piece = _page(fetch(entry.url, settings=settings), entry)
        except FetchRefused as refused:
            reason = _why(refused, entry.url)
        else:
            if isinstance(piece, Raw):
                if not known(piece.fields["url"]):
                    yield piece
                return
            reason = piece.reason
    name = entry.url or f"{feed}#{entry.id or entry.number}"
    if entry.content.strip():
        yield Raw(name, "html", entry.content, entry.fields)
    else:
        yield Refused(name, reason)
