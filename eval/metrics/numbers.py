"""Number words as digits: "twenty-one thousand", "3.5 million", "the third"."""

from decimal import Decimal

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = dict(zip(_UNITS, range(20), strict=True)) | dict(zip(_TENS, range(20, 100, 10), strict=True))
LARGE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# Words in a number, at most.
_LONGEST = 24
# Written against the digits: 5bn.
ATTACHED = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
}  # fmt: skip


def digits(value: Decimal) -> str:
    """The number as plain digits, without zeros at the end of its fraction."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def numbers_made_digits(tokens: list[str]) -> list[str]:
    """The tokens with runs of number words as digits, and a leading currency after its number."""
    made: list[str] = []
    place, currency = 0, ""
    while place < len(tokens):
        token = tokens[place]
        if token.startswith("<"):
            currency, place = token[1:], place + 1
            continue
        number, length = _number(tokens[place : place + _LONGEST])
        made.append(number if length else token)
        place += length or 1
        if currency:
            made.append(currency)
            currency = ""
    return made + ([currency] if currency else [])


def _number(tokens: list[str]) -> tuple[str, int]:
    """The number that the tokens begin with, and how many of them it takes; ("", 0) where there is none."""
    total, current, length, last = Decimal(0), None, 0, ""
    for place, token in enumerate(tokens):
        follows = tokens[place + 1] if place + 1 < len(tokens) else ""
        if token in SMALL or token.replace(".", "", 1).isdecimal():
            if current is not None and not _adds(last, token):
                break
            current = (current or 0) + (Decimal(SMALL[token]) if token in SMALL else Decimal(token))
        elif token in _ORDINALS and last in _TENS and _ORDINALS[token] < 10:
            return f"{digits(total + (current or 0) + _ORDINALS[token])}th", place + 1
        elif token in _ORDINALS and not place:
            return f"{_ORDINALS[token]}th", 1
        elif token in LARGE and current is not None:
            if token == "hundred":
                current *= 100
            else:
                total, current = total + current * LARGE[token], None
        elif token in LARGE and total and last in LARGE:
            break
        elif token == "a" and not place and follows in LARGE:
            current = Decimal(1)
        elif token == "and" and last in LARGE and follows in SMALL:
            last = "and"
            continue
        else:
            break
        last, length = token, place + 1
    return (digits(total + (current or 0)), length) if length else ("", 0)


def _adds(last: str, token: str) -> bool:
    """Whether a small number goes on with the one before it: twenty-one, hundred (and) five."""
    if token not in SMALL:
        return False
    return last in ("hundred", "and") or (last in _TENS and 0 < SMALL[token] < 10)
