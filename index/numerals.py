"""Numbers as one value however they are written: 12, twelve, a dozen; 12,000, 12 000, 12 thousand."""

import re
from collections.abc import Sequence
from decimal import Decimal


def _list(words: str) -> list[str]:
    return words.split()


_SMALL = _list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = _list("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = _list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_UNITS = {word: Decimal(value) for value, word in enumerate(_SMALL)} | {
    word: Decimal(value * 10) for value, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "k": Decimal(1000),
    "million": Decimal(10**6),
    "m": Decimal(10**6),
    "billion": Decimal(10**9),
    "bn": Decimal(10**9),
    "trillion": Decimal(10**12),
    "tn": Decimal(10**12),
}
# A word that is none of these and does not begin with a digit begins no number.
_STARTS = frozenset(_UNITS) | frozenset(_ORDINALS) | {"a"}
_LONG_SCALES = frozenset(_SCALES) - {"k", "m"}
_BEFORE_UNITS = frozenset(_TENS) | {"hundred", "thousand", "million", "and"}
_DIGITS = re.compile(
    r"(\d{1,3}(?:[, \u00a0\u202f']\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)(st|nd|rd|th|bn|tn|[mk])?",
    re.IGNORECASE,
)
_LONGEST = 24
_MOST_WORDS = 12


def value(word: str) -> Decimal | str | None:
    """What one word says: a number, an ordinal ("#2" for "second" and "2nd"), or None.

    Digits too many to be a figure in a report are given as text.
    """
    if word in _UNITS:
        return _UNITS[word]
    if word in _ORDINALS:
        return f"#{_ORDINALS.index(word) + 1}"
    found = _DIGITS.fullmatch(word)
    return _of_digits(found[1], (found[2] or "").lower()) if found else None


def _of_digits(digits: str, suffix: str) -> Decimal | str:
    if len(digits) > _LONGEST:
        return digits
    whole = re.sub(r"[, \u00a0\u202f'](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    if suffix in ("st", "nd", "rd", "th"):
        return f"#{Decimal(whole):f}"
    return Decimal(whole) * _SCALES.get(suffix, Decimal(1))


def read(words: Sequence[str], at: int) -> tuple[str, int]:
    """The number that begins at `words[at]` in one form, and how many words it takes; ("", 0) where none.

    "twenty five" is 25, "two hundred and five" 205, "5 million" 5000000.
    """
    if words[at] not in _STARTS and not words[at][:1].isdigit():
        return "", 0
    if list(words[at : at + 2]) == ["a", "dozen"]:
        return "12", 2
    first = value(words[at])
    if not isinstance(first, Decimal):
        return (first, 1) if first else ("", 0)
    total, current, end = Decimal(0), first, at + 1
    while end < min(len(words), at + _MOST_WORDS) and _goes_on(words, end):
        word, end = words[end], end + 1
        current = current * _SCALES[word] if word in _SCALES else current + _UNITS.get(word, Decimal(0))
        if _SCALES.get(word, Decimal(0)) >= 1000:
            total, current = total + current, Decimal(0)
    return _plain(total + current), end - at


def _goes_on(words: Sequence[str], at: int) -> bool:
    before, word = words[at - 1], words[at]
    if word == "and":
        return before == "hundred" and at + 1 < len(words) and words[at + 1] in _UNITS
    return word in _LONG_SCALES or (word in _UNITS and before in _BEFORE_UNITS)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
