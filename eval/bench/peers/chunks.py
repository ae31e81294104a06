"""The chunks that all peers share: LlamaIndex's SentenceSplitter with its defaults."""

from collections.abc import Sequence

from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import BaseNode, Document

from dateline.eval.bench.peers import Piece


def documents(pieces: Sequence[Piece]) -> list[Document]:
    """The articles as LlamaIndex documents: the title is metadata, which LlamaIndex embeds with the text."""
    return [
        Document(
            doc_id=piece.id,
            text=piece.text,
            metadata={"title": piece.title, "article": piece.id, **({"day": piece.day} if piece.day else {})},
            excluded_embed_metadata_keys=["article", "day"],
            excluded_llm_metadata_keys=["article", "day"],
        )
        for piece in pieces
    ]


def nodes(pieces: Sequence[Piece]) -> list[BaseNode]:
    """The documents in chunks of at most 1,024 tokens that overlap by 200: the defaults."""
    return SentenceSplitter().get_nodes_from_documents(documents(pieces))
