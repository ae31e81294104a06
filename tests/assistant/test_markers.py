import re
import time
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.assistant.markers import LONGEST, Marker, Parser, Piece, Text, joined, parse

KNOWN = frozenset({"1.1", "2.3", "2.4", "2.5", "3", "3.1", "4.1", "12.10"})


def marker(*ids: str, unknown: tuple[str, ...] = ()) -> Marker:
    return Marker(ids, unknown)


def streamed(chunks: list[str]) -> list[Piece]:
    parser = Parser(KNOWN)
    return joined([*(piece for chunk in chunks for piece in parser.feed(chunk)), *parser.close()])


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("[2.3]", ("2.3",)),
        ("[ 2.3 ]", ("2.3",)),
        ("[2.3, 4.1]", ("2.3", "4.1")),
        ("[2.3,4.1]", ("2.3", "4.1")),
        ("[2.3; 4.1]", ("2.3", "4.1")),
        ("[2.3 and 4.1]", ("2.3", "4.1")),
        ("[2.3-2.5]", ("2.3", "2.4", "2.5")),
        ("[2.3–2.5]", ("2.3", "2.4", "2.5")),
        ("[2.3-5]", ("2.3", "2.4", "2.5")),
        ("[2.3 to 2.5]", ("2.3", "2.4", "2.5")),
        ("【2.3】", ("2.3",)),
        ("【2.3†source】", ("2.3",)),
        ("【2.3†lines 10 till 12】", ("2.3",)),
        ("［2.3］", ("2.3",)),
        ("［２．３］", ("2.3",)),
        ("[[2.3]]", ("2.3",)),
        ("[[2.3], [4.1]]", ("2.3", "4.1")),
        ("[[2.3][4.1]]", ("2.3", "4.1")),
        ("[sentence 2.3]", ("2.3",)),
        ("[Sentences 2.3 and 4.1]", ("2.3", "4.1")),
        ("[Source: 2.3]", ("2.3",)),
        ("[^2.3]", ("2.3",)),
        ("[02.03]", ("2.3",)),
        ("[2.3, 2.3]", ("2.3",)),
        ("[3]", ("3",)),
        ("[passage 3]", ("3",)),
        ("[12.10]", ("12.10",)),
    ],
)
def test_every_way_of_writing_a_marker_is_read(written: str, ids: tuple[str, ...]) -> None:
    assert parse(f"It fell {written}.", KNOWN) == [Text("It fell "), Marker(ids), Text(".")]


def test_markers_after_the_full_stop_and_doubled_are_read() -> None:
    assert parse("It fell.[2.3][4.1] Then", KNOWN) == [
        Text("It fell."),
        marker("2.3"),
        marker("4.1"),
        Text(" Then"),
    ]


def test_markers_in_lists_and_tables_are_read() -> None:
    assert parse("- one [2.3]\n| a [2.4] | b |\n", KNOWN) == [
        Text("- one "),
        marker("2.3"),
        Text("\n| a "),
        marker("2.4"),
        Text(" | b |\n"),
    ]


def test_a_range_across_passages_counts_its_ends_only() -> None:
    assert parse("[2.3-4.1]", KNOWN) == [marker("2.3", "4.1")]


def test_an_absurd_range_counts_its_ends_only() -> None:
    assert parse("[2.3-2.9999]", KNOWN) == [marker("2.3", unknown=("2.9999",))]


def test_a_range_that_runs_backwards_counts_its_ends_only() -> None:
    assert parse("[2.5-2.3]", KNOWN) == [marker("2.5", "2.3")]


def test_a_range_with_an_unknown_end_keeps_what_is_known() -> None:
    assert parse("[2.4-2.9]", KNOWN) == [marker("2.4", "2.5", unknown=("2.9",))]


def test_unknown_ids_are_dropped_with_the_blank_before_them_and_counted() -> None:
    parser = Parser(KNOWN)
    pieces = [*parser.feed("It fell [9.9]. It rose [2.3, 8.1]."), *parser.close()]
    assert joined(pieces) == [
        Text("It fell"),
        marker(unknown=("9.9",)),
        Text(". It rose "),
        marker("2.3", unknown=("8.1",)),
        Text("."),
    ]
    assert parser.unknown == 2


