"""Whatever a model writes, and however it arrives, the answer is sound and shows nothing that is fetched."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dateline import Archive
from dateline.assistant.assemble import assemble
from dateline.assistant.evidence import gather
from dateline.assistant.judged import compose, judge
from dateline.assistant.ledger import Evidence, ids_of
from dateline.assistant.live import Live
from dateline.assistant.markers import Parser

PARTS = [
    "The bridge is 412 metres long", "It cost 18 million crowns", ".", ". ", " ", "\n", "\n\n", "- ", "[1.1]", "[1.2]",
    " [1.1]", "[1]", "[9.9]", "[1.1, 1.2]", "【1.1】", "[", "]", "![a](https://e.example/x)", "(https://e.example)",
    "[a](http://e.example)", "<img src=x>", "`x`", "```\n", "**", "| a |", "?", "Mr. ", "“Yes.” ", ": ",
]  # fmt: skip
WRITTEN = st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=14).map("".join)
ONCE = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def shown(text: str, cut: int, evidence: Evidence) -> tuple[str, list[int], list[object]]:
    parser, live = Parser(ids_of(evidence.passages)), Live(evidence)
    pieces, events = [], []
    for at in range(0, len(text), cut):
        new = parser.feed(text[at : at + cut])
        pieces += new
        events += live.take(new)
    new = parser.close()
    pieces += new
    events += [*live.take(new), *live.close()]
    assert "".join(each.data["text"] for each in events if each.kind == "text") == live.text
    return live.text, [each.data["number"] for each in events if each.kind == "citation"], pieces


@ONCE
@given(text=WRITTEN, cut=st.integers(1, 30))
def test_what_is_shown_is_the_same_for_every_cut(town: Archive, text: str, cut: int) -> None:
    evidence = Evidence(town, gather(town, town.search("bridge", k=2)))
    once, cut_up = shown(text, 10_000, evidence), shown(text, cut, evidence)
    assert once[:2] == cut_up[:2]


@ONCE
@given(text=WRITTEN)
def test_an_answer_is_sound_and_nothing_in_it_is_fetched(town: Archive, text: str) -> None:
    evidence = Evidence(town, gather(town, town.search("bridge", k=2)))
    live, _, pieces = shown(text, 7, evidence)
    composed = compose(judge(assemble(pieces), evidence), evidence)  # type: ignore[arg-type]
    for each in composed.statements:
        assert composed.text[each.start : each.end] == each.text
        assert bool(each.citations) == (each.verdict != "uncited")
        assert set(each.citations) <= {citation.number for citation in composed.ledger.citations}
    for citation in composed.ledger.citations:
        assert town.get(citation.article).text[citation.start : citation.end] == citation.quote
    for told in (live, composed.text):
        assert not re.search(r"<(?:a|img|b)\b", MarkdownIt("commonmark").render(told))
