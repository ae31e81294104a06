from hypothesis import given
from hypothesis import strategies as st

from dateline.index import markup
from dateline.index.clean import clean
from dateline.index.raw import Raw

PAGE = """---
title: Bridge closed
date: 2025-01-09
author: [Ada Lindqvist, Bo Ek]
link: https://harbour.example/a
---
# Bridge closed

The **old** bridge was [closed](https://harbour.example/b "why") on *Monday*.

## What next

- Ferries run every ten minutes.
- The market stays open.

> Nobody can say that nobody knew.

![Divers at the second pillar](pillar.jpg)
"""


def blocks(text: str) -> list[tuple[str, str]]:
    found = clean(Raw("a.md", "markdown", text))
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_only_the_syntax_of_markdown_goes() -> None:
    assert blocks(PAGE) == [
        ("paragraph", "The old bridge was closed on Monday."),
        ("heading", "What next"),
        ("list", "Ferries run every ten minutes."),
        ("list", "The market stays open."),
        ("quotation", "Nobody can say that nobody knew."),
        ("paragraph", "Divers at the second pillar"),
    ]


def test_front_matter_is_stated() -> None:
    assert clean(Raw("a.md", "markdown", PAGE)).stated == {
        "title": "Bridge closed",
        "published": "2025-01-09",
        "authors": ["Ada Lindqvist", "Bo Ek"],
        "url": "https://harbour.example/a",
    }


def test_toml_front_matter_is_read_too() -> None:
    assert markup.markdown('+++\ntitle = "Bridge"\n+++\nText.').stated == {"title": "Bridge"}


def test_broken_front_matter_is_text() -> None:
    marked = markup.markdown("---\n: : [\n---\nText.")
    assert marked.stated == {}
    assert marked.pieces[-1].text == "Text."


def test_lines_of_a_markdown_file_without_blank_lines_are_paragraphs() -> None:
    one, two = "The bridge was closed. " * 8, "The ferry ran all day. " * 8
    assert [text for _, text in blocks(f"# Title of it all\n{one}\n{two}")] == [one.strip(), two.strip()]


def test_record_with_tags_loses_them_and_keeps_its_words() -> None:
    content = (
        "<p>The <b>old</b> bridge &amp; the ferry.</p><h2>What next</h2>"
        "<ul><li>One thing<li>Another thing</ul>"
        "<script>alert(1)</script><figcaption>Divers at work.</figcaption>Tail text<br>and more"
    )
    found = clean(Raw("a#1", "record", content))
    assert found.text.split("\n\n") == [
        "The old bridge & the ferry.",
        "What next",
        "One thing",
        "Another thing",
        "Divers at work.",
        "Tail text",
        "and more",
    ]


def test_text_with_angle_brackets_is_no_html() -> None:
    text = "If a < b and b > c then a <b is small, said the teacher."
    assert clean(Raw("a#1", "record", text)).text == text


def test_escaped_record_is_decoded() -> None:
    assert clean(Raw("a#1", "record", "Marks &amp; Lee &quot;closed&quot; on Monday.")).text == (
        'Marks & Lee "closed" on Monday.'
    )


def test_record_with_a_bare_ampersand_is_not_escaped() -> None:
    text = "Write &amp; for the sign & in a page, the teacher said."
    assert clean(Raw("a#1", "record", text)).text == text


def test_tags_escaped_once_more_are_tags() -> None:
    found = clean(
        Raw("a#1", "record", "&lt;p&gt;The bridge is closed.&lt;/p&gt;&lt;p&gt;The ferry runs.&lt;/p&gt;")
    )
    assert found.text == "The bridge is closed.\n\nThe ferry runs."


def test_yaml_that_grows_like_a_bomb_is_not_stated() -> None:
    bomb = "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\ntitle: *c"
    assert markup.markdown(f"---\n{bomb}\n---\nText.").stated == {}


@given(st.text(max_size=300))
def test_any_text_is_read_as_markdown_and_as_html(text: str) -> None:
    markup.markdown(text)
    for piece in markup.fragment(f"<p>{text}</p>"):
        assert piece.text == " ".join(piece.text.split())
