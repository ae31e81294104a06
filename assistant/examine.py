"""The model endpoint put to the test: is it there, has it the model, does it stream, does it cite?"""

import os
import time
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from dateline.assistant.assemble import assemble
from dateline.assistant.endpoint import Deadline, Endpoint, Failed, Reply
from dateline.assistant.markers import Marker, Parser
from dateline.assistant.models import OPENAI, endpoint_of, writes
from dateline.assistant.settings import AssistantSettings
from dateline.errors import WrongUse
from dateline.index.characters import published
from dateline.prompts import SENTINEL, load

LOCAL: tuple[tuple[str, int], ...] = (("Ollama", 11434), ("llama.cpp", 8080))
"""Servers on this machine, and the ports they use unless told otherwise."""

_QUESTION = "How long is the bridge over the Orn?"
_EVIDENCE = (
    "Passage 1: Orn Gazette, 9 January 2025 — Bridge over the Orn opens\n"
    "[1.1] Runa Halvik, an engineer from Sund, designed the bridge.\n"
    "[1.2] The bridge over the Orn is 412 metres long."
)
_HOLDS = "1.2"
_IDS = ("1.1", "1.2", "1")
_MOST_NAMED = 8
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `state` is ok, fault, or off; `remedy` says what to do, empty where nothing is."""

    name: str
    state: str
    told: str
    remedy: str = ""


def examine(settings: AssistantSettings) -> list[Finding]:
    """What can be said of the configured endpoint; without one, how a model is switched on.

    Only the configured endpoint and, where there is none, two ports of this machine are asked.
    """
    if settings.writer == "extractive":
        told = "writer is extractive: no model is asked"
        return [Finding("language model", "off", told, "unset writer where a model is to write")]
    try:
        configured = writes(settings)
    except WrongUse as error:
        return [Finding("language model", "fault", str(error)), *_local()]
    if not configured:
        return [_off(settings), *_local()]
    return [*_listed(settings), *_tried(settings)]


def _off(settings: AssistantSettings) -> Finding:
    if settings.llm_base_url:
        told = "an endpoint is named, but no model: sentences are quoted, nothing is sent"
        return Finding("language model", "off", told, "set DATELINE_LLM_MODEL to a model it has")
    if settings.llm_api_key or os.environ.get("OPENAI_API_KEY"):
        told = "a key is set, and a key alone sends nothing: sentences are quoted"
        remedy = "to let OpenAI's model write, set DATELINE_LLM_MODEL=gpt-4o-mini, or ask with --writer llm"
        return Finding("language model", "off", told, remedy)
    told = "none is configured: sentences are quoted, nothing is sent"
    return Finding("language model", "off", told, "docs/models.md says how to connect one")


def _local() -> list[Finding]:
    """Servers of this machine that list their models, each with the line that switches it on."""
    found = []
    for name, port in LOCAL:
        base = f"http://127.0.0.1:{port}/v1"
        models = _models(base, key=None, seconds=0.5, trust_env=False)
        if isinstance(models, list):
            told = f"{name} answers on port {port}" + (f" with {_named(models)}" if models else "")
            line = f"DATELINE_LLM_BASE_URL={base} DATELINE_LLM_MODEL={models[0] if models else 'MODEL'}"
            found.append(Finding("local server", "off", told, f"to switch it on, set {line}"))
    return found


def _listed(settings: AssistantSettings) -> list[Finding]:
    """Whether the endpoint lists the model; nothing where it keeps no list, for asking it tells more."""
    endpoint = settings.llm_base_url or OPENAI
    key = settings.llm_api_key or (None if settings.llm_base_url else os.environ.get("OPENAI_API_KEY"))
    models = _models(endpoint, key=key, seconds=min(10.0, settings.llm_deadline), trust_env=True)
    if not isinstance(models, list) or not models or settings.llm_model is None:
        return []
    if settings.llm_model in models or f"{settings.llm_model}:latest" in models:
        return [Finding("model", "ok", f"the endpoint has {settings.llm_model}")]
    told = f"the endpoint does not list {settings.llm_model}; it has {_named(models)}"
    return [Finding("model", "fault", told, "set DATELINE_LLM_MODEL to one of these")]


def _models(base: str, *, key: str | None, seconds: float, trust_env: bool) -> list[str] | None:
    """The names of an endpoint's models; None where it does not tell."""
    import httpx  # noqa: PLC0415  start-up

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with httpx.Client(timeout=seconds, follow_redirects=False, trust_env=trust_env) as client:
            answered = client.get(f"{base.rstrip('/')}/models", headers=headers)
        told = answered.json()["data"] if answered.status_code == 200 else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return None
    if not isinstance(told, list):
        return None
    names = [each.get("id") for each in told if isinstance(each, dict)]
    return [published(name).split("\n")[0][:_LONGEST_NAME] for name in names if isinstance(name, str)]


def _tried(settings: AssistantSettings) -> list[Finding]:
    """One built-in question, asked as any other is, but once and never from the cache."""
    endpoint = endpoint_of(settings.model_copy(update={"llm_cache": None}))
    prompt = load("answer", settings.prompts_folder)
    system, user = prompt.render(question=_QUESTION, as_of=None, evidence=_EVIDENCE, sentinel=SENTINEL)
    parser, reply, pieces = Parser(_IDS), Reply(), list[Any]()
    began, arrived = time.perf_counter(), list[float]()
    stream = endpoint.stream(system, user, deadline=Deadline(settings.llm_deadline), reply=reply)
    try:
        with closing(stream):
            for chunk in stream:
                arrived.append(time.perf_counter() - began)
                pieces += parser.feed(chunk)
    except Failed as failure:
        return [Finding("endpoint", "fault", published(failure.fault.words), "see docs/models.md")]
    pieces += parser.close()
    total = time.perf_counter() - began
    return [_reached(endpoint, total), _streamed(arrived), _cited(pieces)]


def _reached(endpoint: Endpoint, seconds: float) -> Finding:
    return Finding("endpoint", "ok", f"{endpoint.place} answered as {endpoint.name} in {seconds:.1f} s")


def _streamed(arrived: list[float]) -> Finding:
    if len(arrived) > 1:
        told = f"the first text came after {arrived[0]:.1f} s, in {len(arrived)} pieces"
        return Finding("streaming", "ok", told)
    told = "the answer came in one piece: a reader sees nothing until it is whole"
    return Finding("streaming", "fault", told, "let the server, or a proxy before it, stream")


def _cited(pieces: list[Any]) -> Finding:
    named = {each for piece in pieces if isinstance(piece, Marker) for each in piece.ids}
    if named & {_HOLDS, "1"}:
        return Finding("citations", "ok", "the built-in question was answered with the right citation")
    said = " ".join(each.text for each in assemble(pieces))
    told = f"the built-in question was answered without the right citation: “{published(said)[:200]}”"
    remedy = "use a larger model; with this one only what the support check finds is cited"
    return Finding("citations", "fault", told, remedy)


def _named(models: list[str]) -> str:
    more = len(models) - _MOST_NAMED
    return ", ".join(models[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
