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


LIMITED = {
    "as_of": "2025-03-31",
    "filters": {"publishers": ["Marsh Courier"], "languages": ["en"], "within": ["family", "echo"]},
}


@pytest.mark.parametrize("way", ["edit", "again"])
def test_a_question_asked_anew_keeps_every_limit_it_had(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any, way: str
) -> None:
    script.tell(f"Limited, {way}?", ("Noon.", [cite("family", "at noon")]), **LIMITED)
    script.tell("Free?", ("Noon.", [cite("family", "at noon")]))
    page = visit(at=script_address)
    ask(page, f"Limited, {way}?")
    ask(page, "Free?")
    page.locator(f"[data-do={way}]").first.click()
    if way == "edit":
        told = page.inner_text(".dl-limits summary")
        assert "as of 31 March 2025 · only Marsh Courier · only in en · only 2 chosen articles" in told
        page.press("#dl-question", "Enter")
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 3")
    asked = script.asked[-1]
    assert (asked["as_of"], asked["languages"], asked["within"]) == ("2025-03-31", ["en"], ["family", "echo"])
    assert asked["publishers"] == ["Marsh Courier"]


def test_each_limit_can_be_changed_and_let_go(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Loosen?", ("Noon.", [cite("family", "at noon")]), **LIMITED)
    page = visit(at=script_address)
    ask(page, "Loosen?")
    page.click("[data-do=edit]")
    page.click(".dl-limits summary")
    assert page.input_value(".dl-composer [name=languages]") == "en"
    # An article that the page has shown is named, of another only the id is known.
    assert page.locator(".dl-composer .dl-tag").all_inner_texts() == [
        "Two families cross the Varn\n×",
        "echo\n×",
    ]
    page.get_by_label("Leave out Two families cross the Varn").click()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Leave out echo"
    page.fill(".dl-composer [name=languages]", "en, ar")
    page.press("#dl-question", "Enter")
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 2")
    assert (script.asked[-1]["languages"], script.asked[-1]["within"]) == (["en", "ar"], ["echo"])
    page.locator("[data-do=edit]").first.click()
    page.click(".dl-clear")
    assert page.input_value("#dl-question") == "Loosen?"
    page.press("#dl-question", "Enter")
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 3")
    left = {name: script.asked[-1][name] for name in ("as_of", "publishers", "languages", "within")}
    assert left == {"as_of": None, "publishers": [], "languages": [], "within": []}


def test_what_was_asked_is_changed_with_all_its_limits(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Rephrase?", ("Noon.", [cite("family", "at noon")]), **LIMITED)
    page = visit(at=script_address)
    ask(page, "Rephrase?")
    page.click(".dl-change")
    page.locator(".dl-replan").get_by_label("Leave out echo").click()
    page.locator(".dl-replan [type=submit]").click()
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 2")
    assert (script.asked[-1]["languages"], script.asked[-1]["within"]) == (["en"], ["family"])


@pytest.mark.parametrize("width", [1280, 390])
def test_an_article_that_is_open_can_be_asked_by_itself(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any, width: int
) -> None:
    script.tell("Only?", ("Noon.", [cite("family", "at noon")]))
    page = visit("#archive", at=script_address, viewport={"width": width, "height": 800})
    page.locator(".dl-archive .dl-row", has_text="Two families").click()
    page.click(".dl-archive .dl-ask-only")
    page.wait_for_function("document.activeElement.id == 'dl-question'")
    assert "only “Two families cross the Varn”" in page.inner_text(".dl-limits summary")
    ask(page, "Only?")
    assert script.asked[-1]["within"] == ["family"]
