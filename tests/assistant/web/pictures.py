"""Makes the pictures of docs/images again: python tests/assistant/web/pictures.py [NAME…].

A real browser shows the real page over the sample archive. Not a test: what it makes is to be looked at.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "eval" / "sample" / "articles"
IMAGES = ROOT / "docs" / "images"
QUESTION = "What did divers find at the third pier of the Saltgate Bridge?"
PAST = (
    "At what time did the Marta Solveig hit the Saltgate Bridge?",
    "What was she carrying?",
    "Which company rebuilt the damaged part of the Saltgate Bridge?",
    "How long is the detour over Hollin Ford?",
    "When is the final report on the Saltgate accident due?",
)
CASES = 60
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 800}


def ask(page: Any) -> None:
    """A question answered, the article of its first citation open."""
    page.fill("#dl-question", QUESTION)
    page.press("#dl-question", "Enter")
    page.wait_for_selector(".dl-turn[data-state=done]")
    page.locator(".dl-chip").first.click()
    page.wait_for_selector("mark.dl-active")


def archive(page: Any) -> None:
    """What the archive holds; on a wide screen with an article open."""
    page.click("[data-view=archive]")
    page.wait_for_selector(".dl-archive[data-ready=true]")
    if page.viewport_size["width"] > 1000:
        page.locator(".dl-list [data-article]", has_text="Saltgate").first.click()
        page.wait_for_selector(".dl-archive .dl-body")


def history(page: Any) -> None:
    """Past conversations."""
    for past in page.request.get(f"{page.url}own/history").json():
        page.request.delete(f"{page.url}own/history/{past['id']}")
    for at, question in enumerate(PAST):
        page.request.post(
            f"{page.url}api/ask", data={"question": question, "conversation": f"past-{at // 2}"}
        )
    page.click("[data-view=history]")
    page.wait_for_selector(".dl-past[data-ready=true]")


def evaluated(page: Any) -> None:
    """The runs; on a wide screen with a case open."""
    page.click("[data-view=eval]")
    page.wait_for_selector(".dl-eval[data-ready=true]")


def case(page: Any) -> None:
    """A case, beside the list."""
    evaluated(page)
    page.locator(".dl-list [data-case]", has_text="anchors").first.click()
    page.wait_for_selector(".dl-eval .dl-sheet")


def feedback(page: Any) -> None:
    """An answer called wrong."""
    ask(page)
    page.click(".dl-thumb[data-correct=false]")
    page.fill(".dl-wrong [name=why]", "it does not say who sent the divers")
    page.locator(".dl-wrong").scroll_into_view_if_needed()


SHOWN: dict[str, Callable[[Any], None]] = {
    "ask": ask,
    "archive": archive,
    "history": history,
    "eval": evaluated,
    "case": case,
    "feedback": feedback,
}
# Of these parts one picture is enough.
ONCE = ("case", "feedback")


def main(names: list[str]) -> None:
    """Take the pictures of these parts of the page; of all, where none is named."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(f"{folder}/news") as address,
        sync_playwright() as playwright,
    ):
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, show in SHOWN.items():
            if names and name not in names:
                continue
            for kind, viewport, scheme in (
                ("light", WIDE, "light"),
                ("dark", WIDE, "dark"),
                ("narrow", NARROW, "light"),
                ("narrow-dark", NARROW, "dark"),
            ):
                if name in ONCE and kind != "light":
                    continue
                page = browser.new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
                page.goto(address)
                page.wait_for_selector(".dl-ask[data-ready=true]")
                show(page)
                page.mouse.move(0, 0)
                page.wait_for_timeout(500)
                page.screenshot(path=IMAGES / f"{name}-{kind}.png")
                page.close()
        browser.close()


@contextmanager
def served(folder: str) -> Iterator[str]:
    """The address of the page over the sample."""
    dateline = [sys.executable, "-m", "dateline"]
    subprocess.run([*dateline, "add", str(SAMPLE), "--archive", folder, "--quiet"], check=False)
    runs(dateline, folder)
    command = [*dateline, "web", "--archive", folder, "--port", "0", "--no-open"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r"http://\S+/", process.stdout.readline())
        assert found, "the page did not start"
        yield found[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def runs(dateline: list[str], folder: str) -> None:
    """Three runs of some sample cases, with one, two and three statements an answer."""
    kept = Path(folder) / "eval"
    kept.mkdir()
    cases = (ROOT / "eval" / "sample" / "cases.jsonl").read_text("utf-8").splitlines()[:CASES]
    plain = [json.loads(line) for line in cases]
    (kept / "cases.yaml").write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    for most in ("1", "2", "3"):
        asked = [*dateline, "eval", str(kept / "cases.yaml"), "--archive", folder, "--quiet"]
        out = ["--history", str(kept / "runs"), "--out", str(kept / "run.json"), "--fresh"]
        environment = os.environ | {"DATELINE_MAX_STATEMENTS": most}
        subprocess.run([*asked, *out], env=environment, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    main(sys.argv[1:])
