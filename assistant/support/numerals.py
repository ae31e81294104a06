"""Numbers as they are written: "12 000", "12K", "twelve thousand", "two-thirds", "an hour and a half", "the 3rd"."""

import re
from collections.abc import Sequence
from functools import cache

from dateline.assistant.support import lexicon
from dateline.assistant.support.lexicon import in_order
from dateline.assistant.support.words import Word, stem

SMALL = {
    word: number
    for number, word in enumerate(
        in_order(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: number * 10
    for number, word in enumerate(in_order("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
    "b": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12, "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
_ORDINALS = {
    word: number
    for number, word in enumerate(
        in_order(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
}
FRACTIONS = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fifth": 0.2,
              "fifths": 0.2, "tenth": 0.1, "tenths": 0.1}  # fmt: skip


@cache
def units() -> dict[str, tuple[str, float]]:
    """Stems of unit words, each with its dimension or currency and its factor to the base unit."""
    found: dict[str, tuple[str, float]] = {}
    for line in lexicon.lines("units"):
        dimension, _, names = line.partition(": ")
        for name, _, factor in (each.partition("=") for each in names.split()):
            found[stem(name)] = (name if dimension == "money" else dimension, float(factor or 1))
    return found


def low_at(words: Sequence[Word], at: int) -> str:
    """The folded word at an index, empty where there is none."""
    return words[at].low if 0 <= at < len(words) else ""


def in_a_name(words: Sequence[Word], at: int) -> bool:
    """Whether the number is part of a name: "COVID-19", "BA.5", "F-16", "7-Eleven"."""
    if words[at].kind != "number":
        digits_before = at >= 2 and words[at - 1].low == "-" and words[at - 2].kind == "number"
        return digits_before and words[at].capital
    tied = at >= 2 and words[at - 1].low in "-.–" and words[at - 2].end == words[at - 1].start
    if tied and words[at - 1].end == words[at].start and words[at - 2].capital:
        return True
    return (
        at + 2 < len(words)
        and words[at + 1].low == "-"
        and words[at + 2].capital
        and words[at + 1].start == words[at].end
    )


def number(words: Sequence[Word], at: int) -> tuple[tuple[float, ...], int, bool] | None:
    """Readings, index of the last word, and whether it is an ordinal."""
    word = words[at]
    if word.kind == "number":
        values, last = _digits(word.low), at
        glued = at + 1 < len(words) and words[at + 1].start == word.end
        if glued and low_at(words, at + 1) in ("st", "nd", "rd", "th"):
            return values, at + 1, True
        if low_at(words, at + 1) == "/" and at + 2 < len(words) and words[at + 2].kind == "number":
            return None
        return _scaled(words, values, last)
    fraction = _fraction(words, at)
    if fraction:
        return fraction
    if word.low in ("a", "an") and low_at(words, at - 1) in ("in", "within", "of", "for", "over", "after"):
        return ((1.0,), at, False) if units().get(stem(low_at(words, at + 1)), ("",))[0] == "second" else None
    return _spelled(words, at)


def _digits(low: str) -> tuple[float, ...]:
    plain = re.sub(r"['’\u00a0\u202f\u2009 ]", "", low)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        return (float(plain.replace(",", "")),)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain):
        grouped = float(plain.replace(".", "").replace(",", "."))
        return (grouped, float(plain)) if plain.count(".") == 1 and "," not in plain else (grouped,)
    parts = re.split(r"[.,]", plain)
    return (float(plain.replace(",", ".")),) if len(parts) <= 2 else (float("".join(parts)),)


def _scaled(
    words: Sequence[Word], values: tuple[float, ...], last: int
) -> tuple[tuple[float, ...], int, bool]:
    if (
        low_at(words, last + 1) == "and"
        and low_at(words, last + 2) == "a"
        and low_at(words, last + 3) == "half"
    ):
        values, last = tuple(value + 0.5 for value in values), last + 3
    while low_at(words, last + 1) in _SCALES:
        name = words[last + 1].low
        if name in ("m", "b", "k") and words[last + 1].start > words[last].end:
            break
        values, last = tuple(value * _SCALES[name] for value in values), last + 1
    return values, last, False


def _fraction(words: Sequence[Word], at: int) -> tuple[tuple[float, ...], int, bool] | None:
    """ "Half", "a third", "two-thirds", "three quarters of a billion"; as hundred times its value, a percentage."""
    low, last = words[at].low, at
    if low in ("a", "an") and " ".join(low_at(words, at + step) for step in (2, 3, 4)) == "and a half":
        unit = units().get(stem(low_at(words, at + 1)))
        return ((1.5 * unit[1],), at + 4, False) if unit and unit[0] == "second" else None
    count = 1.0 if low in ("a", "one") else float(SMALL.get(low, 0))
    if low == "half" and low_at(words, at - 1) not in ("first", "second", "other", "and"):
        share = 0.5
    elif count:
        last = at + 2 if low_at(words, at + 1) == "-" else at + 1
        name = low_at(words, last)
        if name not in FRACTIONS or (
            low == "a" and name in ("third", "fifth", "tenth") and low_at(words, last + 1) != "of"
        ):
            return None
        share = count * FRACTIONS[name]
    else:
        return None
    if (of_unit := _of_unit(words, last + 1)) is not None:
        end, factor = of_unit
        return (share * factor,), end, False
    over = last + 1
    while low_at(words, over) in ("of", "a"):
        over += 1
    if low_at(words, over) in _SCALES and len(low_at(words, over)) > 2:
        return (share * _SCALES[words[over].low],), over, False
    return (share * 100,), last, False


def _of_unit(words: Sequence[Word], at: int) -> tuple[int, float] | None:
    """ "Half an hour", "a quarter of a percentage point": the last word before the unit, and the factor."""
    if low_at(words, at) == "of":
        at += 1
    if low_at(words, at) not in ("a", "an"):
        return None
    after = low_at(words, at + 1)
    if after in ("percent", "percentage") or units().get(stem(after), ("",))[0] == "second":
        return at, 1.0
    return None


def _spelled(words: Sequence[Word], at: int) -> tuple[tuple[float, ...], int, bool] | None:
    low = words[at].low
    if low in _ORDINALS:
        return ((float(_ORDINALS[low]),), at, True) if low_at(words, at - 1) != "%" else None
    if low == "a" and low_at(words, at + 1) in _SCALES and len(low_at(words, at + 1)) > 2:
        return _scaled(words, (1.0,), at)
    total, last, ordinal = 0.0, at - 1, False
    index = at
    while index < len(words):
        low = words[index].low
        if low in _TENS or low in SMALL:
            total += _TENS.get(low, SMALL.get(low, 0))
        elif low in _ORDINALS and last >= at and total >= 20 and total % 10 == 0 and _ORDINALS[low] < 10:
            total, ordinal = total + _ORDINALS[low], True
        elif low == "hundred" and 0 < total < 100:
            total *= 100
        elif low in ("-", "and") and last >= at and _goes_on(words, index, last, total):
            index += 1
            continue
        else:
            break
        last, index = index, index + 1
        if ordinal:
            break
    alone = total == 1 and last == at and low_at(words, at + 1) not in _SCALES
    if last < at or (alone and units().get(stem(low_at(words, at + 1)), ("",))[0] != "second"):
        return None
    return ((total,), last, True) if ordinal else _scaled(words, (total,), last)


def _goes_on(words: Sequence[Word], index: int, last: int, total: float) -> bool:
    after = low_at(words, index + 1)
    if words[index].low == "-":
        return words[last].low in _TENS and (after in SMALL or after in _ORDINALS)
    return words[last].low == "hundred" and (after in SMALL or after in _TENS)
