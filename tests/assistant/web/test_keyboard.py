"""The whole page without a mouse: only keys that a reader has, in the order in which the focus goes."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

HERE = "document.activeElement"


def go_to(page: Any, selector: str, *, back: bool = False) -> None:
    """Press Tab until the focus is there; every stop on the way can be seen."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(f"{HERE}.matches({selector!r})"):
            assert page.evaluate(f"{HERE}.getClientRects().length > 0 && {HERE}.matches(':focus-visible')")
            return
    pytest.fail(f"Tab never came to {selector}")


def test_a_walk_through_the_page_by_keyboard_alone(
    visit: Any, script: Any, script_address: str, script_folder: Path, cite: Any
) -> None:
    quotes = ("carried", "at noon")
    script.tell("Walk?", *((quote, [cite("family", quote)]) for quote in quotes))
    page = visit(at=script_address)
    # The page opens with the cursor in the question.
    page.keyboard.type("Walk?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-turn[data-state=done]")
    go_to(page, ".dl-thumb[data-correct='false']", back=True)
    go_to(page, ".dl-prose .dl-chip[data-number='2']", back=True)
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('mark.dl-active')?.textContent == 'at noon'")
    go_to(page, ".dl-step[data-step='-1']")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('mark.dl-active')?.textContent == 'carried'")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-ask .dl-panel", state="hidden")
    assert page.evaluate(f"{HERE}.dataset.number") == "1"
    go_to(page, ".dl-thumb[data-correct='false']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-wrong")
    page.keyboard.type("it walks")
    go_to(page, ".dl-wrong [name=said]")
    page.keyboard.type("it runs")
    go_to(page, ".dl-draft")
    page.keyboard.press("Enter")
    page.wait_for_function(f"{HERE}.matches('.dl-feedback a')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-eval .dl-sheet")
    assert "it runs" in page.inner_text(".dl-eval .dl-sheet")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-eval .dl-panel", state="hidden")
    go_to(page, ".dl-tabs [data-view=archive]", back=True)
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-archive .dl-list .dl-row")
    go_to(page, ".dl-archive .dl-list .dl-row")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-archive .dl-body")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-archive .dl-panel", state="hidden")
    assert page.evaluate(f"{HERE}.matches('.dl-archive .dl-list .dl-row')")
    go_to(page, ".dl-tabs [data-view=history]", back=True)
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-entry")
    go_to(page, ".dl-entry a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-ask .dl-turn[data-state=done]")


def test_an_answer_is_checked_without_leaving_the_middle_of_the_keyboard(
    visit: Any, script: Any, script_address: str, cite: Any
) -> None:
    said = [
        ("The ferry carried families. " * 12, [cite("family", quote)]) for quote in ("carried", "at noon")
    ]
    script.tell("Check?", *said)
    page = visit(at=script_address)
    page.keyboard.type("Check?")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.dl-active")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-ask .dl-panel", state="hidden")
    marked = "document.querySelector('mark.dl-active')?.textContent"
    # With no article open, the first and the last citation of the answer are the next and the one before.
    for key, quote in (("p", "at noon"), ("n", "carried"), ("n", "at noon")):
        page.keyboard.press(key)
        page.wait_for_function(f"{marked} == {quote!r}")
    chip, box = page.locator(".dl-prose .dl-chip").last, page.locator(".dl-composer")
    assert 0 < chip.bounding_box()["y"] < box.bounding_box()["y"]
    page.keyboard.press("a")
    assert page.evaluate(f"{HERE}.className") == "dl-body"
    page.keyboard.press("a")
    assert page.evaluate(f"{HERE}.dataset.number") == "2"
    page.keyboard.press("/")
    page.keyboard.press("ArrowUp")
    assert page.input_value("#dl-question") == "Check?"
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 2")


def test_what_was_pressed_and_is_gone_hands_the_focus_to_the_new_turn(
    visit: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Gone?", ("Noon.", [cite("family", "at noon")]), as_of="2025-03-31")
    page = visit(at=script_address)
    page.keyboard.type("Gone?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-change")
    page.focus(".dl-change")
    page.keyboard.press("Enter")
    page.focus(".dl-replan [type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 2")
    assert page.evaluate(f"{HERE} == document.querySelector('.dl-turn:last-child')")


def test_escape_closes_what_unfolds_before_the_article(
    visit: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Fold?", ("Noon.", [cite("family", "at noon")]))
    page = visit(at=script_address)
    page.keyboard.type("Fold?")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.dl-active")
    for part in (".dl-limits", ".dl-export"):
        page.focus(f"{part} summary")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert page.get_attribute(part, "open") is None
        assert page.evaluate(f"{HERE}.parentElement.className") == part[1:]
    assert page.locator(".dl-ask .dl-panel").is_visible()
    page.click(".dl-export summary")
    page.click(".dl-question")
    assert page.get_attribute(".dl-export", "open") is None


def test_the_help_names_the_keys_and_gives_the_focus_back(visit: Any, script_address: str) -> None:
    page = visit(at=script_address)
    page.keyboard.type("a?")
    assert page.locator("dialog").is_hidden()
    page.focus(".dl-tabs [data-view=ask]")
    page.keyboard.press("?")
    assert "next, previous citation" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    assert page.locator("dialog").is_hidden()
    assert page.evaluate(f"{HERE}.dataset.view") == "ask"


def test_the_arrows_walk_a_list(visit: Any, script_address: str) -> None:
    page = visit("#archive", at=script_address)
    page.wait_for_selector(".dl-archive .dl-list .dl-row")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = page.locator(".dl-archive .dl-list .dl-row").nth(1)
    page.wait_for_selector(".dl-archive .dl-body")
    assert page.inner_text(".dl-archive h2") == second.locator(".dl-row-title").inner_text()
    page.keyboard.press("a")
    assert page.evaluate(f"{HERE}.className") == "dl-body"
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-archive .dl-panel", state="hidden")
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    assert page.evaluate(f"{HERE}.name") == "words"
