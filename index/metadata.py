"""What is known about an article beside its text, and how it is known."""

import re
from collections.abc import Mapping
from typing import Any

from dateline.index import lines, outlets
from dateline.index.article import Metadata, PublishedFrom
from dateline.index.characters import published, spaced
from dateline.index.clean import Cleaned
from dateline.index.datelines import dateline_day
from dateline.index.dates import date_in_bar, date_in_url, stated_date
from dateline.index.language import language_of
from dateline.index.raw import Raw
from dateline.index.urls import canonical_url

_DATELINED = re.compile(
    r"(?:[^\W\d_a-z][^()\n—]{0,60}?)?\((?P<who>[A-Z][\w. /-]{1,24})\)\s*(?:--|[—–-]|(?=[A-Z\"“]))"
    r"|(?:[A-Z][\w.,' ]{0,40}\s)?(?P<who2>[A-Z]{2,5}(?: [A-Z][a-z]+)?)\s?(?:--|[—–])\s"
)
_ACCORDING = re.compile(r"\baccording to (?:the )?(?P<who>[A-Z][\w-]*(?: [A-Z][\w-]*){0,2})(?=[.,]|$)")
_CREDITED = re.compile(
    r"\b(?:reporting (?:from|by)|contribut\w+|(?:files|material|information) from|source:?|copyright|via)\b|©"
    r"|\bthe (?:\w+ ){0,2}(?:reported this|first reported)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|written by|von|par|por)\s+", re.IGNORECASE)
_LEAD, _END = 3, 4  # blocks in which a wire is credited


def describe(raw: Raw, cleaned: Cleaned) -> Metadata:
    """What is known about the article, from its source first, then its text; unknown is None or empty."""
    stated = {**cleaned.stated, **{name: value for name, value in raw.fields.items() if value}}
    url = _url(raw, stated)
    extra = dict(raw.fields.get("extra") or {})
    date, date_from = _published(stated, url, cleaned.text)
    if date_from != "metadata" and stated.get("published"):
        extra.setdefault("published", str(stated["published"]))
    wire = _datelined(cleaned)
    return Metadata(
        title=_text(stated.get("title")) or "",
        publisher=_publisher(stated, url) or wire or _in_credits(cleaned) or _according(cleaned),
        origin=wire or _in_credits(cleaned) or _credited(cleaned) or _according(cleaned),
        authors=_authors(stated.get("authors")),
        published=date,
        published_from=date_from,
        language=language_of(cleaned.text, stated.get("language")),
        url=url,
        extra=extra,
    )


def _text(value: object) -> str | None:
    return spaced(published(value).replace("\n", " ")) or None if isinstance(value, str) else None


def _url(raw: Raw, stated: Mapping[str, Any]) -> str | None:
    given = _text(stated.get("url")) or (
        raw.source if raw.source.startswith(("http://", "https://")) else None
    )
    return canonical_url(given) if given else None


def _publisher(stated: Mapping[str, Any], url: str | None) -> str | None:
    given = _text(stated.get("publisher"))
    if given:
        return outlets.named(given) or given
    return outlets.of_host(url) if url else None


def _published(stated: Mapping[str, Any], url: str | None, text: str) -> tuple[str | None, PublishedFrom]:
    given = stated.get("published")
    if day := stated_date(given) or (date_in_bar(given) if isinstance(given, str) else None):
        return day, "metadata"
    if url and (day := date_in_url(url)):
        return day, "url"
    if day := dateline_day(text):
        return day, "dateline"
    return None, "none"


def _authors(value: object) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    names = (_text(each) for each in given)
    return tuple(
        dict.fromkeys(_BY.sub("", name, count=1) if _BY.match(name) else name for name in names if name)
    )


def _blocks(cleaned: Cleaned) -> list[str]:
    return [cleaned.text[block.start : block.end] for block in cleaned.blocks]


def _datelined(cleaned: Cleaned) -> str | None:
    """The outlet named in a dateline: `SEOUL, Jan. 9 (UPI) --`, `(CNN) The …`, `Washington CNN —`."""
    for block in _blocks(cleaned)[: _LEAD + 2]:
        found = _DATELINED.match(block)
        if found and (outlet := outlets.named(found["who"] or found["who2"])):
            return outlet
    return None


def _in_credits(cleaned: Cleaned) -> str | None:
    """The outlet named in a line that cleaning cut: `Kyiv • UNN`, `Contributing: The Associated Press`."""
    for line in cleaned.stated.get("credits", ()):
        for part in (line, *lines.parts(line), *re.split(r"[,;|/]", lines.credit(line) or line)):
            if outlet := outlets.named(part):
                return outlet
    return None


def _credited(cleaned: Cleaned) -> str | None:
    """The agency that the last lines, or a copyright notice, credit."""
    notices = [cut.text for cut in cleaned.cuts if cut.reason in ("copyright notice", "credit")]
    for line in (*_blocks(cleaned)[-_END:], *notices):
        if len(line) <= 300 and _CREDITED.search(line) and (agency := outlets.agency_in(line)):
            return agency
    return None


def _according(cleaned: Cleaned) -> str | None:
    """The agency to which the first paragraphs ascribe the whole: `according to UNN`."""
    for block in _blocks(cleaned)[:_LEAD]:
        for found in _ACCORDING.finditer(block):
            if agency := outlets.agency(found["who"]):
                return agency
    return None


__all__ = ["canonical_url", "describe"]
