"""An answer as Markdown, read back by a Markdown parser."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dateline.assistant.answer import Answer, Citation, Disagreement, Position, Statement
from dateline.assistant.web.markdown import as_markdown, conversation_markdown

LINK = "https://marsh-courier.example/families?a=1&b=2#:~:text=at%20noon"
CITED = Citation(1, "family", 1, 0, 7, "at noon", 0, "Two [families]", "Marsh Courier", url=LINK, link=LINK)


def answer(**more: Any) -> Answer:
    given: dict[str, Any] = {
        "id": "a1",
        "question": "When?",
        "standalone": "When?",
        "created": "2025-05-01T10:00:00Z",
        "text": "At noon. [1]",
        "statements": (Statement("At noon.", 0, 8, (1,)),),
        "citations": (CITED,),
    }
    return Answer(**(given | more))


def links(markdown: str) -> list[str]:
    tokens = (child for token in MarkdownIt().parse(markdown) for child in token.children or ())
    return [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]


def test_every_quote_has_its_publisher_date_and_link() -> None:
    assert as_markdown(answer()) == (
        "**When?**\n\nAt noon. [1]\n\n"
        f"- \\[1\\] Marsh Courier, date unknown: [Two \\[families\\]](<{LINK}>). “at noon”\n"
    )
    assert links(as_markdown(answer())) == [LINK]


def test_what_was_asked_and_what_is_doubtful_is_said() -> None:
    doubtful = Statement("At noon.", 0, 8, (1,), "partly", "noon of another day")
    told = as_markdown(
        answer(
            standalone="When on Sunday?",
            as_of="2025-03-31",
            filters={"since": "2025-01-01"},
            statements=(doubtful,),
        )
    )
    assert "*Asked as: When on Sunday?; as of 2025-03-31; since 2025-01-01*" in told
    assert "Note: “At noon.” – only partly supported: noon of another day" in told


def test_a_conversation_has_its_answers_in_order() -> None:
    told = conversation_markdown([answer(), answer(question="Then?")])
    assert told.index("**When?**") < told.index("\n---\n") < told.index("**Then?**")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_of_an_article_become_html_or_a_link_of_their_own(title: str, quote: str) -> None:
    told = as_markdown(
        answer(
            question=title or "?",
            citations=(replace(CITED, title=title or "x", quote=quote, publisher=title),),
        )
    )
    tokens = MarkdownIt().parse(told)
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in [*tokens, *inline]} & {"html_block", "html_inline", "image"} == set()
    assert links(told) == [LINK]


def test_a_disagreement_names_each_side_and_who_takes_it() -> None:
    other = replace(CITED, number=2, publisher="Town Record", published="2025-04-05")
    sides = Disagreement("when", (Position("at noon", 0, (1,)), Position("at *dawn*", 0, (2,))))
    told = as_markdown(answer(citations=(CITED, other), disagreements=(sides,)))
    assert (
        "The articles disagree about when:\n\n- at noon (Marsh Courier, date unknown) \\[1\\]\n"
        "- at \\*dawn\\* (Town Record, 5 April 2025) \\[2\\]\n" in told
    )
