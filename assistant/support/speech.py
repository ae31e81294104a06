"""Who says what in a text: "police said …", "…, according to Marsh", "the army claimed …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateline.assistant.support.reading import Reading
from dateline.assistant.support.words import verbal
from dateline.index.characters import word_set

_SAYING = word_set("say said says saying told tells")
_SAYING_THAT = word_set(
    "stated states added adds wrote writes noted notes explained reported reports found finds "
    "concluded concludes showed shows revealed reveals warned warns"
)
_CLAIMING = word_set(
    "claim claims claimed claiming allege alleges alleged alleging insist insists insisted contend "
    "contends contended assert asserts asserted argue argues argued maintain maintains maintained "
    "accuse accuses accused accusing believe believes believed suggested suggests suspect suspects "
    "suspected"
)
_ENDS_SPEAKER = word_set("of on at in to after before during when while as for that by from about with in")
_PARTISAN = re.compile(
    r"\b(lawsuit|indictment|prosecut\w*|plaintiffs?|complaint|rebels?|opposition|critics|accuser|charges)\b"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something: the index of the verb, of the words that name who, and of what is said."""

    at: int
    kind: Literal["say", "claim"]
    speaker: tuple[int, ...]
    said: frozenset[int]


@lru_cache(maxsize=4_000)
def sayings(reading: Reading) -> tuple[Saying, ...]:
    """All that is attributed to somebody in a text, in order."""
    return tuple(_found(reading))


def _found(reading: Reading) -> Iterator[Saying]:
    for at, word in enumerate(reading.words):
        if word.low == "according" and reading.lows(at + 1, at + 1) == ("to",):
            yield _according(reading, at)
        elif word.low == "told" and {"be", "been", "was", "were"} & set(reading.lows(at - 1, at - 1)):
            continue
        elif word.low in _SAYING or (word.low in _SAYING_THAT and reading.lows(at + 1, at + 1) == ("that",)):
            yield _said(reading, at, "say")
        elif word.low in _CLAIMING and _claims(reading, at):
            yield _said(reading, at, "claim")


def _claims(reading: Reading, at: int) -> bool:
    """Whether the word is the verb of a claim: not "the suspect", "claimed responsibility", "is accused"."""
    low, before, after = reading.words[at].low, reading.lows(at - 1, at - 1), reading.lows(at + 1, at + 1)
    if after and after[0].startswith(("responsib", "credit", "victory", "lives")):
        return False
    if low in ("suspect", "suspects", "suspected", "claim", "claims", "maintain", "maintains", "maintained"):
        noun = before and before[0] in (
            "the",
            "a",
            "an",
            "his",
            "her",
            "their",
            "of",
            "two",
            "three",
            "these",
            "no",
            "any",
        )
        return not noun and bool(after) and (low != "suspects" or after[0] == "that")
    return not (before and before[0] in ("is", "are", "was", "were", "be", "been", "widely"))


def _sentence(reading: Reading, at: int) -> tuple[int, int]:
    number = reading.words[at].sentence
    inside = [index for index, word in enumerate(reading.words) if word.sentence == number]
    return inside[0], inside[-1]


def _according(reading: Reading, at: int) -> Saying:
    start, end = _sentence(reading, at)
    last = at + 2
    while last <= end and reading.words[last].kind != "mark" and not verbal(reading.words[last].low):
        last += 1
    speaker = tuple(range(at + 2, last))
    before = [index for index in range(start, at) if reading.words[index].kind != "mark"]
    said = before if len(before) > 2 else range(last, end + 1)
    text = " ".join(reading.words[index].low for index in speaker)
    return Saying(at, "claim" if _PARTISAN.search(text) else "say", speaker, frozenset(said))


def _said(reading: Reading, at: int, kind: Literal["say", "claim"]) -> Saying:
    start, end = _sentence(reading, at)
    clause = [
        index for index in range(start, end + 1) if reading.words[index].clause == reading.words[at].clause
    ]
    earlier = [index for index in range(start, clause[0]) if reading.words[index].kind != "mark"]
    follows = [index for index in range(at + 1, end + 1) if reading.words[index].kind != "mark"]
    trailing = len(earlier) > 1 and not _sentence_follows(reading, at, clause)
    if trailing:
        return Saying(
            at, kind, _speaker(reading, at, clause, earlier if kind == "claim" else []), frozenset(earlier)
        )
    return Saying(at, kind, _speaker(reading, at, clause, earlier), frozenset(follows))


def _sentence_follows(reading: Reading, at: int, clause: list[int]) -> bool:
    after = [index for index in clause if index > at]
    if after and reading.words[after[0]].low == "that":
        return True
    if reading.lows(at + 1, at + 1) in ((":",), ("“",), ('"',)) and at + 2 < len(reading.words):
        return True
    return any(verbal(reading.words[index].low) for index in after)


def _speaker(reading: Reading, at: int, clause: list[int], earlier: list[int]) -> tuple[int, ...]:
    before = [index for index in clause if index < at and reading.words[index].kind == "word"]
    if [
        index
        for index in before
        if reading.words[index].low not in ("and", "but", "who", "also", "has", "have", "had")
    ]:
        return tuple(before)
    after: list[int] = []
    for index in clause:
        if index > at and reading.words[index].kind == "word":
            if reading.words[index].low in _ENDS_SPEAKER:
                break
            after.append(index)
    if after and not any(verbal(reading.words[index].low) for index in after):
        return tuple(after)
    return tuple(earlier)
