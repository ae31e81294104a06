import textwrap

from hypothesis import given
from hypothesis import strategies as st

from dateline.index.unwrap import across_pages, unwrapped, without_page_furniture

ONE = (
    "The old harbour bridge was closed on Monday after inspectors found cracks in two of its pillars, and "
    "the mayor said that ferries would run every ten minutes until the repairs are done in spring next year."
)
TWO = (
    "Shopkeepers on the north bank have asked the council to waive the market fee, because few customers "
    "take the ferry, and those who do carry little home."
)


def texts(text: str, *, paged: bool = False) -> list[str]:
    return [piece.text for piece in unwrapped(text, paged=paged)]


def test_paragraphs_broken_at_a_width_are_made_whole() -> None:
    assert texts(f"{textwrap.fill(ONE, 72)}\n\n{textwrap.fill(TWO, 72)}") == [ONE, TWO]


def test_indent_begins_a_paragraph_in_wrapped_text() -> None:
    wire = textwrap.fill(ONE, 66) + "\n" + textwrap.fill(TWO, 66, initial_indent="    ")
    assert texts(wire) == [ONE, TWO]


def test_items_of_a_wrapped_list_stay_apart() -> None:
    items = [textwrap.fill(ONE, 70, initial_indent="- "), textwrap.fill(TWO, 70, initial_indent="- ")]
    assert texts("\n".join(items)) == [f"- {ONE}", f"- {TWO}"]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    assert texts(f"{ONE}\n{TWO}\n{ONE}") == [ONE, TWO, ONE]


def test_verse_stays_apart() -> None:
    verse = ["The tide comes in,", "the tide goes out,", "the bridge stands still", "and nobody walks."]
    assert texts("\n".join(verse)) == verse


def test_word_split_at_a_line_end_is_made_whole_where_the_text_knows_it() -> None:
    text = (
        "The harbour master wrote to the government on Monday, and the govern-\n"
        "ment answered him on the following day that the well-known old pil-\n"
        "lars would be looked at by a diver before the end of the next month,\n"
        "and it asked for patience."
    )
    (whole,) = texts(text)
    assert "the government answered" in whole
    assert "old pil-lars" in whole


def test_compound_split_at_its_hyphen_keeps_it() -> None:
    text = (
        "The harbour master is a well-known man in this town and he is a well-\n"
        "known man in the next town too, which has its own harbour and bridge,\n"
        "and its own harbour master."
    )
    assert "a well-known man in the next" in texts(text)[0]


def test_running_heads_and_page_numbers_are_cut() -> None:
    pages = [f"Harbour Post  9 January\n\nText of page {number}.\n\n{number}" for number in (1, 2, 3)]
    kept, cut = without_page_furniture(pages)
    assert kept == ["Text of page 1.", "Text of page 2.", "Text of page 3."]
    assert cut == [
        "Harbour Post  9 January",
        "1",
        "Harbour Post  9 January",
        "2",
        "Harbour Post  9 January",
        "3",
    ]


def test_sentence_that_goes_on_overleaf_is_not_parted() -> None:
    assert (
        across_pages(["He said the", "bridge was old.", "New page."])
        == "He said the\nbridge was old.\n\nNew page."
    )


@given(st.lists(st.text(st.characters(exclude_characters="-"), max_size=90), max_size=12))
def test_unwrapping_moves_blanks_only(rows: list[str]) -> None:
    text = "\n".join(rows)
    joined = "".join("".join(piece.text.split()) for piece in unwrapped(text))
    assert joined == "".join(text.split())
