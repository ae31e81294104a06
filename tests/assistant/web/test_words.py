"""From an answer's text to what is drawn: `files/words.js`, run in the browser it is written for."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Blocks = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def blocks(browser: Any, address: str) -> Blocks:
    page = browser.new_page()
    page.goto(address + "page/words.js")

    def blocks(text: str, statements: list[dict[str, Any]] | None = None, *, running: bool = False) -> Any:
        script = "(given) => import('/page/words.js').then((words) => words.blocks(...given))"
        return page.evaluate(script, [text, statements, running])

    return blocks


def shown(blocks: list[dict[str, Any]]) -> list[list[str]]:
    """Each piece as a short word: text as it is, a chip as its number and what follows it."""
    return [
        [
            f"<{piece['number']}>{piece['tail']}" if piece["kind"] == "chip" else word(piece)
            for piece in block["pieces"]
        ]
        for block in blocks
    ]


def word(piece: dict[str, Any]) -> str:
    return f"!{piece['verdict']}" if piece["kind"] == "verdict" else str(piece["text"])


def said(text: str, whole: str, *citations: int, verdict: str = "supported", why: str = "") -> dict[str, Any]:
    start = whole.index(text)
    return {
        "text": text,
        "start": start,
        "end": start + len(text),
        "citations": list(citations),
        "verdict": verdict,
        "why": why,
    }


def test_a_marker_becomes_a_chip_that_takes_its_full_stop_along(blocks: Blocks) -> None:
    whole = "It rained [1]. It stopped. [2]"
    spans = [said("It rained", whole, 1), said("It stopped.", whole, 2)]
    assert shown(blocks(whole, spans)) == [["It rained", "<1>.", " ", "It stopped.", "<2>"]]


def test_a_marker_inside_a_quotation_stays_text(blocks: Blocks) -> None:
    whole = 'She wrote "see [1] and [2]" [1]'
    assert shown(blocks(whole, [said('She wrote "see [1] and [2]"', whole, 1)])) == [
        ['She wrote "see [1] and [2]"', "<1>"]
    ]


def test_markers_at_the_end_of_a_statement_that_holds_them_are_chips(blocks: Blocks) -> None:
    whole = "It rained [1][2]."
    assert shown(blocks(whole, [said(whole, whole, 1, 2)])) == [["It rained", "<1>", "<2>."]]


def test_a_number_that_is_no_citation_of_the_statement_stays_text(blocks: Blocks) -> None:
    whole = "It rained [7]"
    assert shown(blocks(whole, [said("It rained", whole, 1)])) == [["It rained", " ", "[7]"]]


def test_an_unfinished_marker_is_held_back_while_the_answer_arrives(blocks: Blocks) -> None:
    for arrived in ("It rained", "It rained ", "It rained [", "It rained [1"):
        assert shown(blocks(arrived, running=True))[0][0].rstrip() == "It rained"
    assert shown(blocks("It rained [1]", running=True)) == [["It rained", "<1>"]]


def test_what_is_escaped_is_shown_as_published(blocks: Blocks) -> None:
    whole = r"She wrote \"2 \* 3 \[1\] \<b\> C:\\dir\" [1]".replace('\\"', '"')
    shows = [['She wrote "2 * 3 [1] <b> C:\\dir"', "<1>"]]
    assert shown(blocks(whole, [said(whole.removesuffix(" [1]"), whole, 1)])) == shows
    assert shown(blocks(whole, running=True)) == shows


def test_half_an_escape_is_held_back(blocks: Blocks) -> None:
    assert shown(blocks("a \\", running=True)) == [["a "]]
    assert shown(blocks("a \\[", running=True)) == [["a ["]]
    assert shown(blocks("a \\\\", running=True)) == [["a \\"]]


def test_offsets_count_code_points(blocks: Blocks) -> None:
    whole = "👩‍👩‍👧‍👦 came 🇺🇦 [1] Nobody left."
    spans = [said("👩‍👩‍👧‍👦 came 🇺🇦", whole, 1), said("Nobody left.", whole, verdict="uncited")]
    assert shown(blocks(whole, spans)) == [["👩‍👩‍👧‍👦 came 🇺🇦", "<1>", " ", "Nobody left.", "!uncited"]]


def test_a_verdict_stands_behind_the_chips_and_the_full_stop(blocks: Blocks) -> None:
    whole = "It rained [1]. It snowed. Nobody minded."
    spans = [
        said("It rained", whole, 1, verdict="partly", why="only drizzle"),
        said("It snowed", whole, verdict="uncited"),
        said("Nobody minded.", whole, verdict="unsupported"),
    ]
    assert shown(blocks(whole, spans)) == [
        [
            "It rained",
            "<1>.",
            "!partly",
            " ",
            "It snowed",
            ".",
            "!uncited",
            " ",
            "Nobody minded.",
            "!unsupported",
        ]
    ]


def test_blank_lines_part_paragraphs_and_dashes_make_items(blocks: Blocks) -> None:
    drawn = blocks("Two things:\n- rain [1]\n- snow [2]\n\nThat is all.", running=True)
    assert [block["kind"] for block in drawn] == ["paragraph", "item", "item", "paragraph"]
    assert shown(drawn) == [["Two things:"], ["rain", "<1>"], ["snow", "<2>"], ["That is all."]]


def test_what_has_been_drawn_stays_when_the_answer_is_whole(blocks: Blocks) -> None:
    whole = 'UPI, 9 January 2025: "It rained." [1]\n\nAP, 10 January 2025: "It stopped." [2]'
    spans = [said(part.split(" [")[0], whole, number) for number, part in enumerate(whole.split("\n\n"), 1)]
    assert shown(blocks(whole, spans)) == shown(blocks(whole, running=True))
