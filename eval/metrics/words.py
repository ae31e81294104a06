"""Text as comparable words: case, accents, quotation marks, numbers and dates made alike."""

import functools
import re
import unicodedata
from decimal import Decimal

from dateline.eval.metrics.numbers import ATTACHED, LARGE, SMALL, digits, numbers_made_digits

_MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_SHORT = {each[:3]: each for each in _MONTHS} | {"sept": "september"}
# Lower-case "may" and "march" are verbs; abbreviations are months only beside a number.
_LONG = "|".join(each for each in _MONTHS if each not in ("march", "may"))
_MONTH = (
    rf"(?P<{{0}}>(?i:{_LONG})|M(?:arch|ay|ARCH|AY)|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<{0}>[12]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>[12]\d{{3}})\b"
_TOKEN = re.compile(
    r"(?P<isoyear>\d{4})-(?P<isomonth>0[1-9]|1[0-2])-(?P<isoday>0[1-9]|[12]\d|3[01])(?!\d)"
    + rf"|\b{_DAY.format('d1')}\s+(?:of\s+)?{_MONTH.format('m1')}(?!\w)(?:,?\s+{_YEAR.format('y1')})?"
    + rf"|\b{_MONTH.format('m2')}\s+{_DAY.format('d2')}(?![\d\w])(?:,?\s+{_YEAR.format('y2')})?"
    + rf"|\b{_MONTH.format('m3')},?\s+{_YEAR.format('y3')}"
    + r"|\b(?P<month>M(?:arch|ay|ARCH|AY))\b"
    + r"|(?P<ordinal>\d+)(?:st|nd|rd|th)\b"
    + r"|(?P<number>\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?:(?P<scale>bn|tn|m|b|k)\b)?"
    + r"|(?P<sign>US\$|[$€£¥%])"
    + r"|(?P<letter>[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])"
    + r"|(?P<word>[^\W\d_]+)"
)  # fmt: skip
_SIGNS = {"$": "dollar", "US$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "%": "percent"}
_ALIKE = {
    "dollars": "dollar", "usd": "dollar", "euros": "euro", "eur": "euro", "pounds": "pound", "gbp": "pound",
    "pct": "percent",
}  # fmt: skip
# Acronyms that would else be read as everyday words.
_ACRONYMS = {"US", "IT", "WHO", "ICE"}


@functools.lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, made alike.

    Case, accents of Latin letters, quotation marks, possessive 's and hyphens do not count. Numbers are
    digits ("3,559", "3.5 million", "twenty-one"), amounts end in their currency, dates are month, day, year
    ("10 Jan. 2025" and "2025-01-10" are january, d10, 2025). Scripts without blanks give their characters.
    """
    found: list[str] = []
    for match in _TOKEN.finditer(_flat(text)):
        found += _token(match)
    return tuple(numbers_made_digits(_joined(found)))


def without_days(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The words with the days taken out of dates: "10 January 2025" as "January 2025"."""
    return tuple(each for each in tokens if not _is_day(each))


def _is_day(token: str) -> bool:
    return token[0] == "d" and token[1:].isdigit()


def _flat(text: str) -> str:
    text = re.sub(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))", "", text)
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\u2018\u2019\u02bc\u2032`´]", "'", text)
    text = re.sub(r"(?<=\w)'s\b|(?<=\w)'(?=\w)", "", text, flags=re.IGNORECASE)
    return re.sub(r"\b(?:[^\W\d_]\.){2,}", lambda dotted: dotted[0].replace(".", "") + " ", text)


def _token(match: re.Match[str]) -> list[str]:
    part = match.groupdict()
    if part["isoyear"]:
        return _date(_MONTHS[int(part["isomonth"]) - 1], part["isoday"], part["isoyear"])
    for n in "123":
        if part[f"m{n}"]:
            return _date(part[f"m{n}"], part.get(f"d{n}"), part[f"y{n}"])
    if part["month"]:
        return _date(part["month"], None, None)
    if part["ordinal"]:
        return [f"{int(part['ordinal'])}th"]
    if part["number"]:
        return [digits(Decimal(part["number"].replace(",", "")) * ATTACHED.get(part["scale"] or "", 1))]
    if part["sign"]:
        return [part["sign"]]
    word = part["letter"] or part["word"]
    return [word if word in _ACRONYMS else _ALIKE.get(_folded(word), _folded(word))]


def _date(month: str, day: str | None, year: str | None) -> list[str]:
    name = month.lower().rstrip(".")
    name = _SHORT.get(name[:4], _SHORT.get(name[:3], name))
    # Marked, so that the month is not found in a verb.
    name = f"{name}*" if name in ("may", "march") else name
    return [name, *([f"d{int(day)}"] if day else []), *([year] if year else [])]


def _folded(word: str) -> str:
    plain = "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))
    # Only Latin letters lose their marks: in other scripts a mark makes another letter.
    return (plain if plain.isascii() else word).casefold()


def _joined(tokens: list[str]) -> list[str]:
    """The tokens with "per cent" as one, "US dollars" as dollars, and signs as words after their number."""
    made: list[str] = []
    for place, token in enumerate(tokens):
        before = made[-1] if made else ""
        if token == "cent" and before == "per":
            made[-1] = "percent"
        elif token == "dollar" and before == "US":
            made[-1] = "dollar"
        elif token in ("$", "US$", "€", "£", "¥") or (
            token in ("dollar", "euro", "pound") and _leads(tokens, place)
        ):
            made.append(f"<{_SIGNS.get(token, token)}")
        else:
            made.append(_SIGNS.get(token, token))
    return made


def _leads(tokens: list[str], place: int) -> bool:
    """Whether a currency's name goes before its number, as in "USD 5"."""
    follows = place + 1 < len(tokens) and tokens[place + 1][0].isdigit()
    return follows and not (place and (tokens[place - 1][0].isdigit() or tokens[place - 1] in SMALL | LARGE))
