"""Follow-up questions made to stand alone, by rules: no model, and no word that was not said before."""

import re
from collections.abc import Sequence

from dateline.assistant.language import names_in

_OPENING = re.compile(
    r"^\W*(?:and|but|so|ok(?:ay)?|then|also|what about|how about|and what about)\b[\s,]*", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:who(?:se|m)?|what|which|when|where|why|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would|"
    r"should|tell|list|name|give|show)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|that|these|those|there|then|the same)\b", re.IGNORECASE
)
_ELLIPTIC = re.compile(
    r"\b(?:the (?:former|latter|second|first|other|others)|else|instead|others?|more)\b", re.IGNORECASE
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIME = re.compile(
    rf"\s*\b(?:in|on|by|during|since|before|after|until|as of|at the end of)\s+(?:(?:early|late|mid)[- ])?"
    rf"(?:\d{{1,2}}\s+)?(?:{_MONTH}(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?|\d{{4}}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|\s*\b(?:yesterday|today|now|currently|last (?:week|month|year)|this (?:week|month|year))\b",
    re.IGNORECASE,
)


def standalone(question: str, earlier: Sequence[str]) -> str:
    """The question as it would be asked alone; unchanged where it stands alone already.

    `earlier` are the standalone questions asked before, the last one last.
    "And in October?" takes the last question with its time replaced; a pronoun brings along the names
    that the last question speaks of.
    """
    question = question.strip()
    if not earlier or not question:
        return question
    last = earlier[-1].strip()
    bare = _OPENING.sub("", question).rstrip("?!. ")
    if not _ASKS.search(bare) and len(bare.split()) <= 8:
        return _replaced(last, bare)
    if _PERSON.search(question) or _THING.search(question) or _ELLIPTIC.search(question):
        return _with_names(question, earlier)
    # A few words that name nothing ("How many died?") can only mean what was spoken of.
    if len(question.split()) <= 5 and not names_in(question):
        return _with_names(question, earlier)
    return question


def _replaced(last: str, fragment: str) -> str:
    stem = last.rstrip("?!. ")
    if _TIME.fullmatch(" " + fragment):
        return f"{_TIME.sub('', stem)} {fragment}?"
    names = [name for name in names_in(fragment) if name]
    old = names_in(stem)
    if len(names) == 1 and len(old) == 1:
        return stem.replace(old[0], names[0]) + "?"
    return f"{stem}, {fragment}?"


def _with_names(question: str, earlier: Sequence[str]) -> str:
    """The question with the names the last questions speak of, in brackets, as nothing but what was said."""
    for before in reversed(earlier):
        names = [name for name in names_in(before) if name.casefold() not in question.casefold()]
        if names:
            return f"{question.rstrip('?!. ')} ({', '.join(names)})?"
    topic = earlier[-1].rstrip("?!. ")
    return f"{question.rstrip('?!. ')} ({topic})?"
