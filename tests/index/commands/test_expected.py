import gzip
from pathlib import Path

import pytest

from dateline.index.commands.expected import expected


def test_records_and_files_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n{}\n")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"{}\n" * 5))
    (tmp_path / "c.txt").write_text("a\nb\nc\n")
    assert expected([str(tmp_path)]) == 8
    assert expected([str(tmp_path / "c.txt"), str(tmp_path / "a.jsonl")]) == 3


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.mbox", "a.json.gz"])
def test_what_must_be_read_to_be_counted_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("[]")
    assert expected([str(tmp_path / name)]) is None


def test_an_address_a_missing_file_and_a_broken_one_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(b"not packed at all")
    assert expected(["https://varn.example/feed.xml"]) is None
    assert expected([str(tmp_path / "a.jsonl.gz")]) is None
    assert expected([str(tmp_path / "nowhere.txt")]) == 1
