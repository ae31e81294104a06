"""Amounts in a text: "twelve thousand", "12 000", "12K", "two-thirds", "$1.2bn", "the third", with their units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from dateline.assistant.support.lexicon import in_order
from dateline.assistant.support.words import Word, same, stem, verbal
from dateline.index.characters import word_set

Bound = Literal["=", "~", "<", ">"]

_SMALL = {
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
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fifth": 0.2,
              "fifths": 0.2, "tenth": 0.1, "tenths": 0.1}  # fmt: skip
_VAGUE = {"dozens": (24, 120), "hundreds": (200, 1e3), "thousands": (1.5e3, 2e4), "millions": (1.5e6, 1e8)}
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_UNITS = """
money: dollar euro pound yen crown krona krone ruble rouble yuan rupee franc peso hryvnia lira zloty forint
second: second=1 sec=1 minute=60 hour=3600 day=86400 fortnight=1209600 week=604800 month=2629800 year=31557600 decade=315576000
metre: millimeter=.001 mm=.001 centimeter=.01 cm=.01 meter=1 metre=1 kilometer=1000 km=1000 mile=1609.344 inch=.0254 foot=.3048 yard=.9144
gram: gram=1 kilogram=1000 kilo=1000 kg=1000 tonne=1e6 ton=1e6
litre: liter=1 litre=1 gallon=3.785 barrel=158.987
watt: watt=1 kilowatt=1e3 kw=1e3 megawatt=1e6 mw=1e6 gigawatt=1e9 gw=1e9
hectare: hectare=1 acre=.4047
""".strip()
_NO_THING = word_set(
    "in on at to from of by with for and or but the a an as than after before over under per each more less who which "
    "that when while since until because so was were is are has have had will would year years"
)
_ANYBODY = word_set("people persons others men women dead")
_EVERY = word_set("a per each every")
_RATES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annual": "year",
    "annually": "year",
    "yearly": "year",
}
_BOUNDS: tuple[tuple[tuple[str, ...], Bound], ...] = tuple(
    (tuple(phrase.split()), bound)
    for bound, phrases in (
        (">", "no fewer than|no less than|not less than|more than|greater than|at least|over|above|exceeding|upwards of"),
        ("<", "no more than|not more than|fewer than|less than|up to|as many as|as much as|at most|under|below|maximum of"),
        ("~", "about|around|roughly|approximately|nearly|almost|some|an estimated|estimated|close to|just over|just under|circa"),
    )
    for phrase in phrases.split("|")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, at words `[first, last]` of its text.

    `values` are all readings ("30.000" is two); `unit` is a dimension ("second", "metre", a currency,
    "percent", "points", "age", "ordinal" or "") and the values are in it, `plain` are as written; `bound` says how exact it is meant.
    """

    text: str
    first: int
    last: int
    values: tuple[float, ...]
    plain: tuple[float, ...] = ()
    unit: str = ""
    named: str = ""
    per: str = ""
    bound: Bound = "="
    high: float | None = None
    things: tuple[Word, ...] = ()

    @property
    def value(self) -> float:
        """The first reading."""
        return self.values[0]


@cache
def _units() -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for line in _UNITS.splitlines():
        dimension, _, names = line.partition(": ")
        for name, _, factor in (each.partition("=") for each in names.split()):
            found[stem(name)] = (name if dimension == "money" else dimension, float(factor or 1))
    return found


def amounts(words: Sequence[Word], taken: frozenset[int] = frozenset()) -> tuple[Amount, ...]:
    """The amounts among the words, in order; words at the indices `taken` (dates) are passed over."""
    found: list[Amount] = []
    at = 0
    while at < len(words):
        amount = None if at in taken else _amount(words, at, taken)
        if amount:
            found.append(_counting(_bounded(_rated(amount, words), words), words))
            at = found[-1].last
        at += 1
    return tuple(found)


def _low(words: Sequence[Word], at: int) -> str:
    return words[at].low if 0 <= at < len(words) else ""


