"""A `dateline web` of its own, and a browser to look at it with."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError, WrongUse


@contextmanager
def served(archive: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address of an archive's page, and the process that serves it; it ends with the block."""
    words = [sys.executable, "-m", "dateline", "web", "--archive", str(archive), "--port", "0", "--no-open"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r"http://\S+/", process.stdout.readline())
        if found is None:
            raise DatelineError("`dateline web` did not start; what it says stands above")
        yield found[0], process
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def browsed() -> Iterator[Any]:
    """A chromium from the PATH; WrongUse where there is none."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  needs the extra dev

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise WrongUse("no chromium on the PATH: install one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
