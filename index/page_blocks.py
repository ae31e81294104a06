"""The visible text of a page as a run of blocks, in the order in which it is read."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from dateline.index.article import BlockKind

SILENT = frozenset({
    "script", "style", "noscript", "template", "textarea", "select", "option", "button", "svg", "math",
    "iframe", "object", "audio", "video", "canvas", "head", "title", "datalist", "map", "dialog",
    "progress", "meter",
})  # fmt: skip
_BLOCKS = frozenset({
    "html", "body", "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "form",
    "fieldset", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "figure", "figcaption", "table", "caption", "tbody", "thead", "tfoot", "tr", "pre", "address",
    "details", "summary", "hr", "center", "menu",
})  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ASIDE = frozenset(("nav", "aside", "footer", "form"))
_CAPTION = re.compile(r"caption|photo-?credit|image-?credit", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_SENTENCE_END = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")


@dataclass(slots=True)
class VisibleBlock:
    """A run of text between two block borders; `link` is the share of its characters in links, 0 to 1.

    `plain` is its text outside links, `shape` the tags and classes of the elements around it, `own` and
    `parent` number the element it stands in and the one that holds that.
    """

    text: str
    kind: BlockKind
    plain: str
    link: float
    aside: bool
    shape: tuple[Any, ...]
    parent: int
    own: int
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = key_of(self.text)


def key_of(text: str) -> str:
    """The letters and digits of a text, case and form folded: equal for two spellings of one line."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def visible_blocks(body: Any) -> list[VisibleBlock]:
    """The blocks of an lxml tree; scripts, styles, buttons and the like give none."""
    return _Walk().over(body)


class _Walk:
    def __init__(self) -> None:
        self.found: list[VisibleBlock] = []
        self.open: list[tuple[Any, int]] = []
        self.serial = 0
        self.pieces: list[tuple[str, bool]] = []
        self.links = 0

    def over(self, body: Any) -> list[VisibleBlock]:
        from lxml import etree  # noqa: PLC0415  (start-up)

        walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element.tag in SILENT:
                    walk.skip_subtree()
                else:
                    self._enter(element)
            else:
                self._leave(element, silent=event != "end" or element.tag in SILENT)
        self._flush()
        return self.found

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self.serial += 1
            self.open.append((element, self.serial))
        elif tag == "br":
            self.pieces.append(("\n", False))
        elif tag in ("td", "th"):
            self.pieces.append((" ", False))
        self.links += tag == "a"
        self._hear(element.text)

    def _leave(self, element: Any, *, silent: bool) -> None:
        if not silent:
            if element.tag in _BLOCKS:
                self._flush()
                self.open.pop()
            self.links -= element.tag == "a"
        self._hear(element.tail)

    def _hear(self, text: str | None) -> None:
        if text:
            self.pieces.append((_BLANKS.sub(" ", text), self.links > 0))

    def _flush(self) -> None:
        pieces, self.pieces = self.pieces, []
        for run in _at_breaks(pieces):
            text = "".join(piece for piece, _ in run).strip(" ")
            if not text or text.isspace():
                continue
            linked = sum(len(piece.strip(" ")) for piece, in_link in run if in_link)
            plain = "".join(piece for piece, in_link in run if not in_link)
            around = [element for element, _ in self.open]
            kind, aside = _standing(around)
            shape = (
                *((element.tag, element.get("class")) for element in around[-3:-1]),
                around[-1].tag if around else "",
            )
            own, parent = ([0, 0] + [serial for _, serial in self.open])[:-3:-1]
            self.found.append(
                VisibleBlock(
                    _BLANKS.sub(" ", text),
                    kind,
                    plain.strip(),
                    min(1.0, linked / len(text)),
                    aside,
                    shape,
                    parent,
                    own,
                )
            )


def _at_breaks(pieces: list[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    """The runs between line breaks; one break inside a sentence is a blank."""
    runs: list[list[tuple[str, bool]]] = [[]]
    for piece in pieces:
        run = runs[-1]
        if piece[0] != "\n":
            run.append(piece)
            continue
        twice = bool(run) and run[-1][0] == "\n"
        before = next((text.rstrip() for text, _ in reversed(run) if text.strip()), "")
        if twice or _SENTENCE_END.search(before):
            runs.append([])
        elif before:
            run.append(piece)
    return runs


def _standing(around: list[Any]) -> tuple[BlockKind, bool]:
    """The kind of a block by the elements around it, and whether it stands beside the article."""
    kind: BlockKind = "paragraph"
    for element in reversed(around):
        tag = element.tag
        if tag in ("figcaption", "caption") or _CAPTION.search(element.get("class") or ""):
            kind = "caption"
        elif tag in _HEADINGS and kind == "paragraph":
            kind = "heading"
        elif tag in ("li", "dt", "dd") and kind == "paragraph":
            kind = "list"
        elif tag == "blockquote" and kind in ("paragraph", "list"):
            kind = "quotation"
        if tag in ("article", "main", "section", "body") and kind != "paragraph":
            break
    return kind, any(element.tag in _ASIDE for element in around)
