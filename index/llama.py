"""The archive as a LlamaIndex retriever."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from dateline.index.hit import Filters, Hit

if TYPE_CHECKING:
    from dateline.index.archive import Archive

# What a language model has no use for; the reader of the nodes finds it all the same.
_UNSEEN = ("article", "version", "passage", "start", "end", "parts", "copies", "language", "url")


class DatelineRetriever(BaseRetriever):
    """Retrieves the `k` best passages as `Archive.search` does, with the same filters.

    Each node's id is `article:version:start-end`; its metadata is the hit; offsets are code points.
    """

    def __init__(self, archive: "Archive", *, k: int = 10, **filters: Any) -> None:
        super().__init__()
        given = {name: value for name, value in filters.items() if value}
        self._archive, self._k, self._filters = archive, k, Filters.of(**given)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._archive.find(query_bundle.query_str, self._filters, k=self._k)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]


def reranked(hits: list[Hit], question: str, postprocessor: BaseNodePostprocessor) -> list[Hit]:
    """The hits that a postprocessor keeps, in its order and with its scores; what it adds is a part of a score."""
    nodes = [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]
    known = {each.node_id: hit for each, hit in zip(nodes, hits, strict=True)}
    kept = postprocessor.postprocess_nodes(nodes, query_str=question)
    return [_scored(known[each.node_id], each.score) for each in kept if each.node_id in known]


def _scored(hit: Hit, score: float | None) -> Hit:
    if score is None:
        return hit
    new = round(float(score), 6)
    return replace(hit, score=new, parts={**hit.parts, "rerank": round(new - hit.score, 6)})


def node(
    text: str, *, article: str, version: int, start: int, end: int, metadata: dict[str, Any]
) -> TextNode:
    """A span of a version as a LlamaIndex node."""
    known = {name: value for name, value in metadata.items() if value is not None}
    return TextNode(
        id_=f"{article}:{version}:{start}-{end}",
        text=text,
        start_char_idx=start,
        end_char_idx=end,
        metadata=known,
        excluded_embed_metadata_keys=list(known),
        excluded_llm_metadata_keys=[name for name in known if name in _UNSEEN],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article)},
    )


def _node(hit: Hit) -> TextNode:
    told = hit.to_dict()
    text = told.pop("text")
    told.pop("score")
    return node(text, article=hit.article, version=hit.version, start=hit.start, end=hit.end, metadata=told)
