"""Lines that a mail program, a wire or a PDF broke at a fixed width, made whole again."""

import itertools
import re
from collections import Counter
from typing import NamedTuple

from dateline.index.characters import spaced
from dateline.index.pieces import Piece

_WIDTHS = range(45, 121)  # code points; shorter lines are verse or tables, longer ones whole paragraphs
_FORCED = 0.75  # share of line ends that the width must explain before a text counts as wrapped
_ENDED = re.compile(r"[.!?:。！？…][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[-–—*•‣◦▪●►]|\(?\d{1,3}[.)])\s")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUFFIXES = (
    "tion",
    "tions",
    "ment",
    "ments",
    "ing",
    "ings",
    "ness",
    "ity",
    "ities",
    "able",
    "ible",
    "ance",
    "ence",
)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–— ]*\d{1,4}[-–— ]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE)


class _Row(NamedTuple):
    text: str
    indent: int


def unwrapped(text: str, *, paged: bool = False) -> list[Piece]:
    r"""The lines of a published text as pieces; those broken only by a fixed width are joined.

    A break counts as forced when the next line's first word would not have fitted; only where most breaks
    between neighbouring lines are forced is anything joined. `paged` text (a PDF's, with a form feed turned
    blank line between pages) is laid out by points, not letters, and is allowed more play.
    """
    groups = _groups(text)
    width = _width(groups, paged=paged)
    if width is None:
        return [Piece(row.text, None, not at) for group in groups for at, row in enumerate(group)]
    known = Counter(_WORD.findall(text.lower())) if "-\n" in text else Counter()
    play = width // 6 if paged else 0
    made: list[Piece] = []
    for group in groups:
        made.extend(_joined(group, width - play, known))
    return made


def without_page_furniture(pages: list[str]) -> tuple[list[str], list[str]]:
    """The pages without running heads, feet and page numbers, and the lines so cut, in order."""
    rows = [[line for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(_numberless(line) for page in rows for line in {*page[:2], *page[-2:]})
    running = {line for line, times in edges.items() if times >= max(3, (len(pages) + 1) // 2) and line}
    kept: list[str] = []
    cut: list[str] = []
    for page in pages:
        lines = page.split("\n")
        filled = [at for at, line in enumerate(lines) if line.strip()]
        dirty = {at for at in {*filled[:2], *filled[-2:]} if _is_furniture(lines[at], running)}
        cut.extend(lines[at].strip() for at in sorted(dirty))
        kept.append("\n".join(line for at, line in enumerate(lines) if at not in dirty).strip("\n"))
    return kept, cut


def across_pages(pages: list[str]) -> str:
    """The pages as one text: a blank line between two, but not inside a sentence that goes on overleaf."""
    text = ""
    for page in filter(None, pages):
        goes_on = text and not _ENDED.search(text[-8:].rstrip()) and page.lstrip()[:1].islower()
        text += ("\n" if goes_on else "\n\n" if text else "") + page
    return text


def _is_furniture(line: str, running: set[str]) -> bool:
    return (_numberless(line) in running and not _ENDED.search(line.rstrip())) or bool(
        _PAGE_NUMBER.fullmatch(line.strip())
    )


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "", spaced(line)).strip()


def _groups(text: str) -> list[list[_Row]]:
    groups: list[list[_Row]] = [[]]
    for line in text.split("\n"):
        row = spaced(line)
        if row:
            groups[-1].append(_Row(row, len(line) - len(line.lstrip())))
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _width(groups: list[list[_Row]], *, paged: bool) -> int | None:
    rows = [row for group in groups for row in group if len(group) > 1]
    lengths = sorted(len(row.text) for row in rows)
    if len(rows) < 3 or not lengths[-1 - len(lengths) // 50] <= _WIDTHS.stop:
        return None
    width = lengths[-1 - len(lengths) // 50]
    if width not in _WIDTHS:
        return None
    least = width - width // 6 if paged else width
    breaks = [(row, after) for group in groups for row, after in itertools.pairwise(group)]
    breaks = [(row, after) for row, after in breaks if after.indent <= row.indent + 1]
    forced = sum(_forced(row, after, least) for row, after in breaks)
    open_ended = sum(not _ENDED.search(row.text) for row, _ in breaks)
    share = 0.5 if paged else _FORCED
    return width if forced >= share * len(breaks) and open_ended >= 0.5 * len(breaks) else None


def _forced(row: _Row, after: _Row, width: int) -> bool:
    return row.indent + len(row.text) + 1 + len(after.text.split(" ", 1)[0]) > width


def _joined(group: list[_Row], width: int, known: Counter[str]) -> list[Piece]:
    made: list[Piece] = []
    parts = [group[0].text]
    gap = True
    for row, after in itertools.pairwise(group):
        indented = after.indent > row.indent + 1 and row is not group[0]
        if _forced(row, after, width) and not _ITEM.match(after.text) and not indented:
            _append(parts, after.text, known)
        else:
            made.append(Piece(" ".join(parts), None, gap))
            parts, gap = [after.text], False
    made.append(Piece(" ".join(parts), None, gap))
    return made


def _append(parts: list[str], text: str, known: Counter[str]) -> None:
    """Add a line to a paragraph; a word cut by the line's end is made whole where that is safe."""
    broken = _HYPHENATED.search(parts[-1])
    if not broken or not text[:1].islower():
        parts.append(text)
        return
    rest = re.match(r"[^\W\d_]*", text)
    head, tail = broken[1].lower(), rest[0].lower() if rest else ""
    whole = known[head + tail] > 0 or (tail in _SUFFIXES and not known[f"{head}-{tail}"])
    parts[-1] = (parts[-1][:-1] if whole else parts[-1]) + text
