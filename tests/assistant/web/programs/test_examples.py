"""The examples for programs, run as they are written against a server on the sample archive."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[4]


def examples(page: str, language: str) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    return [each for each in found if "localhost:7860" in each]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, running: Any) -> Iterator[str]:
    from dateline import Archive

    folder = tmp_path_factory.mktemp("sample") / "archive"
    with Archive(folder) as archive:
        archive.add(ROOT / "eval" / "sample" / "articles")
    options = ["--archive", str(folder), "--port", "0", "--no-open", "--mcp"]
    with running("-m", "dateline", "web", *options) as address:
        yield address.rstrip("/")


def run(code: str, *command: str, address: str) -> str:
    code = code.replace("http://localhost:7860", address)
    done = subprocess.run([*command, code], capture_output=True, text=True, timeout=120, env={**os.environ})
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("code", examples("docs/programs.md", "python"))
def test_the_python_examples_print_the_day_the_bridge_reopened(code: str, sample: str) -> None:
    assert "20 September" in run(code, sys.executable, "-c", address=sample)


def test_the_commands_give_an_answer_events_and_passages(sample: str, guarded: str) -> None:
    ask, stream, search, token = examples("docs/programs.md", "sh")
    assert "20 September" in json.loads(run(ask, "sh", "-c", address=sample))["text"]
    events = run(stream, "sh", "-c", address=sample)
    assert re.findall(r"^event: (\w+)$", events, re.MULTILINE)[-1] == "answer"
    hits = json.loads(run(search, "sh", "-c", address=sample))["hits"]
    assert {hit["publisher"] for hit in hits} == {"Harbour Gazette"}
    assert "token" in json.loads(run(token, "sh", "-c", address=guarded.rstrip("/")))


def test_the_readmes_examples_say_how_many_were_hurt(sample: str) -> None:
    (command,), (code,) = examples("README.md", "sh"), examples("README.md", "python")
    assert "Nine people were injured" in json.loads(run(command, "sh", "-c", address=sample))["text"]
    printed = run(code, sys.executable, "-c", address=sample)
    assert "Nine people were injured" in printed
    assert "Sources:" in printed
