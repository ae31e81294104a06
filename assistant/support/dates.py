"""Days, months, years and times of day in a text, as intervals of days where the text's own day is known."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.assistant.support.lexicon import in_order

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_COUNTS = {
    word: number
    for number, word in enumerate(
        in_order("one two three four five six seven eight nine ten eleven twelve"), 1
    )
} | {"a": 1, "an": 1}

_M = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)(?![a-z])"
)
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_N = r"(?P<n>\d{1,3}|" + "|".join(_COUNTS) + ")"
_WEEKDAY = "|".join(name for name in calendar.day_name)
_PATTERNS = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        ("date", rf"\b(?P<year>{_YEAR})-(?P<m>\d\d)-(?P<day>\d\d)\b", 0),
        (
            "range",
            rf"\b(?P<first>\d{{1,2}}){_TH}\s?(?:to|-|–|and|until)\s?(?P<day>\d{{1,2}}){_TH} {_M}"
            rf"(?:,? (?P<year>{_YEAR}))?",
            0,
        ),
        ("date", rf"\b(?P<day>\d{{1,2}}){_TH}(?: of)? {_M}(?:,? (?P<year>{_YEAR}))?\b", 0),
        ("date", rf"\b{_M} (?P<day>\d{{1,2}}){_TH}(?!\d)(?:,? (?P<year>{_YEAR})\b)?", 0),
        ("date", rf"\b{_M},?(?: of)? (?P<year>{_YEAR})\b", 0),
        ("clock", r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b\.?", re.I),
        ("clock", r"\b(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)\b", 0),
        ("decade", r"\b(?P<year>1[5-9]\d0|20\d0)s\b", 0),
        ("shift", rf"\b{_N} (?P<unit>day|week|month|year)s? (?P<way>ago|earlier|later|before|after)\b", re.I),
        ("shift", r"\bthe (?P<unit>day|week|month|year) (?P<way>before|after)\b", re.I),
        (
            "near",
            r"\b(?P<which>last|this|next|past|current|coming) (?P<unit>weekend|week|month|year)\b(?!s|')",
            re.I,
        ),
        ("near", r"\b(?P<which>today|yesterday|tomorrow|tonight)\b(?!')", re.I),
        ("weekday", rf"\b(?:(?P<which>last|next|this) )?(?P<weekday>{_WEEKDAY})\b", 0),
        ("month", rf"(?<![.!?“\"] )(?<!^)\b(?:(?P<which>last|next|this) )?{_M}", 0),
        (
            "year",
            rf"(?<![\d,.$€£:-])\b(?P<year>{_YEAR})\b(?![,.]\d|-\w|%| ?(?:percent|per cent|people|km|jobs)\b)",
            0,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A time named in a text, at code points `[start, end)`.

    `options` are the intervals of days (proleptic ordinals, both ends included) it can mean, empty when
    the text's own day would be needed and is unknown; `minute` is a time of day.
    """

    text: str
    start: int
    end: int
    options: tuple[tuple[int, int], ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    minute: int | None = None
    relative: str = ""


def day_of(published: str | None) -> dt.date | None:
    """The calendar day of an ISO 8601 text, None where there is none."""
    try:
        day = dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if 1500 <= day.year < 2200 else None


@lru_cache(maxsize=4_000)
def mentions(text: str, published: str | None = None) -> tuple[Mention, ...]:
    """The times a text names, in order; words such as "Wednesday" count from the day of `published`."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[str, re.Match[str]]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                found.append((kind, match))
    found.sort(key=lambda each: each[1].start())
    return tuple(_resolved(found, day_of(published)))


def _resolved(found: list[tuple[str, re.Match[str]]], today: dt.date | None) -> Iterator[Mention]:
    before: Mention | None = None
    for kind, match in found:
        fields = {name: value for name, value in match.groupdict().items() if value}
        plain = Mention(match.group(), *match.span())
        for mention in _mentions_of(kind, fields, plain, today, before):
            if mention.minute is None:
                before = mention
            yield mention


def _mentions_of(
    kind: str, fields: dict[str, str], plain: Mention, today: dt.date | None, before: Mention | None
) -> Iterator[Mention]:
    if kind == "clock":
        yield replace(plain, minute=_minute(fields))
    elif kind == "decade":
        year = int(fields["year"])
        yield replace(plain, options=((_first(year), _last(year + 9)),))
    elif kind == "shift":
        yield _shifted(fields, plain, today, before)
    elif kind == "near":
        yield _near(fields, plain, today)
    elif kind == "weekday":
        yield _on_weekday(fields, plain, today)
    else:
        month = (
            int(fields["m"]) if "m" in fields else _MONTHS.get(fields.get("month", "").rstrip(".").lower())
        )
        year_named = int(fields["year"]) if "year" in fields else None
        for name in ("first", "day") if kind == "range" else ("day",):
            day = int(fields[name]) if name in fields else None
            yield _fixed(replace(plain, year=year_named, month=month, day=day), today)


def _minute(fields: dict[str, str]) -> int:
    hour, minute = int(fields["hour"]), int(fields.get("minute", 0))
    if "half" in fields:
        hour = hour % 12 + (12 if fields["half"].lower() == "p" else 0)
    return hour * 60 + minute


def _first(year: int, month: int = 1, day: int = 1) -> int:
    return dt.date(year, month, day).toordinal()


def _last(year: int, month: int = 12) -> int:
    return dt.date(year, month, calendar.monthrange(year, month)[1]).toordinal()


def _fixed(mention: Mention, today: dt.date | None) -> Mention:
    """A mention with its days, the year next to the text's own day where it names none."""
    if mention.year is not None:
        years = [mention.year]
    elif today is not None:
        years = [today.year - 1, today.year, today.year + 1]
    else:
        return mention
    spans = [span for year in years if (span := _span(year, mention.month, mention.day))]
    if today is None or mention.year is not None:
        return replace(mention, options=tuple(spans))
    now = today.toordinal()
    past = [span for span in spans if span[0] <= now]
    future = [span for span in spans if span[1] >= now]
    near = [max(past)] if past and now - max(past)[0] < 330 else []
    near += [min(future)] if future and min(future)[0] - now < 200 else []
    return replace(mention, options=tuple(dict.fromkeys(near)))


def _span(year: int, month: int | None, day: int | None) -> tuple[int, int] | None:
    try:
        if month is None:
            return _first(year), _last(year)
        if day is None:
            return _first(year, month), _last(year, month)
        return _first(year, month, day), _first(year, month, day)
    except ValueError:
        return None


def _on_weekday(fields: dict[str, str], plain: Mention, today: dt.date | None) -> Mention:
    weekday, which = _DAYS[fields["weekday"].lower()], fields.get("which", "").lower()
    mention = replace(plain, weekday=weekday)
    if today is None:
        return mention
    now = today.toordinal()
    past = now - (today.weekday() - weekday) % 7
    future = now + (weekday - today.weekday()) % 7
    if which == "last":
        days = {past, past - 7 if past > now - 7 else past}
    else:
        days = {future, future + 7} if which == "next" else {past, future}
    return replace(mention, options=tuple((day, day) for day in sorted(days)))


def _near(fields: dict[str, str], plain: Mention, today: dt.date | None) -> Mention:
    which, unit = fields["which"].lower(), fields.get("unit", "day").lower()
    steps = {"last": -1, "past": -1, "previous": -1, "yesterday": -1, "next": 1, "coming": 1, "tomorrow": 1}
    step = steps.get(which, 0)
    mention = replace(plain, relative=f"{step} {unit}")
    return replace(mention, options=(_moved(today, step, unit),)) if today else mention


def _moved(today: dt.date, step: int, unit: str) -> tuple[int, int]:
    if unit == "day":
        day = today.toordinal() + step
        return day, day
    if unit == "week":
        monday = today.toordinal() - today.weekday() + 7 * step
        return monday, monday + 6
    if unit == "weekend":
        saturday = today.toordinal() - today.weekday() + 5 + 7 * step
        return saturday, saturday + 1
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return _first(months // 12, months % 12 + 1), _last(months // 12, months % 12 + 1)
    return _first(today.year + step), _last(today.year + step)


def _shifted(
    fields: dict[str, str], plain: Mention, today: dt.date | None, before: Mention | None
) -> Mention:
    """ "Three days ago" counts from the text's own day, "seven years later" from the time named before."""
    number, unit, way = fields.get("n", "one").lower(), fields["unit"].lower(), fields["way"].lower()
    steps = (_COUNTS.get(number) or int(number)) * (-1 if way in ("ago", "earlier", "before") else 1)
    mention = replace(plain, relative=f"{steps} {unit}")
    base = today
    if way != "ago":
        base = dt.date.fromordinal(max(before.options[0][0], 1)) if before and before.options else None
    if base is None:
        return mention
    if unit == "day" or (unit == "week" and way != "ago"):
        day = base.toordinal() + steps * (7 if unit == "week" else 1)
        return replace(mention, options=((day, day),))
    try:
        return replace(mention, options=(_moved(base, steps, unit),))
    except ValueError:
        return mention


def carries(evidence: Mention, statement: Mention) -> bool:
    """Whether the time named by the evidence lies in the time named by the statement."""
    if statement.minute is not None or evidence.minute is not None:
        return statement.minute == evidence.minute
    if statement.options and evidence.options:
        return any(s[0] <= e[0] and e[1] <= s[1] for s in statement.options for e in evidence.options)
    if statement.relative or evidence.relative:
        return statement.relative == evidence.relative
    pairs = (
        (statement.year, evidence.year, evidence.month is not None),
        (statement.month, evidence.month, False),
        (statement.day, evidence.day, False),
        (statement.weekday, evidence.weekday, False),
    )
    return all(ours is None or ours == theirs or (theirs is None and free) for ours, theirs, free in pairs)
