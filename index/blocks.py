"""What kind of block each line of a report is."""

import re
from collections.abc import Sequence

from dateline.index import lines
from dateline.index.article import BlockKind
from dateline.index.pieces import Piece

_BULLET = re.compile(r"(?:[•*‣◦▪●►]|\(?\d{1,2}[.)])\s")
_DASHED = re.compile(r"[-–—]{1,2}\s?[^\W\d_]")
_OPEN = re.compile(r"\b(?:and|or|the|of|for|with|to)$")
_HEADING_WORDS = 14
_HEADING = 110  # code points
_RUN = 3  # more short lines than this on end are a list or a table, not headings


def kinds_of(pieces: Sequence[Piece]) -> list[BlockKind]:
    """The kind of each piece: as its markup said, else as it looks among its neighbours."""
    short = [_is_short(pieces, at) for at in range(len(pieces))]
    kinds: list[BlockKind] = []
    run = 0
    for at, piece in enumerate(pieces):
        run = run + 1 if short[at] else 0
        kinds.append(_kind(piece, short=short[at]))
        if run == _RUN + 1:
            kinds[-run:] = ["list" if kind == "heading" else kind for kind in kinds[-run:]]
        elif run > _RUN and kinds[-1] == "heading":
            kinds[-1] = "list"
    for at in range(len(pieces) - 1):
        if kinds[at] == "heading" and kinds[at + 1] == "caption" and not pieces[at + 1].gap:
            kinds[at] = "caption"
    return kinds


def _kind(piece: Piece, *, short: bool) -> BlockKind:
    if piece.kind == "heading":
        return "paragraph" if len(piece.text) > 200 else "heading"
    if piece.kind is not None and piece.kind != "paragraph":
        return piece.kind
    if lines.is_caption(piece.text):
        return "caption"
    if piece.kind is None and short:
        return "heading"
    return "list" if _BULLET.match(piece.text) else "paragraph"


def _is_short(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a piece can be a heading: short, not ended like a sentence, and something follows it."""
    text = pieces[at].text
    if pieces[at].kind is not None or len(text) > _HEADING or at + 1 == len(pieces):
        return False
    if (
        text[0].islower()
        or _DASHED.match(text)
        or text[-1] in ',;:—–-"”'
        or _OPEN.search(text)
        or lines.count_words(text) > _HEADING_WORDS
    ):
        return False
    after = pieces[at + 1].text
    if _DASHED.match(after):
        return False
    if text[-1] in "?？؟":
        return not text.startswith(('"', "“")) and len(after) > len(text)
    return not lines.is_ended(text)
