"""What a page states about itself in its head and its structured data."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from dateline.index.page_blocks import key_of
from dateline.index.page_head import Head, one_line, type_of
from dateline.index.page_names import names_in

_OUTLET = re.compile(r"organization|website", re.IGNORECASE)
_SEPARATED = re.compile(r"\s+[-–—|·•»›:]+\s+|\s*[|：]\s*")
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LONG_NAME = 30  # characters; longer with a separator is a name with a slogan
_EPOCH = re.compile(r"\d{10}|\d{13}")
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
)
_AUTHOR_NAMES = (
    "author",
    "byl",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "dcsext.author",
    "article:author",
    "authors",
)


def stated_by(root: Any, url: str | None) -> tuple[dict[str, Any], list[str]]:
    """What the page states, under the names of `Raw.fields`; and its article text and description there."""
    head = Head(root, url)
    outlet = _publisher(head)
    stated: dict[str, Any] = {
        "title": _title(head, outlet),
        "publisher": outlet,
        "authors": _authors(head, outlet),
        "published": _published(head),
        "language": _language(head),
        "url": _canonical(head),
    }
    hints = [
        head.of_article("articleBody"),
        head.of_article("description"),
        head.meta("og:description", "description"),
    ]
    return {k: v for k, v in stated.items() if v}, [one_line(hint) for hint in hints if isinstance(hint, str)]


def _title(head: Head, outlet: str | None) -> str:
    """The headline: as the article data state it, else the share card's, else the page's."""
    headings = [one_line(" ".join(h.itertext())) for h in head.root.iter("h1")]
    headings = [h for h in headings if h]
    page_title = next((one_line(t.text) for t in head.root.iter("title") if one_line(t.text)), "")
    headline = one_line(head.of_article("headline"))
    if headline.endswith(("...", "…")):
        headline = next((h for h in headings if h.startswith(headline.rstrip(".… "))), headline)
    candidates = [headline, head.meta("og:title", "twitter:title") or "", *headings[:1], page_title]
    stated = next((c for c in candidates if c), "")
    return _without_outlet(stated, [outlet or "", *_site_names(head), _host(head.url)], headings)


def _without_outlet(title: str, outlets: list[str], headings: list[str]) -> str:
    """The title without the site's name (and section names) after its last separators."""
    known = {key_of(h) for h in headings}
    names = [key for o in outlets if (key := key_of(o))]
    cuts = list(_SEPARATED.finditer(title))
    for cut in cuts:
        if key_of(title[: cut.start()]) in known:
            return title[: cut.start()].strip()
    for cut in reversed(cuts):
        rest = key_of(title[cut.end() :])
        if rest and any(rest == n or n.startswith(rest) or rest.startswith(n) for n in names if len(n) > 2):
            return title[: cut.start()].strip()
    return title


def _host(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rsplit(".", 1)[0]


def _site_names(head: Head) -> list[str]:
    """The names that the page gives its site, the most reader-facing first."""
    publisher = head.full(head.of_article("publisher"))
    if isinstance(publisher, list):
        publisher = head.full(publisher[0]) if publisher else None
    if isinstance(publisher, dict):
        publisher = publisher.get("name")
    outlets = [t.get("name") for t in head.things if _OUTLET.search(type_of(t))]
    names = [head.meta("og:site_name"), publisher, *outlets, head.meta("application-name", "dc.publisher")]
    return [
        name
        for n in names
        if (name := one_line(n)) and len(name) <= 80 and "://" not in name and not name.startswith("@")
    ]


def _publisher(head: Head) -> str | None:
    """The site's name, rather than its address or with its slogan; of two spellings the one with capitals."""
    names = sorted(_site_names(head), key=lambda name: bool(_ADDRESS.fullmatch(name)))
    if not names:
        return None
    if len(names[0]) > _LONG_NAME and (slogan := _SEPARATED.search(names[0])):
        names.insert(0, names[0][: slogan.start()])
    same = [n for n in names if key_of(n) == key_of(names[0])]
    return max(same, key=lambda n: (n != n.lower(), n.count(" ")))


def _authors(head: Head, outlet: str | None) -> list[str]:
    """Person names; the outlet's own name only where the article data give no other."""
    own = {key_of(name) for name in [outlet or "", *_site_names(head)]}
    stated = names_in([head.full(a) for a in _listed(head.of_article("author", "creator"))])
    people = [name for name in stated if key_of(name) not in own]
    if people:
        return people
    for name in _AUTHOR_NAMES:
        found = names_in(head.metas.get(name, [])[:8])
        if found := [name for name in found if key_of(name) not in own and name not in people]:
            return found
    return _bylines(head, own) or stated


def _bylines(head: Head, own: set[str]) -> list[str]:
    marked = head.root.xpath(
        "//*[@rel='author' or @itemprop='author'][not(self::meta or self::link)]"
        "|//*[contains(@class,'author-name') or contains(@class,'byline-name')]"
    )
    texts = [one_line(" ".join(tag.itertext())) for tag in marked[:6]]
    return [name for name in names_in([t for t in texts if len(t) <= 80]) if key_of(name) not in own]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _published(head: Head) -> str | None:
    """The day or moment of publication in ISO 8601, from metadata alone."""
    stated = [t.get("datePublished") for t in head.articles]
    stated += [value for name in _DATE_NAMES for value in head.metas.get(name, [])]
    stated += [t.get("datetime") for t in head.root.xpath("//time[@pubdate or @itemprop='datePublished']")]
    return next((iso for value in stated if isinstance(value, str) and (iso := _iso(value))), None)


def _iso(value: str) -> str | None:
    """A date in ISO 8601 where the text is one; texts whose order of day and month is unsure are none."""
    value = value.strip()
    if _EPOCH.fullmatch(value):
        return dt.datetime.fromtimestamp(int(value[:10]), dt.UTC).isoformat()
    joined = re.sub(r"\s+(?=[+-]\d\d:?\d\d$|Z$)", "", value)
    try:
        moment = dt.datetime.fromisoformat(joined)
    except ValueError:
        return _rfc822(value)
    return joined[:10] if len(joined) == 10 else moment.isoformat()


def _rfc822(value: str) -> str | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  (start-up)

    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _language(head: Head) -> str | None:
    """The primary language tag, in small letters."""
    tag = head.root.get("lang") or head.root.get("{http://www.w3.org/XML/1998/namespace}lang")
    tag = tag or head.meta("og:locale", "content-language", "language")
    found = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", (tag or "").strip())
    return found[1].lower() if found else None


def _canonical(head: Head) -> str | None:
    links = [
        tag.get("href")
        for tag in head.root.iter("link")
        if "canonical" in (tag.get("rel") or "").lower().split()
    ]
    for link in [*links, head.meta("og:url")]:
        try:
            full: str = urljoin(head.url or "", (link or "").strip())
            parts = urlsplit(full)
        except ValueError:
            continue
        # a canonical link to the front page is a template's mistake, not this page's name
        named = parts.scheme in ("http", "https") and (parts.path.strip("/") or parts.query)
        # nor may a page pass itself off as one of another site
        if link and named and parts.hostname and (not head.url or _site(full) == _site(head.url)):
            return full
    return head.url


def _site(url: str) -> tuple[str, ...]:
    """The part of a host that one owner has, near enough: `news.example.co.uk` gives `example.co.uk`."""
    labels = (urlsplit(url).hostname or "").split(".")
    national = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return tuple(labels[-3 if national else -2 :])
