"""The measuring of the LLM writer: which cases, whose replies, where the markers point."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.llms.types import ChatMessage

from dateline.eval.bench.writer.asking import Asking, read, spread
from dateline.eval.bench.writer.kept import Kept
from dateline.eval.bench.writer.pointing import Pointed, added, marks, pointing
from dateline.eval.bench.writer.told import render
from dateline.eval.cases import Case
from dateline.index import Archive
from dateline.prompts import SENTINEL

from ...assistant.model_server import ModelServer, Says  # noqa: TID252  tests are no package to import absolutely

LINE = "Fire chief Greta Lindqvist said 37 firefighters were sent to the mill."


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model that says and cites one sentence; asked as the peer asks, it cites the first source for two things."""

    def reply(request: dict[str, Any]) -> str:
        asked = request["messages"][-1]["content"]
        if "Source 1" in asked:
            return "37 firefighters were sent to the mill [1]. It belongs to Otto Sund [1]."
        found = re.search(rf"^\[(\d+\.\d+)\] {LINE}", asked, re.MULTILINE)
        return f"{LINE} [{found[1]}]" if found else SENTINEL

    made = ModelServer([Says(reply)])
    yield made
    made.close()


def kept(server: ModelServer, folder: Path) -> Kept:
    return Kept(
        file=folder / "replies.jsonl",
        model="scripted",
        api_base=server.url,
        api_key="none",
        is_chat_model=True,
        max_tokens=99,
    )


def test_a_kept_reply_is_asked_for_once(server: ModelServer, tmp_path: Path) -> None:
    asked = [ChatMessage(role="user", content="Source 1")]
    first = kept(server, tmp_path).chat(asked).message.content
    again = kept(server, tmp_path)
    (part,) = again.stream_chat(asked)
    assert part.delta == first
    assert part.raw.choices[0].finish_reason == "stop"
    assert len(server.requests) == 1
    assert [each.input_tokens for each in again.asked] == [100]


def test_numbers_and_names_are_looked_for_but_not_the_first_word() -> None:
    assert marks("The mayor, Otto Sund, sent twelve men on 4 May.") == {"otto", "sund", "12", "may*", "d4"}
    assert marks("Nobody was hurt.") == frozenset()


def test_a_marker_is_right_where_its_passage_has_them_all() -> None:
    passage = "Otto Sund sent 12 men."
    told = pointing(
        [
            Pointed("Then Sund sent 12 men.", (passage, "Nobody.")),
            Pointed("Then Sund sent 13 men.", (passage,), unknown=1),
            Pointed("Nobody was hurt.", (passage,)),
            Pointed("It is Otto Sund.", ()),
        ]
    )
    assert (told.sentences, told.bare, told.markers, told.unknown) == (4, 1, 5, 1)
    assert (told.looked_at, told.right) == (4, 1)
    assert added([told, told]).right == 2


def test_the_chosen_cases_are_always_the_same_and_spread_over_tags() -> None:
    cases = [Case(id=f"{tag}{n}", question="?", tags=(tag,)) for tag in "ab" for n in range(20)]
    chosen = spread(cases, 6)
    assert chosen == spread(list(reversed(cases)), 6)
    assert sum(case.tags == ("a",) for case in chosen) == 3
    assert spread(cases, 4) == chosen[:4]


def test_a_case_is_asked_in_every_way_once_and_reported(
    archive: Archive, make: Any, server: ModelServer, tmp_path: Path
) -> None:
    case = make.case(id="fire", question="How many firefighters were sent to the mill?", facts=[["37"]])
    out, ways = tmp_path / "found.jsonl", ("llm-flag", "extractive", "citation-engine")
    asking = Asking(archive, kept(server, tmp_path), evidence=400)
    said: list[str] = []
    findings = asking.run([case], ways, out, say=said.append)
    assert [each.way for each in findings] == list(ways)
    assert [json.loads(line)["way"] for line in out.read_text("utf-8").splitlines()] == list(ways)
    asking.run([case], ways, out, say=said.append)
    assert len(said) == len(ways)
    assert len(server.requests) == 2
    report = render(read(out), ["fire"])
    assert "citation-engine" in report
    lines = {line.split()[0]: line.split() for line in report.splitlines() if line.strip()}
    assert lines["fact_recall"][1] == lines["fact_recall"][3] == "1.000"
    # Otto Sund is in no source: of the engine's two markers one points at what its sentence says.
    assert lines["citation-engine"][1:8] == ["2", "0", "2", "0", "2", "1", "0.500"]
