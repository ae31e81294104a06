import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.assistant.assemble import Marked, assemble
from dateline.assistant.markers import Marker, Text, parse

KNOWN = frozenset({"1.1", "2.3", "2.4", "2.5", "3", "4.1"})


def owned(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.text, each.ids) for each in assemble(parse(text, KNOWN))]


def test_a_marker_before_the_full_stop_belongs_to_its_sentence() -> None:
    assert owned("A man died [2.3]. Two fled [2.4].") == [("A man died.", ("2.3",)), ("Two fled.", ("2.4",))]


def test_a_marker_after_the_full_stop_belongs_to_the_sentence_before() -> None:
    assert owned("A man died. [2.3] Two fled.[2.4]") == [("A man died.", ("2.3",)), ("Two fled.", ("2.4",))]


def test_a_marker_inside_a_sentence_belongs_to_it() -> None:
    assert owned("A man [2.3] died, and two [2.4, 4.1] fled.") == [
        ("A man died, and two fled.", ("2.3", "2.4", "4.1"))
    ]


def test_doubled_markers_count_once() -> None:
    assert owned("A man died [2.3][2.3, 2.4].") == [("A man died.", ("2.3", "2.4"))]


def test_a_marker_on_a_line_of_its_own_belongs_to_the_sentence_before() -> None:
    assert owned("A man died.\n[2.3]\n\nTwo fled.") == [("A man died.", ("2.3",)), ("Two fled.", ())]


def test_a_marker_at_the_head_of_a_line_belongs_to_its_text() -> None:
    assert owned("In short:\n- [2.3] A man died.\n- [2.4] Two fled.") == [
        ("In short:", ()),
        ("A man died.", ("2.3",)),
        ("Two fled.", ("2.4",)),
    ]


def test_an_answer_that_begins_with_a_marker_and_ends_without_one_is_read_that_way() -> None:
    assert owned("[1.1] A man died. [2.3] Two fled. [2.4] One hid.") == [
        ("A man died.", ("1.1",)),
        ("Two fled.", ("2.3",)),
        ("One hid.", ("2.4",)),
    ]


def test_abbreviations_end_no_sentence() -> None:
    assert owned("The U.S. troops left on Jan. 9 [2.3]. Gov. Moss stayed [2.4].") == [
        ("The U.S. troops left on Jan. 9.", ("2.3",)),
        ("Gov. Moss stayed.", ("2.4",)),
    ]


def test_list_items_and_table_rows_are_sentences() -> None:
    text = "1. A man died [2.3]\n2) Two fled [2.4]\n\n| town | dead |\n|---|---|\n| Pirna | 4 [2.5] |"
    assert owned(text) == [
        ("A man died", ("2.3",)),
        ("Two fled", ("2.4",)),
        ("| town | dead |", ()),
        ("| Pirna | 4 |", ("2.5",)),
    ]


def test_a_marker_directly_before_the_next_sentence_leaves_a_blank() -> None:
    assert owned("He said “yes.”[2.3] Then he left.[2.4]Two fled.") == [
        ("He said “yes.”", ("2.3",)),
        ("Then he left.", ("2.4",)),
        ("Two fled.", ()),
    ]


def test_unknown_ids_are_told_with_their_sentence() -> None:
    assert assemble(parse("A man died [2.3, 9.9]. Two fled [8.8].", KNOWN)) == [
        Marked("A man died.", ("2.3",), ("9.9",)),
        Marked("Two fled.", (), ("8.8",), " "),
    ]


@pytest.mark.parametrize("text", ["", "  \n ", "[2.3]", "---\n***"])
def test_nothing_said_gives_no_sentence(text: str) -> None:
    assert assemble(parse(text, KNOWN)) == []


def test_leads_and_texts_are_the_answer() -> None:
    found = assemble(parse("First:\n\n- A man died [2.3].\n- Two fled. [2.4]\n", KNOWN))
    assert "".join(each.lead + each.text for each in found) == "First:\n\n- A man died.\n- Two fled."


PIECES = st.one_of(
    st.sampled_from(
        ["A man died.", " Two fled", ". ", "\n", "\n- ", " ", "Jan. 9 ", "| a | ", "why?", "“So.” "]
    ).map(Text),
    st.lists(st.sampled_from(["1.1", "2.3", "4.1"]), min_size=1, max_size=2, unique=True).map(
        lambda ids: Marker(tuple(ids))
    ),
)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=15))
def test_no_marker_is_lost_and_no_word_changed(pieces: list[Text | Marker]) -> None:
    found = assemble(pieces)
    said = "".join(piece.text for piece in pieces if isinstance(piece, Text))
    named = {id_ for piece in pieces if isinstance(piece, Marker) for id_ in piece.ids}
    assert {id_ for each in found for id_ in each.ids} == (named if found else set())
    assembled = "".join(each.lead + each.text for each in found)
    assert assembled.split() == said.split()[: len(assembled.split())] or "".join(
        assembled.split()
    ) in "".join(said.split())
