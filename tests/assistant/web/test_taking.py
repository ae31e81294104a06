"""Copying, exporting and asking otherwise, in a real browser."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_an_answer_is_copied_as_markdown(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Copy?", ("Noon.", [cite("family", "at noon")]))
    page = visit(at=script_address, permissions=["clipboard-read", "clipboard-write"])
    ask(page, "Copy?")
    page.click("[data-do=copy]")
    page.wait_for_function("document.querySelector('[data-do=copy]').textContent == 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "**Copy?**\n\nNoon. [1]\n\n- \\[1\\] Marsh Courier, 2 March 2025: "
        "[Two families cross the Varn](<https://marsh-courier.example/families?a=1&b=2>). “at noon”\n"
    )


def test_a_conversation_is_exported(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Export?", ("Noon.", [cite("family", "at noon")]))
    page = visit(at=script_address)
    assert page.locator(".dl-export").is_hidden()
    ask(page, "Export?")
    for form in ("html", "md", "json"):
        page.click(".dl-export summary")
        with page.expect_download() as download:
            page.click(f"[data-form={form}]")
        assert download.value.suggested_filename == f"dateline-2025-05-01.{form}"
        assert "Export?" in Path(download.value.path()).read_text("utf-8")
        page.click(".dl-export summary")


def test_a_question_is_asked_again_or_otherwise(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Once?", ("Noon.", [cite("family", "at noon")]), as_of="2025-03-31")
    page = visit(at=script_address)
    ask(page, "Once?")
    page.click("[data-do=edit]")
    assert page.input_value("#dl-question") == "Once?"
    assert page.input_value("[name=as_of]") == "2025-03-31"
    assert page.evaluate("document.activeElement.id") == "dl-question"
    page.click("[data-do=again]")
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 2")
    assert [each["as_of"] for each in script.asked if each["question"] == "Once?"] == [None, "2025-03-31"]
