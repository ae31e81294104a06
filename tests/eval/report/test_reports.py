"""Reports of a synthetic regression, with hostile text in it."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from dateline.eval.compare import compare
from dateline.eval.flips import broken_promises
from dateline.eval.report import junit, markdown, page, plain, text

EVIL = '<script>alert(1)</script> ```\n\n# x [a](http://e) @all | "q" \x1b[31m \ufdd0'


@pytest.fixture
def runs(make: Any) -> tuple[Any, Any]:
    """Now and before: `lost` loses its fact, `won` gains it, `evil` stays, with hostile text everywhere."""
    evil = make.case("evil", facts=[[EVIL]], quotes=[EVIL], tags=[EVIL, "t"], note=EVIL)

    def made(lost: str, won: str) -> Any:
        return make.run(
            [
                make.outcome(evil, EVIL),
                make.outcome(make.case("lost", facts=[["yes"]], tags=["t"]), lost),
                make.outcome(make.case("won", facts=[["yes"], ["also"]]), won),
                make.outcome(make.case("still", facts=[["yes"]]), "no"),
            ]
        )

    return made(f"no {EVIL}", "yes"), made("yes", "no")


@pytest.fixture
def report(runs: tuple[Any, Any]) -> tuple[Any, Any, Any]:
    now, before = runs
    return now, compare(now, before), broken_promises(now)


def test_the_verdict_stands_in_the_first_line(report: Any, runs: Any) -> None:
    now, before = runs
    assert text.render(*report).startswith("REGRESSION: passed -0.250, fact_recall -0.125")
    assert text.render(now, None, {}).startswith("DONE: 4 cases")
    assert text.render(before, compare(before, before), {}).startswith("PASSED: ")
    assert text.render(now, None, {"lost": ("completed",)}).startswith("BROKEN PROMISE: 1 of 4 cases")


def test_flips_show_both_answers_with_their_spans_worst_first(report: Any) -> None:
    told = text.render(*report)
    assert told.index("1. lost: worse: passed -1, fact_recall -1") < told.index(
        "2. won: better: fact_recall +0.5"
    )
    assert "   was: yes [1]" in told
    assert "        [1] article-1 v1 0–3 “yes”" in told
    assert "   now (misses a fact): no" in told


def test_the_terminal_gets_no_control_characters(report: Any) -> None:
    assert "\x1b" not in text.render(*report)


def test_only_so_many_flips_are_shown(report: Any) -> None:
    told = text.render(*report, flips=1)
    assert "2. won" not in told
    assert "… and 1 more flipped cases" in told


def test_without_a_baseline_the_failed_cases_are_named(runs: Any) -> None:
    told = text.render(runs[0], None, {})
    assert "3 did not pass:" in told
    assert "  lost: misses a fact" in told


def test_columns_are_aligned() -> None:
    assert text.table([("a", "1"), ("long", "22")]) == "a      1\nlong  22"


def test_markdown_keeps_foreign_text_in_fences(report: Any) -> None:
    told = markdown.render(*report)
    assert told.startswith("### REGRESSION")
    outside = re.sub(r"^(`{3,})text\n.*?^\1$", "", told, flags=re.DOTALL | re.MULTILINE)
    assert "alert" not in outside
    assert "alert" in told


@pytest.mark.parametrize("held", ["a", "```", "`````\n```", "x\r```\ry"])
def test_a_fence_cannot_be_closed_from_within(held: str) -> None:
    made = markdown.fenced(held)
    fence = made.split("text\n")[0]
    inner = made.removeprefix(f"{fence}text\n").removesuffix(f"\n{fence}")
    assert not any(line.strip().startswith(fence) for line in inner.split("\n"))


def test_junit_fails_what_the_gate_fails(report: Any) -> None:
    root = ElementTree.fromstring(junit.render(*report))
    failed = {test.get("name") for test in root.iter("testcase") if test.find("failure") is not None}
    assert {"lost", "passed", "fact_recall"} <= failed
    assert not {"won", "still", "evil"} & failed
    cases = root.find("testsuite[@name='cases']")
    assert cases is not None
    assert (cases.get("tests"), cases.get("failures"), cases.get("errors")) == ("4", "1", "0")


def test_junit_is_green_where_the_gate_passes(runs: Any) -> None:
    before = runs[1]
    assert "<failure" not in junit.render(before, compare(before, before), {})


def test_junit_tells_an_error_as_one(make: Any) -> None:
    run = make.run([make.failed(make.case("a"))])
    root = ElementTree.fromstring(junit.render(run, compare(run, run), broken_promises(run)))
    error = root.find(".//testcase[@name='a']/error")
    assert error is not None
    assert error.get("message") == "ValueError: broken"


def test_plain_values_hold_the_verdict_and_the_flips(report: Any) -> None:
    made = plain.to_dict(*report)
    assert made["passed"] is False
    assert [flip["case"] for flip in made["comparison"]["flips"]] == ["lost", "won"]
    assert made["comparison"]["flips"][0]["before"]["text"].strip() == "yes [1]"
    assert made["tags"]["t"]["fact_recall"] == {"value": 0.5, "n": 2}
    assert made["failed"]["lost"] == "misses a fact"


def test_the_page_needs_nothing_from_elsewhere(report: Any, runs: Any) -> None:
    html = page.render(*report, history=[runs[1]])
    assert not re.findall(r"""(?:src|href)\s*=|url\(|@import""", html)
    assert "default-src 'none'" in html


def test_foreign_text_is_text_on_the_page(report: Any) -> None:
    from lxml import html as parser

    root = parser.document_fromstring(page.render(*report))
    assert len(root.xpath("//script")) == 1
    assert EVIL.split("\n")[0] in root.text_content()
    assert root.xpath("//mark[contains(., 'alert(1)')]")


def test_cases_carry_what_the_filters_look_at(report: Any) -> None:
    import json

    from lxml import html as parser

    root = parser.document_fromstring(page.render(*report))
    found = root.xpath("//details[@class='case']")
    states = [each.get("data-state") for each in found]
    assert states == ["worse failed", "better failed", "same failed", "same passed"]
    assert json.loads(found[0].get("data-tags")) == ["t"]


def test_the_chart_has_a_dot_for_each_run(report: Any, runs: Any) -> None:
    html = page.render(*report, history=[runs[1], runs[1]])
    assert html.count('class="dot"') % 3 == 0
    assert "Over past runs" in html
    assert "Over past runs" not in page.render(*report)
