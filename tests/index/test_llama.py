import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from llama_index.core.schema import MetadataMode

from dateline import Archive
from dateline.errors import WrongUse

RECORDS = [
    {
        "id": "bridge",
        "publisher": "Orn Gazette",
        "published": "2025-01-09",
        "text": "The bridge is 412 metres long.",
    },
    {"id": "ferry", "text": "The old ferry beside the bridge carried 90,000 passengers a year."},
]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in RECORDS), "utf-8")
    with Archive(tmp_path / "archive") as archive:
        archive.add(path)
        yield archive


def test_nodes_are_the_hits_of_a_search(archive: Archive) -> None:
    nodes = archive.as_retriever(k=2).retrieve("bridge metres")
    hits = archive.search("bridge metres", k=2)
    assert len(nodes) == 2
    for node, hit in zip(nodes, hits, strict=True):
        assert node.node_id == f"{hit.article}:{hit.version}:{hit.start}-{hit.end}"
        assert (node.node.get_content(), node.score) == (hit.text, hit.score)
        assert (node.node.start_char_idx, node.node.end_char_idx) == (hit.start, hit.end)
        assert node.node.source_node is not None
        assert node.node.source_node.node_id == hit.article


def test_a_node_tells_a_model_who_published_it_and_when_and_no_more(archive: Archive) -> None:
    (node,) = archive.as_retriever(k=1).retrieve("bridge 412 metres")
    told = node.node.get_content(MetadataMode.LLM)
    assert told == (
        "title: \npublisher: Orn Gazette\npublished: 2025-01-09\n\nThe bridge is 412 metres long."
    )
    assert node.node.get_content(MetadataMode.EMBED) == "The bridge is 412 metres long."
    assert (node.metadata["version"], node.metadata["article"]) == (1, "bridge")


def test_filters_hold_for_every_question(archive: Archive) -> None:
    retriever = archive.as_retriever(since="2025-01-01", publishers=None)
    assert [each.metadata["article"] for each in retriever.retrieve("bridge ferry")] == ["bridge"]


def test_retrieving_without_waiting_gives_the_same(archive: Archive) -> None:
    retriever = archive.as_retriever()
    found = [each.node_id for each in asyncio.run(retriever.aretrieve("bridge"))]
    assert found == [each.node_id for each in retriever.retrieve("bridge")]


def test_a_wrong_filter_is_said_at_once(archive: Archive) -> None:
    with pytest.raises(WrongUse, match="since is 'soon'"):
        archive.as_retriever(since="soon")
