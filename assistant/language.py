"""Small facts about English words in news: stems, names, numbers, days."""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

from dateline.index.terms import is_stop_word

AUXILIARIES = "is|are|was|were|did|does|do|has|have|had|can|could|will|would|should"
"""The verbs with which a question may begin, as alternatives of a pattern."""

_NAME = re.compile(
    r"(?:\b[A-Z]\.(?:\s?[A-Z]\.)*\s?)?\b[^\W\d_a-z][\w'’.-]*\w(?:\s+(?:(?:de|van|von|bin|al|of|the)\s+)?[^\W\d_a-z][\w'’-]*\w)*"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\w+")
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_DIGITS = {word: str(value) for value, word in enumerate(_COUNTED)} | {
    word: str(10 * value)
    for value, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}


_OF_THREAD = threading.local()


def _stemmer() -> Any:
    """This thread's stemmer: it keeps its state between calls."""
    if not hasattr(_OF_THREAD, "stemmer"):
        import snowballstemmer  # noqa: PLC0415  only where questions are asked

        _OF_THREAD.stemmer = snowballstemmer.stemmer("english")
    return _OF_THREAD.stemmer


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word (Porter 2), without marks over letters, lower case."""
    lower = word.lower().translate(_PLAIN)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return str(_stemmer().stemWord(plain))


def tokens(text: str) -> list[str]:
    """The words and whole numbers ("12,000") of a text, in order, as written; a possessive s is none."""
    return [token for token in _TOKEN.findall(text) if token != "s"]


@lru_cache(maxsize=100_000)
def key(token: str) -> str:
    """What makes tokens the same word: the stem, or the number in digits ("twelve", "12"; "12,000", "12000")."""
    lower = token.lower()
    if lower[0].isdigit():
        return lower.replace(",", "").rstrip(".")
    return _DIGITS.get(lower) or stem(lower)


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in order."""
    return [stem(word) for word in _WORD.findall(text)]


def names_in(text: str) -> tuple[str, ...]:
    """Runs of capitalised words, without question words and the like at their beginning."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and is_stop_word(words[0].lower()):
            words.pop(0)
        if words:
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers written in digits, without separators of thousands."""
    return tuple(dict.fromkeys(each.replace(",", "") for each in _NUMBER.findall(text)))
