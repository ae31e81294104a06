"""Stock LlamaIndex: a VectorStoreIndex on Chroma, alone (as CitationQueryEngine retrieves) and with BM25."""

from collections.abc import Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import BaseNode, NodeWithScore
from llama_index.core.vector_stores import FilterCondition, FilterOperator, MetadataFilter, MetadataFilters
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.chroma import ChromaVectorStore

from dateline.eval.bench.peers import Asked, Piece, Shown
from dateline.eval.bench.peers.chunks import nodes
from dateline.eval.bench.peers.embedding import Ours
from dateline.index.embed import Embedding


class Vectors:
    """`VectorStoreIndex` over `ChromaVectorStore`, `SentenceSplitter`, retriever with metadata filters."""

    def add(self, source: Path, pieces: Sequence[Piece], folder: Path, embedding: Embedding) -> None:
        """Split, embed and index the articles."""
        self._index(nodes(pieces), folder, embedding)

    def search(self, asked: Asked, *, k: int) -> list[Shown]:
        """The k best passages, best first."""
        return shown(self._retriever(asked, k).retrieve(asked.question))

    def _index(self, chunks: list[BaseNode], folder: Path, embedding: Embedding) -> None:
        settings = Settings(anonymized_telemetry=False)
        client = chromadb.PersistentClient(str(folder / "chroma"), settings=settings)
        store = ChromaVectorStore(chroma_collection=client.get_or_create_collection("articles"))
        context = StorageContext.from_defaults(vector_store=store)
        self._vectors = VectorStoreIndex(chunks, storage_context=context, embed_model=Ours(embedding))

    def _retriever(self, asked: Asked, k: int) -> BaseRetriever:
        return self._vectors.as_retriever(similarity_top_k=k, filters=filters(asked))


class Hybrid(Vectors):
    """The same with `BM25Retriever`, both fused by `QueryFusionRetriever` in its reciprocal rank mode."""

    def add(self, source: Path, pieces: Sequence[Piece], folder: Path, embedding: Embedding) -> None:
        """Split, embed and index the articles twice, by vectors and by words."""
        chunks = nodes(pieces)
        self._index(chunks, folder, embedding)
        self._words = BM25Retriever.from_defaults(nodes=chunks)
        self._places = [(str(chunk.metadata["article"]), chunk.metadata.get("day")) for chunk in chunks]

    def search(self, asked: Asked, *, k: int) -> list[Shown]:
        """The k best passages, best first."""
        self._words.similarity_top_k = min(k, len(self._places))
        # Its own filters are fixed when it is made; the mask they are turned into can be set anew.
        self._words.corpus_weight_mask = mask(asked, self._places)
        fusion = QueryFusionRetriever(
            [self._retriever(asked, k), self._words],
            llm=MockLLM(),
            similarity_top_k=2 * k,
            num_queries=1,
            mode=FUSION_MODES.RECIPROCAL_RANK,
            use_async=False,
        )
        allowed = set(asked.within)
        found = shown(fusion.retrieve(asked.question))
        days = dict(self._places)
        # BM25 fills up with masked chunks, which it scores 0: hence twice as many are asked for.
        kept = (each for each in found if not allowed or each.article in allowed)
        return [each for each in kept if _in_time(days.get(each.article), asked.as_of)][:k]


def filters(asked: Asked) -> MetadataFilters | None:
    """The filters of a question as LlamaIndex takes them."""
    made: list[MetadataFilter | MetadataFilters] = []
    if asked.as_of:
        made.append(MetadataFilter(key="day", value=asked.as_of, operator=FilterOperator.LTE))
    if asked.within:
        made.append(MetadataFilter(key="article", value=list(asked.within), operator=FilterOperator.IN))
    return MetadataFilters(filters=made, condition=FilterCondition.AND) if made else None


def mask(asked: Asked, places: Sequence[tuple[str, int | None]]) -> list[int] | None:
    """1 for each chunk that the filters of a question let through; None where it has none."""
    if not asked.as_of and not asked.within:
        return None
    allowed = set(asked.within)
    return [
        int((not allowed or article in allowed) and _in_time(day, asked.as_of)) for article, day in places
    ]


def shown(found: Sequence[NodeWithScore]) -> list[Shown]:
    """Retrieved nodes as passages."""
    return [
        Shown(str(each.node.metadata["article"]), each.node.get_content(), float(each.score or 0.0))
        for each in found
    ]


def _in_time(day: int | None, as_of: int | None) -> bool:
    return as_of is None or (day is not None and day <= as_of)
