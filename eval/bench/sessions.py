"""Clients of a running `dateline web`, each a conversation of its own: what they are told, and how long it takes."""

import json
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import httpx

from dateline.eval.bench.serving import browsed

TIMEOUT = 300.0


class Told(NamedTuple):
    """An answer as a client got it: its text, the quotes it rests on, and seconds from question to last word."""

    text: str
    quotes: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a client got no answer."""

    why: str


Ask = Callable[[str], dict[str, Any]]


@contextmanager
def as_json(address: str) -> Iterator[Ask]:
    """Asks `/api/ask`."""
    conversation = uuid.uuid4().hex
    with httpx.Client(base_url=address, timeout=TIMEOUT) as client:

        def ask(question: str) -> dict[str, Any]:
            body = {"question": question, "conversation": conversation}
            answer: dict[str, Any] = client.post("/api/ask", json=body).raise_for_status().json()
            return answer

        yield ask


@contextmanager
def as_stream(address: str) -> Iterator[Ask]:
    """Follows the events of `/api/ask`."""
    conversation = uuid.uuid4().hex
    with httpx.Client(base_url=address, timeout=TIMEOUT) as client:

        def ask(question: str) -> dict[str, Any]:
            body = {"question": question, "conversation": conversation, "stream": True}
            last = ""
            with client.stream("POST", "/api/ask", json=body) as response:
                for line in response.iter_lines():
                    last = line or last
            answer: dict[str, Any] = json.loads(last.removeprefix("data: "))
            return answer

        yield ask


@contextmanager
def as_openai(address: str) -> Iterator[Ask]:
    """Chats through OpenAI's client, which sends the whole conversation each time."""
    from openai import OpenAI  # noqa: PLC0415  takes a second to import

    asked: list[str] = []
    with OpenAI(base_url=f"{address}v1", api_key="none", timeout=TIMEOUT, max_retries=0) as client:
        # It imports its parts when they are first used, which would count as waiting.
        client.chat.completions  # noqa: B018

        def ask(question: str) -> dict[str, Any]:
            asked.append(question)
            messages: Any = [{"role": "user", "content": each} for each in asked]
            given: Any = client.chat.completions.create(model="dateline", messages=messages)
            text = given.choices[0].message.content
            return {"text": text, "citations": given.citations}

        yield ask


@contextmanager
def as_gradio(address: str) -> Iterator[Ask]:
    """Asks through Gradio's client, which waits in the page's own queue."""
    from gradio_client import Client  # noqa: PLC0415  takes a second to import

    conversation = uuid.uuid4().hex
    client = Client(address, verbose=False, analytics_enabled=False)
    try:

        def ask(question: str) -> dict[str, Any]:
            answer: dict[str, Any] = client.predict(question, conversation=conversation, api_name="/ask")
            return answer

        yield ask
    finally:
        client.close()


@contextmanager
def as_browser(address: str) -> Iterator[Ask]:
    """Types into the page in a chromium, and takes the answer from the conversation that the page names."""
    with browsed() as browser:
        page = browser.new_page()
        page.set_default_timeout(1000 * TIMEOUT)
        page.goto(address)
        page.wait_for_selector(".dl-ask[data-ready=true]", state="attached")

        def ask(question: str) -> dict[str, Any]:
            turns = page.locator(".dl-turn").count()
            page.fill("#dl-question", question)
            page.press("#dl-question", "Enter")
            page.locator(".dl-turn").nth(turns).locator("xpath=self::*[@data-state='done']").wait_for()
            conversation = page.evaluate("new URLSearchParams(location.search).get('c')")
            kept = httpx.get(f"{address}api/conversations/{conversation}.json", timeout=TIMEOUT).json()
            answer: dict[str, Any] = kept[turns]
            return answer

        yield ask


KINDS = {
    "/api/ask": as_json,
    "/api/ask, streamed": as_stream,
    "openai": as_openai,
    "gradio_client": as_gradio,
}
"""The programs' ways to ask, by name."""


def asked(ask: Ask, questions: Sequence[str], *, pause: float) -> list[Told | Failed]:
    """Ask one question after the other, `pause` seconds between them."""
    told: list[Told | Failed] = []
    for question in questions:
        begun = time.perf_counter()
        try:
            answer = ask(question)
            quotes = tuple(each["quote"] for each in answer["citations"])
            told.append(Told(answer["text"], quotes, time.perf_counter() - begun))
        except Exception as error:  # of any client's kind: what counts is that there is no answer
            told.append(Failed(f"{type(error).__name__}: {error}"))
        time.sleep(pause)
    return told
