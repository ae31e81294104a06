import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dateline.assistant.prose import Prose, prose

PAGES = [MarkdownIt("commonmark"), MarkdownIt("commonmark").enable(["table", "strikethrough"])]
NASTY = st.lists(
    st.sampled_from(
        ["![a](https://e.example/x)", "[a](http://e.example)", "<img src=//e.example>", "<https://e.example>",
         "\\", "`", "&lt;", "&#91;", "[", "]", "(", ")", ":", "!", "<", ">", "\n", "\n\n", " ", "a", "**",
         "http://", "//", "www.", "[1]: ", "CHIP", "| a | b |\n|---|---|\n"]
    ),
    max_size=12,
)  # fmt: skip


def test_emphasis_lists_and_headings_stay() -> None:
    assert prose("## So\n\n- **One** _two_\n1. Three") == "## So\n\n- **One** _two_\n1. Three"


def test_links_images_html_and_addresses_are_only_text() -> None:
    assert prose("![x](http://e.de)") == "!\\[x\\](http:/\\/e.de)"
    assert prose("<b>") == "\\<b\\>"
    assert prose("www.e.de") == "www\\.e.de"
    assert prose("R&amp;D \\[") == "R\\&amp;D \\\\\\["


def test_a_citation_is_not_made_a_link_by_what_follows() -> None:
    writer = Prose()
    assert writer.text("A.") + writer.chip(1) + writer.text("(http://e.de)") == "A. [1]\\(http:/\\/e.de)"
    writer = Prose()
    assert writer.chip(1) + writer.text(": x") == " [1]\\: x"


@given(st.text(), st.lists(st.integers(0, 50), max_size=4))
def test_every_way_of_cutting_gives_the_same(text: str, cuts: list[int]) -> None:
    writer, found, at = Prose(), "", 0
    for cut in sorted(cuts):
        found += writer.text(text[at:cut])
        at = max(at, cut)
    assert found + writer.text(text[at:]) == prose(text)


@given(NASTY)
def test_nothing_is_fetched_or_linked_whatever_is_written(parts: list[str]) -> None:
    writer = Prose()
    text = "".join(writer.chip(1) if part == "CHIP" else writer.text(part) for part in parts)
    for page in PAGES:
        assert not re.search(r"<(?:a|img|script|b)\b", page.render(text))
