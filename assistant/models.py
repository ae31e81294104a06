"""Which model writes: the endpoint that the settings name, or none."""

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.assistant.cached import cached
from dateline.assistant.counting import counter
from dateline.assistant.endpoint import Endpoint
from dateline.assistant.lines import client
from dateline.assistant.settings import AssistantSettings
from dateline.errors import WrongUse

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

OPENAI = "https://api.openai.com/v1"
OPENAI_MODEL = "gpt-4o-mini"  # where the writer llm is asked for with OpenAI's key, and no model is named
_HOW = "set DATELINE_LLM_MODEL, and DATELINE_LLM_BASE_URL or OPENAI_API_KEY; or use writer extractive"


def writes(settings: AssistantSettings, *, handed: bool = False) -> bool:
    """Whether a model writes. A key alone sends nothing: a model must be named, or the writer llm, too.

    WrongUse where the writer llm is asked for and no model can be asked.
    """
    if handed:
        return settings.writer != "extractive"
    if settings.writer == "extractive":
        return False
    if settings.llm_base_url:
        ready = bool(settings.llm_model)
    else:
        ready = bool(_openai_key(settings) and (settings.llm_model or settings.writer == "llm"))
    if settings.writer == "llm" and not ready:
        raise WrongUse(f"the writer llm needs a configured model: {_HOW}")
    return ready


def endpoint_of(settings: AssistantSettings) -> Endpoint:
    """The endpoint that the settings name. Takes some seconds the first time: LlamaIndex is imported."""
    from llama_index.llms.openai_like import OpenAILike  # noqa: PLC0415  takes seconds

    base = settings.llm_base_url or OPENAI
    # OPENAI_API_KEY is OpenAI's: no other endpoint is ever sent it.
    key = settings.llm_api_key if settings.llm_base_url else _openai_key(settings)
    model = settings.llm_model or OPENAI_MODEL
    most = min(settings.llm_max_tokens, settings.llm_context // 3)
    llm = OpenAILike(
        model=model,
        api_base=base,
        api_key=key or "none",
        is_chat_model=True,
        context_window=settings.llm_context,
        max_tokens=most,
        temperature=settings.llm_temperature,
        max_retries=0,
        timeout=settings.llm_deadline,
        additional_kwargs={"stream_options": {"include_usage": True}},
        http_client=client(),
    )
    place = f"the model endpoint {_shown(base)}"
    count = counter(model, settings.llm_tokenizer)
    endpoint = Endpoint(llm, model, place, own=True, context=settings.llm_context, most=most, count=count)
    return cached(endpoint, settings.llm_cache, settings.llm_cache_megabytes)


def endpoint_around(llm: "LLM", settings: AssistantSettings) -> Endpoint:
    """An endpoint around any LlamaIndex LLM.

    Its replies are never kept: what else they depend on, and whether they are whole, only the LLM knows.
    """
    told = llm.metadata
    context = told.context_window if told.context_window > 0 else settings.llm_context
    most = told.num_output if told.num_output > 0 else settings.llm_max_tokens
    return Endpoint(
        llm,
        told.model_name,
        f"the model {told.model_name}",
        context=context,
        most=min(most, context // 3),
        count=counter(told.model_name, settings.llm_tokenizer),
    )


def _openai_key(settings: AssistantSettings) -> str | None:
    return settings.llm_api_key or os.environ.get("OPENAI_API_KEY")


def _shown(url: str) -> str:
    """An address without name, key or question."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")
