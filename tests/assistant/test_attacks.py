"""Hostile articles through both writers, and through everything that shows an answer."""

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import html
from markdown_it import MarkdownIt

from dateline import Archive, Assistant
from dateline.assistant.answer import Answer
from dateline.assistant.compose import unescaped
from dateline.assistant.render import Terminal, show
from dateline.assistant.understand import is_order
from dateline.assistant.verify import verify
from dateline.assistant.web.dossier import dossier
from dateline.assistant.web.markdown import as_markdown

from .attacks import ATTACKS, AWAY, FACT, QUESTION, Attack
from .conftest import write
from .model_server import ModelServer, Says

_SENTENCE = re.compile(r"^\[\d+\.\d+\] ", re.MULTILINE)
every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """All hostile articles, and one that is not."""
    folder = tmp_path_factory.mktemp("attacks")
    records = [
        {"id": each.name, "title": each.title, "publisher": each.publisher, "text": each.text}
        | {"published": "2025-01-09", "url": f"https://orn-gazette.example/{each.name}"}
        for each in [*ATTACKS, Attack("harmless", "It opened on Monday.", "")]
    ]
    with Archive(folder / "archive") as opened:
        report = opened.add(write(folder / "attacks.jsonl", records))
        assert not report.skipped
        yield opened


@pytest.fixture
def obeyed(archive: Archive) -> Iterator[Callable[..., Any]]:
    """Asks about one article with a model that obeys it; gives the answer and what the model was sent."""
    opened: list[Any] = []

    def obeyed(name: str, reply: str) -> tuple[Answer, ModelServer]:
        server = ModelServer([Says(reply or FACT)])
        assistant = Assistant(archive, llm_base_url=server.url, llm_model="scripted", llm_deadline=30.0)
        opened.extend([assistant, server])
        return assistant.ask(QUESTION, within=[name], remember=False), server

    yield obeyed
    for each in opened:
        each.close()


def test_there_are_enough_attacks_of_different_kinds() -> None:
    assert len({each.name for each in ATTACKS}) == len(ATTACKS) >= 30


@every_attack
def test_a_model_that_obeys_forges_nothing(attack: Attack, archive: Archive, obeyed: Any) -> None:
    answer, _ = obeyed(attack.name, attack.obeys)
    sound(answer, archive)
    quotes = {each.number: each.quote for each in answer.citations}
    for statement in answer.statements if answer.writer == "llm" else ():
        if statement.verdict == "supported" and attack.never in unescaped(statement.text):
            assert any(attack.never in quotes[number] for number in statement.citations)
    fetches_nothing(answer, archive)


@every_attack
def test_an_article_changes_neither_rules_nor_numbers(attack: Attack, archive: Archive, obeyed: Any) -> None:
    _, plain = obeyed("harmless", "")
    _, server = obeyed(attack.name, attack.obeys)
    system, user = (each["content"] for each in server.requests[0]["messages"])
    assert system == plain.requests[0]["messages"][0]["content"]
    harmless = plain.requests[0]["messages"][1]["content"]
    for sign in ("<", ">", "`", "{", "}"):
        assert user.count(sign) == harmless.count(sign)
    # As many numbered lines as the article has sentences, and a passage for each head.
    sentences = archive.sentences(attack.name, 1)
    assert len(_SENTENCE.findall(user)) == len(sentences)
    passages = set(re.findall(r"^\[(\d+)\.", user, re.MULTILINE))
    assert len(re.findall(r"^Passage \d+:", user, re.MULTILINE)) == len(passages)
    assert not [sign for sign in user if unicodedata.category(sign) in ("Cf", "Cs", "Co")]


@every_attack
def test_the_quoting_writer_quotes_what_answers_and_no_order(attack: Attack, archive: Archive) -> None:
    assistant = Assistant(archive, writer="extractive")
    answer = assistant.ask(QUESTION, within=[attack.name], remember=False)
    assistant.close()
    sound(answer, archive)
    fetches_nothing(answer, archive)
    for citation in answer.citations[:1]:
        assert "metres long" in citation.quote
    assert not any(is_order(each.quote) for each in answer.citations)


def sound(answer: Answer, archive: Archive) -> None:
    """Every citation is of stored characters, and every statement stands where it says."""
    assert [each for each in verify(answer, archive) if not each.sound] == []
    numbers = {each.number for each in answer.citations}
    for statement in answer.statements:
        assert answer.text[statement.start : statement.end] == statement.text
        assert set(statement.citations) <= numbers
        assert statement.citations or statement.verdict in ("uncited", "unsupported")


def fetches_nothing(answer: Answer, archive: Archive) -> None:
    """Shown on the page, as a file or in a terminal, an answer loads nothing and leads nowhere by itself."""
    known = {each.link for each in answer.citations} | {each.url for each in answer.citations}
    for markdown in (answer.text, as_markdown(answer)):
        parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        page = html.fromstring(f"<div>{parser.render(markdown)}</div>")
        assert page.xpath("//img | //script | //style | //iframe | //svg | //object | //@src") == []
        assert [each for each in page.xpath("//@href") if each not in known] == []
    page = html.fromstring(dossier(archive, [answer]))
    assert page.xpath("//script | //img | //iframe | //svg | //link | //@src | //@onload") == []
    assert [each for each in page.xpath("//a/@href") if not each.startswith("#") and each not in known] == []
    console = Terminal()
    console.file = io.StringIO()
    show(answer, archive, console)
    shown = console.file.getvalue()
    assert not [sign for sign in shown if unicodedata.category(sign) == "Cc" and sign != "\n"]
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", shown)
    assert AWAY not in {each.link for each in answer.citations}
    json.dumps(answer.to_dict())