def test_a_passage_that_is_not_known_is_no_citation() -> None:
    assert parse("x [7]", KNOWN) == [Text("x"), marker(unknown=("7",))]


@pytest.mark.parametrize(
    "text",
    [
        "a stray [ bracket",
        "he [the mayor] left",
        "in [2022] it rose",
        "[sic]",
        "[]",
        "[ ]",
        "[-]",
        "[2.3",
        "[2.3\n]",
        "[text](https://example.org/a_[2.3])",
        "![picture](images/[2.3].png)",
        "[1](https://example.org)",
        "[2.3](#note)",
        "`[2.3]`",
        "``a ` [2.3]``",
        "```\n[2.3]\n```",
        "```python\nx = y[2.3]\n```\n",
        "~~~\n[2.3]\n~~~",
        "````\n```\n[2.3]\n````",
        r"\[2.3\]",
        "a < b and c > d",
        "[1,000,000.5.2]",
    ],
)
def test_what_is_no_marker_stays_as_it_is(text: str) -> None:
    assert parse(text, KNOWN) == [Text(text)]


def test_words_in_round_brackets_after_a_marker_make_no_link_of_it() -> None:
    assert parse("x [2.3](as he said)", KNOWN) == [Text("x "), marker("2.3"), Text("(as he said)")]


def test_markers_are_read_again_after_code() -> None:
    assert parse("`a[1]` fell [2.3].\n```\n[2.3]\n```\n[2.4]", KNOWN) == [
        Text("`a[1]` fell "),
        marker("2.3"),
        Text(".\n```\n[2.3]\n```\n"),
        marker("2.4"),
    ]


def test_a_lone_tick_hides_no_marker() -> None:
    assert parse("the ` key [2.3]\nnext", KNOWN) == [Text("the ` key "), marker("2.3"), Text("\nnext")]


@pytest.mark.parametrize("tag", ["think", "THINK", "thinking"])
def test_thinking_is_left_out(tag: str) -> None:
    text = f"<{tag}>is it [2.3]? a < b</{tag}>\n\nIt fell [2.4]."
    assert parse(text, KNOWN) == [Text("It fell "), marker("2.4"), Text(".")]


def test_thinking_that_never_ends_is_left_out() -> None:
    assert parse("Well. <think>so [2.3]", KNOWN) == [Text("Well. ")]


def test_a_stream_that_begins_inside_thinking_is_left_out_up_to_its_end() -> None:
    parser = Parser(KNOWN)
    assert parser.feed("hm [2.3] [9.9] </thi") == [Text("hm "), marker("2.3"), Marker((), ("9.9",))]
    assert joined([*parser.feed("nk> Yes [2.4]"), *parser.close()]) == [Text("Yes "), marker("2.4")]
    assert parser.unknown == 0


def test_a_closing_tag_alone_takes_back_what_came_before_it() -> None:
    assert parse("a </think> b", KNOWN) == [Text("b")]
    assert parse("a `</think>` b", KNOWN) == [Text("a `</think>` b")]


def test_marker_cut_in_the_middle_waits() -> None:
    parser = Parser(KNOWN)
    assert parser.feed("It fell [2") == [Text("It fell")]
    assert parser.feed(".3") == []
    assert parser.feed("]") == []
    assert parser.feed(".") == [Text(" "), marker("2.3"), Text(".")]


def test_text_goes_out_as_it_comes() -> None:
    parser = Parser(KNOWN)
    assert [parser.feed(chunk) for chunk in ("It", " fell", " on ")] == [
        [Text("It")],
        [Text(" fell")],
        [Text(" on")],
    ]


def test_a_stray_bracket_lets_the_next_word_through() -> None:
    parser = Parser(KNOWN)
    assert parser.feed("[") == []
    assert parser.feed("yes") == [Text("[yes")]


