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
