import asyncio
from typing import Any

import pytest

from dateline import Archive, Assistant


@pytest.fixture
def engine(town: Archive) -> Any:
    return Assistant(town).as_query_engine()


def test_a_response_is_the_answer_and_its_nodes_are_the_citations(engine: Any) -> None:
    response = engine.query("How long is the bridge over the Orn?")
    answer = response.metadata["answer"]
    assert str(response) == answer["text"]
    assert [each.node_id for each in response.source_nodes] == [
        f"{each['article']}:{each['version']}:{each['start']}-{each['end']}" for each in answer["citations"]
    ]
    first = response.source_nodes[0]
    assert first.node.get_content() == "The bridge over the Orn is 412 metres long."
    assert first.node_id == "bridge:1:0-43"
    assert first.metadata["publisher"] == "Orn Gazette"
    assert (first.node.start_char_idx, first.node.end_char_idx) == (0, 43)


def test_asking_without_waiting_gives_the_same(engine: Any) -> None:
    question = "Who was elected mayor of Sund?"
    assert str(asyncio.run(engine.aquery(question))) == str(engine.query(question))


def test_an_abstention_has_no_nodes(engine: Any) -> None:
    response = engine.query("What is the price of tea in Lima?")
    assert response.metadata["answer"]["abstained"] is True
    assert response.source_nodes == []


def test_filters_go_with_every_question(town: Archive) -> None:
    early = Assistant(town).as_query_engine(until="2025-01-31")
    response = early.query("Who was elected mayor of Sund?")
    assert response.metadata["answer"]["filters"] == {"until": "2025-01-31"}
    assert not [each for each in response.source_nodes if each.metadata["article"] == "mayor"]
