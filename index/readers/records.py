"""A record of a `.jsonl`, `.json` or `.csv` file, and the names its fields go by."""

import math
from collections.abc import Mapping
from typing import Any

from dateline.index.page_names import names_in
from dateline.index.raw import Raw, Refused
from dateline.index.readers.decode import whole_characters

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "maintext"),
    "title": ("title", "headline"),
    "id": ("id",),
    "url": ("url", "link"),
    "published": ("published", "date", "date_publish", "pubDate", "published_at"),
    "publisher": ("publisher", "source", "site_name", "outlet"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
}


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
    by_name = {str(key).strip().casefold(): key for key in reversed(record)}
    found: dict[str, Any] = {}
    used = set()
    for name, spellings in NAMES.items():
        for spelling in spellings:
            key = by_name.get(spelling.casefold())
            if key is None or _empty(record[key]):
                continue
            used.add(key)
            if value := _value(name, key, record[key]):
                found[name] = value
                break
    if "text" not in found:
        raise WrongField(f"it has no text (a key {', '.join(NAMES['text'])} with something in it)")
    extra = {str(key): value for key, value in record.items() if key not in used and not _empty(value)}
    if extra:
        found["extra"] = extra
    return found.pop("text"), found


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
