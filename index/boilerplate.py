"""Lines that belong to the page and not to the report, learned from how often they repeat over an archive.

A line is a block of canonical text. For each `line_key` one counts in how many distinct reports of a
publisher it stands (copies of one report count once). `is_boilerplate` decides from the counts alone, so that
the order of adding never matters. What a line looks like sets how often it must repeat: an invitation to
subscribe three times, a sentence that could be a report's in a fifth of all reports.
"""

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import lru_cache

from dateline.index.article import Block, Skipped, Span
from dateline.index.furniture import speaks_of_the_page

LONGEST = 400
FEWEST_REPORTS = 3
FEWEST_PUBLISHERS = 5
_FURNITURE, _PLAIN, _FACTUAL = 0, 1, 2

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT_OR_QUOTE = re.compile(r"[\d\"“”«»]")
_FACTS = frozenset(
    ("said", "says", "told", "according", "added", "killed", "died", "dead", "injured", "arrested")
)
_ADDRESS = frozenset(("you", "your", "our", "we", "us"))
_NUMBERED = re.compile(r"^[^\w\"“«©(]*(?:\d{1,3}[.)]\s+)?[^\w\"“«©(]*")
_LABEL_WORDS = 3


@lru_cache(maxsize=4096)
def line_key(block: str) -> int | None:
    """A signed 64-bit key, the same for lines that differ in case, blanks, leading number or ornament.

    None for what is never boilerplate: no word, more than 400 characters, or a label (up to three words, or
    before a dash or colon: "Delaware", "New York —"), which says what the text below is about.
    Digits are alike only in lines that speak of the page: elsewhere a figure is what the line reports.
    """
    if len(block) > LONGEST:
        return None
    line = " ".join(_NUMBERED.sub("", block.casefold()).split())
    words = frozenset(_WORD.findall(line))
    kind = _kind(line, words)
    if not words or (kind != _FURNITURE and _is_label(line)):
        return None
    if kind == _FURNITURE:
        line = re.sub(r"\d+", "0", line)
    digest = hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) & ~3 | kind


def _is_label(line: str) -> bool:
    return line.count(" ") < _LABEL_WORDS or line.endswith(("—", "–", "-", ":"))


def _kind(line: str, words: Set[str]) -> int:
    if speaks_of_the_page(line, words):
        return _FURNITURE
    whole = line.endswith((".", "!")) and words.isdisjoint(_ADDRESS)
    return _FACTUAL if whole or _DIGIT_OR_QUOTE.search(line) or words & _FACTS else _PLAIN


def is_boilerplate(key: int, *, reports: int, of_publisher: int) -> bool:
    """Whether a line in `reports` distinct reports of a publisher, of `of_publisher`, is its boilerplate.

    `key` is the line's `line_key`: it holds what kind of line it is. The bar is three reports and grows
    slowly with the publisher's size; it is highest for lines that could be a report's.
    """
    kind = key & 3
    if kind == _FURNITURE:
        return reports >= max(FEWEST_REPORTS, math.ceil(0.25 * math.cbrt(of_publisher)))
    if kind == _PLAIN:
        return reports >= max(10, math.ceil(0.3 * math.sqrt(of_publisher)))
    return reports >= max(20, math.ceil(0.2 * of_publisher))


def is_boilerplate_everywhere(key: int, *, reports: int, publishers: int) -> bool:
    """Whether a line in `reports` distinct reports of `publishers` publishers is nobody's own.

    Lines that could be a report's never are.
    """
    if key & 3 == _FACTUAL or publishers < FEWEST_PUBLISHERS:
        return False
    return reports >= (20 if key & 3 == _FURNITURE else 100)


def furniture(text: str, blocks: Iterable[Span | Block]) -> tuple[Span, ...]:
    """The blocks that speak to the reader of the page, seen in this text alone.

    They are no part of a report when copies are looked for; they are skipped only once known to repeat.
    """
    return tuple(Span(start, end) for start, end, key in _keyed(text, blocks) if key & 3 == _FURNITURE)


def line_keys(text: str, blocks: Iterable[Span | Block]) -> frozenset[int]:
    """The keys of a text's lines, to be counted once an article."""
    return frozenset(key for _, _, key in _keyed(text, blocks))


def skipped_spans(
    text: str, blocks: Iterable[Span | Block], learned: Callable[[int], str | None]
) -> tuple[Skipped, ...]:
    """The blocks that `learned` gives a reason for, as skipped spans in the order of the text."""
    reasons = ((start, end, learned(key)) for start, end, key in _keyed(text, blocks))
    return tuple(sorted(Skipped(start, end, reason) for start, end, reason in reasons if reason))


def reason(reports: int, publisher: str | None) -> str:
    """The reason shown beside a skipped span; without a publisher, a line of many publishers."""
    return f"repeats in {reports} reports of {publisher or 'many publishers'}"


def _keyed(text: str, blocks: Iterable[Span | Block]) -> Iterator[tuple[int, int, int]]:
    for block in blocks:
        if block.end - block.start <= LONGEST:
            key = line_key(text[block.start : block.end])
            if key is not None:
                yield block.start, block.end, key
