"""Citations: the exact characters, who published them and when, and links that lead to them."""

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from dateline.assistant.answer import Citation
from dateline.assistant.fragments import directive
from dateline.index.article import Article, Span
from dateline.index.hit import Hit

if TYPE_CHECKING:
    from dateline.index.archive import Archive

UNKNOWN_PUBLISHER = "Unknown publisher"
UNKNOWN_DATE = "date unknown"
_CONTEXT = 32
# An address is made a link on pages and in terminals: nothing but the web, and nothing that breaks out of it.
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\"<>\\^`{|}\x7f-\x9f]+", re.IGNORECASE)


def cite(archive: "Archive", number: int, hit: Hit, span: Span) -> Citation:
    """The citation of a span of a hit's version; the quote is sliced from storage, never from elsewhere."""
    article = archive.get(hit.article, hit.version)
    return Citation(
        number=number,
        article=article.id,
        version=article.version,
        start=span.start,
        end=span.end,
        quote=article.text[span.start : span.end],
        passage=hit.passage,
        title=article.title,
        publisher=article.publisher,
        origin=article.origin,
        authors=article.authors,
        published=article.published,
        published_from=article.published_from,
        url=_address(article.url),
        link=link(article, span),
        copies=article.copies,
    )


def link(article: Article, span: Span) -> str | None:
    """The article's URL with a text fragment that opens it at the span; None without a web address.

    Where no fragment would lead to the span and nowhere else, the bare URL.
    """
    if not (url := _address(article.url)):
        return None
    url = url.partition(":~:")[0]
    target = directive(article.text, span)
    if target is None:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={target}"


def web_annotation(archive: "Archive", citation: Citation) -> dict[str, Any]:
    """A citation as a W3C Web Annotation: positions in code points, and the quote with its surroundings."""
    text = archive.get(citation.article, citation.version).text
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "identifying",
        "target": {
            "source": citation.url or f"urn:dateline:{percent(citation.article)}:{citation.version}",
            "selector": [
                {"type": "TextPositionSelector", "start": citation.start, "end": citation.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": citation.quote,
                    "prefix": text[max(0, citation.start - _CONTEXT) : citation.start],
                    "suffix": text[citation.end : citation.end + _CONTEXT],
                },
            ],
        },
    }


def day_in_words(published: str | None) -> str:
    """A published date as a reader writes it: "9 January 2025"; `date unknown` for none."""
    if not published:
        return UNKNOWN_DATE
    day = dt.date.fromisoformat(published[:10])
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def credit(publisher: str | None, published: str | None) -> str:
    """Who published and when, in the fixed framing: "UPI, 9 January 2025"."""
    return f"{publisher or UNKNOWN_PUBLISHER}, {day_in_words(published)}"


def _address(url: str | None) -> str | None:
    return url if url and _WEB_ADDRESS.fullmatch(url) else None
