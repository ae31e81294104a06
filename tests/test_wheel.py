"""The wheel: everything that is needed is inside, under `dateline`, and nothing else."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILDABLE = importlib.util.find_spec("build") and importlib.util.find_spec("hatchling")

pytestmark = pytest.mark.skipif(not BUILDABLE, reason="needs build and hatchling")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def test_nothing_lands_beside_dateline(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"dateline"}


@pytest.mark.parametrize("room", ["assistant", "index", "prompts", "eval"])
def test_every_file_of_a_room_is_inside(names: set[str], room: str) -> None:
    tracked = subprocess.run(["git", "ls-files", room], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("needs the git checkout")
    wanted = [name for name in tracked.stdout.splitlines() if (ROOT / name).is_file()]
    assert wanted
    assert [name for name in wanted if f"dateline/{name}" not in names] == []


def test_what_is_not_code_is_inside_too(names: set[str]) -> None:
    for name in (
        "py.typed",
        "__main__.py",
        "index/migrations/0001-first.sql",
        "index/migrations/0002-postings.sql",
        "assistant/writers/ranker.json",
        "eval/sample/cases.jsonl",
        "eval/sample/articles/starfield.jsonl.gz",
    ):
        assert f"dateline/{name}" in names
    for pattern in ("dateline/assistant/web/files/", "dateline/prompts/", "dateline/assistant/migrations/"):
        assert any(name.startswith(pattern) for name in names)


def test_no_cache_and_no_test_is_inside(names: set[str]) -> None:
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name or name.endswith(".pyc")]


def test_the_command_and_the_licence_are_named(names: set[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
