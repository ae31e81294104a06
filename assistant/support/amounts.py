"""Amounts in a text: "twelve thousand", "12 000", "12K", "two-thirds", "$1.2bn", "the third", with their units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.assistant.support.numerals import FRACTIONS, SMALL, in_a_name, low_at, number, units
from dateline.assistant.support.words import Word, same, stem, verbal
from dateline.index.characters import word_set

Bound = Literal["=", "~", "<", ">"]
_VAGUE = {"dozens": (24, 120), "hundreds": (200, 1e3), "thousands": (1.5e3, 2e4), "millions": (1.5e6, 1e8)}
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
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
_BOUNDS: dict[Bound, str] = {
    ">": "no fewer than|no less than|not less than|more than|greater than|at least|over|above|exceeding|upwards of",
    "<": "no more than|not more than|fewer than|less than|up to|as many as|as much as|at most|under|below|maximum of",
    "~": "about|around|roughly|approximately|nearly|almost|some|an estimated|estimated|close to|just over|just under",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, at words `[first, last]` of its text.

    `values` are all readings ("30.000" is two); `unit` is a dimension ("second", "metre", a currency,
    "percent", "points", "age", "ordinal" or "") and the values are in it, `plain` are as written; `bound` says
    how exact it is meant, `things` are the words for what is counted.
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


def _amount(words: Sequence[Word], at: int, taken: frozenset[int]) -> Amount | None:
    low = words[at].low
    if low in _VAGUE and low_at(words, at + 1) != "percent":
        first = (
            at - 2 if low_at(words, at - 1) == "of" and low_at(words, at - 2) in ("tens", "hundreds") else at
        )
        scale = {"tens": 10, "hundreds": 100}.get(low_at(words, first), 1) if first < at else 1
        below, above = _VAGUE[low]
        return Amount(low, first, at, (below * scale,), (below * scale,), high=above * scale)
    found = number(words, at)
    if found is None:
        return None
    values, last, ordinal = found
    if any(index in taken for index in range(at, last + 1)) or in_a_name(words, at):
        return None
    amount = Amount(
        " ".join(w.text for w in words[at : last + 1]), at, last, values, values, "ordinal" if ordinal else ""
    )
    return amount if ordinal else _with_unit(amount, words)


def _with_unit(amount: Amount, words: Sequence[Word]) -> Amount:
    before, at = low_at(words, amount.first - 1), amount.last + 1
    if low_at(words, at) == "-":
        at += 1
    low, last = low_at(words, at), at
    is_share = words[amount.last].low in FRACTIONS
    if low in ("cubic", "square"):
        return replace(amount, unit=f"{low} {stem(low_at(words, at + 1))}", last=min(at + 1, len(words) - 1))
    if before in _MONEY:
        return replace(amount, unit=_MONEY[before], first=amount.first - 1)
    if low in ("%", "percent", "pct") or (low == "per" and low_at(words, at + 1) == "cent"):
        last = at + 1 if low == "per" else at
        return replace(amount, unit="percent", last=last)
    if low == "percentage" and low_at(words, at + 1).startswith("point"):
        return replace(amount, unit="points", last=at + 1)
    if is_share:
        return replace(amount, unit="second" if amount.value > 1000 else "percent")
    if at < len(words) and words[at].kind == "word" and stem(low) in units():
        dimension, factor = units()[stem(low)]
        values = tuple(value * factor for value in amount.values)
        extra = (
            low_at(words, at + 1) == "and"
            and low_at(words, at + 2) == "a"
            and low_at(words, at + 3) == "half"
        )
        if extra:
            values, last = tuple(value + factor / 2 for value in values), at + 3
        return _aged(replace(amount, values=values, unit=dimension, named=stem(low), last=last), words)
    of_age = before == "of" and low_at(words, amount.first - 2) == "age"
    if (
        before == "aged"
        or of_age
        or (before == "," and low_at(words, amount.last + 1) in (",", ".", "") and amount.value < 120)
    ):
        year = units()[stem("year")][1]
        return replace(amount, unit="age", values=tuple(value * year for value in amount.values))
    return amount


def _aged(amount: Amount, words: Sequence[Word]) -> Amount:
    after = low_at(words, amount.last + 1)
    old = after == "old" or (after == "-" and low_at(words, amount.last + 2) == "old")
    last = amount.last + (1 if after == "old" else 2)
    return replace(amount, unit="age", last=last) if amount.unit == "second" and old else amount


def _rated(amount: Amount, words: Sequence[Word]) -> Amount:
    for at in range(amount.last + 1, min(amount.last + 6, len(words))):
        if words[at].kind == "mark" or words[at].low in ("and", "in", "on", "but"):
            break
        if words[at].low in _RATES:
            return replace(amount, per=_RATES[words[at].low])
        if words[at].low in _EVERY and units().get(stem(low_at(words, at + 1)), ("",))[0] == "second":
            return replace(amount, per=stem(words[at + 1].low))
    return amount


def _counting(amount: Amount, words: Sequence[Word]) -> Amount:
    """The amount with the words that name what it counts: "three former executives"."""
    if amount.unit:
        return amount
    at, things = amount.last + 1, list[Word]()
    if low_at(words, at) == "-" or (amount.high is not None and low_at(words, at) == "of"):
        at += 1
    while at < len(words) and len(things) < 3:
        word = words[at]
        if word.kind != "word" or verbal(word.low) or word.low in _NO_THING or word.low in SMALL:
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
    for bound, phrases in _BOUNDS.items():
        for phrase in (tuple(each.split()) for each in phrases.split("|")):
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
