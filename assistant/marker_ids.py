"""What stands inside a citation marker: "2.3", "2.3, 4.1", "2.3-2.5", "sentence 2.3", "3"."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

WIDEST = 20
LONGEST_WORD = 12
_WORDS = (
    "and", "to", "sentence", "sentences", "passage", "passages", "source", "sources", "evidence", "id", "ids",
    "ref", "refs", "reference", "references", "cite", "cited", "citation", "citations", "see", "s", "p",
)  # fmt: skip
_BEGUN = frozenset(word[:length] for word in _WORDS for length in range(1, len(word) + 1))
_SIGNS = frozenset("0123456789.,;:&-–—‑−#^§ \t\xa0\u202f")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_BRACKETS = re.compile(r"[\[\]【】［］]")
_ID = r"(\d{1,4})(?:\.(\d{1,4}))?"
_NAMED = (
    r"(?:(?:sentences?|passages?|sources?|evidence|ids?|ref(?:erence)?s?|cited?|citations?|see|s|p)"
    r"[:.#]?\s*|[#^§]\s*)*"
)
_RANGE = rf"{_NAMED}{_ID}(?:\s*(?:-|to)\s*{_NAMED}{_ID})?"
_ITEM = re.compile(_RANGE)
_PARTED = r"\s*(?:[,;&]+\s*(?:and\s*)?|and\s+|\s)\s*"
_WHOLE = re.compile(rf"\s*{_RANGE}(?:{_PARTED}{_RANGE})*\s*[,;.]?\s*")


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a marker: those that are known, in order and once each, and those that are not."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...]


def allowed_so_far(end: str) -> bool:
    """Whether what stands in a bracket can still become a list of ids, by its last characters."""
    char = unicodedata.normalize("NFKC", end[-1])
    word = _LAST_WORD.search(end)
    if word:
        return word.group().lower() in _BEGUN
    before = _LAST_WORD.search(end[:-1])
    return all(each in _SIGNS for each in char) and (before is None or before.group().lower() in _WORDS)


def ids_of(content: str, known: Collection[str]) -> Ids | None:
    """The ids that the content of a bracket names; None where it is no list of ids.

    "2.3-2.5" takes in what lies between, inside one passage and over at most `WIDEST` sentences; of wider
    ranges, and of those across passages, the ends count. A number of four digits alone is a year.
    """
    plain = unicodedata.normalize("NFKC", content).lower()
    plain = _BRACKETS.sub(" ", re.sub(r"[–—‑−]", "-", plain).partition("†")[0]).strip()
    if not _WHOLE.fullmatch(plain) or (plain.isdigit() and len(plain) == 4 and plain not in known):
        return None
    named = list(dict.fromkeys(each for item in _ITEM.finditer(plain) for each in _spread(item)))
    ends = {each for item in _ITEM.finditer(plain) for each in _ends(item)}
    ids = tuple(each for each in named if each in known)
    return Ids(ids, tuple(each for each in named if each not in known and each in ends))


def _id(passage: str, sentence: str | None) -> str:
    return f"{int(passage)}.{int(sentence)}" if sentence else f"{int(passage)}"


def _ends(item: re.Match[str]) -> Iterator[str]:
    passage, sentence, last_passage, last_sentence = item.groups()
    yield _id(passage, sentence)
    if last_passage:
        short = sentence and not last_sentence and int(last_passage) >= int(sentence)
        yield _id(passage, last_passage) if short else _id(last_passage, last_sentence)


def _spread(item: re.Match[str]) -> Iterator[str]:
    first, *rest = _ends(item)
    last = rest[0] if rest else first
    passage, _, start = first.rpartition(".")
    last_passage, _, end = last.rpartition(".")
    if passage == last_passage and int(start) <= int(end) <= int(start) + WIDEST:
        prefix = f"{passage}." if passage else ""
        yield from (f"{prefix}{number}" for number in range(int(start), int(end) + 1))
    else:
        yield from dict.fromkeys((first, last))
