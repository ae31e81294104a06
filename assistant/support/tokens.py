"""A text as words in order: contractions written out, phrases joined, sentences and clauses told apart."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from dateline.assistant.support import lexicon
from dateline.assistant.support.words import Word, fold, is_light, meanings, stem, verbal
from dateline.index.characters import word_set

_TOKEN = re.compile(
    r"""(?P<number>\d{1,3}(?:[,.'’\u00a0\u202f\u2009\ ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)
    |(?P<initials>(?:[A-Za-z]\.){2,}|[A-Z]&[A-Z])
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE,
)
_ENDS = frozenset(".!?")
_BREAKS = frozenset(",;:()–—|")
_LINKS = word_set(
    "if unless but while whereas although though because when after before which who whom whose where "
    "until since"
)
_ABBREVIATED = word_set(
    "mr mrs ms dr st prof gen col sgt lt capt gov sen rep rev jan feb mar apr jun jul aug sep sept "
    "oct nov dec no vs"
)
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_LEADING = word_set("in at on for under with by from over of during within between among across about")


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in lexicon.lines(name):
        phrase, _, word = line.partition(" = ")
        yield phrase, word


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): word for phrase, word in _pairs("phrases") if " " not in word}


class _Token(NamedTuple):
    raw: str
    low: str
    kind: str
    start: int
    end: int


@lru_cache(maxsize=4_000)
def words(text: str) -> tuple[Word, ...]:
    """The tokens of a text in order, with contractions written out and fixed phrases as one word."""
    return _numbered(_joined(list(_tokens(text))), text)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        kind, (start, end) = match.lastgroup or "mark", match.span()
        raw = match.group()
        low = fold(raw)
        if kind == "initials":
            low, kind = re.sub(r"[^a-z&]", "", low), "word"
        pieces = _written_out(low) if kind == "word" else (low,)
        found.extend(_Token(raw, piece, kind, start, end) for piece in pieces)
    return found


def _written_out(low: str) -> tuple[str, ...]:
    if "'" not in low:
        return (low,)
    if low.endswith("n't"):
        return ({"wo": "will", "ca": "can", "sha": "shall"}.get(low[:-3], low[:-3]), "not")
    head, _, tail = low.partition("'")
    more = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}.get(tail)
    if more:
        return (head, more)
    return (head,) if tail in ("s", "") else (low.replace("'", ""),)


def _joined(tokens: list[_Token]) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(tokens):
        for length in (4, 3, 2):
            run = tokens[at : at + length]
            phrase = _phrases().get(tuple(each.low for each in run)) if len(run) == length else None
            if phrase:
                raw = " ".join(each.raw for each in run)
                found.append(_Token(raw, phrase, "word", run[0].start, run[-1].end))
                at += length
                break
        else:
            token = tokens[at]
            found.append(token._replace(low="not") if token.low == "cannot" else token)
            at += 1
    return found


