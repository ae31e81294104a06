"""Text fragments: links that open a page at a quote, checked to lead to that very place.

https://wicg.github.io/scroll-to-text-fragment/
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote as percent

from dateline.index.article import Span

# Browsers match a fragment's text word for word: long ones are given by their first and last words.
_LONGEST = 300
_ENDS = (6, 12)
_CONTEXTS = (4, 12, 36)


@dataclass(frozen=True, slots=True)
class Directive:
    """A text directive: what to find (`start`, or from `start` to `end`), and what stands around it."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        parts = [encoded(self.start)] + ([encoded(self.end)] if self.end else [])
        before = [f"{encoded(self.prefix)}-"] if self.prefix else []
        after = [f"-{encoded(self.suffix)}"] if self.suffix else []
        return ",".join([*before, *parts, *after])


def directive(text: str, span: Span) -> Directive | None:
    """The shortest directive that leads a browser to the span and nowhere else; None where none does."""
    page = _page(text)
    return next((each for each in _candidates(text, span) if page.find(each) == span), None)


def find(text: str, wanted: Directive) -> Span | None:
    """Where a browser would go: the first place that fits; case and accents do not count.

    Each line is taken for a block of the page: no part of a directive reaches from one into the next.
    """
    return _page(text).find(wanted)


def encoded(text: str) -> str:
    """Text as it stands in a directive: percent-encoded, with the dash, which has a meaning there."""
    return percent(text, safe="", errors="replace").replace("-", "%2D")


def _candidates(text: str, span: Span) -> Iterator[Directive]:
    quote = text[span.start : span.end]
    targets = [] if "\n" in quote or len(quote) > _LONGEST else [Directive(quote)]
    first, last = quote.split("\n")[0].split(), quote.split("\n")[-1].split()
    targets += [Directive(" ".join(first[:count]), " ".join(last[-count:])) for count in _ENDS]
    if "\n" not in quote:
        targets.append(Directive(quote))
    yield targets[0]
    for count in _CONTEXTS:
        before, after = _before(text, span.start, count), _after(text, span.end, count)
        for target in targets:
            yield Directive(target.start, target.end, before, after)
    yield from targets[1:]


def _before(text: str, place: int, count: int) -> str:
    lines = text[:place].rstrip().rsplit("\n", 1)
    return " ".join(lines[-1].split()[-count:])


def _after(text: str, place: int, count: int) -> str:
    lines = text[place:].lstrip().split("\n", 1)
    return " ".join(lines[0].split()[:count])


@lru_cache(maxsize=8)
def _page(text: str) -> "_Page":
    return _Page(text)


class _Page:
    """A text folded as browsers compare it, with the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        folded = [_folded(character) for character in text]
        self._folded = "".join(folded)
        self._origin = [at for at, piece in enumerate(folded) for _ in piece]

    def find(self, wanted: Directive) -> Span | None:
        """The steps of "find a range from a text directive", without looking at any place twice."""
        for begin in self._begins(wanted):
            for end in self._ends(wanted, begin.end):
                if not wanted.suffix or self._at(wanted.suffix, self._beyond_blanks(end), word_end=True):
                    return Span(begin.start, end)
            if wanted.end:  # no end fits after this place, so none fits after a later one
                return None
        return None

    def _begins(self, wanted: Directive) -> Iterator[Span]:
        """Where `start` stands, after the prefix if there is one."""
        bounded = bool(wanted.end or not wanted.suffix)
        if not wanted.prefix:
            yield from self._everywhere(wanted.start, 0, word_start=True, word_end=bounded)
            return
        for prefix in self._everywhere(wanted.prefix, 0, word_start=True):
            if found := self._at(wanted.start, self._beyond_blanks(prefix.end), word_end=bounded):
                yield found

    def _ends(self, wanted: Directive, place: int) -> Iterator[int]:
        if not wanted.end:
            yield place
            return
        for found in self._everywhere(wanted.end, place, word_start=True, word_end=not wanted.suffix):
            yield found.end

    def _everywhere(
        self, sought: str, place: int, *, word_start: bool = False, word_end: bool = False
    ) -> Iterator[Span]:
        """Every place at or after `place` where a string stands, at the boundaries of words where asked."""
        folded = "".join(map(_folded, sought))
        at = bisect_left(self._origin, place) - 1
        while folded and (at := self._folded.find(folded, at + 1)) >= 0:
            span = self._span(at, at + len(folded))
            if (
                span
                and (not word_start or self._bounded(span.start))
                and (not word_end or self._bounded(span.end))
            ):
                yield span

    def _at(self, sought: str, place: int, *, word_end: bool) -> Span | None:
        """The string at just this place, or None."""
        folded = "".join(map(_folded, sought))
        at = bisect_left(self._origin, place)
        if not folded or not self._folded.startswith(folded, at):
            return None
        span = self._span(at, at + len(folded))
        return span if span and (not word_end or self._bounded(span.end)) else None

    def _span(self, first: int, last: int) -> Span | None:
        """The place in the text of a folded piece; None where it would begin or end inside a character."""
        if first and self._origin[first - 1] == self._origin[first]:
            return None
        if last == len(self._origin):
            return Span(self._origin[first], len(self._text))
        if self._origin[last - 1] == self._origin[last]:
            return None
        return Span(self._origin[first], self._origin[last])

    def _bounded(self, place: int) -> bool:
        around = self._text[max(0, place - 1) : place + 1]
        return place in (0, len(self._text)) or not all(c.isalnum() or c == "_" for c in around)

    def _beyond_blanks(self, place: int) -> int:
        while place < len(self._text) and self._text[place].isspace():
            place += 1
        return place


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    plain = unicodedata.normalize("NFKD", character)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
