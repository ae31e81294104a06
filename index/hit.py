"""What is asked of the index, and what it finds."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.errors import WrongUse

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def as_day(value: str | dt.date | None, *, name: str) -> str | None:
    """The day as ISO 8601 text. Takes a date, a datetime (its own calendar day) or ISO text; WrongUse otherwise."""
    if value is None or value == "":
        return None
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    try:
        if _DAY.match(value):
            return dt.date.fromisoformat(value[:10]).isoformat()
    except (TypeError, ValueError):
        pass
    raise WrongUse(f"{name} is {value!r}, which is not a day: write it as 2025-01-10")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles count. Days are ISO text, inclusive at both ends; empty means no limit.

    `as_of` is the day at whose end the question is asked: each article counts in the version
    published by then. With any of the three days, undated articles are left out.
    """

    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        as_of: str | dt.date | None = None,
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        publishers: Sequence[str] = (),
        languages: Sequence[str] = (),
        within: Sequence[str] = (),
    ) -> "Filters":
        """Filters from what a caller wrote; WrongUse names the one that cannot be read."""
        for name, several in (("publishers", publishers), ("languages", languages), ("within", within)):
            if isinstance(several, str):
                raise WrongUse(f"{name} is one text, {several!r}: give a list of texts")
        first, last = as_day(since, name="since"), as_day(until, name="until")
        if first and last and first > last:
            raise WrongUse(f"since ({first}) is after until ({last}): no day is both")
        return cls(
            as_of=as_day(as_of, name="as_of"),
            since=first,
            until=last,
            publishers=tuple(publishers),
            languages=tuple(languages),
            within=tuple(within),
        )

    @property
    def dated(self) -> bool:
        """Whether undated articles are left out."""
        return bool(self.as_of or self.since or self.until)

    def to_dict(self) -> dict[str, Any]:
        """The filters that are set, as plain values (`as_of` aside, which an answer names by itself)."""
        named = {
            "since": self.since,
            "until": self.until,
            "publishers": list(self.publishers),
            "languages": list(self.languages),
            "within": list(self.within),
        }
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `start` and `end` are code points of the version's text;
    `parts` are the addends of `score`; `copies` are articles that carry the same report.
    """

    article: str
    version: int
    passage: int
    start: int
    end: int
    text: str
    score: float
    title: str
    publisher: str | None
    published: str | None
    parts: Mapping[str, float] = field(default_factory=dict)
    origin: str | None = None
    language: str | None = None
    url: str | None = None
    copies: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The hit as plain values."""
        return {name: getattr(self, name) for name in self.__slots__} | {
            "parts": dict(self.parts),
            "copies": list(self.copies),
        }
