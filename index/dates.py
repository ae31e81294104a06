"""When an article was published, as far as something states it: never today's date, never a guess."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_EARLIEST = 1600
_AHEAD = dt.timedelta(days=2)  # clocks and zones differ; what lies further ahead is a mistake
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_NUMERIC = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_LETTER = re.compile(r"[A-Za-z]")
_ZONES = {  # hours from UTC: the zones of RFC 822, whose letters mean nothing else
    **dict.fromkeys(("UT", "UTC", "GMT", "Z"), 0),
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_IN_BAR = re.compile(
    rf"\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?"
    rf"|\b(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\.? "
    rf"(?:{_MONTH})\.?,? \d{{4}}\b"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b",
    re.IGNORECASE,
)
_URL_DATES = (
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)"),
    re.compile(rf"/((?:19|20)\d\d)/({_MONTH})/(\d{{1,2}})(?=[/_.-]|$)", re.IGNORECASE),
    re.compile(r"(?:^|[/_.-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?=[/_.-]|$)"),
    re.compile(r"(?:^|[/_.-])((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)"),
)


def stated_date(value: object) -> str | None:
    """A stated date as ISO 8601 text: a day, or a time with its zone; None for what cannot be read with
    certainty.

    ISO 8601, RFC 822, epoch seconds and dates with a named month are read; `01/02/2025` could be two days
    and is not. A time without a zone counts as its day. Days before 1600 or far ahead are not believed.
    """
    if isinstance(value, dt.date):
        found: dt.date | None = value
    elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        found = _read(str(value).strip()[:100])
    else:
        return None
    return _believed(found)


def date_in_bar(text: str) -> str | None:
    """The first whole date in a bar such as `Published: 9 January 2025 | Updated: …`, as ISO 8601 text."""
    if read := stated_date(text):
        return read
    found = _IN_BAR.search(text)
    return stated_date(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", found[0])) if found else None


def date_in_url(url: str) -> str | None:
    """The day that the URL's path names (`/2022/06/12/`, `/2022-06-12-`, `/20220612/`, `/2022/jun/12/`)."""
    path = "/" + url.split("?", 1)[0].split("#", 1)[0].partition("://")[2].partition("/")[2]
    for form in _URL_DATES:
        for found in form.finditer(path):
            month = MONTHS.get(found[2].lower()) or int(found[2])
            day = _day(int(found[1]), month, int(found[3]))
            if day and 1980 <= day.year <= 2100 and (believed := _believed(day)):
                return believed
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _believed(found: dt.date | None) -> str | None:
    if found is None:
        return None
    day = found.date() if isinstance(found, dt.datetime) else found
    if not day.year >= _EARLIEST or day > dt.datetime.now(dt.UTC).date() + _AHEAD:
        return None
    if isinstance(found, dt.datetime) and found.tzinfo is not None:
        return found.isoformat(timespec="seconds")
    return day.isoformat()


def _read(text: str) -> dt.date | None:
    if _EPOCH.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC)
    if _DAY.match(text):
        return _iso(text)
    if numbers := _NUMBERS.match(text):
        return _unambiguous(int(numbers[1]), int(numbers[2]), int(numbers[3]))
    if not _LETTER.search(text) or _NUMERIC.match(text):
        return None
    return _rfc822(text) or _worded(text)


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)
    except ValueError:
        return _worded(text)


def _unambiguous(first: int, second: int, year: int) -> dt.date | None:
    if first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _rfc822(text: str) -> dt.date | None:
    try:
        return (
            parsedate_to_datetime(text)
            if re.search(r"\d:\d\d", text) and re.search(r"[+-]\d{4}|GMT|UT", text)
            else None
        )
    except (ValueError, IndexError, OverflowError):
        return None


def _worded(text: str) -> dt.date | None:
    """A date in words. Read twice over other defaults: what differs was not in the text."""
    from dateutil import parser  # noqa: PLC0415 (most dates are ISO 8601)

    def read(default: dt.datetime) -> dt.datetime:
        return parser.parse(text, default=default, tzinfos=_zone)

    try:
        one, other = read(dt.datetime(1904, 1, 1)), read(dt.datetime(1908, 12, 28))
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return one if one.date() == other.date() else None


def _zone(name: str | None, offset: int | None) -> dt.tzinfo | None:
    if offset is not None:
        return dt.timezone(dt.timedelta(seconds=offset))
    hours = _ZONES.get(name or "")
    return dt.timezone(dt.timedelta(hours=hours)) if hours is not None else None
