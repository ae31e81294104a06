"""Text out of Markdown and out of the HTML that feeds and records carry: only the syntax goes."""

import html
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from dateline.index.article import BlockKind
from dateline.index.characters import published, spaced, word_set
from dateline.index.pieces import Piece
from dateline.index.unwrap import unwrapped

_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n\1[ \t]*(?:\n|$)", re.DOTALL)
_NAMES = {
    "title": "title", "headline": "title",
    "published": "published", "date": "published", "published_at": "published", "pubdate": "published",
    "author": "authors", "authors": "authors", "byline": "authors",
    "url": "url", "link": "url", "canonical": "url", "canonical_url": "url",
    "publisher": "publisher", "source": "publisher", "site_name": "publisher", "outlet": "publisher",
    "language": "language", "lang": "language",
}  # fmt: skip
_TAG = re.compile(
    r"</(?:p|a|div|span|strong|em|b|i|u|ul|ol|li|h[1-6]|figure|blockquote|table|article|section)>"
    r"|<(?:p|br|div)\s*/?>",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:p|a|div|span|strong|em|b|br|li|h[1-6])\b[^&<>]{0,300}&gt;", re.IGNORECASE
)
_ENTITY = r"&(?:[a-zA-Z]{2,8}\d?|#\d{2,7}|#[xX][0-9a-fA-F]{2,6});"
_ONLY_ENTITIES = re.compile(rf"(?:[^&]|{_ENTITY})*")
_KIND: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quotation",
}  # fmt: skip
_BREAKS = word_set(
    "address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul html caption"
)
_SILENT = word_set("script style noscript template iframe svg head object embed button select textarea")


_MOST_SIGNS = 20_000  # no article has so many; the parser's time could grow with their square


class Marked(NamedTuple):
    """The pieces of a marked-up text, and what its front matter states (keys of `Raw.fields`)."""

    pieces: list[Piece]
    stated: Mapping[str, Any]


def is_html(text: str) -> bool:
    """Whether a record's text clearly is HTML: a closing tag or a paragraph or line break in it."""
    return "<" in text and _TAG.search(text) is not None


def unescaped(text: str) -> str:
    """The text with entities decoded where it clearly is HTML-escaped: no `&` in it but those of entities."""
    if "&" not in text or ";" not in text:
        return text
    if _ESCAPED_TAG.search(text) or _ONLY_ENTITIES.fullmatch(text):
        return html.unescape(text)
    return text


def fragment(text: str) -> list[Piece]:
    """All text of a piece of HTML, a piece a block element; scripts, styles and the like say nothing."""
    from lxml import etree  # noqa: PLC0415 (a tenth of a second that plain text never needs)
    from lxml import html as lxml_html  # noqa: PLC0415

    try:
        root = lxml_html.fragment_fromstring(published(text).replace("\ufffe", ""), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return unwrapped(published(html.unescape(re.sub(r"<[^<>]{0,2000}>", "\n\n", text))))
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *_SILENT, with_tail=False)
    made: list[Piece] = []
    words: list[str] = []
    kinds: list[BlockKind | None] = [None]

    def flush() -> None:
        if line := spaced(published("".join(words)).replace("\n", " ")):
            made.append(Piece(line, kinds[-1]))
        words.clear()

    for event, node in etree.iterwalk(root, events=("start", "end")):
        if node.tag in _BREAKS:
            flush()
            if event == "start":
                kinds.append(_KIND.get(node.tag, kinds[-1]))
            else:
                kinds.pop()
        words.append((node.text if event == "start" else node.tail) or "")
    flush()
    return made


def markdown(text: str) -> Marked:
    """The pieces of a Markdown text and its front matter; addresses of links and images go, words stay."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 (only Markdown needs it)

    stated, body = _front_matter(text)
    if any(body.count(sign) > _MOST_SIGNS for sign in "[<*_`&!"):
        return Marked(unwrapped(published(body)), stated)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    made: list[Piece] = []
    kinds: list[BlockKind | None] = [None]
    for token in tokens:
        if token.nesting == 1:
            kinds.append(_TOKEN_KIND.get(token.type, kinds[-1]))
        elif token.nesting == -1:
            kinds.pop()
        elif token.type == "inline":
            made.extend(_lines(_words(token.children or []), kinds[-1]))
        elif token.type in ("code_block", "fence"):
            made.extend(_lines(token.content, None))
        elif token.type == "html_block":
            made.extend(fragment(token.content))
    return Marked(made, stated)


_TOKEN_KIND: dict[str, BlockKind] = {
    "heading_open": "heading",
    "list_item_open": "list",
    "blockquote_open": "quotation",
}


def _lines(text: str, kind: BlockKind | None) -> list[Piece]:
    return [piece._replace(kind=kind or piece.kind) for piece in unwrapped(published(text))]


def _words(children: list[Any]) -> str:
    """The words of an inline run; an image gives its caption (alt text) as a line of its own."""
    parts: list[str] = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(f"\n{child.content}\n" if " " in child.content.strip() else "")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "html_inline" and re.match(r"</?(?:br|p|div)\b", child.content, re.IGNORECASE):
            parts.append("\n")
    return "".join(parts)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        values = _toml(found[2]) if found[1] == "+++" else _yaml(found[2])
    except ValueError:
        return {}, text
    if not isinstance(values, dict):
        return {}, text
    stated = {}
    for name, value in values.items():
        field = _NAMES.get(str(name).lower().replace("-", "_"))
        if field and field not in stated and (plain := _plain(value, several=field == "authors")):
            stated[field] = plain
    return stated, text[found.end() :]


def _toml(text: str) -> Any:
    return tomllib.loads(text)


def _yaml(text: str) -> Any:
    import yaml  # noqa: PLC0415 (only front matter needs it)

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _plain(value: Any, *, several: bool) -> Any:
    if several:
        values = value if isinstance(value, list) else [value]
        return [str(each).strip() for each in values if isinstance(each, str) and each.strip()]
    if isinstance(value, date):
        return value.isoformat()
    return spaced(published(str(value))) if isinstance(value, str | int) else None
