import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.assistant.fragments import Directive, directive, encoded, find
from dateline.index.article import Span

from .hostile import TEXTS


def span(text: str, quote: str, *, nth: int = 0) -> Span:
    place = -1
    for _ in range(nth + 1):
        place = text.index(quote, place + 1)
    return Span(place, place + len(quote))


# Where a browser goes. The cases follow the steps of "find a range from a text directive".


@pytest.mark.parametrize(
    ("text", "wanted", "quote", "nth"),
    [
        ("one two one two", Directive("two"), "two", 0),
        ("twofold two", Directive("two"), "two", 1),
        ("two twofold", Directive("fold"), "", 0),
        ("THE Café opens", Directive("the cafe"), "THE Café", 0),
        ("one two three four", Directive("two", "four"), "two three four", 0),
        ("one two\n\nthree four", Directive("two", "three"), "two\n\nthree", 0),
        ("one two\n\nthree four", Directive("two three"), "", 0),
        ("one two one three", Directive("one", suffix="three"), "one", 1),
        ("one two three two", Directive("two", prefix="three"), "two", 1),
        ("one two\n\n  two", Directive("two", prefix="two"), "two", 1),
        ("one two", Directive("two", prefix="three"), "", 0),
        ("a b c b d", Directive("a", "b", suffix="d"), "a b c b", 0),
        ("a b c", Directive("a", suffix="c"), "", 0),
    ],
)
def test_the_first_place_that_fits_is_found(text: str, wanted: Directive, quote: str, nth: int) -> None:
    assert find(text, wanted) == (span(text, quote, nth=nth) if quote else None)


def test_a_directive_is_written_as_the_standard_has_it() -> None:
    assert str(Directive("a-b", "c,d", "e&f", "g h")) == "e%26f-,a%2Db,c%2Cd,-g%20h"
    assert encoded("ü?#") == "%C3%BC%3F%23"


# What is asked for


def test_a_quote_that_stands_once_needs_nothing_around_it() -> None:
    text = "It rained. The bridge is open. It snowed."
    assert directive(text, span(text, "The bridge is open.")) == Directive("The bridge is open.")


def test_the_second_of_two_like_sentences_is_told_by_its_surroundings() -> None:
    text = "He won. Nobody came.\n\nHe won. Everybody came."
    assert directive(text, span(text, "He won.", nth=1)) == Directive(
        "He won.", prefix="He won. Nobody came.", suffix="Everybody came."
    )


def test_a_like_sentence_in_capitals_counts_as_like() -> None:
    text = "HE WON.\n\nHe won."
    assert directive(text, Span(9, 16)) == Directive("He won.", prefix="HE WON.")


def test_a_long_quote_is_given_by_its_ends() -> None:
    quote = "The council of Orn " + "really " * 60 + "decided to build the bridge again."
    wanted = directive(f"Before. {quote} After.", Span(8, 8 + len(quote)))
    assert wanted == Directive("The council of Orn really really", "decided to build the bridge again.")


def test_a_quote_over_two_lines_is_given_by_its_ends() -> None:
    assert directive("He said\nnothing. Then he left.", Span(0, 16)) == Directive("He said", "nothing.")


def test_no_directive_leads_to_one_of_many_equal_lines() -> None:
    text = "\n".join(["He won."] * 200)
    assert directive(text, span(text, "He won.", nth=100)) is None


def test_a_part_of_a_word_is_told_by_its_rest() -> None:
    assert directive("Donaudampfschiff", Span(5, 16)) == Directive("dampfschiff", prefix="Donau")
    assert str(directive("Donaudampfschiff", Span(5, 10))) == "Donau-,dampf,-schiff"


def test_a_hostile_text_does_not_take_long() -> None:
    text = "he won. " * 40_000
    assert directive(text, Span(8 * 20_000, 8 * 20_000 + 7)) is None


def by_pattern(text: str, wanted: Directive) -> Span | None:
    """The standard's search once more, as one regular expression."""

    def bounded(string: str, *, start: bool, end: bool) -> str:
        before = r"(?<!\w)" if start and string[0].isalnum() else ""
        after = r"(?!\w)" if end and string[-1].isalnum() else ""
        return before + re.escape(string) + after

    must_end = bool(wanted.end or not wanted.suffix)
    pattern = bounded(wanted.prefix, start=True, end=False) + r"\s*" if wanted.prefix else ""
    pattern += "(?P<span>" + bounded(wanted.start, start=not wanted.prefix, end=must_end)
    pattern += ".*?" + bounded(wanted.end, start=True, end=not wanted.suffix) if wanted.end else ""
    pattern += ")" + (r"\s*" + bounded(wanted.suffix, start=False, end=True) if wanted.suffix else "")
    found = re.search(pattern, text, re.IGNORECASE | re.DOTALL)
    return Span(*found.span("span")) if found else None


@settings(max_examples=500)
@given(text=st.text("aab. \n", min_size=1, max_size=30), data=st.data())
def test_a_directive_leads_another_reader_of_the_standard_to_the_same_place(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    wanted = directive(text, span)
    if wanted is not None:
        assert by_pattern(text, wanted) == span


@settings(max_examples=150)
@given(text=TEXTS, data=st.data())
@example(text="e\u0301 e\u0301", data=None)
def test_a_directive_leads_to_the_very_place_or_there_is_none(text: str, data: st.DataObject | None) -> None:
    start = data.draw(st.integers(0, len(text) - 1)) if data else 0
    end = data.draw(st.integers(start + 1, len(text))) if data else 2
    wanted = directive(text, Span(start, end))
    if wanted is not None:
        assert find(text, wanted) == Span(start, end)
        assert not any(sign in encoded(wanted.start) for sign in "-,& ")
