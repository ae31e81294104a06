"""A line of a raw text on its way to becoming a block."""

from typing import NamedTuple

from dateline.index.article import BlockKind


class Piece(NamedTuple):
    """One line, unwrapped and with single blanks; `kind` is None until it is known.

    `gap` tells whether a blank line stood before it, `at` which line of the raw text it is.
    """

    text: str
    kind: BlockKind | None = None
    gap: bool = True
    at: int = 0
