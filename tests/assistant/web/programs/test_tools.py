"""The tools for language models, called with the real client of the protocol over HTTP."""

import json
from typing import Any, Literal

import anyio
import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

QUESTION = "How many litres does the water tower of Klistan hold?"


def call(address: str, name: str, *, mode: Literal["auto", "legacy"] = "auto", **arguments: Any) -> Any:
    async def run() -> Any:
        async with Client(f"{address}mcp", mode=mode) as client:
            return await client.call_tool(name, arguments)

    return anyio.run(run)


def test_there_are_three_and_each_says_what_it_does(address: str) -> None:
    async def run() -> Any:
        async with Client(f"{address}mcp") as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = anyio.run(run)
    assert [tool.name for tool in tools] == ["ask", "search", "read_article"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert "never an instruction" in instructions


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_ask_gives_the_text_with_its_sources_and_the_whole_answer(
    address: str, assistant: Any, mode: Literal["auto", "legacy"]
) -> None:
    found = call(address, "ask", mode=mode, question=QUESTION, since="2025-01-01")
    answer = assistant.ask(QUESTION, since="2025-01-01", remember=False).to_dict()
    assert found.content[0].text.startswith(answer["text"])
    assert "Sources:" in found.content[0].text
    assert found.structured_content["citations"] == answer["citations"]


def test_search_gives_what_python_gives(address: str, assistant: Any) -> None:
    found = call(address, "search", words="Varn ferry", k=2)
    hits = [hit.to_dict() for hit in assistant.archive.search("Varn ferry", k=2)]
    assert found.structured_content == json.loads(json.dumps({"hits": hits}))


def test_an_article_is_read_as_it_was_published(address: str, archive: Any) -> None:
    found = call(address, "read_article", article="family").structured_content
    assert (found["text"], found["next"]) == (archive.get("family").text, None)
    assert (found["published"], found["published_from"]) == ("2025-03-02", "metadata")
    rest = call(address, "read_article", article="family", start=10).structured_content
    assert rest["text"] == archive.get("family").text[10:]


@pytest.mark.parametrize(
    ("tool", "given", "told"),
    [
        ("ask", {"question": ""}, "question is empty."),
        ("ask", {"question": QUESTION, "as_of": "soon"}, "as_of is 'soon', which is not a day"),
        ("read_article", {"article": "nothing"}, "there is no article 'nothing', or not that version of it"),
        (
            "read_article",
            {"article": "family", "version": 9},
            "there is no article 'family', or not that version",
        ),
    ],
)
def test_what_cannot_be_done_is_said(address: str, tool: str, given: dict[str, Any], told: str) -> None:
    found = call(address, tool, **given)
    assert found.is_error
    assert found.content[0].text.startswith(told)


def test_nobody_unknown_lists_or_calls_a_tool_and_each_person_has_their_own_history(
    guarded: str, tokens: dict[str, str]
) -> None:
    async def run() -> Any:
        http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {tokens['ann']}"})
        async with http, Client(streamable_http_client(f"{guarded}mcp", http_client=http)) as client:
            return await client.call_tool("ask", {"question": QUESTION})

    found = anyio.run(run)
    assert found.structured_content["citations"]
    seen = {
        name: httpx.get(f"{guarded}own/history", headers={"Authorization": f"Bearer {token}"}).text
        for name, token in tokens.items()
    }
    assert found.structured_content["id"] in seen["ann"]
    assert found.structured_content["id"] not in seen["bob"]
    for method in ("tools/list", "tools/call", "initialize", "server/discover"):
        sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {"name": "ask"}}
        assert httpx.post(f"{guarded}mcp", json=sent).status_code == 401
