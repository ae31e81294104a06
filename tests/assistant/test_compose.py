from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dateline import Archive
from dateline.assistant.answer import LookedAt, Nearest
from dateline.assistant.compose import (
    abstention,
    escaped,
    left_out,
    looked_at,
    nearest,
    unescaped,
    unmet,
)
from dateline.index.hit import Filters, Hit

from .hostile import LINES


def hit(article: str) -> Hit:
    return Hit(article, 1, 1, 0, 1, "x", 1.0, article.title(), "Gazette", "2025-01-09")


# Quoted characters


@given(LINES)
def test_what_was_escaped_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_a_backslash_that_is_no_escape_stays() -> None:
    assert unescaped("C:\\new\\[1\\]") == "C:\\new[1]"


PIECES = [*"ab1 *_`[](){}<>!#+-=.&;~|$\\\"'", "\n", "&amp;", "<b>", "**", "1. ", "\n# "]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_markdown_shows_a_quote_as_it_was_published(text: str) -> None:
    text = "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
    (paragraph,) = MarkdownIt("commonmark").parse(f'Gazette: "{escaped(text)}"')[1:2]
    assert {child.type for child in paragraph.children or ()} <= {"text", "softbreak", "text_special"}
    shown = "".join(
        "\n" if child.type == "softbreak" else child.content for child in paragraph.children or ()
    )
    assert shown == f'Gazette: "{text}"'


def test_each_statement_names_publisher_and_day_and_quotes(town: Archive, quote_all: Any) -> None:
    answer = quote_all(town, "mayor Sund Brandvik votes", within=["mayor"])
    said = (
        'Sund Courier, 3 February 2025: "Otto Brandvik was elected mayor of Sund on Sunday with 5,120 votes."'
    )
    assert answer.statements[0].text == said
    assert answer.text.startswith(f'{said} [1]\n\nSund Courier, 3 February 2025: "He is 44 years old." [2]')
    assert [each.citations for each in answer.statements] == [(1,), (2,), (3,)]


# What was looked at


def test_undated_articles_are_counted_and_left_out_when_a_day_is_given(town: Archive) -> None:
    assert looked_at(town, Filters()) == LookedAt(3, 1, 0, "2025-01-09", "2025-02-03")
    assert looked_at(town, Filters(since="2025-02-01")) == LookedAt(1, 0, 1, "2025-02-03", "2025-02-03")
    assert looked_at(town, Filters(publishers=("Nobody",))) == LookedAt(0, 0, 0, None, None)


def test_left_out_articles_are_told_in_words() -> None:
    assert left_out(LookedAt(3)) == ""
    assert left_out(LookedAt(undated_left_out=1)) == "1 undated article was left out, since a day was given."
    several = "1,200 undated articles were left out, since a day was given."
    assert left_out(LookedAt(undated_left_out=1200)) == several


@pytest.mark.parametrize(
    ("looked", "said"),
    [
        (LookedAt(0), "No article met the filters."),
        (LookedAt(1, 1), "Looked at 1 article, undated."),
        (LookedAt(2, 2), "Looked at 2 articles, all undated."),
        (LookedAt(1, 0, 0, "2025-01-09", "2025-01-09"), "Looked at 1 article, dated 9 January 2025."),
        (
            LookedAt(1234, 5, 0, "2024-12-31", "2025-01-09"),
            "Looked at 1,234 articles, dated 31 December 2024 to 9 January 2025, 5 of them undated.",
        ),
    ],
)
def test_an_abstention_says_what_was_looked_at(looked: LookedAt, said: str) -> None:
    assert abstention(looked, ()) == f"The archive does not hold an answer to this.\n\n{said}"


def test_an_abstention_names_the_nearest_articles_as_text_only() -> None:
    near = [
        Nearest("a", "The [2] <b>bridge</b>", "Evil_Press*", None),
        Nearest("b-1", "", None, "2025-01-09"),
    ]
    assert abstention(LookedAt(0), near).endswith(
        "Nearest: “The \\[2\\] \\<b\\>bridge\\</b\\>” (Evil\\_Press\\*, date unknown); "
        "an untitled article (Unknown publisher, 9 January 2025)."
    )


def test_the_nearest_articles_are_those_of_the_best_hits_each_once() -> None:
    hits = [hit(name) for name in ("one", "two", "one", "two", "three", "one", "four")]
    assert [each.article for each in nearest(hits)] == ["one", "two", "three"]


def test_a_filter_that_names_nobody_says_who_may_be_meant(shelve: Any) -> None:
    archive: Archive = shelve(
        [{"id": "a", "text": "The toll is 30 crowns.", "publisher": "Aldervik Tribune"}]
    )
    assert unmet(archive, Filters.of(publishers=["tribune", "ALDERVIK TRIBUNE"], within=["a", "b"])) == [
        "No article is by a publisher called 'tribune'. There is: Aldervik Tribune.",
        "There is no article 'b'.",
    ]
    assert unmet(archive, Filters.of(publishers=["Nobody"]))[0].endswith("called 'Nobody'.")
