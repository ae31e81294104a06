"""What is written is checked: pages made from the code are up to date, and examples run."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from dateline.manual import answer_schema, commands, write
from dateline.table import COMMANDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def test_the_page_of_the_commands_is_that_of_the_code() -> None:
    assert (DOCS / "commands.md").read_text("utf-8") == commands(), "run `python -m dateline.manual`"


def test_the_schema_of_an_answer_is_that_of_the_code() -> None:
    assert (DOCS / "answer.schema.json").read_text("utf-8") == answer_schema(), (
        "run `python -m dateline.manual`"
    )


def test_every_command_is_documented_with_a_help_for_every_option() -> None:
    page = commands()
    for name in COMMANDS:
        assert f"## dateline {name}" in page
    rows = re.findall(r"^\| `(.+?)` \| (.*) \|$", page, re.MULTILINE)
    assert len(rows) > 50
    assert not [names for names, said in rows if len(said) < 10]


def test_the_pages_are_written_anew(tmp_path: Path) -> None:
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"commands.md", "answer.schema.json"}


def test_the_llamaindex_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    example, *_ = re.findall(r"```python\n(.*?)```", (DOCS / "llamaindex.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "articles").mkdir()
    for name in ("harbour-gazette.jsonl", "tribune-november.jsonl"):
        shutil.copy(ROOT / "eval" / "sample" / "articles" / name, tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {}
    exec(compile(example, "llamaindex.md", "exec"), namespace)
    assert "hg-2025-0211-cost:1:0-" in capsys.readouterr().out
    assert namespace["response"].source_nodes
    namespace["archive"].close()


def test_the_readmes_example_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    read = (ROOT / "README.md").read_text("utf-8")
    example, said = re.findall(r"```python\n(from dateline .*?)```\n.*?```\n(.*?)```", read, re.DOTALL)[0]
    shutil.copytree(ROOT / "eval" / "sample" / "articles", tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {}
    exec(compile(example, "README.md", "exec"), namespace)
    assert capsys.readouterr().out == said
    namespace["archive"].close()


def test_no_link_between_the_pages_is_broken() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} leads to {target}"
