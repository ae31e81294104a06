"""A record of a `.jsonl`, `.json` or `.csv` file, and the names its fields go by."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.index.page_names import names_in
from dateline.index.raw import Raw, Refused
from dateline.index.readers.decode import whole_characters

# The first name of each that says something wins. Case, blanks, hyphens and underscores count for nothing.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "content", "body", "article", "maintext", "body text", "full text", "article text"),
        *("article body", "article content", "story"),
    ),
    "title": ("title", "headline", "article title", "heading"),
    "id": ("id", "article id"),
    "url": ("url", "link", "article url", "web url", "permalink"),
    "published": (
        *("published", "date", "date publish", "pub date", "published at", "date published", "publish date"),
        *("published date", "publication date", "published on", "article date"),
    ),
    "publisher": (
        *("publisher", "source", "site name", "outlet", "source name", "publisher name", "publication"),
        *("newspaper", "news outlet", "news source"),
    ),
    "authors": ("authors", "author", "byline", "author name", "author names", "writer", "written by"),
    "language": ("language", "lang", "language code"),
}
_SPACING = re.compile(r"[\W_]+")
_MOST_SHOWN, _LONGEST_SHOWN = 12, 40


class WrongField(Exception):
    """A field holds what it cannot hold; never leaves this room."""


def as_raw(
    record: Any, *, file: str, number: int, line: int | None = None, only: bool = False
) -> Raw | Refused:
    """The record as a raw piece named `file#id` (or `file#number`); Refused with line and key otherwise.

    `only` marks the one record of a file, which goes by the file's own name.
    """
    where = f"line {line}: " if line else ""
    source = file if only else f"{file}#{number}"
    if not isinstance(record, dict):
        return Refused(source, f"{where}the record is {_kind(record)}, not an object with a text")
    try:
        text, fields = _fields(whole_characters(record))
    except WrongField as wrong:
        return Refused(source, f"{where}{wrong}")
    except RecursionError:
        return Refused(source, f"{where}the record is nested too deeply")
    if not only and "id" in fields:
        source = f"{file}#{fields['id']}"
    return Raw(source, "record", text, fields)


def _fields(record: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    by_name = {plain(str(key)): key for key in reversed(record) if not _empty(record[key])}
    found: dict[str, Any] = {}
    used = set()
    for name, spellings in NAMES.items():
        for spelling in spellings:
            key = by_name.get(plain(spelling))
            if key is None:
                continue
            used.add(key)
            if value := _value(name, key, record[key]):
                found[name] = value
                break
    if "text" not in found:
        raise WrongField(_no_text(record))
    extra = {str(key): value for key, value in record.items() if key not in used and not _empty(value)}
    if extra:
        found["extra"] = extra
    return found.pop("text"), found


def plain(name: str) -> str:
    """A field's name as it is looked up: small letters and digits only."""
    return _SPACING.sub("", name.casefold())


def names_text(names: Iterable[str]) -> bool:
    """Whether one of the names is understood as the text's."""
    return not {plain(name) for name in names}.isdisjoint(map(plain, NAMES["text"]))


def seen(names: Iterable[str]) -> str:
    """The names of fields that somebody gave, for a message: not too many, none too long."""
    given = [name for each in names if (name := " ".join(each.split()))]
    shown = [
        repr(name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…")
        for name in given[:_MOST_SHOWN]
    ]
    more = len(given) - len(shown)
    return ", ".join([*shown, *([f"{more} more"] if more else [])]) or "nothing"


def _no_text(record: dict[str, Any]) -> str:
    keys = [str(key) for key in record]
    for key in keys:
        if names_text([key]):
            return f"it has no text: {seen([key])} is empty"
    return f"it has no text: it has {seen(keys)}; a text is called {', '.join(NAMES['text'])}"


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def _value(name: str, key: str, value: Any) -> Any:
    if name == "authors":
        return _authors(key, value)
    if (
        name == "id"
        and isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
    ):
        return str(value)
    if not isinstance(value, str):
        raise WrongField(f"key {key!r} is {_kind(value)}, not text")
    return value if name == "text" else value.strip()


def _authors(key: str, value: Any) -> list[str]:
    if isinstance(value, str):
        return names_in([value])
    if isinstance(value, list) and all(item is None or isinstance(item, str) for item in value):
        return [item.strip() for item in value if item and item.strip()]
    raise WrongField(f"key {key!r} is {_kind(value)}, not text or a list of texts")


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