SHORT = [
    "a [2.3].",
    "[[2.3]] b",
    "x[2.3](as",
    "[1](#a) [3]",
    "`[3]` [3]",
    "```\n[3]\n```\n[3]",
    "<think>[3]</think>\n[3]",
    "a [9.9] b",
    "【3†x】 ",
    "\\[3] ~~~ [3]",
    "[a](/[3]) [3]",
]


@pytest.mark.parametrize("text", SHORT)
def test_every_pair_of_cuts_gives_the_pieces_of_the_whole(text: str) -> None:
    whole = parse(text, KNOWN)
    for first, second in combinations(range(len(text) + 1), 2):
        assert streamed([text[:first], text[first:second], text[second:]]) == whole
    assert streamed(list(text)) == whole


BITS = st.sampled_from(
    [
        *(
            "[",
            "]",
            "【",
            "】",
            "［",
            "[[",
            "]]",
            "(",
            ")",
            "`",
            "``",
            "```",
            "~~~",
            "<think>",
            "</think>",
            "<",
            "\n",
        ),
        *(
            "\n\n",
            " ",
            "  ",
            ".",
            "!",
            "-",
            ",",
            "2.3",
            "4.1",
            "9.9",
            "3",
            "and",
            "sentence ",
            "†",
            "http://x",
            "#",
        ),
        *("\\", "\t", "[2.3]", "[2.3, 4.1]", "[1](http://x)", "a", "word", "é", "2", "\r\n", "> ", "- ", "~"),
    ]
)


@st.composite
def cut_texts(draw: st.DrawFn) -> list[str]:
    text = "".join(draw(st.lists(BITS, max_size=40)))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@settings(max_examples=600)
@given(cut_texts())
@example(["```", "\r", "x\n"])
@example(["`" * LONGEST, "` [3]"])
def test_any_cut_of_any_text_gives_the_pieces_of_the_whole(chunks: list[str]) -> None:
    whole = parse("".join(chunks), KNOWN)
    assert streamed(chunks) == whole
    assert streamed(list("".join(chunks))) == whole


@settings(max_examples=100)
@given(st.lists(BITS, min_size=100, max_size=400), st.data())
def test_long_texts_cut_at_random_give_the_pieces_of_the_whole(bits: list[str], data: st.DataObject) -> None:
    text = "".join(bits)
    size = data.draw(st.integers(1, 30))
    assert streamed([text[at : at + size] for at in range(0, len(text), size)]) == parse(text, KNOWN)


@settings(max_examples=300)
@given(st.text(alphabet=st.characters(exclude_characters="[【［<\\`~"), max_size=200))
def test_text_without_brackets_or_code_is_untouched(text: str) -> None:
    assert "".join(piece.text for piece in parse(text, KNOWN) if isinstance(piece, Text)) == text


@settings(max_examples=300)
@given(cut_texts())
def test_a_known_marker_never_flashes_as_text_outside_code_and_links(chunks: list[str]) -> None:
    text = "".join(chunks)
    if any(sign in text for sign in "`~(\\") or "think" in text:
        return
    shown = "".join(piece.text for piece in streamed(list(text)) if isinstance(piece, Text))
    assert not re.search(r"\[2\.3\]", shown)


@pytest.mark.parametrize(
    "pattern", ["[", "[1,", "`", "``` ", "[[2.3", "<", "<thin", "word [2.3]. ", "](", "~", "\\", "[a](x"]
)
def test_no_more_than_a_bounded_run_is_held_back(pattern: str) -> None:
    parser = Parser(KNOWN)
    shown = 0
    for fed, char in enumerate(pattern * (3000 // len(pattern)), 1):
        for piece in parser.feed(char):
            shown += len(piece.text) if isinstance(piece, Text) else 5
        assert fed - shown <= 2 * LONGEST + 5


@pytest.mark.parametrize("pattern", ["[1,1", "[[", "`a ``b ", "<thin", "word [2.3]. ", "[a](", "\n```x`"])
def test_time_grows_with_the_length_and_not_with_its_square(pattern: str) -> None:
    def taken(length: int) -> float:
        start = time.process_time()
        parse(pattern * (length // len(pattern)), KNOWN)
        return time.process_time() - start

    taken(2_000)
    assert taken(80_000) < 40 * max(taken(8_000), 0.001)
