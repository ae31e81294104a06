"""Passages: whole consecutive sentences of one section, about as long as asked for."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.index.article import Block, Span
from dateline.index.passages import group


def _lined(*lengths: int) -> list[Span]:
    """Sentences of these lengths, one blank apart."""
    spans, at = [], 0
    for length in lengths:
        spans.append(Span(at, at + length))
        at += length + 1
    return spans


def _blocks(sentences: list[Span], *headings: int) -> list[Block]:
    """A block a sentence; those numbered are headings."""
    return [Block(*each, "heading" if at in headings else "paragraph") for at, each in enumerate(sentences)]


def test_nothing_gives_no_passage() -> None:
    assert group([], []) == []


def test_a_short_text_is_one_passage() -> None:
    sentences = _lined(50, 60, 40)
    assert group(sentences, _blocks(sentences), target=200) == [Span(0, 152)]


def test_a_long_text_is_divided_evenly() -> None:
    sentences = _lined(*[50] * 8)
    assert group(sentences, _blocks(sentences), target=200) == [Span(0, 203), Span(204, 407)]


def test_a_long_sentence_stands_alone() -> None:
    sentences = _lined(50, 1000, 50)
    assert group(sentences, _blocks(sentences), target=200) == [Span(0, 50), Span(51, 1051), Span(1052, 1102)]


def test_a_heading_begins_a_passage_and_is_never_the_end_of_one() -> None:
    sentences = _lined(80, 20, 80)
    assert group(sentences, _blocks(sentences, 1), target=500) == [Span(0, 80), Span(81, 182)]


def test_headings_in_a_row_stay_together_before_what_they_head() -> None:
    sentences = _lined(80, 20, 20, 80)
    assert group(sentences, _blocks(sentences, 1, 2), target=500) == [Span(0, 80), Span(81, 203)]


def test_a_heading_with_nothing_under_it_gives_no_passage() -> None:
    sentences = _lined(80, 20)
    assert group(sentences, _blocks(sentences, 1), target=500) == [Span(0, 80)]


def test_a_skipped_span_divides_and_is_in_no_passage() -> None:
    sentences = _lined(50, 30, 50)
    assert group(sentences, _blocks(sentences), [sentences[1]], target=500) == [Span(0, 50), Span(82, 132)]


def test_a_sentence_that_is_skipped_in_part_is_left_out_whole() -> None:
    sentences = _lined(50, 30, 50)
    assert group(sentences, _blocks(sentences), [Span(60, 62)], target=500) == [Span(0, 50), Span(82, 132)]


@given(
    lengths=st.lists(st.integers(1, 400), max_size=40),
    headings=st.sets(st.integers(0, 39)),
    skipped=st.sets(st.integers(0, 39)),
    target=st.integers(100, 900),
)
def test_passages_are_runs_of_whole_sentences_that_leave_out_nothing_else(
    lengths: list[int], headings: set[int], skipped: set[int], target: int
) -> None:
    sentences = _lined(*lengths)
    blocks = _blocks(sentences, *headings)
    gaps = [each for at, each in enumerate(sentences) if at in skipped]
    passages = group(sentences, blocks, gaps, target=target)
    inside = [
        [at for at, each in enumerate(sentences) if p.start <= each.start and each.end <= p.end]
        for p in passages
    ]
    for span, run in zip(passages, inside, strict=True):
        assert (span.start, span.end) == (sentences[run[0]].start, sentences[run[-1]].end)
        assert not skipped & set(run)
        # A heading stands at the beginning only, and is not all there is.
        plain = [at for at in run if at not in headings]
        assert plain
        assert not any(at in headings for at in range(plain[0], run[-1] + 1))
        assert len(plain) == 1 or span.end - sentences[plain[0]].start <= 2 * target + max(lengths)
    told = [at for run in inside for at in run]
    assert told == sorted(told)
    left = set(range(len(sentences))) - set(told) - skipped
    assert left <= headings
