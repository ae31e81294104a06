"""Conversations as files, over HTTP as the real page serves them."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from lxml import html

from dateline.assistant.answer import Disagreement, Position
from dateline.assistant.web.dossier import dossier

QUESTION = "On how many machines did the hidden order in the Lantern page run?"


@pytest.fixture
def client(address: str) -> Iterator[Any]:
    with httpx.Client(base_url=address, timeout=60) as client:
        client.post("/api/ask", json={"question": QUESTION, "conversation": "export-1"})
        yield client


@pytest.fixture
def answers(client: Any, assistant: Any) -> Any:
    return assistant.history.conversation("export-1")[:1]


def test_json_is_what_the_history_holds(client: Any, assistant: Any) -> None:
    told = client.get("/api/conversations/export-1.json")
    assert told.json() == [answer.to_dict() for answer in assistant.history.conversation("export-1")]
    assert re.fullmatch(
        r'attachment; filename="dateline-\d{4}-\d\d-\d\d\.json"', told.headers["content-disposition"]
    )


def test_markdown_has_question_and_quotes(client: Any) -> None:
    told = client.get("/api/conversations/export-1.md")
    assert told.headers["content-type"] == "text/markdown; charset=utf-8"
    assert f"**{QUESTION}**" in told.text
    assert "312 machines" in told.text


def test_the_dossier_shows_each_quote_where_it_stands(client: Any, archive: Any, answers: Any) -> None:
    page = html.fromstring(client.get("/api/conversations/export-1.html").text)
    text, citation = archive.get("harm").text, answers[0].citations[0]
    quotes = page.xpath("//blockquote")
    assert quotes[0].xpath("string(mark)") == citation.quote
    # The article is short: all of it stands around the quote.
    assert quotes[0].xpath("string()") == text
    assert hashlib.sha256(text.encode()).hexdigest() in page.xpath("//code/text()")


def test_the_dossier_runs_nothing_and_loads_nothing(client: Any) -> None:
    page = html.fromstring(client.get("/api/conversations/export-1.html").text)
    assert page.xpath("//script | //img | //iframe | //link | //b | //@onerror | //@src") == []
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "<script>window.harmed" in page.text_content()
    assert page.xpath("//a/@href[not(starts-with(., '#'))]") == []


def test_a_quote_whose_article_is_gone_stands_alone(answers: Any, tmp_path: Any) -> None:
    from dateline import Archive

    with Archive(tmp_path / "empty") as empty:
        page = html.fromstring(dossier(empty, answers))
    assert page.xpath("//blockquote")[0].xpath("string()") == answers[0].citations[0].quote
    assert "no longer in the archive" in page.text_content()
    assert page.xpath("//code") == []


def test_an_unknown_conversation_is_not_found(client: Any) -> None:
    assert client.get("/api/conversations/nothing.json").status_code == 404
    assert client.get("/api/conversations/export-1.exe").status_code == 422


def test_the_dossier_tells_disagreements_and_what_became_of_a_changed_article(tmp_path: Any) -> None:
    from dateline import Archive, Assistant

    text = "Nine people were hurt when a barge rammed the Orrin pier on Tuesday night, the hospital said."
    with Archive(tmp_path / "archive") as archive:
        assistant = Assistant(archive, writer="extractive")
        (tmp_path / "pier.json").write_text(json.dumps({"id": "pier", "text": text}), "utf-8")
        archive.add(tmp_path / "pier.json")
        answer = assistant.ask("How many people were hurt at the Orrin pier?")
        changed = text.replace("Nine", "Fourteen")
        (tmp_path / "pier.json").write_text(json.dumps({"id": "pier", "text": changed}), "utf-8")
        archive.add(tmp_path / "pier.json")
        sides = Disagreement("the hurt", (Position("<i>nine</i>", 0, (1,)), Position("ten", 0, (1,))))
        page = html.fromstring(dossier(archive, [replace(answer, disagreements=(sides,))]))
        assistant.close()
    assert page.xpath("//b | //i") == []
    assert "there the passage reads: “Fourteen people were hurt" in page.text_content()
    assert "The articles disagree about the hurt" in page.text_content()
    assert page.xpath("//div[@class='sides']//li/text()")[0].strip() == "<i>nine</i>"
