import shutil
from pathlib import Path
from typing import Any

import pytest

from dateline.eval.compare import compare
from dateline.eval.report import page

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_filters_show_the_cases_asked_for_and_nothing_foreign_runs(make: Any, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    cases = [make.case("a", facts=[["yes"]], tags=["x"]), make.case("b", facts=[["yes"]], tags=["x", "y"])]
    before = make.run([make.outcome(case, f"yes {evil}") for case in cases])
    now = make.run([make.outcome(cases[0], f"no {evil}"), make.outcome(cases[1], f"yes {evil}")])
    path = tmp_path / "page.html"
    path.write_text(page.render(now, compare(now, before), {}, history=[before]), "utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()
        dialogs: list[str] = []
        asked: list[str] = []
        tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(path.as_uri())
        visible = tab.locator("details.case:visible")
        assert tab.locator("#shown").text_content() == "2 of 2"
        tab.select_option("#tag", "y")
        assert visible.count() == 1
        tab.select_option("#tag", "")
        tab.select_option("#state", "worse")
        assert tab.locator("#shown").text_content() == "1 of 2"
        visible.first.click()
        assert evil in visible.first.inner_text()
        tab.select_option("#state", "")
        tab.fill("#words", "b?")
        assert visible.count() == 1
        browser.close()
    assert dialogs == []
    assert asked == [path.as_uri()]
