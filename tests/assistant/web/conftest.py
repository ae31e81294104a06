"""A real browser, and the real page over a small archive of articles that mean harm."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.assistant.answer import Answer, Citation, Statement, Usage
from dateline.assistant.compose import escaped

FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

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
        "text": "The water tower of Klistan holds 9,400 litres, which engineer Rami Haddad called "
        "خزان صغير.\n\n"
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
        "Inspector Olga Brandt found ${window.harmed='template'} and {{window.harmed}} "
        "in the Lantern page [1].\n\n"
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
        + "\n\n".join(
            f"Item {n} on the agenda of that evening was put off until next month." for n in range(30)
        ),
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


class Script:
    """What the assistant of `scripted_page.py` is to say; `asked` is what it was asked so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: dict[str, Any] = {}
        self.pause(0)

    def tell(self, question: str, *said: tuple[str, list[Citation]] | Statement, **more: Any) -> None:
        """Answer a question with sentences, each with the citations it rests on."""
        self.answers[question] = composed(question, said, more).to_dict()
        self._write()

    def fail(self, question: str, error: str) -> None:
        self.answers[question] = {"error": error}
        self._write()

    def pause(self, seconds: float) -> None:
        """Wait that long after each four characters."""
        self.seconds = seconds
        self._write()

    @property
    def asked(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "asked.jsonl").read_text("utf-8").splitlines()]

    def _write(self) -> None:
        new = self.folder / "script.new"
        new.write_text(json.dumps({"answers": self.answers, "pause": self.seconds}), "utf-8")
        new.replace(self.folder / "script.json")


def composed(question: str, said: tuple[Any, ...], more: dict[str, Any]) -> Answer:
    text, statements, citations = "", [], []
    for each in said:
        given = each if isinstance(each, Statement) else None
        words, rests_on = (given.text, []) if given else (escaped(each[0]), each[1])
        numbers = tuple(range(len(citations) + 1, len(citations) + len(rests_on) + 1))
        citations += [
            replace(citation, number=number) for citation, number in zip(rests_on, numbers, strict=True)
        ]
        start = len(text)
        text += words + "".join(f" [{number}]" for number in numbers) + "\n\n"
        made = given or Statement(words, 0, 0, numbers)
        statements.append(replace(made, start=start, end=start + len(words)))
    return Answer(
        id="",
        question=question,
        standalone=question,
        created="2025-05-01T10:00:00Z",
        text=text.rstrip(),
        statements=tuple(statements),
        citations=tuple(citations),
        usage=Usage(total_s=0.2),
        **more,
    )


@pytest.fixture(scope="session")
def script_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("script")


@pytest.fixture
def script(script_folder: Path) -> Script:
    return Script(script_folder)


@pytest.fixture(scope="session")
def script_address(archive: Any, script_folder: Path) -> Iterator[str]:
    page = Path(__file__).with_name("scripted_page.py")
    with _running(str(page), str(archive.folder), str(script_folder)) as address:
        yield address


@pytest.fixture
def cite(archive: Any) -> Callable[..., Citation]:
    """The citation of a quote in an article, where it stands for the nth time."""

    def cite(article_id: str, quote: str, *, nth: int = 0) -> Citation:
        article, start = archive.get(article_id), -1
        for _ in range(nth + 1):
            start = article.text.index(quote, start + 1)
        named = {
            name: getattr(article, name)
            for name in ("title", "publisher", "published", "published_from", "url")
        }
        return Citation(0, article.id, article.version, start, start + len(quote), quote, 0, **named)

    return cite


@pytest.fixture(scope="session")
def address(archive: Any) -> Iterator[str]:
    """The page as a user starts it."""
    folder = str(archive.folder)
    with _running(
        "-m", "dateline", "web", "--archive", folder, "--port", "0", "--no-open", "--mcp"
    ) as address:
        yield address


PASSWORDS = {"ann": "correct horse", "bob": "battery staple"}


@pytest.fixture(scope="session")
def people() -> dict[str, str]:
    """Names, and the entries that let them in."""
    from dateline.assistant.web.door.people import line_for

    return {name: line_for(name, password) for name, password in PASSWORDS.items()}


@pytest.fixture(scope="session")
def guarded(archive: Any, people: dict[str, str]) -> Iterator[str]:
    """The page where one must sign in."""
    folder, auth = str(archive.folder), [word for line in people.values() for word in ("--auth", line)]
    options = ["--archive", folder, "--port", "0", "--no-open", "--mcp", *auth]
    with _running("-m", "dateline", "web", *options) as address:
        yield address


@pytest.fixture(scope="session")
def tokens(guarded: str) -> dict[str, str]:
    """What programs of each person send."""
    import httpx

    return {
        name: httpx.post(f"{guarded}api/token", json={"name": name, "password": password}, timeout=60).json()[
            "token"
        ]
        for name, password in PASSWORDS.items()
    }


@pytest.fixture(scope="session")
def running() -> Any:
    """`with running(arguments) as address`: a process that serves a page."""
    return _running


@pytest.fixture(scope="session")
def articles() -> list[dict[str, Any]]:
    return ARTICLES


@contextmanager
def _running(*arguments: str) -> Iterator[str]:
    """A Python process that prints the address of the page it serves in its first line."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r"http://\S+/", process.stdout.readline())
        assert found, f"python {' '.join(arguments)} did not start"
        yield found[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)


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
    """Opens the page in a fresh profile; in the end no script has failed and no other host been asked."""
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
        page.wait_for_selector(".dl-ask[data-ready=true]", state="attached")
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
