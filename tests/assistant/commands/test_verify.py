import json
from pathlib import Path
from typing import Any

import pytest

from dateline import Archive


@pytest.fixture
def exported(run: Any, tmp_path: Path) -> Path:
    path = tmp_path / "answer.json"
    path.write_text(run("ask", "--json", "How long is the bridge over the Orn?").out, "utf-8")
    return path


def test_a_sound_answer_exits_0(run: Any, exported: Path) -> None:
    ran = run("verify", str(exported))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("[1] bridge version 1: holds\n")


def test_quiet_says_it_by_the_exit_code_alone(run: Any, exported: Path) -> None:
    assert run("verify", "--quiet", str(exported)) == (0, "", "")


def test_a_forged_answer_exits_1(run: Any, exported: Path) -> None:
    exported.write_text(exported.read_text("utf-8").replace("412", "999"), "utf-8")
    ran = run("verify", "--json", str(exported))
    assert ran.code == 1
    first = json.loads(ran.out)[0]
    assert (first["state"], first["sound"]) == ("not there", False)


def test_a_removed_article_exits_1(run: Any, exported: Path, town: Archive) -> None:
    town.remove("bridge")
    ran = run("verify", str(exported))
    assert ran.code == 1
    assert "[1] bridge version 1: removed; this version of the article is not in the archive\n" in ran.out


@pytest.mark.parametrize("content", [b"", b"{}", b"no json", b"[1]", b"\xff\xfe", b'{"id": 1}'])
def test_a_file_without_an_answer_is_wrong_use(run: Any, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(content)
    ran = run("verify", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert f"{path} holds no answer" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_file_that_cannot_be_read_is_wrong_use(run: Any, tmp_path: Path) -> None:
    for path in (tmp_path / "missing.json", tmp_path):
        ran = run("verify", str(path))
        assert (ran.code, ran.out) == (2, "")
        assert f"{path} cannot be read" in ran.err
