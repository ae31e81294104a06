"""A sentence as words that can be compared: numbers, dates and negations told apart, case folded."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from dateline.index import numerals
from dateline.index.characters import word_set

Kind = Literal["word", "number", "unit", "weekday", "month", "day", "not"]


_WORD = re.compile(
    r"(?P<acronym>(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_]))"
    r"|(?P<number>(?:\d{1,3}(?:[, \u00a0\u202f'’]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:(?:st|nd|rd|th|bn|tn|[mk])(?![^\W_]))?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<unit>[%$€£¥])",
    re.IGNORECASE,
)
_OPENING = frozenset('.!?:;"“‘«([•►—–-')
_LONGEST_WORD = 64
_MONTHS = word_set("january february march april may june july august september october november december")
_SHORT_MONTHS = {month[:3]: month for month in _MONTHS} | {"sept": "september"}
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_SHORT_WEEKDAYS = {day[:3]: day for day in _WEEKDAYS} | {
    "tues": "tuesday",
    "thur": "thursday",
    "thurs": "thursday",
}
_IN = word_set("in of since until by last next this early late mid")
_DAYS = word_set("yesterday today tonight tomorrow")
_UNITS = word_set("percent $ € £ ¥")
_NEGATIONS = word_set(
    "not no never without neither nor none nobody nothing cannot deny denies denied denying refute refutes"
    " refuted reject rejects rejected refuse refuses refused dismiss dismisses dismissed"
)
_TOLD_APART = (
    _MONTHS | _WEEKDAYS | _DAYS | _UNITS | _NEGATIONS | frozenset(_SHORT_MONTHS) | frozenset(_SHORT_WEEKDAYS)
)
# Capitalised as a rule, and given or left out by taste.
_TITLES = word_set(
    "mr mrs ms miss dr prof professor sir lord lady president minister senator sen representative rep"
    " governor gov general gen colonel col lieutenant lt captain capt sergeant sgt secretary chairman chief"
    " mayor judge justice spokesman spokeswoman number the a an i am pm"
)
_OPENERS = word_set(
    "the a an this that these those it he she they we you i his her its their our in on at by for from with"
    " of to as and but or so yet if when while after before since until during despite although though"
    " because however"
    " meanwhile also earlier later last next more most many some several all both each every"
    " another other police officials officers authorities prosecutors investigators witnesses residents"
    " workers rescuers firefighters doctors experts analysts critics supporters lawmakers there here what"
    " who where how why according about around nearly almost over under up out only just then now still"
    " even such early late new"
)


class Token(NamedTuple):
    """One word in a form that spelling and case do not change; `capital` and `opens` tell how it stood."""

    form: str
    kind: Kind
    capital: bool
    opens: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence as its tokens."""

    text: str
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, text: str) -> "Sentence":
        """The sentence read; no tokens where it has no word."""
        return cls(text, tuple(_tokens(text)))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The tokens' forms in order: equal for sentences that say the same in the same words."""
        return tuple(token.form for token in self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The first six characters of each form, to tell how much two sentences share."""
        return frozenset(form[:6] for form in self.forms)

    @cached_property
    def titled(self) -> bool:
        """Whether it is a headline: no full stop, and capitals so many that they name nothing."""
        if self.text.rstrip("\"'”’)] \n").endswith((".", "!", "?")):
            return False
        longer = [token.capital for token in self.tokens if token.kind == "word" and len(token.form) > 3]
        return len(longer) > 2 and sum(longer) >= 0.75 * len(longer)

    def of_kind(self, kind: Kind) -> list[str]:
        """The forms of one kind, in order."""
        return [token.form for token in self.tokens if token.kind == kind]


@dataclass(frozen=True)
class Casing:
    """How words stand in a text: with a capital inside a sentence (names), and in lower case."""

    capital: frozenset[str]
    lower: frozenset[str]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> "Casing":
        """The casing of all these sentences taken together."""
        capital, lower = set(), set()
        for sentence in sentences:
            for token in sentence.tokens:
                if not token.capital:
                    lower.add(token.form)
                elif not token.opens and not sentence.titled:
                    capital.add(token.form)
        return cls(frozenset(capital), frozenset(lower))

    def __or__(self, other: "Casing") -> "Casing":
        return Casing(self.capital | other.capital, self.lower | other.lower)

    def names(self, sentence: Sentence) -> list[bool]:
        """For each token whether it is (part of) a name."""
        return [self._is_name(token, sentence.titled) for token in sentence.tokens]

    def _is_name(self, token: Token, titled: bool) -> bool:
        if token.kind != "word" or not token.capital or token.form in _TITLES:
            return False
        if titled:
            return token.form in self.capital and token.form not in self.lower
        return not token.opens or (token.form not in self.lower and token.form not in _OPENERS)


def _tokens(text: str) -> Iterator[Token]:
    found = list(_WORD.finditer(text))
    words = [_form(match[0][:_LONGEST_WORD]) for match in found]
    at = 0
    while at < len(words):
        number, used = numerals.read(words, at)
        opens = at == 0 or not _OPENING.isdisjoint(text[found[at - 1].end() : found[at].start()])
        capital = found[at][0][0].isupper()
        if number:
            yield Token(number, "number", False, opens)
        elif words[at].endswith("n't"):
            yield Token(words[at][:-3], "word", capital, opens)
            yield Token("not", "not", False, False)
        else:
            yield Token(*_dated(words, at, capital), capital=capital, opens=opens)
        at += used or 1


@lru_cache(maxsize=1 << 16)
def _form(raw: str) -> str:
    if raw == "%":
        return "percent"
    word = unicodedata.normalize("NFKD", raw).casefold().replace("’", "'")
    word = "".join(character for character in word if not unicodedata.combining(character))
    if word[:1].isdigit():
        return word
    return re.sub(r"'s?$", "", word).replace(".", "")


def _dated(words: Sequence[str], at: int, capital: bool) -> tuple[str, Kind]:
    """A word that is no number, with its kind; short months and weekdays count only beside a day's number."""
    word = words[at]
    if word not in _TOLD_APART:
        return word, "word"
    by_number = any(each[:1].isdigit() for each in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2]))
    before = words[at - 1] if at else ""
    kind: Kind = "word"
    if word == "no" and capital and by_number:
        word = "number"
    elif word in _NEGATIONS:
        word, kind = "not", "not"
    elif word in _DAYS:
        kind = "day"
    elif word in _UNITS:
        kind = "unit"
    elif capital and (word in _WEEKDAYS or (by_number and word in _SHORT_WEEKDAYS)):
        word, kind = _SHORT_WEEKDAYS.get(word, word), "weekday"
    elif capital and word in _MONTHS and (by_number or before in _IN or word not in ("may", "march")):
        kind = "month"
    elif capital and by_number and word in _SHORT_MONTHS:
        word, kind = _SHORT_MONTHS[word], "month"
    return word, kind
