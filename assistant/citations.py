"""Citations: the exact characters, who published them and when, and links that lead to them."""

import calendar
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from dateline.assistant.answer import Citation
from dateline.index.article import Article, Span
from dateline.index.hit import Hit

if TYPE_CHECKING:
    from dateline.index.archive import Archive

UNKNOWN_PUBLISHER = "Unknown publisher"
UNKNOWN_DATE = "date unknown"
# Browsers match a fragment's text word for word: long ones are given by their first and last words.
_LONGEST_FRAGMENT = 300
_FRAGMENT_WORDS = 6
_CONTEXT = 32


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
        url=article.url,
        link=link(article, span),
        copies=article.copies,
    )


def link(article: Article, span: Span) -> str | None:
    """The article's URL with a text fragment that opens it at the span; None for an article without a URL.

    Prefix and suffix are added where the quote stands more than once. https://wicg.github.io/scroll-to-text-fragment/
    """
    if not article.url:
        return None
    quote = article.text[span.start : span.end]
    words = quote.split()
    if len(quote) <= _LONGEST_FRAGMENT:
        target = _encoded(quote)
    else:
        target = (
            f"{_encoded(' '.join(words[:_FRAGMENT_WORDS]))},{_encoded(' '.join(words[-_FRAGMENT_WORDS:]))}"
        )
    if article.text.count(quote) > 1:
        before = article.text[: span.start].split()[-4:]
        after = article.text[span.end :].split()[:4]
        target = (f"{_encoded(' '.join(before))}-," if before else "") + target
        target += f",-{_encoded(' '.join(after))}" if after else ""
    separator = "" if "#" in article.url else "#"
    return f"{article.url}{separator}:~:text={target}"


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


def numbered(citations: Sequence[Citation]) -> dict[int, Citation]:
    """Citations by their numbers."""
    return {citation.number: citation for citation in citations}


def _encoded(text: str) -> str:
    # Dash, comma and ampersand have a meaning in a fragment; `quote` leaves the dash alone.
    return percent(text, safe="").replace("-", "%2D")
