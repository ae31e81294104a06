import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.article import Block, Skipped, Span
from dateline.index.boilerplate import (
    furniture,
    is_boilerplate,
    is_boilerplate_everywhere,
    line_key,
    line_keys,
    reason,
    skipped_spans,
)

CHROME = "Sign up here for our morning newsletter."
# Archives keep these keys: another value here means that every archive must count its lines anew.
CHROME_KEY = 5703233010593403940
TEXT = f"The bridge fell on Thursday.\n\n{CHROME}\n\nNobody was hurt in the accident."


def blocks(text: str) -> list[Block]:
    return [Block(found.start(), found.end(), "paragraph") for found in re.finditer(r"[^\n]+", text)]


def key_of(line: str) -> int:
    key = line_key(line)
    assert key is not None
    return key


def learned(line: str, reports: int, of_publisher: int) -> bool:
    return is_boilerplate(key_of(line), reports=reports, of_publisher=of_publisher)


def test_case_blanks_ornament_and_leading_number_are_folded():
    assert line_key("1. How relevant is this ad to you?") == line_key(
        "► 2)  HOW relevant is this\u00a0ad to you?"
    )


def test_key_is_a_signed_64_bit_number_and_stable():
    assert -(2**63) <= key_of(CHROME) < 2**63
    assert key_of(CHROME) == CHROME_KEY


def test_digits_are_folded_in_lines_of_the_page_only():
    assert line_key("View all comments (12)") == line_key("View all comments (340)")
    assert line_key("Pollen count in Tarrow today: 12") != line_key("Pollen count in Tarrow today: 30")


@pytest.mark.parametrize(
    "line", ["", " \n", "***", "12.", "Delaware", "Today's weather", "New York, at the harbour —"]
)
def test_empty_lines_and_labels_are_never_boilerplate(line):
    assert line_key(line) is None


def test_long_blocks_are_never_boilerplate():
    assert line_key(CHROME + " " + "word " * 72) is None  # 41 + 360 characters
    assert line_key(CHROME + " " + "word " * 71) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Video player was slow to load content Video content never loaded Ad froze or did not finish loading",
        "1. How relevant is this ad to you?",
        "Read More",
        "This story has been updated with additional developments.",
        "Follow Ann Example on Twitter: @annexample",
        "We use cookies. Read our privacy policy.",
        "© 2025 The Kelling Courier",
        "Contributing: The Example Press",
        "Your email address will not be published.",
    ],
)
def test_a_line_of_the_page_is_learned_from_three_reports(line):
    assert not learned(line, 2, 1000)
    assert learned(line, 3, 1000)


@pytest.mark.parametrize(
    "line",
    [
        "No injuries were reported.",
        "The police are appealing for witnesses.",
        "Russia began its invasion in February 2022.",
        '"We will rebuild the bridge," the mayor said.',
        "The index closed at 4,210 points on Monday.",
    ],
)
def test_a_sentence_that_could_be_a_reports_needs_a_fifth_of_all_reports(line):
    assert not learned(line, 199, 1000)
    assert learned(line, 200, 1000)
    assert not learned(line, 19, 20)


def test_other_lines_need_ten_reports_and_more_with_a_larger_publisher():
    line = "All that you need for your day"
    assert not learned(line, 9, 100)
    assert learned(line, 10, 100)
    assert not learned(line, 29, 10_000)
    assert learned(line, 30, 10_000)


def test_a_line_of_many_publishers_needs_more_reports_and_is_never_a_sentence_of_a_report():
    assert not is_boilerplate_everywhere(key_of(CHROME), reports=19, publishers=9)
    assert is_boilerplate_everywhere(key_of(CHROME), reports=20, publishers=5)
    assert not is_boilerplate_everywhere(key_of(CHROME), reports=20, publishers=4)
    assert not is_boilerplate_everywhere(key_of("No injuries were reported."), reports=5000, publishers=90)


def test_lines_of_the_page_are_seen_in_one_text_alone():
    assert furniture(TEXT, blocks(TEXT)) == (Span(30, 70),)
    assert TEXT[30:70] == CHROME


def test_learned_lines_become_skipped_spans_with_their_reason():
    known = {key_of(CHROME): reason(212, "The Kelling Courier")}
    spans = skipped_spans(TEXT, blocks(TEXT), known.get)
    assert spans == (Skipped(30, 70, "repeats in 212 reports of The Kelling Courier"),)


def test_nothing_is_skipped_before_it_is_learned():
    assert skipped_spans(TEXT, blocks(TEXT), {}.get) == ()


def test_a_line_counts_once_an_article():
    twice = f"{CHROME}\n\n{CHROME}"
    assert line_keys(twice, blocks(twice)) == {key_of(CHROME)}


@given(st.text())
def test_skipped_spans_stay_inside_the_text_and_apart(text):
    spans = skipped_spans(text, blocks(text), lambda key: "repeats")
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.text(), st.integers(0, 5000), st.integers(1, 5000))
def test_more_reports_never_make_a_line_less_boilerplate(line, reports, more):
    key = line_key(line)
    if key is not None and is_boilerplate(key, reports=reports, of_publisher=5000):
        assert is_boilerplate(key, reports=reports + more, of_publisher=5000)


def test_a_hundred_thousand_blocks_and_a_megabyte_of_one_word_are_read():
    many = "Read more about the ferry at Morvel\n" * 100_000
    assert len(furniture(many, blocks(many))) == 100_000
    one = "follow " * 150_000
    assert line_keys(one, blocks(one)) == frozenset()
