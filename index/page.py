"""A web page read: its article's lines, and what it states about itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dateline.index.article import BlockKind
from dateline.index.page_blocks import SILENT

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """One block of a page's article, its text on one line, blanks runs as one."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page, and what the page states beside it.

    `stated` has those of the names of `Raw.fields` that the page states: `title`, `publisher`,
    `authors` (list), `published` (ISO 8601), `language`, `url` (canonical).
    """

    lines: tuple[Line, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)


def extract(html: str, url: str | None = None) -> Page:
    """The page of this HTML; no lines where it holds no article. Broken HTML is read as a browser would."""
    root = _parsed(html)
    if root is None:
        return Page()
    from dateline.index.page_body import article_blocks  # noqa: PLC0415  (start-up)
    from dateline.index.page_stated import stated_by  # noqa: PLC0415  (start-up)

    said, hints = stated_by(root, url)
    _drop_hidden(root)
    lines = [Line(block.kind, block.text) for block in article_blocks(root, said, hints)]
    return Page(tuple(lines), said)


def stated(html: str, url: str | None = None) -> dict[str, Any]:
    """Only what a page states about itself: `Page.stated` in a tenth of the time."""
    root = _parsed(html)
    if root is None:
        return {}
    from dateline.index.page_stated import stated_by  # noqa: PLC0415  (start-up)

    return stated_by(root, url)[0]


def _parsed(html: str) -> Any:
    from lxml import etree  # noqa: PLC0415  (start-up)
    from lxml import html as lxml_html  # noqa: PLC0415

    # told as bytes in a known encoding, so that what the page says about its encoding cannot be misread
    plain = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", html)).encode()
    try:
        root = lxml_html.document_fromstring(plain, parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None
    return root if isinstance(root, lxml_html.HtmlElement) else None


def _drop_hidden(root: Any) -> None:
    """Take out what a browser does not show, unless that is most of the page (scripts show it later)."""
    hidden = [
        tag
        for tag in root.iter("*")
        if tag.get("hidden") is not None
        or _HIDDEN.search(tag.get("style") or "")
        or (tag.get("aria-hidden") == "true" and tag.tag in ("div", "section", "p", "aside"))
    ]
    whole = _size(root)
    for tag in hidden:
        if tag.getparent() is not None and tag.tag not in ("html", "body") and _size(tag) * 2 <= whole:
            tag.drop_tree()


def _size(tag: Any) -> int:
    """Characters of text in the paragraphs below a tag."""
    if tag.tag in SILENT:
        return 0
    return sum(len("".join(p.itertext())) for p in tag.iter("p"))
