"""The dirt above and below a report, and the headline: what they are is seen from where they stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.index import dirt, lines
from dateline.index.article import Cut
from dateline.index.outlets import named
from dateline.index.pieces import Piece

_HEAD = 16  # pieces from the top among which a headline and its bars stand
_BODY = 300  # pieces that are enough to tell a chronicle by its dates
_SHORT = 80  # code points: longer lines beside a headline are not cut for their place alone
_CAPTION = 500  # code points: a longer piece above a picture's credit is report text
_TITLE_WORDS = range(4, 26)
_MARK = re.compile(r"\s*\((?:original|raw)\)", re.IGNORECASE)
_SITE = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,40})$")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_OF_UPDATE = re.compile(r"(?:last )?(?:updated?|modified)\b", re.IGNORECASE)
_SHORTENED = re.compile(r"\s*(?:\.\.\.|…)$")


@dataclass(slots=True)
class Sweep:
    """Pieces on their way through cleaning: what is kept, what was cut, and what the cut lines state."""

    pieces: list[Piece]
    title: str = ""
    authors: tuple[str, ...] = ()
    cuts_at: list[tuple[int, Cut]] = field(default_factory=list)
    stated: dict[str, Any] = field(default_factory=dict)
    credits: list[str] = field(default_factory=list)

    @property
    def cuts(self) -> list[Cut]:
        """What was cut, in the order of the raw text."""
        return [cut for _, cut in sorted(self.cuts_at, key=lambda each: each[0])]

    def cut(self, at: int, reason: str) -> None:
        """Take out the piece at a place; a blank line before it now stands before the next."""
        piece = self.pieces.pop(at)
        self.cuts_at.append((piece.at, Cut(piece.text, reason)))
        if at < len(self.pieces) and piece.gap:
            self.pieces[at] = self.pieces[at]._replace(gap=True)


def swept(pieces: list[Piece], known: Mapping[str, Any], *, finds_title: bool) -> Sweep:
    """The pieces without dirt. `known` is what the source states; a missing title is sought where asked."""
    authors = known.get("authors")
    sweep = Sweep(
        [], str(known.get("title") or ""), tuple(authors) if isinstance(authors, list | tuple) else ()
    )
    _single_lines(sweep, pieces)
    _torn_datelines(sweep)
    if not sweep.title and finds_title:
        _find_title(sweep)
    before = -1
    while before != len(sweep.pieces):
        before = len(sweep.pieces)
        _headline(sweep)
        _bars(sweep)
        _foot(sweep)
    return sweep


def _single_lines(sweep: Sweep, pieces: list[Piece]) -> None:
    kept = sweep.pieces
    gap = False
    for at, piece in enumerate(pieces):
        reason = dirt.reason(piece.text) or _beside_dirt(pieces, at)
        if reason == "link to other articles" and not kept and ":" in piece.text:
            reason = None  # above everything, "Opinion: …" is the headline
        if reason is None and lines.is_photo_credit(piece.text):
            reason = "photo credit"
            if kept and len(kept[-1].text) <= _CAPTION and len(kept) > 1:
                kept[-1] = kept[-1]._replace(kind="caption")
        if reason is None:
            kept.append(piece._replace(gap=piece.gap or gap, at=at))
            gap = False
        else:
            sweep.cuts_at.append((at, Cut(piece.text, reason)))
            gap = gap or piece.gap


def _torn_datelines(sweep: Sweep) -> None:
    """Put a dateline on a line of its own (`Washington CNN —`) back before its paragraph."""
    kept: list[Piece] = []
    torn: Piece | None = None
    for piece in sweep.pieces:
        whole = piece
        if torn is not None and piece.kind == "heading":
            kept.append(torn)
        elif torn is not None:
            whole = piece._replace(text=f"{torn.text} {piece.text}", gap=torn.gap)
        torn = whole if lines.is_dateline(whole.text) else None
        if torn is None:
            kept.append(whole)
    sweep.pieces = [*kept, torn] if torn is not None else kept


def _beside_dirt(pieces: list[Piece], at: int) -> str | None:
    """A network's bare name is part of a share bar when its neighbour is one, or another network."""
    if pieces[at].text.lower() not in dirt.NETWORKS:
        return None
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(pieces):
            text = pieces[beside].text
            if text.lower() in dirt.NETWORKS or dirt.reason(text) == "share bar":
                return "share bar"
    return None


def _find_title(sweep: Sweep) -> None:
    """Find the headline of a text that states none: a line given twice near the top, or the first fit one."""
    seen: dict[str, str] = {}
    for piece in sweep.pieces[:_HEAD]:
        key = dirt.words_key(_bare(piece.text))
        if key in seen and len(key) >= 20 and not lines.is_sentence(piece.text):
            sweep.title = _take_site(sweep, seen[key])
            return
        seen.setdefault(key, piece.text)
    if not any(lines.is_sentence(piece.text) for piece in sweep.pieces[1:]):
        return
    for piece in sweep.pieces[:_HEAD]:
        if lines.is_sentence(piece.text) and not _MARK.search(piece.text):
            return
        if _can_be_title(piece.text):
            sweep.title = _take_site(sweep, piece.text)
            return


def _can_be_title(line: str) -> bool:
    text = _bare(line)
    return (
        lines.count_words(text) in _TITLE_WORDS
        and text[-1:] not in ".:;,"
        and lines.date_of(text) is None
        and not lines.byline(text)
        and not lines.is_caption(text)
    )


