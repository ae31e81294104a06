"""Raw text to canonical text: every character a published one, dirt cut out with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.index import markup
from dateline.index.article import Block, Cut
from dateline.index.blocks import kinds_of
from dateline.index.characters import published, spaced
from dateline.index.pieces import Piece
from dateline.index.raw import Raw
from dateline.index.sweep import swept
from dateline.index.unwrap import across_pages, unwrapped, without_page_furniture

# In these kinds the headline, when nobody states it, is the first line.
_HEADLINE_FIRST = frozenset({"text", "markdown", "pdf"})


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
    """The canonical text of a raw piece; empty text where nothing is left.

    A block holds no line end. Of a text that is not marked up, every block is a run of the raw text, aside
    from blanks, characters that `characters.published` removes, and a hyphen where a line end splits a word.
    """
    pieces, cuts, stated = _read(raw)
    known = {**stated, **{name: value for name, value in raw.fields.items() if value}}
    sweep = swept(pieces, known, finds_title=raw.kind in _HEADLINE_FIRST)
    text, blocks = _laid_out(sweep.pieces)
    learned = {**sweep.stated, **stated}
    if sweep.credits:
        learned["credits"] = tuple(sweep.credits)
    return Cleaned(text, blocks, (*cuts, *sweep.cuts), learned)


def _read(raw: Raw) -> tuple[list[Piece], list[Cut], dict[str, Any]]:
    """The pieces of a raw text by its kind, what reading cut, and what the text states."""
    if raw.kind == "html" or (raw.kind == "email" and _is_page(raw.content)):
        return _page(raw)
    if raw.kind == "markdown":
        marked = markup.markdown(raw.content)
        return list(marked.pieces), [], dict(marked.stated)
    if raw.kind == "pdf":
        pages, cut = without_page_furniture(raw.content.split("\f"))
        return (
            unwrapped(across_pages([published(page) for page in pages]), paged=True),
            [Cut(line, "page head or foot") for line in cut],
            {},
        )
    if raw.kind == "record":
        content = markup.unescaped(raw.content)
        if markup.is_html(content):
            return markup.fragment(content), [], {}
        return unwrapped(published(content)), [], {}
    return unwrapped(published(raw.content)), [], {}


def _is_page(content: str) -> bool:
    start = content[:2000].lower()
    return "<html" in start or "<body" in start or "<!doctype html" in start


def _page(raw: Raw) -> tuple[list[Piece], list[Cut], dict[str, Any]]:
    from dateline.index.page import extract  # noqa: PLC0415 (lxml is slow to import, plain texts never need it)

    url = raw.fields.get("url") or (raw.source if raw.source.startswith(("http://", "https://")) else None)
    page = extract(raw.content, url)
    pieces = [Piece(text, line.kind) for line in page.lines if (text := _one_line(line.text))]
    return pieces, [], dict(page.stated)


def _one_line(text: str) -> str:
    return spaced(published(text).replace("\n", " "))


def _laid_out(pieces: list[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The blocks one after another with a blank line between, and where each came to stand."""
    blocks: list[Block] = []
    start = 0
    for piece, kind in zip(pieces, kinds_of(pieces), strict=True):
        blocks.append(Block(start, start + len(piece.text), kind))
        start += len(piece.text) + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(blocks)
