"""Whether a sentence offers what a question asks for: something of the kind wanted, new against the question."""

import re

from dateline.assistant.language import names_in, stem
from dateline.assistant.understand import Question

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"\b(?:{_MONTH}\.? \d|\d{{1,2}} {_MONTH}\b|in {_MONTH}\b|(?:1[0-9]|20)\d\d\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|yesterday|today|tomorrow|century|(?:last|next|this) (?:week|month|year|night|spring|summer|autumn|fall|winter)"
    r"|(?:[1-9]\d?0s)|\d+ (?:days?|weeks?|months?|years?) (?:ago|later|earlier))"
)
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion dozen dozens half third quarter twice double"
).split()
_QUANTITY = re.compile(rf"\d[\d.,]*|\b(?:{'|'.join(_SMALL)})\b", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|since|so that|in order to|caused?|causing|led to|prompted|blamed?|"
    r"amid|after|to (?:avoid|protect|prevent|help|make|allow|keep|reduce|save|raise|stop)|over (?:a|the|concerns?|fears?))\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"[\"“”]|\b(?:said|says|told|according to|warned|announced|called|added|claimed|stated|wrote|accused|rejected)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|off|across|around|of|into) (?:the )?(?:\w+ )?[A-Z][\w'’-]+|^[A-Z]{3,}[A-Z ]*,"
)
_NO_PERSON = re.compile(rf"^(?:{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$")
_WANTED = re.compile(r"\bhow (?:many|much) (?:of )?(?:the )?((?:[\w-]+ ){0,2}?)([\w-]+)\b", re.IGNORECASE)
_BESIDE = 5


def offers(question: Question, text: str) -> float:
    """1 where the sentence has something new of the kind asked for, 0 where not, 0.5 where any sentence would do."""
    match question.kind:
        case "person":
            return offers_name(question, text)
        case "number":
            return offers_number(question, text)
        case "date":
            return float(bool(_DATE.search(text)))
        case "place":
            return float(bool(_PLACE.search(text)))
        case "reason":
            return float(bool(_REASON.search(text)))
        case "saying":
            return float(bool(_SAYING.search(text)))
    return 0.5


def offers_name(question: Question, text: str) -> float:
    """Whether there is a name that the question has not; days and months are none."""
    known = {stem(word) for name in question.names for word in name.split()}
    for name in names_in(text):
        new = [word for word in name.split() if stem(word) not in known and not _NO_PERSON.match(word)]
        if new:
            return 1.0
    return 0.0


def offers_number(question: Question, text: str) -> float:
    """Whether there is a quantity that the question has not; years alone are none."""
    known = set(question.numbers) | {word.lower() for word in question.text.split()}
    for match in _QUANTITY.finditer(text):
        found = match.group().replace(",", "").rstrip(".").lower()
        if found not in known and not re.fullmatch(r"(?:1[5-9]|20)\d\d", found):
            return 1.0
    return 0.0


def offers_beside(question: Question, text: str) -> float:
    """Of "how many soldiers": whether a quantity stands shortly before the thing counted. 0.5 for other questions."""
    match = _WANTED.search(question.text)
    if not match:
        return 0.5
    wanted = stem(match.group(2))
    words = re.findall(r"[\w.,%-]*\w|[$€£]", text)
    counted = [at for at, word in enumerate(words) if stem(word) == wanted]
    numbers = [at for at, word in enumerate(words) if _QUANTITY.fullmatch(word.rstrip(".,%"))]
    return float(any(0 < thing - number <= _BESIDE for thing in counted for number in numbers))