def _bare(text: str) -> str:
    """A headline without `(original) (raw)` and the site's name after its last dash."""
    text = _MARK.sub("", text).strip()
    site = _SITE.search(text)
    return text[: site.start()] if site and (_DOMAIN.fullmatch(site["site"]) or named(site["site"])) else text


def _take_site(sweep: Sweep, text: str) -> str:
    site = _SITE.search(_MARK.sub("", text).strip())
    bare = _bare(text)
    if site and bare != _MARK.sub("", text).strip():
        sweep.stated.setdefault("publisher", named(site["site"]) or site["site"])
    sweep.stated["title"] = bare
    return bare


def _headline(sweep: Sweep) -> None:
    """Cut the headline wherever it stands again near the top, and the furniture above and between."""
    at_top = [at for at, piece in enumerate(sweep.pieces[:_HEAD]) if _is_title(piece.text, sweep.title)]
    if not at_top or len(at_top) == len(sweep.pieces):
        return
    first, last = at_top[0], at_top[-1]
    above = [piece.text for piece in sweep.pieces[:first] if _is_short(piece)]
    if len(above) > 1 and lines.can_be_outlet(above[0]) and lines.count_words(above[1]) > 2:
        sweep.stated.setdefault("publisher", named(above[0]) or above[0])
    for at in range(last, -1, -1):
        piece = sweep.pieces[at]
        if at in at_top:
            sweep.cut(at, "headline")
        elif at < first and _is_short(piece):
            sweep.cut(at, "above the headline")
        elif at > first and _is_short(piece) and lines.count_words(piece.text) <= 3:
            _note(sweep, piece.text)
            sweep.cut(at, "beside the headline")


def _is_short(piece: Piece) -> bool:
    return len(piece.text) <= _SHORT and not lines.is_sentence(piece.text)


def _is_title(text: str, title: str) -> bool:
    if not title or len(text) > len(title) + 80:
        return False
    key, wanted = dirt.words_key(_bare(text)), dirt.words_key(_bare(_SHORTENED.sub("", title)))
    if not wanted or key == wanted:
        return key == wanted and bool(wanted)
    shortened = _SHORTENED.search(title) is not None
    return shortened and len(wanted) >= 20 and key.startswith(wanted) and not lines.is_ended(text)


def _note(sweep: Sweep, text: str) -> str | None:
    """What a line beside the headline or at the end is when it is no report text, its statement noted."""
    if authors := lines.byline(text):
        sweep.stated["authors"] = [*sweep.stated.get("authors", []), *authors]
        sweep.credits.append(text)
        return "byline"
    if text in sweep.authors or text in sweep.stated.get("authors", []):
        return "byline"
    if (date := lines.date_of(text)) is not None:
        if not _OF_UPDATE.match(text):
            sweep.stated.setdefault("published", date)
        return "date bar"
    if lines.credit(text) is not None:
        sweep.credits.append(text)
        return "credit"
    bar = lines.parts(text)
    if len(bar) > 1 and all(_in_bar(part) for part in bar):
        sweep.credits.append(text)
        for part in bar:
            _note(sweep, part)
        return "byline bar"
    return None


def _in_bar(part: str) -> bool:
    return (
        dirt.reason(part) is not None
        or lines.date_of(part) is not None
        or bool(lines.byline(part))
        or part.lower() in lines.SECTIONS
        or (lines.count_words(part) <= 3 and part[:1].isupper() and not lines.is_ended(part))
    )


def _bars(sweep: Sweep) -> None:
    """Cut bylines, dates, counters and the like between the top and the first sentence of the report."""
    timeline = sum(lines.date_of(piece.text) is not None for piece in sweep.pieces[:_BODY]) > 2
    at = 0
    while at < min(_HEAD, len(sweep.pieces)) and not lines.is_sentence(sweep.pieces[at].text):
        text = sweep.pieces[at].text
        reason = None if timeline and lines.date_of(text) == text else _note(sweep, text)
        if reason is None and text.lower() in lines.SECTIONS:
            reason = "section name"
        if reason is None and _is_signed(sweep.pieces, at):
            sweep.stated["authors"] = [*sweep.stated.get("authors", []), text]
            reason = "byline"
        if reason is None:
            at += 1
        else:
            sweep.cut(at, reason)


def _is_signed(pieces: list[Piece], at: int) -> bool:
    """Whether a bare name is a byline: the outlet's name stands below it."""
    return (
        lines.is_person(pieces[at].text) and at + 1 < len(pieces) and named(pieces[at + 1].text) is not None
    )


def _foot(sweep: Sweep) -> None:
    """Cut bylines, credits and tags from the end upwards, until the report's last line."""
    while len(sweep.pieces) > 1:
        text = sweep.pieces[-1].text
        reason = _note_foot(sweep, text) or ("tags" if _is_tags(sweep.pieces) else None)
        if reason is None:
            return
        sweep.cut(len(sweep.pieces) - 1, reason)


def _note_foot(sweep: Sweep, text: str) -> str | None:
    """As beside the headline; a date at the end may be any date, so it dates nothing."""
    if lines.date_of(text) is not None:
        return "date bar" if lines.date_of(text) != text else None
    return _note(sweep, text)


def _is_tags(pieces: list[Piece]) -> bool:
    """Whether the last line is a list of key words: four or more short names that nothing announces."""
    text, before = pieces[-1].text, pieces[-2].text
    words = [word.strip() for word in text.split(",")]
    if len(words) < 4 or len(text) > 1500 or lines.is_ended(text) or not lines.is_ended(before):
        return False
    short = all(word and len(word) <= 40 and lines.count_words(word) <= 4 for word in words)
    return short and not any(word.lower().startswith(("and ", "or ")) for word in words)
