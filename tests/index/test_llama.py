import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle

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


class _ShortestFirst(BaseNodePostprocessor):
    """The shortest passage first; those beyond a length are left out."""

    longest: int = 1000

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        assert query_bundle is not None
        assert query_bundle.query_str == "bridge"
        lengths = [(len(each.node.get_content()), each.node) for each in nodes]
        kept = sorted((each for each in lengths if each[0] <= self.longest), key=lambda each: each[0])
        return [NodeWithScore(node=node, score=1 / length) for length, node in kept]


def test_a_reranker_orders_every_search(archive: Archive) -> None:
    archive.reranker = _ShortestFirst()
    hits = archive.search("bridge")
    assert [hit.article for hit in hits] == ["bridge", "ferry"]
    assert [hit.score for hit in hits] == [pytest.approx(1 / len(hit.text), abs=1e-6) for hit in hits]
    assert sum(hits[0].parts.values()) == pytest.approx(hits[0].score, abs=1e-5)
    assert [node.score for node in archive.as_retriever(k=1).retrieve("bridge")] == [hits[0].score]


def test_what_a_reranker_leaves_out_is_not_found(archive: Archive) -> None:
    archive.reranker = _ShortestFirst(longest=40)
    assert [hit.article for hit in archive.search("bridge")] == ["bridge"]
