"""History and Archive in a real browser, over an archive of their own; and what axe finds on every part."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

BELLS = (
    "Bells of Varn ring again\n\nThe bells of the Varn chapel rang 12 times on Sunday.\n\n"
    "Sexton Pia Lund had mended the clapper with her own hands, the parish said."
)


@pytest.fixture(scope="module")
def own_address(tmp_path_factory: pytest.TempPathFactory, running: Any, articles: Any) -> Iterator[str]:
    from dateline import Archive

    folder = tmp_path_factory.mktemp("tabs")
    records = folder / "articles.jsonl"
    records.write_text("".join(json.dumps(each) + "\n" for each in articles), "utf-8")
    with Archive(folder / "archive") as archive:
        archive.add(records)
    with running(
        "-m", "dateline", "web", "--archive", str(folder / "archive"), "--port", "0", "--no-open"
    ) as address:
        yield address


def opened(visit: Any, at: str, tab: str, **options: Any) -> Any:
    page = visit(f"#{tab}", at=at, **options)
    page.wait_for_selector(f"{SHOWN[tab]}[data-ready=true]")
    return page


SHOWN = {"archive": ".dl-archive", "history": ".dl-past"}


def titles(page: Any) -> list[str]:
    return page.locator(".dl-archive .dl-list .dl-row-title").all_text_contents()


def test_a_file_is_added_asked_about_and_undone(
    visit: Any, ask: Any, own_address: str, tmp_path: Path
) -> None:
    (tmp_path / "bells.txt").write_text(BELLS, "utf-8")
    (tmp_path / "photo.xyz").write_bytes(b"\x00")
    page = opened(visit, own_address, "archive")
    before = titles(page)
    page.set_input_files(".dl-add input[type=file]", [tmp_path / "bells.txt", tmp_path / "photo.xyz"])
    page.wait_for_selector(".dl-undo:not([hidden])")
    assert page.inner_text(".dl-sum") == "1 new article."
    assert page.locator(".dl-results li").nth(0).inner_text().split("\n") == ["bells.txt", "1 added"]
    assert "its format is not known" in page.locator(".dl-results li[data-state=failed]").inner_text()
    page.wait_for_function(
        f"document.querySelectorAll('.dl-archive .dl-list li').length == {len(before) + 1}"
    )
    page.click("[data-view=ask]")
    ask(page, "How many times did the bells of the Varn chapel ring?")
    assert "rang 12 times" in page.inner_text(".dl-thread .dl-prose")
    page.click("[data-view=archive]")
    page.click(".dl-undo")
    page.wait_for_function(f"document.querySelectorAll('.dl-archive .dl-list li').length == {len(before)}")
    assert titles(page) == before
    assert page.inner_text(".dl-sum") == "Undone: 1 article removed again."


def test_files_can_be_dropped(visit: Any, own_address: str) -> None:
    page = opened(visit, own_address, "archive")
    page.evaluate(
        """(text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], 'dropped.txt', { type: 'text/plain' }));
          const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
          document.querySelector('.dl-drop').dispatchEvent(drop);
        }""",
        BELLS.replace("Varn", "Orm"),
    )
    page.wait_for_selector(".dl-undo:not([hidden])")
    assert page.locator(".dl-results li").inner_text().split("\n") == ["dropped.txt", "1 added"]
    page.click(".dl-undo")
    page.wait_for_selector(".dl-undo", state="hidden")


def test_words_publisher_and_a_bar_narrow_the_list(visit: Any, own_address: str) -> None:
    page = opened(visit, own_address, "archive")
    page.fill(".dl-find [name=words]", "council mill")
    page.wait_for_function("document.querySelectorAll('.dl-archive .dl-list li').length == 1")
    assert titles(page) == ["Council repeats its vow"]
    page.click(".dl-find [type=reset]")
    page.wait_for_function("document.querySelectorAll('.dl-archive .dl-list li').length == 5")
    bars = page.locator(".dl-month")
    assert [each.get_attribute("aria-label") for each in bars.all()] == [
        f"{month} 2025: 1 article" for month in ("January", "February", "March", "April")
    ]
    bars.nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.dl-archive .dl-list li').length == 1")
    assert titles(page) == ["Two families cross the Varn"]
    assert page.input_value(".dl-find [name=until]") == "2025-03-31"


def test_an_article_opens_as_published_and_stays_text(visit: Any, own_address: str, archive: Any) -> None:
    page = opened(visit, own_address, "archive")
    page.locator(".dl-row", has_text="Orders hidden in a page").click()
    page.wait_for_selector(".dl-archive .dl-body")
    assert page.text_content(".dl-archive .dl-body") == archive.get("harm").text
    assert page.locator(".dl-archive :is(script, img, iframe, b)").count() == 0
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-archive .dl-panel", state="hidden")
    assert "Orders hidden" in page.evaluate("document.activeElement.textContent")


def test_an_article_is_removed_only_when_that_is_said_twice(
    visit: Any, own_address: str, tmp_path: Path
) -> None:
    (tmp_path / "gone.txt").write_text(BELLS.replace("Varn", "Gone"), "utf-8")
    page = opened(visit, own_address, "archive")
    page.set_input_files(".dl-add input[type=file]", tmp_path / "gone.txt")
    page.wait_for_selector(".dl-undo:not([hidden])")
    page.locator(".dl-row", has_text="Bells of Gone").click()
    page.click(".dl-remove [data-ask]")
    assert page.evaluate("document.activeElement.textContent") == "Keep"
    page.keyboard.press("Enter")
    page.click(".dl-remove [data-ask]")
    page.click(".dl-remove .dl-sure")
    page.wait_for_selector(".dl-archive .dl-panel", state="hidden")
    # The word of the removal may be followed at once by the new count: what lasts is the list.
    for _ in range(100):
        if "Bells of Gone ring again" not in titles(page):
            break
        page.wait_for_timeout(100)
    assert "Bells of Gone ring again" not in titles(page)


def test_a_past_conversation_is_found_opened_and_deleted(visit: Any, ask: Any, own_address: str) -> None:
    page = visit(at=own_address)
    ask(page, "How many steps has the lighthouse of Skarn?")
    page.click("[data-view=history]")
    page.wait_for_selector(".dl-entry")
    page.fill(".dl-past input", "Ulf Tegner 61")
    page.wait_for_function("document.querySelector('.dl-past .dl-told').textContent == '1 conversation'")
    page.click(".dl-entry a")
    page.wait_for_selector(".dl-turn[data-state=done]")
    assert page.inner_text(".dl-question") == "How many steps has the lighthouse of Skarn?"
    page.click("[data-view=history]")
    entry = page.locator(".dl-entry", has_text="lighthouse of Skarn")
    entry.locator("[data-ask]").click()
    entry.locator(".dl-sure").click()
    entry.wait_for(state="detached")
    assert page.inner_text(".dl-past .dl-told") == "Deleted."


def test_the_parts_of_the_page_are_reached_by_keyboard_and_by_going_back(
    visit: Any, own_address: str
) -> None:
    page = visit(at=own_address)
    page.focus(".dl-name")
    for tab in ("ask", "archive"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.dataset.view") == tab
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-archive[data-ready=true]")
    assert page.locator(".dl-ask").is_hidden()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "words"
    page.go_back()
    page.wait_for_selector(".dl-ask", state="visible")
    assert page.locator(".dl-archive").is_hidden()


def test_a_page_that_is_read_only_offers_no_change(visit: Any, ask: Any, running: Any, archive: Any) -> None:
    folder = str(archive.folder)
    with running(
        "-m", "dateline", "web", "--archive", folder, "--port", "0", "--no-open", "--read-only"
    ) as address:
        page = visit(at=address)
        ask(page, "How many steps has the lighthouse of Skarn?")
        assert page.locator(".dl-thumb").count() == 0
        page.click("[data-view=archive]")
        page.locator(".dl-row", has_text="Council").click()
        page.wait_for_selector(".dl-archive .dl-body")
        assert page.locator(".dl-add").is_hidden()
        assert page.locator(".dl-remove").count() == 0
        assert page.request.post(f"{address}own/articles/remove", data={"ids": ["echo"]}).status == 403


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}}])
def test_axe_finds_nothing_serious(visit: Any, ask: Any, own_address: str, options: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(at=own_address, reduced_motion="reduce", **options)
    found: dict[str, list[str]] = {}

    def look(part: str) -> None:
        violations = Axe().run(page).response["violations"]
        serious = [each for each in violations if each["impact"] in ("serious", "critical")]
        told = [f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}" for each in serious]
        found.update({part: told} if told else {})

    look("empty")
    ask(page, "How many litres does the water tower of Klistan hold?")
    page.locator(".dl-chip").first.click()
    page.wait_for_selector(".dl-ask mark.dl-active")
    look("ask")
    page.keyboard.press("Escape")
    page.click(".dl-thumb[data-correct=false]")
    page.wait_for_selector(".dl-wrong")
    look("wrong")
    page.click(".dl-draft")
    page.wait_for_selector(".dl-feedback a")
    page.keyboard.press("Escape")
    page.click("[data-view=archive]")
    page.wait_for_selector(".dl-archive .dl-list .dl-row")
    look("archive")
    page.locator(".dl-archive .dl-row", has_text="Council").click()
    page.wait_for_selector(".dl-archive .dl-body")
    look("article")
    page.keyboard.press("Escape")
    page.click("[data-view=history]")
    page.wait_for_selector(".dl-entry")
    look("history")
    page.click("[data-view=eval]")
    page.wait_for_selector(".dl-eval .dl-list .dl-row")
    look("eval")
    page.click(".dl-eval .dl-list .dl-row")
    page.wait_for_selector(".dl-eval .dl-sheet")
    look("case")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert found == {}


def test_an_empty_archive_leads_to_adding_and_can_be_asked_at_once(
    visit: Any, ask: Any, running: Any, tmp_path: Path
) -> None:
    from dateline import Archive

    Archive(tmp_path / "archive").close()
    (tmp_path / "bells.txt").write_text(BELLS, "utf-8")
    folder = str(tmp_path / "archive")
    with running("-m", "dateline", "web", "--archive", folder, "--port", "0", "--no-open") as address:
        page = visit(at=address)
        page.get_by_role("link", name="Add articles").click()
        page.get_by_text("The archive is empty.", exact=True).wait_for()
        assert page.locator(".dl-archive .dl-find").is_hidden()
        page.set_input_files(".dl-add input[type=file]", tmp_path / "bells.txt")
        page.wait_for_selector(".dl-archive .dl-list .dl-row")
        page.click("[data-view=ask]")
        page.get_by_text("1 article. Every sentence of an answer").wait_for()
        assert (
            "rang 12 times" in ask(page, "How many times did the bells of the Varn chapel ring?").inner_text()
        )
