"""The growth benchmark, run on the smallest of archives."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.eval.bench import growth
from dateline.eval.bench.growth_plot import draw


@pytest.fixture
def news(tmp_path: Path) -> Path:
    records = [
        {
            "id": f"a{n}",
            "title": f"Ferry {n}",
            "text": f"Ferry number {n} left at dawn.",
            "published": "2025-01-10",
        }
        for n in range(4)
    ]
    case = {"id": "1", "question": "When did ferry number 2 leave?", "facts": [["dawn"]], "articles": ["a2"]}
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "articles.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    (folder / "cases.jsonl").write_text(json.dumps(case) + "\n", "utf-8")
    return folder


def test_each_size_is_a_column_and_a_row_of_the_file(news: Path, tmp_path: Path) -> None:
    found = tmp_path / "growth.json"
    words = [str(news), "--sizes", "2,9", "--questions", "2", "--json", str(found)]
    done = CliRunner().invoke(growth.app, words, catch_exceptions=False)
    assert done.exit_code == 0
    rows = json.loads(found.read_text("utf-8"))
    assert [row["articles"] for row in rows] == [2, 4]
    assert all(
        row[key] > 0 for row in rows for key in ("add_s", "search_p50_s", "answer_p50_s", "cold_ask_s")
    )
    assert "memory answering" in done.stdout


def test_a_set_without_articles_is_named(tmp_path: Path) -> None:
    with pytest.raises(growth.WrongUse, match="no articles"):
        growth.growth([tmp_path])


def test_the_picture_is_written(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    row = {"add_s": 2.0, "one_s": 0.1}
    times = {f"{name}_{share}_s": 0.1 for name in ("search", "answer") for share in ("p50", "p95")}
    draw([{"articles": n, **row, **times} for n in (10, 20)], tmp_path / "growth.svg")
    assert "<svg" in (tmp_path / "growth.svg").read_text("utf-8")
