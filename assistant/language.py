"""Small facts about English words in news: stems, names, numbers, days."""

import re
import unicodedata
from functools import cache, lru_cache

from dateline.index.terms import is_stop_word

_NAME = re.compile(
    r"(?:\b[A-Z]\.(?:\s?[A-Z]\.)*\s?)?\b[^\W\d_a-z][\w'’.-]*\w(?:\s+(?:(?:de|van|von|bin|al|of|the)\s+)?[^\W\d_a-z][\w'’-]*\w)*"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")


@cache
def _stemmer() -> object:
    import snowballstemmer  # noqa: PLC0415  only where questions are asked

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word (Porter 2), without marks over letters, lower case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    return str(_stemmer().stemWord(plain))  # type: ignore[attr-defined]


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
