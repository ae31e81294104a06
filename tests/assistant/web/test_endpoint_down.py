"""The page while the configured model does not answer, in a real browser."""

import socket
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_an_endpoint_that_is_down_is_told_and_sentences_are_quoted(
    visit: Any, ask: Any, archive: Any, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        # Bound, and never listened on: whoever connects is refused.
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("DATELINE_LLM_BASE_URL", f"http://127.0.0.1:{taken.getsockname()[1]}/v1")
        monkeypatch.setenv("DATELINE_LLM_MODEL", "quill-3")
        folder = str(archive.folder)
        with running("-m", "dateline", "web", "--archive", folder, "--port", "0", "--no-open") as address:
            page = visit(at=address)
            turn = ask(page, "How many steps has the lighthouse of Skarn?")
            told = turn.inner_text()
            assert "61 steps" in told
            assert "Sentences are quoted from the articles instead." in told
            assert turn.locator(".dl-chip").count() > 0
            assert turn.locator(".dl-writer option").all_text_contents() == [
                "extractive writer",
                "llm writer, quill-3",
            ]
