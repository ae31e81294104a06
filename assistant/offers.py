"""What a sentence offers that could answer: names, numbers, dates and other words the question has not."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.assistant.language import stem
from dateline.assistant.understand import Kind, Question

Mask = npt.NDArray[np.bool_]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"\b(?:{_MONTH}\.? \d|\d{{1,2}} {_MONTH}\b|in {_MONTH}\b|(?:1[0-9]|20)\d\d\b|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|century|(?:last|next|this) "
    r"(?:week|month|year|night|spring|summer|autumn|fall|winter)"
    r"|(?:[1-9]\d?0s)|\d+ (?:days?|weeks?|months?|years?) (?:ago|later|earlier))"
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\b(?:noon|midnight|o['’]clock|dawn|dusk|sunrise|sunset)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|since|so that|in order to|caused?|causing|"
    r"led to|prompted|blamed?|amid|after|"
    r"to (?:avoid|protect|prevent|help|make|allow|keep|reduce|save|raise|stop)|over (?:a|the|concerns?|fears?))\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"[\"“”]|\b(?:said|says|told|according to|warned|announced|called|added|claimed|stated|wrote|accused|rejected)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|off|across|around|of|into) (?:the )?(?:\w+ )?[A-Z][\w'’-]+|^[A-Z]{3,}[A-Z ]*,"
)
_PATTERNS: dict[Kind, re.Pattern[str]] = {
    "date": _DATE,
    "time": _TIME,
    "place": _PLACE,
    "reason": _REASON,
    "saying": _SAYING,
}
_MONTHS = "january february march april may june july august september october november december"
_WEEK = "monday tuesday wednesday thursday friday saturday sunday"
CALENDAR = frozenset(f"{_MONTHS} {_WEEK}".split())
LARGE = frozenset(
    "hundred hundreds thousand thousands million millions billion billions trillion dozen dozens half third "
    "quarter twice double several".split()
)
YEAR = re.compile(r"(?:1\d|20)\d\d")
_LENGTHS = "mile kilometre kilometer km metre meter yard feet foot ft centimetre inch"
_UNITS = {
    "old": "year month age aged",
    "tall": f"{_LENGTHS} storey story",
    "long": f"year month week day hour minute second century decade {_LENGTHS}",
    "far": _LENGTHS,
    "high": f"percent degree {_LENGTHS}",
    "large": "acre hectare square mile kilometre",
    "big": "acre hectare square mile",
    "often": "year month week day hour every once twice daily weekly annual",
    "fast": "mph kph mile kilometre knot hour",
    "deep": _LENGTHS,
    "wide": _LENGTHS,
    "heavy": "kilogram kg pound tonne ton gram lb",
    "strong": "magnitude mph kph category knot",
    "hot": "degree celsius fahrenheit",
    "cold": "degree celsius fahrenheit",
}
UNITS = {measure: frozenset(stem(unit) for unit in units.split()) for measure, units in _UNITS.items()}
# What the kinds are like in meaning, where the question itself names no thing.
LIKE: dict[Kind, tuple[str, ...]] = {
    "person": ("person", "man", "woman", "president", "actor"),
    "place": ("city", "country", "region", "town", "place"),
    "reason": ("because", "reason"),
    "saying": ("said",),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """Masks over the words of sentences: `new` against the question, and among those the `names`, `numbers`
    and `dates`.
    """

    new: Mask
    names: Mask
    numbers: Mask
    dates: Mask

    def wanted(self, kind: Kind) -> Mask:
        """The words that could be an answer of this kind; any new word where the kind names no sort of word."""
        match kind:
            case "person" | "place" | "name":
                return self.names
            case "number" | "time":
                return self.numbers
            case "date":
                return self.dates
        return self.new


def fits(question: Question, text: str, *, names: bool, numbers: bool) -> float:
    """1 where a sentence has something of the kind asked for, 0 where not, 0.5 where any sentence would do.

    `names` and `numbers` say whether it has new ones.
    """
    if question.kind in ("person", "name"):
        return float(names)
    if question.kind == "number":
        return float(numbers)
    pattern = _PATTERNS.get(question.kind)
    return float(bool(pattern.search(text))) if pattern else 0.5