def _amount(words: Sequence[Word], at: int, taken: frozenset[int]) -> Amount | None:
    low = words[at].low
    if low in _VAGUE and _low(words, at + 1) != "percent":
        first = at - 2 if _low(words, at - 1) == "of" and _low(words, at - 2) in ("tens", "hundreds") else at
        scale = {"tens": 10, "hundreds": 100}.get(_low(words, first), 1) if first < at else 1
        below, above = _VAGUE[low]
        return Amount(low, first, at, (below * scale,), (below * scale,), high=above * scale)
    number = _number(words, at)
    if number is None:
        return None
    values, last, ordinal = number
    if any(index in taken for index in range(at, last + 1)) or _in_a_name(words, at):
        return None
    amount = Amount(
        " ".join(w.text for w in words[at : last + 1]), at, last, values, values, "ordinal" if ordinal else ""
    )
    return amount if ordinal else _with_unit(amount, words)


def _in_a_name(words: Sequence[Word], at: int) -> bool:
    """Whether the number is part of a name: "COVID-19", "BA.5", "F-16", "7-Eleven"."""
    if words[at].kind != "number":
        return False
    tied = at >= 2 and words[at - 1].low in "-.–" and words[at - 2].end == words[at - 1].start
    if tied and words[at - 1].end == words[at].start and words[at - 2].capital:
        return True
    return (
        at + 2 < len(words)
        and words[at + 1].low == "-"
        and words[at + 2].capital
        and words[at + 1].start == words[at].end
    )


def _number(words: Sequence[Word], at: int) -> tuple[tuple[float, ...], int, bool] | None:
    """Readings, index of the last word, and whether it is an ordinal."""
    word = words[at]
    if word.kind == "number":
        values, last = _digits(word.low), at
        glued = at + 1 < len(words) and words[at + 1].start == word.end
        if glued and _low(words, at + 1) in ("st", "nd", "rd", "th"):
            return values, at + 1, True
        if _low(words, at + 1) == "/" and at + 2 < len(words) and words[at + 2].kind == "number":
            return None
        return _scaled(words, values, last)
    fraction = _fraction(words, at)
    if fraction:
        return fraction
    if word.low in ("a", "an") and _low(words, at - 1) in ("in", "within", "of", "for", "over", "after"):
        return ((1.0,), at, False) if _units().get(stem(_low(words, at + 1)), ("",))[0] == "second" else None
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
    if _low(words, last + 1) == "and" and _low(words, last + 2) == "a" and _low(words, last + 3) == "half":
        values, last = tuple(value + 0.5 for value in values), last + 3
    while _low(words, last + 1) in _SCALES:
        name = words[last + 1].low
        if name in ("m", "b", "k") and words[last + 1].start > words[last].end:
            break
        values, last = tuple(value * _SCALES[name] for value in values), last + 1
    return values, last, False


def _fraction(words: Sequence[Word], at: int) -> tuple[tuple[float, ...], int, bool] | None:
    """ "Half", "a third", "two-thirds", "three quarters of a billion"; as hundred times its value, a percentage."""
    low, last = words[at].low, at
    if low in ("a", "an") and " ".join(_low(words, at + step) for step in (2, 3, 4)) == "and a half":
        unit = _units().get(stem(_low(words, at + 1)))
        return ((1.5 * unit[1],), at + 4, False) if unit and unit[0] == "second" else None
    count = 1.0 if low in ("a", "one") else float(_SMALL.get(low, 0))
    if low == "half" and _low(words, at - 1) not in ("first", "second", "other", "and"):
        share = 0.5
    elif count:
        last = at + 2 if _low(words, at + 1) == "-" else at + 1
        name = _low(words, last)
        if name not in _FRACTIONS or (
            low == "a" and name in ("third", "fifth", "tenth") and _low(words, last + 1) != "of"
        ):
            return None
        share = count * _FRACTIONS[name]
    else:
        return None
    if (of_unit := _of_unit(words, last + 1)) is not None:
        end, factor = of_unit
        return (share * factor,), end, False
    over = last + 1
    while _low(words, over) in ("of", "a"):
        over += 1
    if _low(words, over) in _SCALES and len(_low(words, over)) > 2:
        return (share * _SCALES[words[over].low],), over, False
    return (share * 100,), last, False


