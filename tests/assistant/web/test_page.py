"""The page in a real browser, over a real archive of articles that mean harm."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dateline.assistant.answer import LookedAt, Nearest, Statement

pytestmark = pytest.mark.browser

MARKED = """() => {
  const mark = document.querySelector('mark.dl-active'), body = document.querySelector('.dl-body');
  const range = document.createRange(), selection = getSelection();
  range.selectNodeContents(mark);
  selection.removeAllRanges();
  selection.addRange(range);
  const before = document.createRange();
  before.setStart(body, 0);
  before.setEndBefore(mark);
  const sheet = document.querySelector('.dl-sheet').getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  return {
    mark: mark.textContent,
    selected: selection.toString(),
    before: before.toString(),
    body: body.textContent,
    seen: at.top >= sheet.top && at.top < sheet.bottom,
  };
}"""


def marked(page: Any, number: int) -> dict[str, Any]:
    """What is marked after a number was pressed; waits until the panel shows that citation, scrolled to."""
    page.click(f".dl-turn:last-child .dl-chip[data-number='{number}']")
    page.wait_for_function(f"document.querySelector('.dl-chip[aria-current]')?.dataset.number == '{number}'")
    page.wait_for_function(f"({MARKED})().seen")
    assert page.get_attribute(".dl-panel", "data-exact") == "true"
    return page.evaluate(MARKED)


@pytest.mark.parametrize("article_id", ["family", "tower", "harm", "echo"])
def test_the_marked_characters_are_the_quote(
    visit: Any, ask: Any, archive: Any, script: Any, script_address: str, cite: Any, article_id: str
) -> None:
    article = archive.get(article_id)
    quotes = [article.text[block.start : block.end] for block in article.blocks[:3]]
    nth = [quotes[:place].count(quote) for place, quote in enumerate(quotes)]
    script.tell("All?", *((q, [cite(article_id, q, nth=n)]) for q, n in zip(quotes, nth, strict=True)))
    page = visit(at=script_address)
    ask(page, "All?")
    for number, block in enumerate(article.blocks[:3], 1):
        seen = marked(page, number)
        assert seen["mark"] == seen["selected"] == article.text[block.start : block.end]
        assert seen["before"] == article.text[: block.start]
        assert seen["body"] == article.text


def test_a_citation_over_two_paragraphs_is_one_mark(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    quote = "on Sunday.\n\nCafe\u0301 owner Zoe\u0308"
    script.tell("Over?", ("Both.", [cite("family", quote)]))
    page = visit(at=script_address)
    ask(page, "Over?")
    seen = marked(page, 1)
    assert seen["mark"] == seen["selected"] == quote


def test_citations_that_overlap_are_each_marked_whole(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    first, second = "two families and their dogs", "their dogs 🐕‍🦺 on Sunday."
    script.tell("Overlap?", ("One.", [cite("family", first)]), ("Two.", [cite("family", second)]))
    page = visit(at=script_address)
    ask(page, "Overlap?")
    assert marked(page, 1)["mark"] == first
    assert page.locator(".dl-cited").all_text_contents() == [" 🐕‍🦺 on Sunday."]
    assert marked(page, 2)["mark"] == second
    assert page.locator(".dl-cited").all_text_contents() == ["two families and "]


def test_a_quote_that_does_not_stand_there_is_called_out(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    wrong = cite("echo", "The council of Ebbing")
    script.tell("Wrong?", ("No.", [replace(wrong, start=wrong.start + 1, end=wrong.end + 1)]))
    page = visit(at=script_address)
    ask(page, "Wrong?")
    page.wait_for_selector(".dl-panel[data-exact=false]")
    assert "does not stand at the place" in page.inner_text(".dl-panel [role=alert]")


def test_an_article_that_was_removed_still_shows_the_quote(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Gone?", ("Yes.", [replace(cite("echo", "The council of Ebbing"), article="gone")]))
    page = visit(at=script_address)
    ask(page, "Gone?")
    assert marked(page, 1)["mark"] == "The council of Ebbing"
    assert "no longer in the archive" in page.inner_text(".dl-panel")


def test_articles_that_mean_harm_stay_text(
    visit: Any, ask: Any, archive: Any, script: Any, script_address: str, cite: Any
) -> None:
    harm = archive.get("harm")
    script.tell("Harm?", (harm.text, [cite("harm", "312 machines")]), notices=(harm.title,))
    page = visit(at=script_address)
    turn = ask(page, "Harm?")
    marked(page, 1)
    page.hover(".dl-chip")
    assert "<script>window.harmed" in turn.locator(".dl-prose").inner_text()
    assert "${window.harmed='template'} and {{window.harmed}}" in page.inner_text(".dl-body")
    assert page.inner_text(".dl-masthead h2") == harm.title
    assert page.locator(".dl-ask :is(script, img, iframe, b)").count() == 0
    # Its address is no web address, so there is no link to it.
    assert page.locator(".dl-panel a").count() == 0


def test_previous_and_next_go_round_the_citations(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    quotes = [("family", "noon"), ("tower", "jest"), ("echo", "crowded hall")]
    script.tell("Round?", *((quote, [cite(*place)]) for place in quotes for quote in [place[1]]))
    page = visit(at=script_address)
    ask(page, "Round?")
    walked = []
    for step in ("1", "1", "1", "-1"):
        page.click(f"[data-step='{step}']")
        place = {"1": len(walked) + 2, "-1": 3}[step]
        page.wait_for_function(
            f"document.querySelector('.dl-place').textContent == '{(place - 1) % 3 + 1} of 3'"
        )
        walked.append(page.text_content("mark.dl-active"))
    assert walked == ["jest", "crowded hall", "noon", "crowded hall"]


def test_the_original_opens_at_the_passage(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    link = "https://marsh-courier.example/families?a=1&b=2#:~:text=at%20noon"
    script.tell("Link?", ("Noon.", [replace(cite("family", "at noon"), link=link)]))
    page = visit(at=script_address)
    ask(page, "Link?")
    marked(page, 1)
    original = page.locator(".dl-original")
    assert original.get_attribute("href") == link
    assert original.get_attribute("rel") == "noopener noreferrer"


def test_the_panel_says_who_published_when_and_how_that_is_known(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Who?", ("Noon.", [cite("family", "at noon")]), ("Steps.", [cite("undated", "61 steps")]))
    page = visit(at=script_address)
    ask(page, "Who?")
    marked(page, 1)
    head = page.inner_text(".dl-masthead")
    for words in (
        "Marsh Courier",
        "Two families cross the Varn",
        "By Édith Ørsted",
        "2 March 2025, as the source states",
    ):
        assert words in head
    marked(page, 2)
    assert "date unknown" in page.inner_text(".dl-masthead")


def test_a_reload_keeps_the_conversation(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("First?", ("Noon.", [cite("family", "at noon")]))
    script.tell("Second?", ("Jest.", [cite("tower", "in jest")]))
    page = visit(at=script_address)
    ask(page, "First?")
    ask(page, "Second?")
    before = page.inner_text(".dl-thread")
    assert re.search(r"\?c=[\w-]+$", page.url)
    page.reload()
    page.wait_for_selector(".dl-ask[data-ready=true]")
    assert page.inner_text(".dl-thread") == before
    assert marked(page, 1)["mark"] == "in jest"


def test_two_readers_do_not_see_each_other(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Mine?", ("Noon.", [cite("family", "at noon")]))
    first, second = visit(at=script_address), visit(at=script_address)
    ask(first, "Mine?")
    ask(second, "Mine?")
    assert first.url != second.url
    assert second.locator(".dl-turn").count() == 1


def test_an_unknown_address_begins_anew_and_says_so(visit: Any, script_address: str) -> None:
    page = visit("?c=unknown", at=script_address)
    assert "no conversation under this address" in page.inner_text(".dl-notice")


def test_streaming_neither_flashes_a_marker_nor_moves_the_page(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.pause(0.03)
    quotes = (
        "The ferry across the Varn carried",
        "140 free breakfasts at the Varn landing",
        "raised at noon",
    )
    script.tell("Slow?", *((f"Marsh Courier: “{quote}”", [cite("family", quote)]) for quote in quotes))
    page = visit(at=script_address)
    page.evaluate("""() => {
      window.seen = [];
      window.removed = 0;
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
        if (!entry.hadRecentInput) window.shift += entry.value;
      })).observe({ type: 'layout-shift' });
      new MutationObserver((records) => records.forEach((record) => {
        if (!record.target.parentElement?.closest('.dl-prose')) return;
        window.removed += record.removedNodes.length;
        window.seen.push(document.querySelector('.dl-prose').textContent);
      })).observe(
        document.querySelector('.dl-thread'),
        { subtree: true, childList: true, characterData: true },
      );
    }""")
    ask(page, "Slow?")
    seen = page.evaluate("window.seen")
    assert len(seen) > 10
    assert [text for text in seen if "[" in text or "]" in text] == []
    assert page.evaluate("window.removed") == 0
    assert page.evaluate("window.shift") < 0.02


def test_stop_ends_the_answer_and_the_next_question_is_answered(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Long?", ("word " * 400, [cite("family", "at noon")]))
    script.tell("Short?", ("Noon.", [cite("family", "at noon")]))
    script.pause(0.05)
    page = visit(at=script_address)
    page.fill("#dl-question", "Long?")
    page.click(".dl-go")
    page.wait_for_selector(".dl-say")
    assert page.inner_text(".dl-go") == "Stop"
    page.click(".dl-go")
    turn = page.locator(".dl-turn")
    assert turn.get_attribute("data-state") == "stopped"
    stopped = turn.inner_text()
    assert "is not kept" in stopped
    page.wait_for_timeout(500)
    assert turn.inner_text() == stopped
    script.pause(0)
    ask(page, "Short?")
    page.reload()
    page.wait_for_selector(".dl-ask[data-ready=true]")
    assert page.locator(".dl-question").all_inner_texts() == ["Short?"]


def test_statements_without_support_are_marked_with_the_reason(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    doubtful = Statement("Nobody was seasick.", 0, 0, (), "uncited", "no passage says so")
    script.tell("Doubt?", ("Noon.", [cite("family", "at noon")]), doubtful)
    page = visit(at=script_address)
    turn = ask(page, "Doubt?")
    assert turn.locator(".dl-verdict").all_text_contents() == [" no citation: no passage says so"]
    assert turn.locator(".dl-say[data-verdict=uncited]").text_content() == "Nobody was seasick."


def test_an_abstention_looks_different_and_offers_the_nearest_articles(
    visit: Any, ask: Any, script: Any, script_address: str
) -> None:
    script.tell(
        "Tea?",
        abstained=True,
        reason="No passage speaks of tea.",
        nearest=(Nearest("undated", "The lighthouse of Skarn", "Town Record", None),),
        looked_at=LookedAt(articles=4, undated_left_out=1, first="2025-01-20", last="2025-04-05"),
    )
    page = visit(at=script_address)
    turn = ask(page, "Tea?")
    text = turn.inner_text()
    for words in (
        "The archive does not answer this",
        "No passage speaks of tea.",
        "Looked at 4 articles, dated 20 January 2025 to 5 April 2025.",
        "1 article without a known date was left out.",
        "Town Record · date unknown",
    ):
        assert words in text
    assert turn.locator(".dl-chip").count() == 0
    turn.get_by_text("The lighthouse of Skarn").click()
    page.wait_for_selector(".dl-body")
    assert "61 steps" in page.inner_text(".dl-body")


def test_a_failure_is_told_and_the_question_can_be_asked_again(
    visit: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.fail("Down?", "The endpoint at http://127.0.0.1:9 did not answer; start it.")
    page = visit(at=script_address)
    page.fill("#dl-question", "Down?")
    page.press("#dl-question", "Enter")
    page.wait_for_selector(".dl-turn[data-state=failed]")
    assert "did not answer; start it." in page.inner_text(".dl-turn")
    script.tell("Down?", ("Noon.", [cite("family", "at noon")]))
    page.click("[data-do=again]")
    page.wait_for_selector(".dl-turn[data-state=done]")


def test_a_question_that_the_server_refuses_does_not_leave_the_page_waiting(
    visit: Any, script_address: str
) -> None:
    page = visit(at=script_address)
    page.evaluate("document.querySelector('#dl-question').removeAttribute('maxlength')")
    page.fill("#dl-question", "x" * 10_001)
    page.press("#dl-question", "Enter")
    page.wait_for_selector(".dl-turn[data-state=failed]")
    assert "could not answer just now" in page.inner_text(".dl-turn")
    assert page.inner_text(".dl-go") == "Ask"


def test_a_number_tells_its_quote_before_it_is_pressed(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("Tip?", ("Noon.", [cite("family", "at noon")]))
    page = visit(at=script_address)
    ask(page, "Tip?")
    for show in (lambda: page.hover(".dl-chip"), lambda: page.keyboard.press("Shift+Tab")):
        show()
        page.wait_for_selector(".dl-tip:not([hidden])")
        assert page.inner_text(".dl-tip") == "at noon\nMarsh Courier · 2 March 2025"
        assert page.get_attribute(".dl-chip", "aria-describedby") == "dl-tip"
        page.mouse.move(0, 0)
        page.focus("#dl-question")
        page.wait_for_selector(".dl-tip", state="hidden")
        page.focus(".dl-notes .dl-row")


def test_everything_can_be_done_with_the_keyboard(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    quotes = ("carried", "at noon")
    script.tell("Keys?", *((quote, [cite("family", quote)]) for quote in quotes))
    page = visit(at=script_address)
    page.keyboard.type("Keys")
    page.keyboard.press("Shift+Enter")
    assert page.input_value("#dl-question") == "Keys\n"
    page.keyboard.press("Backspace")
    page.keyboard.type("?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-turn[data-state=done]")
    page.wait_for_selector("mark.dl-active")
    # The first leaves the box, the second closes the article.
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "dl-turn"
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-panel", state="hidden")
    page.focus(".dl-chip[data-number='2']")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('mark.dl-active')?.textContent == 'at noon'")
    assert page.evaluate("document.activeElement.dataset.number") == "2"
    page.keyboard.press("p")
    page.wait_for_function("document.querySelector('mark.dl-active')?.textContent == 'carried'")
    page.focus(".dl-close")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dl-panel", state="hidden")
    assert page.evaluate("document.activeElement.dataset.number") == "1"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "dl-question"


def test_on_a_narrow_screen_the_article_leaves_the_pressed_number_in_sight(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    said = [
        ("The ferry carried two families and their dogs. " * 3, [cite("family", "at noon")]) for _ in range(6)
    ]
    script.tell("Narrow?", *said)
    page = visit(at=script_address, viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    ask(page, "Narrow?")
    assert page.locator("mark.dl-active").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    marked(page, 6)
    chip, panel = (
        page.locator(place).bounding_box() for place in (".dl-chip[data-number='6']", ".dl-ask .dl-panel")
    )
    assert 0 < chip["y"] < panel["y"] - chip["height"]
    assert panel["width"] == 360
    page.keyboard.press("Escape")
    page.wait_for_selector(".dl-panel", state="hidden")


def test_the_choice_of_dark_or_light_stays(visit: Any, script_address: str) -> None:
    page = visit(at=script_address, color_scheme="light")
    paper = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    light = page.evaluate(paper)
    page.click(".dl-theme")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    page.wait_for_selector(".dl-ask[data-ready=true]")
    page.wait_for_function(f"{paper} == '{dark}'")


def test_the_limits_go_with_the_question(
    visit: Any, ask: Any, script: Any, script_address: str, cite: Any
) -> None:
    script.tell("When?", ("Noon.", [cite("family", "at noon")]), as_of="2025-03-31")
    page = visit(at=script_address)
    page.click(".dl-limits summary")
    page.fill("[name=as_of]", "2025-03-31")
    page.fill("[name=publishers]", "Marsh Courier, Town Record")
    assert "as of 31 March 2025 · only Marsh Courier, Town Record" in page.inner_text(".dl-limits summary")
    turn = ask(page, "When?")
    asked = script.asked[-1]
    assert (asked["as_of"], asked["since"], asked["until"]) == ("2025-03-31", None, None)
    assert asked["publishers"] == ["Marsh Courier", "Town Record"]
    assert turn.locator(".dl-plan span").inner_text() == "as of 31 March 2025"


@pytest.fixture
def quotes_of(assistant: Any) -> Callable[[str], list[str]]:
    def quotes_of(url: str) -> list[str]:
        (answer,) = assistant.history.conversation(url.split("?c=")[1])
        return [citation.quote for citation in answer.citations]

    return quotes_of


@pytest.mark.parametrize(
    ("question", "carried"),
    [
        ("How many litres does the water tower of Klistan hold?", "9,400 litres"),
        ("On how many machines did the hidden order in the Lantern page run?", "312 machines"),
        ("How many free breakfasts were served at the Varn landing?", "140 free breakfasts"),
    ],
)
def test_asked_for_real_the_marked_characters_are_the_stored_quote(
    visit: Any, ask: Any, quotes_of: Any, question: str, carried: str
) -> None:
    page = visit()
    ask(page, question)
    quotes = quotes_of(page.url)
    assert any(carried in quote for quote in quotes)
    for number, quote in enumerate(quotes, 1):
        seen = marked(page, number)
        assert seen["mark"] == seen["selected"] == quote


def test_a_suggested_question_is_asked_by_pressing_it(visit: Any) -> None:
    page = visit()
    suggested = page.locator(".dl-suggestion").first
    question = suggested.inner_text()
    suggested.click()
    page.wait_for_selector(".dl-turn[data-state=done]")
    assert page.inner_text(".dl-question") == question
    assert page.get_attribute(".dl-turn", "data-abstained") == "false"


def test_asked_for_real_what_is_not_there_is_not_answered(visit: Any, ask: Any) -> None:
    page = visit()
    turn = ask(page, "Which orchestra played at the opening of the Zanzibar opera in 1954?")
    assert turn.get_attribute("data-abstained") == "true"
    assert (
        "Looked at 5 articles, dated 20 January 2025 to 5 April 2025, 1 of them undated." in turn.inner_text()
    )
