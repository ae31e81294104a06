import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.article import Block, Span
from dateline.index.sentences import LONGEST, split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text, [Block(0, len(text), "paragraph")])]


@pytest.mark.parametrize(
    "whole",
    [
        "The launch came on Jan. 9 in the harbour.",
        "U.S. Secretary of State Antony Blinken was in Seoul.",
        "It was U.S. Deputy Ambassador Shea who told the U.N. Security Council.",
        "Lt. Gov. Ann Lee met Gen. Mark Holm at No. 10 on Monday.",
        "George W. Bush met J. R. Stone at 5 a.m. Monday.",
        "Sen. Bo Ek, D-Mass., said it cost $5.5 million.",
        "She was born in St. Louis, Mo., and lives in Washington, D.C., today.",
        "“Go!” he said.",
        '"Is it safe?" she asked.',
        "1. The bridge is closed.",
        "Bridge news?:Ferries run",
    ],
)
def test_no_break_inside_a_sentence(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["He came back from the U.S.", "Then he left again."],
        ["He said “go.”", "She went."],
        ["He left (in haste.)", "She stayed."],
        ["It was the second novel of “The Ultimate Good Luck.”", "“We are pleased,” she said."],
        ["He is the company's CEO.", "“It is about moving on.”"],
        ["The fewest ever recorded, the Harbour Post reports.", "A coalition sent a letter."],
        ["That was in 2014.", "The bridge is older."],
        ["Sales fell.", "iPhone sales fell more."],
        ["他说：“你好。”", "然后走了。", "真的吗？"],
        ["هل هذا صحيح؟", "نعم."],
        ["यह सच है।", "वह गया।"],
    ],
)
def test_break_between_sentences(parts: list[str]) -> None:
    spaced = " " if parts[0].isascii() or parts[0][0] in "Iهय" else ""
    joined = ("" if parts[0][0] == "他" else spaced or " ").join(parts)
    assert sentences(joined) == parts


def test_heading_is_a_sentence_of_its_own() -> None:
    text = "What now? Who pays?\n\nNobody knows. Nobody says."
    found = split(text, [Block(0, 19, "heading"), Block(21, len(text), "paragraph")])
    assert found == [Span(0, 19), Span(21, 34), Span(35, 47)]


def test_no_block_gives_no_sentence() -> None:
    assert split("", []) == []


def test_a_run_without_full_stops_is_divided_at_clauses() -> None:
    text = "the ferry came in, the ferry went out, " * 100
    found = sentences(text.strip())
    assert len(found) == 3
    assert all(each.endswith(",") for each in found[:-1])
    assert all(len(each) <= LONGEST for each in found)


def test_a_word_without_end_is_divided_too() -> None:
    assert [len(each) for each in sentences("x" * 4000)] == [1500, 1500, 1000]


NEWS = st.sampled_from(
    [
        "The U.S. ",
        "Jan. 9 ",
        "Gen. ",
        "He left. ",
        "“No.” ",
        '"Go!" ',
        "(Yes.) ",
        "No. 10 ",
        "他走了。",
        "؟ ",
        "e\u0301",
        "A. B. ",
    ]
)


@given(st.lists(st.one_of(st.text(max_size=30), NEWS), max_size=30), st.integers(0, 3))
@settings(max_examples=200)
def test_every_character_that_is_no_blank_lies_in_one_sentence(parts: list[str], long: int) -> None:
    text = "".join(parts) + "no end " * (400 * long)
    found = split(text, [Block(0, len(text), "paragraph")])
    covered = [at for start, end in found for at in range(start, end)]
    assert len(covered) == len(set(covered))
    assert {at for at, sign in enumerate(text) if not sign.isspace()} <= set(covered)
    assert covered == sorted(covered)
    for start, end in found:
        assert 0 < end - start <= LONGEST
        assert text[start:end] == text[start:end].strip()