def _of_unit(words: Sequence[Word], at: int) -> tuple[int, float] | None:
    """ "Half an hour", "a quarter of a percentage point": the last word before the unit, and the factor."""
    if _low(words, at) == "of":
        at += 1
    if _low(words, at) not in ("a", "an"):
        return None
    after = _low(words, at + 1)
    if after in ("percent", "percentage") or _units().get(stem(after), ("",))[0] == "second":
        return at, 1.0
    return None


def _spelled(words: Sequence[Word], at: int) -> tuple[tuple[float, ...], int, bool] | None:
    low = words[at].low
    if low in _ORDINALS:
        return ((float(_ORDINALS[low]),), at, True) if _low(words, at - 1) != "%" else None
    if low == "a" and _low(words, at + 1) in _SCALES and len(_low(words, at + 1)) > 2:
        return _scaled(words, (1.0,), at)
    total, last, ordinal = 0.0, at - 1, False
    index = at
    while index < len(words):
        low = words[index].low
        if low in _TENS or low in _SMALL:
            total += _TENS.get(low, _SMALL.get(low, 0))
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
    alone = total == 1 and last == at and _low(words, at + 1) not in _SCALES
    if last < at or (alone and _units().get(stem(_low(words, at + 1)), ("",))[0] != "second"):
        return None
    return ((total,), last, True) if ordinal else _scaled(words, (total,), last)


def _goes_on(words: Sequence[Word], index: int, last: int, total: float) -> bool:
    after = _low(words, index + 1)
    if words[index].low == "-":
        return words[last].low in _TENS and (after in _SMALL or after in _ORDINALS)
    return words[last].low == "hundred" and (after in _SMALL or after in _TENS)


def _with_unit(amount: Amount, words: Sequence[Word]) -> Amount:
    before, at = _low(words, amount.first - 1), amount.last + 1
    if _low(words, at) == "-":
        at += 1
    low, last = _low(words, at), at
    is_share = words[amount.last].low in _FRACTIONS
    if low in ("cubic", "square"):
        return replace(amount, unit=f"{low} {stem(_low(words, at + 1))}", last=min(at + 1, len(words) - 1))
    if before in _MONEY:
        return replace(amount, unit=_MONEY[before], first=amount.first - 1)
    if low in ("%", "percent", "pct") or (low == "per" and _low(words, at + 1) == "cent"):
        last = at + 1 if low == "per" else at
        return replace(amount, unit="percent", last=last)
    if low == "percentage" and _low(words, at + 1).startswith("point"):
        return replace(amount, unit="points", last=at + 1)
    if is_share:
        return replace(amount, unit="second" if amount.value > 1000 else "percent")
    if at < len(words) and words[at].kind == "word" and stem(low) in _units():
        dimension, factor = _units()[stem(low)]
        values = tuple(value * factor for value in amount.values)
        extra = _low(words, at + 1) == "and" and _low(words, at + 2) == "a" and _low(words, at + 3) == "half"
        if extra:
            values, last = tuple(value + factor / 2 for value in values), at + 3
        return _aged(replace(amount, values=values, unit=dimension, named=stem(low), last=last), words)
    of_age = before == "of" and _low(words, amount.first - 2) == "age"
    if (
        before == "aged"
        or of_age
        or (before == "," and _low(words, amount.last + 1) in (",", ".", "") and amount.value < 120)
    ):
        year = _units()[stem("year")][1]
        return replace(amount, unit="age", values=tuple(value * year for value in amount.values))
    return amount


