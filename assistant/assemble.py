"""The sentences of a model's answer, each with the ids of the markers that belong to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.assistant.markers import Found, Marker, Piece, joined
from dateline.index.article import Block
from dateline.index.sentences import split

_LINE = re.compile(r"[^\n]+")
_LEAD = re.compile(r"\s*(?:(?:[-*+•>]|\d{1,2}[.)]|#{1,6})\s+)*")
_WORDS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Marked:
    """One sentence of an answer, without its markers, and the ids these name.

    `lead` is what stands before it: blanks, line ends, a bullet. Leads and texts in order are the answer.
    """

    text: str
    ids: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class _At:
    place: int
    marker: Marker


def assemble(pieces: Iterable[Found]) -> list[Marked]:
    """The sentences of an answer with their markers.

    A marker belongs to the sentence that it stands in or follows, be it before or after the full stop. At the
    head of a line with text it belongs to that text, and so it is throughout an answer that begins with one
    and does not end with one. A line end is the end of a sentence.
    """
    parts = joined(pieces)
    text, markers = _woven(parts)
    spans = _spans(text)
    if not spans:
        return []
    heads = _leads_its_text(parts)
    ids: list[list[str]] = [[] for _ in spans]
    unknown: list[list[str]] = [[] for _ in spans]
    for each in markers:
        owner = _owner(each.place, spans, text, heads=heads)
        ids[owner].extend(each.marker.ids)
        unknown[owner].extend(each.marker.unknown)
    found, before = [], 0
    for (start, end), named, unnamed in zip(spans, ids, unknown, strict=True):
        lead = text[before:start]
        found.append(
            Marked(text[start:end], tuple(dict.fromkeys(named)), tuple(dict.fromkeys(unnamed)), lead)
        )
        before = end
    return found


def _woven(parts: list[Piece]) -> tuple[str, list[_At]]:
    """The text without the gaps that markers leave, and where in it each marker stood."""
    runs: list[str] = [""]
    length = 0
    markers: list[_At] = []
    for number, part in enumerate(parts):
        last = runs[-1]
        if isinstance(part, Marker):
            markers.append(_At(length - len(last) + len(last.rstrip(" \t")), part))
            continue
        if number and length and isinstance(parts[number - 1], Marker):
            runs[-1] = _mended(last, part.text)
            length += len(runs[-1]) - len(last)
        runs.append(part.text)
        length += len(part.text)
    return "".join(runs), markers


def _mended(before: str, after: str) -> str:
    """The run before a marker that leaves no gap: no blank before a full stop, one between two sentences."""
    if after[0] in ".,;:!?)»”" or (after[0] in " \t\n" and before[-1:] in (" ", "\t")):
        return before.rstrip(" \t")
    return before + " " if before[-1:] in (".", "!", "?") and after[0].isupper() else before


def _spans(text: str) -> list[tuple[int, int]]:
    """The sentences, without bullets and without lines that hold no word (the rule below a table's head)."""
    blocks = [Block(*line.span(), "paragraph") for line in _LINE.finditer(text) if line.group().strip()]
    found: list[tuple[int, int]] = []
    for start, end in split(text, blocks):
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead else start
        if _WORDS.search(text, start, end):
            found.append((start, end))
    return found


def _leads_its_text(parts: list[Piece]) -> bool:
    told = [part for part in parts if isinstance(part, Marker) or part.text.strip()]
    return bool(told) and isinstance(told[0], Marker) and not _ends_with_marker(told)


def _ends_with_marker(told: list[Piece]) -> bool:
    last = told[-1]
    return isinstance(last, Marker) or (len(told) > 1 and not _WORDS.search(last.text))


def _owner(place: int, spans: list[tuple[int, int]], text: str, *, heads: bool) -> int:
    """The number of the sentence that a marker at a place of the text belongs to."""
    begun = [number for number, (start, _) in enumerate(spans) if start < place]
    before = begun[-1] if begun else 0
    following = min(before + 1 if begun else 0, len(spans) - 1)
    inside = begun and place < spans[before][1]
    if inside:
        return before
    line = text.rfind("\n", 0, place) + 1
    at_head = not _WORDS.search(text, line, place) and _starts_on_line(text, place, spans[following][0])
    return following if heads or at_head else before


def _starts_on_line(text: str, place: int, start: int) -> bool:
    return place <= start and "\n" not in text[place:start]
