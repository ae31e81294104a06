"""An article that was changed after it was cited, in a real browser."""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

TEXT = (
    "Nine people were hurt when a barge rammed the Orrin pier on Tuesday night, the hospital said.\n\n"
    "A crane from Varn is on its way to Orrin, said harbour master Olga Brandt."
)


def test_a_superseded_citation_tells_what_became_of_its_words(
    visit: Any, ask: Any, tmp_path: Path, running: Any
) -> None:
    from dateline import Archive, Assistant

    record = {"id": "pier", "title": "Pier hit", "publisher": "Orrin News", "published": "2025-03-04"}
    with Archive(tmp_path / "archive") as archive:

        def add(text: str, **more: str) -> None:
            (tmp_path / "pier.json").write_text(json.dumps(record | {"text": text} | more), "utf-8")
            archive.add(tmp_path / "pier.json")

        add(TEXT)
        assistant = Assistant(archive, writer="extractive")
        answer = assistant.ask("How many people were hurt at the Orrin pier?", conversation="old")
        assert answer.citations[0].quote.startswith("Nine people were hurt")
        add(TEXT.replace("Nine people", "Fourteen people"), published="2025-03-06")
        assistant.close()
    folder = str(tmp_path / "archive")
    with running("-m", "dateline", "web", "--archive", folder, "--port", "0", "--no-open") as address:
        page = visit("?c=old", at=address)
        page.wait_for_selector("mark.dl-active")
        told = page.inner_text(".dl-later")
        assert "version 1. It was replaced by version 2, dated 6 March 2025." in told
        assert page.text_content(".dl-changed del") == "Nine"
        assert page.text_content(".dl-changed ins") == "Fourteen"
        page.click("[data-newest]")
        page.wait_for_function("document.querySelector('mark.dl-active')?.textContent.startsWith('Fourteen')")
        page.click("[data-cited]")
        page.wait_for_function("document.querySelector('mark.dl-active')?.textContent.startsWith('Nine')")
        assert page.get_attribute(".dl-panel", "data-exact") == "true"