def _aged(amount: Amount, words: Sequence[Word]) -> Amount:
    after = _low(words, amount.last + 1)
    old = after == "old" or (after == "-" and _low(words, amount.last + 2) == "old")
    last = amount.last + (1 if after == "old" else 2)
    return replace(amount, unit="age", last=last) if amount.unit == "second" and old else amount


def _rated(amount: Amount, words: Sequence[Word]) -> Amount:
    for at in range(amount.last + 1, min(amount.last + 6, len(words))):
        if words[at].kind == "mark" or words[at].low in ("and", "in", "on", "but"):
            break
        if words[at].low in _RATES:
            return replace(amount, per=_RATES[words[at].low])
        if words[at].low in _EVERY and _units().get(stem(_low(words, at + 1)), ("",))[0] == "second":
            return replace(amount, per=stem(words[at + 1].low))
    return amount


def _counting(amount: Amount, words: Sequence[Word]) -> Amount:
    """The amount with the words that name what it counts: "three former executives"."""
    if amount.unit:
        return amount
    at, things = amount.last + 1, list[Word]()
    if _low(words, at) == "-" or (amount.high is not None and _low(words, at) == "of"):
        at += 1
    while at < len(words) and len(things) < 3:
        word = words[at]
        if word.kind != "word" or verbal(word.low) or word.low in _NO_THING or word.low in _SMALL:
            break
        things.append(word)
        at += 1
    return replace(amount, things=tuple(things))


def counts_the_same(a: Amount, b: Amount) -> bool:
    """Whether what two amounts count can be one thing; True where either does not say."""
    if not a.things or not b.things or any(each.low in _ANYBODY for each in a.things + b.things):
        return True
    return any(same(x, y) for x in a.things for y in b.things)


def _bounded(amount: Amount, words: Sequence[Word]) -> Amount:
    if amount.unit == "ordinal":
        return amount
    for phrase, bound in _BOUNDS:
        start = amount.first - len(phrase)
        if start >= 0 and tuple(word.low for word in words[start : amount.first]) == phrase:
            return replace(amount, bound=bound, first=start)
    return amount


def same_unit(a: Amount, b: Amount) -> bool:
    """Whether two amounts can be compared: one dimension, or one of them names none."""
    if a.unit == b.unit:
        return not (a.per and b.per and a.per != b.per)
    if a.per and b.per and a.per != b.per:
        return False
    bare = a if not a.unit else b
    return not bare.unit and not bare.things and "ordinal" not in (a.unit, b.unit)


def carries(evidence: Amount, statement: Amount) -> bool:
    """Whether the evidence's amount makes the statement's true, units left aside (see `same_unit`).

    Rounding is honest within 5 % of "about 50" and within 1 % of a plain round number.
    """
    as_written = "" in (evidence.unit, statement.unit)
    theirs, ours = (evidence.plain, statement.plain) if as_written else (evidence.values, statement.values)
    return any(_fits(e, evidence, s, statement) for e in theirs for s in ours)


def _fits(e: float, evidence: Amount, s: float, statement: Amount) -> bool:
    if statement.high is not None:
        return (
            s <= e <= statement.high if evidence.high is None else (s, statement.high) == (e, evidence.high)
        )
    if evidence.high is not None:
        return False
    if abs(e - s) <= 1e-3 * max(abs(e), abs(s)) and not (e != s and e < 1000 and not evidence.unit):
        return True
    if {evidence.unit, statement.unit} & {"second", "percent"} and abs(e - s) <= 0.007 * abs(e):
        return True
    if statement.bound == ">":
        return s <= e <= 2.5 * s and evidence.bound != "<"
    if statement.bound == "<":
        return 0.4 * s <= e <= s and evidence.bound != ">"
    near = 0.05 if statement.bound == "~" else 0.012 if s >= 1000 else 0
    return abs(e - s) <= near * abs(e) and _digits_of(s) <= _digits_of(e)


def _digits_of(value: float) -> int:
    return len(f"{value:.6g}".replace(".", "").rstrip("0"))
