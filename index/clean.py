"""Raw text to canonical text: every character a published one, dirt cut out with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.index.article import Block, Cut
from dateline.index.raw import Raw


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A canonical text, its blocks in order, what was cut, and what the raw piece states about itself.

    Blocks are separated by one blank line. `stated` has the keys of `Raw.fields`, where cleaning learned them
    (an HTML page's title, site name as `publisher`, `authors`, `published`, canonical `url`), and `credits`:
    the lines cut that name a wire or a byline.
    """

    text: str
    blocks: tuple[Block, ...]
    cuts: tuple[Cut, ...]
    stated: Mapping[str, Any] = field(default_factory=dict)


def clean(raw: Raw) -> Cleaned:
    """The canonical text of a raw piece; empty text where nothing is left."""
    raise NotImplementedError
