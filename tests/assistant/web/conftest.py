"""A real browser, and the real page over a small archive of articles that mean harm."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

FLAGS = (
    "--no-sandbox --disable-dev-shm-usage --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

HARM = "<script>window.harmed = 'script'</script>"
ARTICLES = [
    {
        "id": "family",
        "title": "Two families cross the Varn",
        "publisher": "Marsh Courier",
        "published": "2025-03-02",
        "authors": ["Édith Ørsted"],
        "url": "https://marsh-courier.example/families?a=1&b=2",
        "text": "The ferry across the Varn carried 👩‍👩‍👧‍👦 two families and their dogs 🐕‍🦺 on Sunday.\n\n"
        "Cafe\u0301 owner Zoe\u0308 Ngo\u0323c Tra\u0302n served 140 free breakfasts at the Varn landing.\n\n"
        "The flags 🇳🇴🇺🇦 on the Varn ferry were raised at noon.",
    },
    {
        "id": "tower",
        "title": "برج المياه في كليستان",
        "publisher": "Klistan Daily",
        "published": "2025-02-11",
        "text": "The water tower of Klistan holds 9,400 litres, which engineer Rami Haddad called ‎خزان صغير.\n\n"
        "قال المهندس رامي حداد إن برج المياه Klistan Tower يتسع لنحو ٩٤٠٠ لتر.\n\n"
        "Residents of Klistan call the water tower מגדל המים in jest.",
    },
    {
        "id": "harm",
        "title": "Orders hidden in a page <img src=x onerror=\"window.harmed='title'\">",
        "publisher": "Lantern <b>Weekly</b>",
        "published": "2025-01-20",
        "url": "javascript:window.harmed='link'",
        "text": f"The hidden order in the Lantern page read {HARM} and ran on 312 machines.\n\n"
        "Inspector Olga Brandt found ${window.harmed='template'} and {{window.harmed}} in the Lantern page [1].\n\n"
        "The Lantern page was taken down after 40 minutes \\u0000 said Brandt.",
    },
    {
        "id": "echo",
        "title": "Council repeats its vow",
        "publisher": "Town Record",
        "published": "2025-04-05",
        "text": "The council of Ebbing will rebuild the old mill for 2.5 million crowns.\n\n"
        "Opponents laughed at the plan for a long time in the crowded hall on Friday evening.\n\n"
        "The council of Ebbing will rebuild the old mill for 2.5 million crowns.\n\n"
        + "\n\n".join(f"Item {n} on the agenda of that evening was put off until next month." for n in range(30)),
    },
    {
        "id": "undated",
        "title": "The lighthouse of Skarn",
        "publisher": "Town Record",
        "text": "The lighthouse of Skarn was built with 61 steps by the mason Ulf Tegner.",
    },
]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from dateline import Archive

    folder = tmp_path_factory.mktemp("web")
    records = folder / "articles.jsonl"
    records.write_text("".join(json.dumps(each) + "\n" for each in ARTICLES), "utf-8")
    with Archive(folder / "archive") as archive:
        archive.add(records)
        yield archive


@pytest.fixture(scope="session")
def assistant(archive: Any) -> Any:
    from dateline import Assistant

    return Assistant(archive, writer="extractive")


@pytest.fixture(scope="session")
def serving() -> Callable[[Any], AbstractContextManager[str]]:
    """Serves the page over an assistant at an address of its own."""
    return _serving


@contextmanager
def _serving(assistant: Any) -> Iterator[str]:
    import uvicorn

    from dateline.assistant.web import build_app, listen

    with listen("127.0.0.1", 0) as listening:
        config = uvicorn.Config(build_app(assistant), log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        _until(lambda: server.started)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def address(assistant: Any) -> Iterator[str]:
    with _serving(assistant) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One a module: while it is open, no other test of this thread could use asyncio."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        missing = "no chromium on the PATH: apt-get install chromium, or brew install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens the page in a fresh profile; at the end no script may have failed and no other host been asked."""
    contexts: list[Any] = []
    faults: list[str] = []
    asked: set[str] = set()

    def visit(to: str = "", at: str = address, **options: Any) -> Any:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.add(request.url))
        page.goto(at + to)
        page.wait_for_selector(".dl-ask[data-ready=true]")
        return page

    yield visit
    harmed = [page.evaluate("window.harmed") for context in contexts for page in context.pages]
    for context in contexts:
        context.close()
    assert faults == []
    assert {url.split("/")[2].split(":")[0] for url in asked if url.startswith("http")} <= {"127.0.0.1"}
    assert [each for each in harmed if each is not None] == []


@pytest.fixture
def ask() -> Callable[[Any, str], Any]:
    """Asks in a page and waits for the whole answer; gives the turn's element."""

    def ask(page: Any, question: str) -> Any:
        turns = page.locator(".dl-turn").count()
        page.fill("#dl-question", question)
        page.press("#dl-question", "Enter")
        turn = page.locator(".dl-turn").nth(turns)
        turn.locator("xpath=self::*[@data-state='done']").wait_for()
        return turn

    return ask


def _until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.02)