def _numbered(tokens: list[_Token], text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    sentence = clause = 0
    for at, token in enumerate(tokens):
        low, is_word = token.low, token.kind == "word"
        if found and is_word and (_links(tokens, at) or _adds(tokens, at, found, clause)):
            clause += 1
        meaning = _meaning(token.raw, low) if is_word else frozenset((low,))
        light = is_light(low) or (is_word and len(low) == 1)
        own = stem(low) if is_word else low
        found.append(
            Word(token.raw, low, own, token.kind, token.start, token.end, sentence, clause, meaning, light)
        )
        if token.kind == "mark" and low in _BREAKS and not _inside_number(text, token.start):
            clause += 1
        if token.kind == "mark" and low in _ENDS and _ends_sentence(tokens, at, text):
            sentence, clause = sentence + 1, clause + 1
    return _resumed(found)


def _links(tokens: list[_Token], at: int) -> bool:
    return tokens[at].low in _LINKS and not _before_a_time(tokens, at)


def _adds(tokens: list[_Token], at: int, found: list[Word], clause: int) -> bool:
    """Whether "and" joins a second predicate or amount to a clause that has its verb."""
    if tokens[at].low != "and" or any(each.low == "between" for each in tokens[max(at - 4, 0) : at]):
        return False
    has_verb = any(verbal(word.low) for word in found if word.clause == clause)
    return has_verb and _verb_follows(tokens, at)


def _meaning(raw: str, low: str) -> frozenset[str]:
    """The meanings of a word; a phrase means what its weighty parts do, too."""
    found = meanings(low)
    for part in raw.split() if " " in raw else ():
        if not is_light(fold(part)):
            found |= meanings(fold(part))
    return found


def _resumed(found: list[Word]) -> tuple[Word, ...]:
    """The words with a clause going on after what two commas set off: "Menzel, a student from Pirna, won"."""
    runs: list[list[int]] = []
    for at, word in enumerate(found):
        if not runs or found[runs[-1][0]].clause != word.clause:
            runs.append([])
        runs[-1].append(at)
    same_as: dict[int, int] = {}
    for first, following in pairwise(runs):
        head, end = found[first[0]], found[first[-1]]
        opens = first[0] == 0 or found[first[0] - 1].sentence != head.sentence
        one_sentence = head.sentence == found[following[0]].sentence
        if (
            opens
            and one_sentence
            and end.low == ","
            and head.low in _LEADING
            and not any(verbal(found[at].low) for at in first)
        ):
            same_as[head.clause] = found[following[0]].clause
    for number in range(2, len(runs)):
        first, set_off, again = runs[number - 2], runs[number - 1], runs[number]
        opened, closed = found[first[-1]].low == ",", found[set_off[-1]].low == ","
        if closed and not opened and number > 2 and found[set_off[0]].low in _LINKS:
            first = runs[number - 3]
            opened = found[first[-1]].low == ","
        head = found[again[0]]
        if opened and closed and head.kind == "word" and _finite(head.low) and _is_aside(found, set_off):
            origin = found[first[0]].clause
            same_as[head.clause] = same_as.get(origin, origin)
    return tuple(
        replace(word, clause=same_as[word.clause]) if word.clause in same_as else word for word in found
    )


def _finite(low: str) -> bool:
    return verbal(low) or (low.endswith("s") and len(low) > 4)


def _is_aside(found: list[Word], run: list[int]) -> bool:
    return found[run[0]].low in _LINKS or not any(
        verbal(found[at].low) and not found[at].low.endswith("ed") for at in run
    )


def _before_a_time(tokens: list[_Token], at: int) -> bool:
    """Whether "since", "after", "before" or "until" only leads a time: "since 2018", "until Monday"."""
    if tokens[at].low not in ("since", "after", "before", "until") or at + 1 == len(tokens):
        return False
    after = tokens[at + 1]
    single = at + 2 >= len(tokens) or not verbal(tokens[at + 2].low)
    return after.kind == "number" or (after.raw[:1].isupper() and single) or after.low in ("last", "next")


def _inside_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _ends_sentence(tokens: list[_Token], at: int, text: str) -> bool:
    end = tokens[at].end
    if end < len(text) and not text[end].isspace() and text[end] not in "\"'”’)]":
        return False
    if tokens[at].low == "." and at and tokens[at - 1].low in _ABBREVIATED:
        return False
    following = next((each for each in tokens[at + 1 :] if each.kind != "mark"), None)
    return following is None or not following.raw[:1].islower()


def _verb_follows(tokens: list[_Token], at: int) -> bool:
    """Whether a second predicate or amount comes after "and", so that a new clause begins there."""
    for token in tokens[at + 1 : at + 6]:
        if token.kind == "mark":
            return False
        amount = token.kind == "number" and len(token.low) != 4
        if amount or token.low in _NUMBERS or verbal(token.low):
            return True
    return False
