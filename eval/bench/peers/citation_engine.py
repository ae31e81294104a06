"""Stock LlamaIndex `CitationQueryEngine`, given passages that were found already."""

from collections.abc import Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import LLM
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode


class _Given(BaseRetriever):
    def __init__(self, passages: Sequence[str]) -> None:
        super().__init__()
        self._nodes = [NodeWithScore(node=TextNode(text=each), score=1.0) for each in passages]

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return self._nodes


def answer(question: str, passages: Sequence[str], llm: LLM) -> tuple[str, list[str]]:
    """The engine's answer with [n] in it, and its sources, of which the nth is meant by [n]."""
    engine = CitationQueryEngine(_Given(passages), llm=llm)
    response = engine.query(question)
    sources = [each.node.get_content().partition("\n")[2].strip() for each in response.source_nodes]
    return str(response), sources
