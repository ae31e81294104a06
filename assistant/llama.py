"""The assistant as a LlamaIndex query engine."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle

from dateline.assistant.answer import Answer, Citation
from dateline.index.llama import node

if TYPE_CHECKING:
    from dateline.assistant.assistant import Assistant


class DatelineQueryEngine(BaseQueryEngine):
    """Answers as `Assistant.ask` does; the source nodes are the citations, in their order.

    A response's `metadata["answer"]` is the whole answer, as `Answer.to_dict()` gives it. An abstention has
    its own text and no source nodes.
    """

    def __init__(self, assistant: "Assistant", filters: Mapping[str, Any]) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._assistant, self._filters = assistant, dict(filters)

    def _query(self, query_bundle: QueryBundle) -> Response:
        return _response(self._assistant.ask(query_bundle.query_str, **self._filters))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return _response(await self._assistant.aask(query_bundle.query_str, **self._filters))

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _response(answer: Answer) -> Response:
    told = answer.to_dict()
    nodes = [
        _node(citation, metadata)
        for citation, metadata in zip(answer.citations, told["citations"], strict=True)
    ]
    return Response(response=answer.text, source_nodes=nodes, metadata={"answer": told})


def _node(citation: Citation, metadata: dict[str, Any]) -> NodeWithScore:
    place = node(
        citation.quote,
        article=citation.article,
        version=citation.version,
        start=citation.start,
        end=citation.end,
        metadata={name: value for name, value in metadata.items() if name != "quote"},
    )
    return NodeWithScore(node=place)
