"""`python -m dateline.eval.bench.page ARCHIVE`: how soon the page is there, and whether its longest list is smooth."""

from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.eval.bench.running import run
from dateline.eval.bench.score import percentile
from dateline.eval.bench.serving import browsed, served
from dateline.eval.report.text import table

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_READY = ".dl-ask[data-ready=true]"
_LISTED = ".dl-archive[data-ready=true]"
# Scrolls a list from end to end in steps of a frame; milliseconds between frames.
_SCROLL = """async () => {
  const rows = document.querySelectorAll('.dl-list [data-article]');
  let box = rows[0];
  while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
  box ??= document.scrollingElement;
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  for (let at = 0; at < box.scrollHeight; at += 150) {
    box.scrollTo(0, at);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  return { rows: rows.length, frames };
}"""


@app.command()
def page(
    archive: Annotated[Path, typer.Argument(help="An archive; 400 articles or more show the longest list.")],
    times: Annotated[int, typer.Option("--times", min=1, help="How often the page is opened.")] = 5,
) -> None:
    """Open the page of an archive in a fresh browser, list its articles, scroll through them."""
    with served(archive) as (address, _):
        opened = [_opened(address) for _ in range(times)]
    print(render(opened))


def render(opened: list[dict[str, Any]]) -> str:
    """The table: the first opening, for which nothing was loaded yet, and the median and longest of all."""
    rows: list[tuple[str, ...]] = [("milliseconds until", "first", "median", "longest")]
    for name in ("first paint", "a question can be typed", "the articles are listed", "the next frame"):
        told = [each[name] for each in opened]
        rows.append((name, *(f"{value:.0f}" for value in (told[0], percentile(told, 50), max(told)))))
    (listed,) = {each["rows"] for each in opened}
    return f'{table(rows)}\n\n{listed} articles in the list; "the next frame" is the 95th percentile while it scrolls'


def _opened(address: str) -> dict[str, Any]:
    with browsed() as browser:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(_READY, state="attached")
        ready = page.evaluate("performance.now()")
        paint = page.evaluate(_PAINT)
        begun = page.evaluate("performance.now()")
        page.click("[data-view=archive]")
        page.wait_for_selector(_LISTED)
        listed = page.evaluate("new Promise(requestAnimationFrame).then(() => performance.now())") - begun
        scrolled = page.evaluate(_SCROLL)
        return {
            "first paint": paint,
            "a question can be typed": ready,
            "the articles are listed": listed,
            "the next frame": percentile(scrolled["frames"], 95),
            "rows": scrolled["rows"],
        }


if __name__ == "__main__":
    run(app, "page")
