"""Runs, the last comparison and cases, in a real browser; the runs are real ones of the sample set."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

BASELINE = Path(__file__).parents[3] / "eval" / "baseline.json"
CASES = 40


@pytest.fixture(scope="module")
def eval_address(tmp_path_factory: pytest.TempPathFactory, running: Any, archive: Any) -> Iterator[str]:
    """Two runs; in the second, the first case that passed says nothing any more."""
    from dateline.eval import Run, load_run

    folder = tmp_path_factory.mktemp("eval")
    whole = load_run(BASELINE)
    chosen = list(whole.asked)[:CASES]
    before = whole.only(chosen.__contains__)
    outcomes = [each.outcome for each in before.cases]
    at = next(n for n, each in enumerate(before.cases) if not each.why and not each.outcome.case.abstain)
    outcomes[at] = replace(outcomes[at], answer=None, error="EndpointFailed: <b>it sleeps</b>")
    now = Run.of(outcomes, settings=before.settings, fingerprints=before.fingerprints)
    for day, run in (("2025-01-01", before), ("2025-02-02", now)):
        dated = replace(run, settings={**run.settings, "created": f"{day}T00:00:00+00:00"})
        dated.save(folder / "runs" / f"{day}.json.gz")
    command = ("-m", "dateline", "web", "--archive", str(archive.folder), "--eval", str(folder))
    with running(*command, "--port", "0", "--no-open") as address:
        yield address


def opened(visit: Any, at: str, to: str = "#eval", **options: Any) -> Any:
    page = visit(to, at=at, **options)
    page.wait_for_selector(".dl-eval[data-ready=true]")
    return page


def test_the_last_verdict_the_figures_and_what_turned(visit: Any, eval_address: str) -> None:
    page = opened(visit, eval_address)
    assert page.inner_text(".dl-outcome").startswith("BROKEN PROMISE: ")
    assert page.get_attribute(".dl-outcome", "data-failed") == "true"
    passed = page.locator(".dl-chart svg").first.get_attribute("aria-label")
    assert passed.startswith("Cases passed, 2 runs: ")
    assert page.locator(".dl-chart").first.locator("circle").count() == 2
    assert "With the run of 1 January 2025, 00:00" in page.inner_text(".dl-compared")
    page.locator(".dl-compared [data-case]").click()
    page.wait_for_selector(".dl-eval .dl-sheet")
    told = page.inner_text(".dl-eval .dl-sheet")
    assert "failed in the last run: error: EndpointFailed: <b>it sleeps</b>" in told
    page.reload()
    page.wait_for_selector(".dl-eval .dl-sheet")
    assert page.inner_text(".dl-eval .dl-sheet") == told


def test_cases_are_found_by_words_and_by_how_they_went(visit: Any, eval_address: str) -> None:
    page = opened(visit, eval_address)
    count = "document.querySelectorAll('.dl-eval .dl-list > li').length"
    assert page.evaluate(count) == CASES
    page.select_option(".dl-eval [name=which]", "failed")
    failed = page.evaluate(count)
    assert 0 < failed < CASES
    assert page.inner_text(".dl-eval .dl-told") == f"{failed} cases, {failed} failed in the last run."
    page.select_option(".dl-eval [name=which]", "all")
    page.fill(".dl-eval [name=words]", "bridge-anchors-variant")
    page.wait_for_function(f"{count} == 1")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}}])
def test_axe_finds_nothing_serious(visit: Any, eval_address: str, options: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(visit, eval_address, reduced_motion="reduce", **options)
    for summary in page.locator(".dl-eval summary").all():
        summary.click()
    violations = Axe().run(page).response["violations"]
    serious = [each for each in violations if each["impact"] in ("serious", "critical")]
    assert [f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}" for each in serious] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
