"""The day in a dateline (`SEOUL, Jan. 9 (UPI) --`), and its year where the text fixes it."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.index.characters import word_set
from dateline.index.dates import MONTHS, stated_date

_MONTH = r"(?P<month>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|January|February|March|April|May|June|July|August|September|October|November|December)"  # noqa: E501 (one word of a pattern)
_DATE = rf"(?:{_MONTH} (?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}}) {_MONTH.replace('month', 'month2')})"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?"
_DATELINE = re.compile(
    rf"[^\W\d_a-z][\w.,'’/ -]{{1,50}}?,? {_DATE}{_YEAR}\s?(?:\([A-Z][\w./ ]{{1,24}}\))?\s?(?:--|[—–:-])\s"
)
_MENTION = re.compile(rf"\b{_DATE}\b(?!\d|,?\s?\d{{1,2}}:)(?:,? (?P<year>(?:19|20)\d\d)\b)?")
_YEAR_PAST = re.compile(
    r"\b(?:since|after|in|from|of|during|[A-Z][a-z]{2,8}\.?(?: \d{1,2},)?) (?:[A-Z][a-z]{2,8} |early |late )?"
    r"((?:19|20)\d\d)(?![\d%/-]|[,.]\d)"
)
_AHEAD = re.compile(
    r"\b(?:will|would|by|until|till|through|before|next|plans?|planned|expect\w*|goals?|targets?|could)\b"
)
_CLAUSES = re.compile(r"(?<=[.!?;])[\"”’)]?\s+|\n")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"(?<!last )(?<!next )(?<!previous )\b({'|'.join(_WEEKDAYS)})\b(?!s\b|['’]s)")
_BESIDE = re.compile(
    rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})(?:, | \(|, on | "
    rf")(?=(?:{_MONTH.replace('?P<month>', '?:')}) \d|\d{{1,2}} [A-Z])"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = word_set(
    "that this with from have were been said will would could their they them than also after before "
    "about into over when which while shows exactly during since where there what some more most other "
    "last first next time"
)
_RECENT = 6  # days before the dateline for which news speaks of a bare weekday
_SPAN = 4  # years after the latest named one among which exactly one must fit
_NEAR_DATE, _NEAR_WEEKDAY = 4, 9  # words on either side that tell which event a date or weekday is of
_SHARED = 2


class _Mention(NamedTuple):
    month: int
    day: int
    year: int | None
    start: int
    end: int


def dateline_day(text: str) -> str | None:
    """The day of a canonical text's dateline as ISO 8601 text; None where there is none or no year is fixed.

    A dateline names month and day. Its year is taken only from the text, in this order:

    1. the dateline names it (`SEOUL, Jan. 9, 2025`);
    2. a date of the week up to the dateline is named with its year (`Jan. 6, 2025` under `Jan. 9`);
    3. weekdays fix it. A date of that week named without a year is tied to a weekday: written beside it
       (`Monday, Jan. 6`), or of the same event, when two or more of the words around the date stand around
       one weekday and no other (`the January 6 missile launch`, `the test of a missile on Monday. It was
       the first launch`). The latest year of which the text speaks as past is the lowest possible; among it
       and the four after it exactly one must give every tied date its weekday. Without a named year or a
       tie, or with two years that fit, nothing is fixed.
    """
    found = _dateline(text)
    if found is None:
        return None
    day, start = found
    year = day.year or _named_year(text, day) or _year_by_weekdays(text[start:], day)
    return stated_date(made.isoformat()) if year and (made := _made(year, day.month, day.day)) else None


def _dateline(text: str) -> tuple[_Mention, int] | None:
    at = 0
    for block in text.split("\n\n", 5)[:5]:
        found = _DATELINE.match(block)
        if found:
            return _mention(found, at), at + found.end()
        at += len(block) + 2
    return None


def _mention(found: re.Match[str], offset: int = 0) -> _Mention:
    month = MONTHS[(found["month"] or found["month2"]).rstrip(".").lower()]
    year = int(found["year"]) if found["year"] else None
    return _Mention(
        month, int(found["day"] or found["day2"]), year, offset + found.start(), offset + found.end()
    )


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _days_before(date: _Mention, day: _Mention, year: int) -> tuple[int, dt.date] | None:
    """How many days a date lies before the dateline's day of that year, and the date itself."""
    last = _made(year, day.month, day.day)
    if last is None:
        return None
    for each in (year, year - 1):
        if (made := _made(each, date.month, date.day)) and 0 <= (last - made).days <= _RECENT:
            return (last - made).days, made
    return None


def _named_year(text: str, day: _Mention) -> int | None:
    years: set[int] = set()
    for found in _MENTION.finditer(text):
        date = _mention(found)
        if date.year is not None:
            years.update(y for y in (date.year, date.year + 1) if _falls(date, day, y))
    return years.pop() if len(years) == 1 else None


def _falls(date: _Mention, day: _Mention, year: int) -> bool:
    near = _days_before(date, day, year)
    return near is not None and near[1].year == date.year


def _year_by_weekdays(text: str, day: _Mention) -> int | None:
    named = [
        int(year)
        for part in _CLAUSES.split(text)
        if not _AHEAD.search(part)
        for year in _YEAR_PAST.findall(part)
    ]
    ties = list(_ties(text, day))
    if not named or not ties:
        return None
    lowest = max(named)
    fitting = [
        year for year in range(lowest, lowest + _SPAN + 1) if all(_fits(tie, day, year) for tie in ties)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _fits(tie: tuple[_Mention, str], day: _Mention, year: int) -> bool:
    date, weekday = tie
    near = _days_before(date, day, year)
    return near is not None and _WEEKDAYS[near[1].weekday()] == weekday


def _ties(text: str, day: _Mention) -> Iterator[tuple[_Mention, str]]:
    """The dates of the dateline's week, each with the weekday that the text ties it to."""
    beside = {found.end(): found["weekday"] for found in _BESIDE.finditer(text)}
    weekdays = [
        (found[1], _around(text, found.start(), found.end(), _NEAR_WEEKDAY))
        for found in _WEEKDAY.finditer(text)
    ]
    for found in _MENTION.finditer(text):
        date = _mention(found)
        if date.year is not None or _days_before(date, day, 2024) is None:
            continue
        if date.start in beside:
            yield date, beside[date.start]
            continue
        near = _around(text, date.start, date.end, _NEAR_DATE)
        tied = {weekday for weekday, words in weekdays if len(near & words) >= _SHARED}
        if len(tied) == 1:
            yield date, tied.pop()


def _around(text: str, start: int, end: int, count: int) -> set[str]:
    """The content words on either side of a place, in its paragraph."""
    before = _WORD.findall(text[max(0, start - 140) : start].rpartition("\n")[2])[-count:]
    after = _WORD.findall(text[end : end + 140].partition("\n")[0])[:count]
    return {word.lower() for word in (*before, *after)} - _COMMON
