"""Small archives of real records, made through `Archive.add`, and answers over them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline import Archive, Assistant
from dateline.assistant.answer import Answer
from dateline.assistant.compose import Composer
from dateline.assistant.evidence import gather

from .model_server import ModelServer

SAMPLE = Path(__file__).parents[2] / "eval" / "sample" / "articles"

TOWN = [
    {
        "id": "bridge",
        "title": "Bridge over the Orn opens",
        "publisher": "Orn Gazette",
        "published": "2025-01-09",
        "url": "https://orn-gazette.example/bridge",
        "text": "The bridge over the Orn is 412 metres long. "
        "It was designed by Runa Halvik, an engineer from Sund.\n\n"
        "The bridge cost 18 million crowns. The town council of Orn paid for it with a loan.",
    },
    {
        "id": "mayor",
        "title": "Otto Brandvik elected mayor",
        "publisher": "Sund Courier",
        "published": "2025-02-03",
        "text": "Otto Brandvik was elected mayor of Sund on Sunday with 5,120 votes. He is 44 years old.\n\n"
        "Brandvik promised to build 300 flats by 2028.",
    },
    {
        "id": "ferry",
        "title": "The old ferry",
        "text": "The old ferry of Orn carried 90,000 passengers a year. Its last captain was Lise Torp.",
    },
]


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    return path


@pytest.fixture
def shelve(tmp_path: Path) -> Iterator[Callable[..., Archive]]:
    """Adds records to an archive (the same one again and again) and gives it."""
    opened: dict[str, Archive] = {}

    def shelve(records: list[dict[str, Any]], name: str = "archive") -> Archive:
        archive = opened.setdefault(name, Archive(tmp_path / name))
        archive.add(write(tmp_path / f"{name}.jsonl", records))
        return archive

    yield shelve
    for archive in opened.values():
        archive.close()


@pytest.fixture
def town(shelve: Callable[..., Archive]) -> Archive:
    """Three short articles: a bridge, a mayor, and an undated ferry."""
    return shelve(TOWN)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample archive; only for looking at."""
    with Archive(tmp_path_factory.mktemp("sample") / "archive") as archive:
        archive.add(SAMPLE)
        yield archive


@pytest.fixture
def quote_all() -> Callable[[Archive, str], Answer]:
    """An answer that quotes every sentence of everything found for a question, so that none stays untried."""

    def quote_all(archive: Archive, question: str, **filters: Any) -> Answer:
        composer = Composer(archive)
        for passage in gather(archive, archive.search(question, k=100, **filters)):
            for sentence in passage.sentences:
                composer.quote(sentence)
        return Answer(
            id="all",
            question=question,
            standalone=question,
            created="2025-06-01T00:00:00+00:00",
            text=composer.text,
            statements=tuple(composer.statements),
            citations=tuple(composer.citations),
        )

    return quote_all


@pytest.fixture
def ask() -> Callable[..., Answer]:
    """Asks an archive and lets go of the history's file."""

    def ask(archive: Archive, question: str, **options: Any) -> Answer:
        assistant = Assistant(archive)
        try:
            return assistant.ask(question, **options)
        finally:
            assistant.close()

    return ask


@pytest.fixture
def asking() -> Iterator[Callable[..., Any]]:
    """Starts a server with replies and gives an assistant over an archive that asks it."""
    servers: list[Any] = []
    assistants: list[Assistant] = []

    def asking(archive: Archive, *replies: Any, **settings: Any) -> tuple[Assistant, Any]:
        server = ModelServer(replies)
        servers.append(server)
        settings = {"llm_base_url": server.url, "llm_model": "scripted", "llm_deadline": 60.0} | settings
        assistant = Assistant(archive, **settings)
        assistants.append(assistant)
        return assistant, server

    yield asking
    for assistant in assistants:
        assistant.close()
    for server in servers:
        server.close()
