"""A text read for checking: its words, and the amounts, times and names that anchor what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateline.assistant.support import amounts, dates, names
from dateline.assistant.support.tokens import words
from dateline.assistant.support.words import Word, fold, verbal
from dateline.index.characters import word_set

Kind = Literal["amount", "time", "name"]
_MODAL = word_set("will would may might can could should must shall to not")
_PRONOUNS = word_set("he she it they him her them his hers its their theirs this these")


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """An amount, time or name at words `[first, last]`."""

    kind: Kind
    text: str
    first: int
    last: int
    amount: amounts.Amount | None = None
    time: dates.Mention | None = None
    name: names.Name | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text with its words and anchors; `anchored` are the indices of the words inside anchors."""

    text: str
    words: tuple[Word, ...]
    anchors: tuple[Anchor, ...]
    anchored: frozenset[int]
    capitals: frozenset[str]

    def is_verb(self, at: int) -> bool:
        """Whether a word looks like a verb here: by its form, or after "will", "to", "not"."""
        word = self.words[at]
        form = fold(word.text.split()[0]) if " " in word.text else word.low
        return verbal(form) or bool(_MODAL & set(self.lows(at - 1, at - 1)))

    def of_kind(self, kind: Kind) -> Iterable[Anchor]:
        """The anchors of one kind, in order."""
        return (anchor for anchor in self.anchors if anchor.kind == kind)

    @property
    def heavy(self) -> list[int]:
        """Indices of the words that weigh, those inside anchors left out."""
        return [at for at, word in enumerate(self.words) if word.heavy and at not in self.anchored]

    @property
    def has_pronoun(self) -> bool:
        """Whether somebody or something is named by a pronoun."""
        return any(word.low in _PRONOUNS for word in self.words)

    def lows(self, first: int, last: int) -> tuple[str, ...]:
        """The folded words `[first, last]`, cut at the ends of the text."""
        return tuple(word.low for word in self.words[max(first, 0) : last + 1])


@lru_cache(maxsize=4_000)
def read(text: str, published: str | None = None, known: frozenset[str] = frozenset()) -> Reading:
    """Read a text published on a day; `known` are words that are names although a sentence may open with them."""
    tokens = words(text)
    times, taken = _times(tokens, text, published)
    found = list(times)
    counts = amounts.amounts(tokens, taken)
    found += [Anchor("amount", each.text, each.first, each.last, amount=each) for each in counts]
    counted = taken | {at for each in counts for at in range(each.first, each.last + 1)}
    capitals = names.capitals(tokens)
    for name in names.names(tokens, frozenset(counted), capitals | known):
        found.append(Anchor("name", name.text, name.first, name.last, name=name))
    found.sort(key=lambda anchor: anchor.first)
    anchored = frozenset(at for anchor in found for at in range(anchor.first, anchor.last + 1))
    return Reading(text, tokens, tuple(found), anchored, capitals)


def _times(tokens: tuple[Word, ...], text: str, published: str | None) -> tuple[list[Anchor], frozenset[int]]:
    found: list[Anchor] = []
    for mention in dates.mentions(text, published):
        inside = [
            at for at, word in enumerate(tokens) if word.start < mention.end and mention.start < word.end
        ]
        if inside:
            found.append(Anchor("time", mention.text, inside[0], inside[-1], time=mention))
    lasting = [each for each in found if not (each.time and _is_duration(each.time))]
    return found, frozenset(at for each in lasting for at in range(each.first, each.last + 1))


def _is_duration(mention: dates.Mention) -> bool:
    """Whether "six months after" names a length as much as a time."""
    return bool(mention.relative) and mention.text.lower().endswith(
        ("after", "before", "earlier", "later", "ago")
    )


def _is_total(reading: Reading, anchor: Anchor) -> bool:
    """Whether the amount is what another is part of: "40 of its 212 branches"."""
    of = anchor.first - (1 if reading.lows(anchor.first - 1, anchor.first - 1) == ("of",) else 2)
    ends = {other.last for other in reading.of_kind("amount")}
    return anchor.kind == "amount" and reading.lows(of, of) == ("of",) and of - 1 in ends


def nearness(reading: Reading, anchor: Anchor) -> dict[int, float]:
    """How closely each weighty word or other anchor belongs to this one, by distance and clauses between."""
    clause = reading.words[anchor.first].clause
    sentence = reading.words[anchor.first].sentence
    total = _is_total(reading, anchor)
    found: dict[int, float] = {}
    for at, word in enumerate(reading.words):
        if word.sentence != sentence or anchor.first <= at <= anchor.last:
            continue
        if not (word.heavy or at in reading.anchored) or word.kind == "mark":
            continue
        far = anchor.first - at if at < anchor.first else at - anchor.last
        if total and (at < anchor.first or far > 3):
            continue
        found[at] = 0.45 ** abs(word.clause - clause) / (1 + far / 5)
    return found
