"""The head of a page as data: meta tags and JSON-LD."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_ARTICLE = re.compile(r"article|blogposting|\breport$|review$", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_BLANKS = re.compile(r"\s+")


class Head:
    """The meta tags, structured data and links of a page, read once."""

    def __init__(self, root: Any, url: str | None) -> None:
        self.root = root
        self.url = url
        self.metas = _metas(root)
        self.things = list(_things(root))
        self.by_id = {t["@id"]: t for t in self.things if isinstance(t.get("@id"), str) and len(t) > 1}
        self.articles = [t for t in self.things if _ARTICLE.search(type_of(t))]

    def meta(self, *names: str) -> str | None:
        """The first meta tag of these names that says anything."""
        return next((found[0] for name in names if (found := self.metas.get(name))), None)

    def of_article(self, *keys: str) -> Any:
        """The first value under these keys in the page's article data."""
        return next((t[key] for t in self.articles for key in keys if t.get(key)), None)

    def full(self, value: Any) -> Any:
        """A thing that is only named by its `@id`, looked up in the page."""
        if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value


def _metas(root: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        content = one_line(tag.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := tag.get(attribute)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _things(root: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outermost first."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        waiting = [_loaded(script.text or "")]
        while waiting:
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting = [*thing, *waiting]
            elif isinstance(thing, dict):
                yield thing
                waiting += [
                    thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing
                ]


def _loaded(text: str) -> Any:
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text))
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def type_of(thing: dict[str, Any]) -> str:
    """The names of a thing's types, a blank between two."""
    kind = thing.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")


def one_line(value: Any) -> str:
    """One line of text without tags or entities, which metadata often carry twice encoded."""
    if not isinstance(value, str):
        return ""
    plain = re.sub(r"<[a-zA-Z/][^<>]{0,200}>", "", unescape(unescape(value)))
    return _BLANKS.sub(" ", plain).strip()
