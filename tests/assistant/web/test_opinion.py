"""What readers say of answers, and what they ask otherwise, in a real browser."""

from pathlib import Path
from typing import Any

import pytest

from dateline.assistant.answer import Disagreement, Position

pytestmark = pytest.mark.browser


def cases(folder: Path) -> dict[str, Any]:
    from dateline.eval.cases import load_cases

    return {case.question: case for case in load_cases(folder / "eval" / "cases.yaml")}


def reloaded(page: Any) -> None:
    page.reload()
    page.wait_for_selector(".dl-ask[data-ready=true]")


def test_a_wrong_answer_becomes_a_case_of_the_eval_set(
    visit: Any, ask: Any, script: Any, script_address: str, script_folder: Path, cite: Any
) -> None:
    script.tell("When were the flags raised?", ("Noon.", [cite("family", "at noon")]))
    page = visit(at=script_address)
    ask(page, "When were the flags raised?")
    page.click(".dl-thumb[data-correct=false]")
    page.fill(".dl-wrong [name=why]", "it says nothing of <b>dawn</b>")
    page.fill(".dl-wrong [name=said]", "dawn")
    page.click(".dl-draft")
    page.wait_for_selector(".dl-feedback a")
    case = cases(script_folder)["When were the flags raised?"]
    assert (case.facts, case.tags) == ((("dawn",),), ("draft",))
    assert case.note == "wrong because it says nothing of <b>dawn</b>"
    reloaded(page)
    assert page.get_attribute(".dl-thumb[data-correct=false]", "aria-pressed") == "true"
    assert page.inner_text(".dl-drafted") == f"Marked as wrong. Drafted as the case {case.id}"
    page.click(".dl-feedback a")
    page.wait_for_selector(".dl-eval .dl-sheet")
    told = page.inner_text(".dl-eval .dl-sheet")
    assert "must say\ndawn" in told
    assert "wrong because it says nothing of <b>dawn</b>" in told


def test_a_right_answer_is_marked_drafted_with_one_press_and_listed(
    visit: Any, ask: Any, script: Any, script_address: str, script_folder: Path, cite: Any
) -> None:
    script.tell("Who owns the landing?", ("Zoë.", [cite("family", "owner")]))
    page = visit(at=script_address)
    ask(page, "Who owns the landing?")
    page.click(".dl-thumb[data-correct=true]")
    page.click(".dl-draft")
    page.wait_for_selector(".dl-feedback a")
    assert cases(script_folder)["Who owns the landing?"].quotes == ("owner",)
    page.click("[data-view=eval]")
    page.locator(".dl-eval .dl-list .dl-row", has_text="Who owns the landing?").click()
    page.wait_for_selector(".dl-eval .dl-sheet")
    assert "#eval/who-owns-the-landing" in page.url
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-eval .dl-panel", state="hidden")
    assert "Who owns" in page.evaluate("document.activeElement.textContent")


def test_a_thumb_pressed_again_takes_back_what_was_said(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Thumb?", ("Noon.", [cite("family", "at noon")]))
    page = visit(at=script_address)
    ask(page, "Thumb?")
    pressed = "document.querySelectorAll('.dl-thumb[aria-pressed=true]').length"
    for count in (1, 0):
        page.focus(".dl-thumb[data-correct=true]")
        page.keyboard.press("Enter")
        page.wait_for_function(f"{pressed} == {count}")
    reloaded(page)
    assert page.evaluate(pressed) == 0


def test_positions_stand_side_by_side_each_with_who_says_so(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    about = Disagreement(
        "when the flags went up", (Position("at noon", 0, (1,)), Position("on Sunday", 1, (2,)))
    )
    said = [("At noon.", [cite("family", "at noon")]), ("On Sunday.", [cite("family", "on Sunday")])]
    script.tell("Disagree?", *said, disagreements=(about,))
    page = visit(at=script_address)
    ask(page, "Disagree?")
    sides = page.locator(".dl-side")
    assert [side.inner_text().split("\n")[0] for side in sides.all()] == ["at noon", "on Sunday"]
    assert "Marsh Courier, 2 March 2025" in sides.first.inner_text()
    first, second = (side.bounding_box() for side in sides.all())
    assert first["y"] == second["y"]
    sides.nth(1).locator(".dl-chip").click()
    page.wait_for_function("document.querySelector('mark.dl-active')?.textContent == 'on Sunday'")
    reloaded(page)
    assert page.locator(".dl-side").count() == 2


def test_what_was_asked_can_be_changed_in_its_place(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    told = ("Noon.", [cite("family", "at noon")])
    script.tell("And there?", told, as_of="2025-03-31", filters={"publishers": ["Marsh Courier"]})
    parts = [
        {"text": "Where is Varn?", "publishers": []},
        {"text": "And there (Varn)?", "publishers": ["Town"]},
    ]
    plan = {"questions": parts, "by": "rules"}
    script.answers["And there?"] |= {"standalone": "And there (Varn)?", "plan": plan}
    script.tell("What is at Varn?", told)
    page = visit(at=script_address)
    turn = ask(page, "And there?")
    shown = turn.locator(".dl-plan").inner_text()
    assert "Asked as: And there (Varn)? · as of 31 March 2025 · only Marsh Courier" in shown
    assert turn.locator(".dl-parts li").all_text_contents() == ["Where is Varn?", "in Town"]
    page.click(".dl-change")
    assert page.input_value(".dl-replan [name=question]") == "And there (Varn)?"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "dl-quiet dl-change"
    page.keyboard.press("Enter")
    page.fill(".dl-replan [name=question]", "What is at Varn?")
    assert page.input_value(".dl-replan [name=parts]") == "Where is Varn?\nin Town"
    page.fill(".dl-replan [name=parts]", "in Town\n\nWho rows? ")
    page.fill(".dl-replan [name=as_of]", "2025-02-28")
    page.locator(".dl-replan [type=submit]").click()
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 2")
    asked = script.asked[-1]
    assert (asked["question"], asked["as_of"]) == ("What is at Varn?", "2025-02-28")
    assert asked["parts"] == [["And there (Varn)?", ["Town"]], ["Who rows?", []]]
    assert asked["publishers"] == ["Marsh Courier"]


def test_another_writer_asks_again_and_stays(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Writer?", ("Noon.", [cite("family", "at noon")]))
    page = visit(at=script_address)
    ask(page, "Writer?")
    assert page.locator(".dl-writer option").all_text_contents() == [
        "extractive writer",
        "llm writer, Quill 3",
    ]
    page.select_option(".dl-writer", "llm")
    page.wait_for_function("document.querySelectorAll('.dl-turn[data-state=done]').length == 2")
    assert [page.locator(".dl-writer").nth(n).input_value() for n in (0, 1)] == ["extractive", "llm"]
    ask(page, "Writer?")
    assert [each["writer"] for each in script.asked if each["question"] == "Writer?"] == [
        "extractive",
        "llm",
        "llm",
    ]
