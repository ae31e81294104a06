"""What stands for an article's title in the word index: many pages have none, or one cut short."""

import re
from urllib.parse import urlsplit

_CUT_SHORT = re.compile(r"(?:\.\.\.|…)\s*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s|\n")
_WORD = re.compile(r"[a-z]+|\d{1,4}")
_LONGEST_OPENING = 200
# An address that names its article does so in several words: "thor-love-and-thunder", not "live-news".
_FEWEST_WORDS = 3


def heading(title: str, url: str | None, opening: str) -> str:
    """The title; with the words of the address where it is missing or cut short; and with the first sentence
    of the text (which begins with `opening`) where it is missing.
    """
    if title and not _CUT_SHORT.search(title):
        return title
    named = _named(url or "")
    return f"{title} {named}" if title else f"{_SENTENCE_END.split(opening[:_LONGEST_OPENING])[0]} {named}"


def _named(url: str) -> str:
    """The words by which an address names its article; empty where it does not."""
    try:
        parts = urlsplit(url.lower()).path.rsplit(".", 1)[0].split("/")
    except ValueError:
        return ""
    longest = max(parts, key=lambda part: part.count("-"), default="")
    words = [word for word in re.split(r"[-_+]", longest) if _WORD.fullmatch(word)]
    return " ".join(words) if len(words) >= _FEWEST_WORDS else ""
