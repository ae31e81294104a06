"""The command line as a user meets it: real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dateline.table import COMMANDS

RECORDS = [{"id": f"a{n}", "text": f"The mayor of Town{n} is Otto Brandvik the {n}th."} for n in range(3)]


def environment(**more: str) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return known | {"PYTHONWARNINGS": "error"} | more


def dateline(*words: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dateline", *map(str, words)]
    return subprocess.run(
        command, cwd=cwd, env=environment(**more), capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("main")
    (folder / "records.jsonl").write_text("".join(json.dumps(each) + "\n" for each in RECORDS), "utf-8")
    added = dateline("add", "records.jsonl", "--archive", "news", cwd=folder)
    assert (added.returncode, added.stdout) == (0, "")
    assert "3 added" in added.stderr
    return folder / "news"


def one_line(ran: subprocess.CompletedProcess[str], code: int) -> str:
    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr.startswith("dateline: ")
    assert ran.stderr.count("\n") == 1
    return ran.stderr


def test_without_an_archive_one_sentence_says_how_to_make_one(tmp_path: Path) -> None:
    said = one_line(dateline("ask", "Who is mayor?", cwd=tmp_path), 2)
    assert f"there is no archive in {tmp_path / 'archive'}; make one with `dateline add PATH" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [["ask", "Who?"], ["chat"], ["history"], ["check"], ["search", "x"], ["list"]]
)
def test_an_archive_that_is_missing_is_wrong_use_everywhere(tmp_path: Path, words: list[str]) -> None:
    assert "there is no archive in" in one_line(dateline(*words, "--archive", "none", cwd=tmp_path), 2)


def test_a_file_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert "there is no archive in" in one_line(dateline("ask", "Who?", "--archive", "file", cwd=tmp_path), 2)
    (tmp_path / "a.txt").write_text("The mayor of Sund is Otto Brandvik.", "utf-8")
    assert "cannot be an archive's folder" in one_line(
        dateline("add", "a.txt", "--archive", "file", cwd=tmp_path), 2
    )


def test_a_damaged_archive_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "catalogue.sqlite").write_bytes(b"no database " * 1000)
    said = one_line(dateline("ask", "Who?", "--archive", "news", cwd=tmp_path), 1)
    assert "is damaged" in said


def test_nothing_added_exits_1(tmp_path: Path) -> None:
    ran = dateline("add", "none.txt", "--archive", "news", "--quiet", cwd=tmp_path)
    assert "no source gave an article" in one_line(ran, 1)


def test_settings_that_cannot_be_used_are_wrong_use(archive: Path, tmp_path: Path) -> None:
    words = ["ask", "Who?", "--archive", archive]
    assert "setting k (DATELINE_K)" in one_line(dateline(*words, cwd=tmp_path, DATELINE_K="many"), 2)
    (tmp_path / "dateline.toml").write_text("colour = 1\n", "utf-8")
    said = one_line(dateline("doctor", "--archive", tmp_path, cwd=tmp_path), 2)
    assert f"there is no setting colour ({tmp_path / 'dateline.toml'})" in said


@pytest.mark.parametrize(
    "words", [["asc"], ["ask"], ["ask", "--colour"], ["--colour"], ["search", "-k", "0", "x"]]
)
def test_words_that_are_no_command_are_wrong_use(tmp_path: Path, words: list[str]) -> None:
    ran = dateline(*words, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Usage: " in ran.stderr
    assert "Traceback" not in ran.stderr


def test_help_names_every_command_and_loads_none(tmp_path: Path) -> None:
    probe = "import sys; sys.argv=['dateline','--help']\nfrom dateline.__main__ import main\ntry: main()\n"
    probe += "finally: print([each for each in sys.modules if each.split('.')[0] in "
    probe += "('numpy', 'rich', 'pydantic', 'sqlite3') or each.startswith('dateline.i')], file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, cwd=tmp_path, timeout=60
    )
    assert ran.returncode == 0
    assert all(f"\n  {name} " in ran.stdout for name in COMMANDS)
    assert ran.stderr == "[]\n"


def test_asking_loads_no_more_than_it_needs(archive: Path) -> None:
    probe = (
        f"import sys; sys.argv=['dateline','ask','Who is the mayor of Town1?','--archive',{str(archive)!r}]\n"
    )
    probe += "from dateline.__main__ import main\ntry: main()\n"
    probe += (
        "finally: print([each for each in ('chromadb', 'scipy', 'datasketch', 'onnxruntime', 'trafilatura', "
    )
    probe += (
        "'nupunkt', 'llama_index', 'httpx', 'openai', 'gradio') if each in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "[]\n")


def test_the_version_is_shown(tmp_path: Path) -> None:
    import dateline as package

    assert dateline("--version", cwd=tmp_path).stdout == f"{package.__version__}\n"


def test_debug_shows_where(tmp_path: Path) -> None:
    ran = dateline("--debug", "ask", "Who?", cwd=tmp_path)
    assert "Traceback" in ran.stderr
    assert "WrongUse" in ran.stderr
    assert ran.returncode == 1


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "Who is the mayor of Town1?", "--json"],
        ["ask", "Who is the mayor of Town1?", "--w3c"],
        ["search", "mayor", "--json"],
        ["list", "--json"],
        ["show", "a1", "--json"],
        ["history", "--json"],
        ["check", "--json"],
        ["doctor", "--json"],
    ],
)
def test_json_is_all_there_is_on_stdout(archive: Path, words: list[str]) -> None:
    ran = dateline(*words, "--archive", archive, cwd=archive.parent)
    assert ran.returncode == 0
    for told in [ran.stdout] if words[0] != "list" else ran.stdout.splitlines():
        json.loads(told)


def test_adding_and_removing_as_json_say_nothing_else(archive: Path, tmp_path: Path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text(json.dumps({"id": "one", "text": "The mayor of Ebbing is Runa Halvik."}), "utf-8")
    for words, name in ((["add", source], "added"), (["remove", "one"], "removed")):
        ran = dateline(*words, "--json", "--archive", archive, cwd=tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert name in json.loads(ran.stdout)


@pytest.mark.parametrize(
    "words", [["list"], ["ask", "Who is the mayor of Town1?"], ["search", "mayor"], ["--help"]]
)
def test_a_reader_that_goes_away_is_no_fault(archive: Path, words: list[str]) -> None:
    command = [sys.executable, "-m", "dateline", *words]
    env = environment(DATELINE_ARCHIVE=str(archive))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) in (0, 1)


def slow_source(folder: Path) -> Path:
    path = folder / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(20_000):
            text = f"The mayor of Town{number} said that bridge {number} will cost {number * 7} crowns. " * 8
            file.write(json.dumps({"id": f"m{number}", "text": text}) + "\n")
    return path


def wait_for_articles(folder: Path, process: Any) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(f"ended before it was interrupted: {process.stderr.read()}")
        listed = dateline("list", "--json", "--archive", folder, cwd=folder.parent)
        if '"id": "m1"' in listed.stdout:
            return
        time.sleep(0.1)
    raise AssertionError("nothing was added")


def test_an_interrupted_add_exits_130_and_keeps_what_was_finished(tmp_path: Path) -> None:
    source = slow_source(tmp_path)
    command = [sys.executable, "-m", "dateline", "add", str(source), "--archive", "news"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        wait_for_articles(tmp_path / "news", process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "dateline: interrupted; what was finished is kept" in err
    assert "Traceback" not in err
    assert dateline("check", "--quiet", "--archive", "news", cwd=tmp_path).returncode in (0, 1)
    kept = dateline("show", "m1", "--json", "--archive", "news", cwd=tmp_path)
    assert json.loads(kept.stdout)["id"] == "m1"


_INTERRUPTED_AT = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[-1]:
            sys.meta_path.remove(self)
            del sys.argv[-1]
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from dateline.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "module",
    ["dateline.table", "typer", "dateline.assistant.commands.ask", "dateline.doors", "pydantic", "numpy"],
)
def test_an_interruption_while_modules_are_imported_ends_as_quietly(archive: Path, module: str) -> None:
    words = ["ask", "Who is the mayor of Town1?", "--archive", str(archive)]
    command = [sys.executable, "-c", _INTERRUPTED_AT, *words, module]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60)
    assert (ran.returncode, ran.stdout) == (130, "")
    assert ran.stderr == "dateline: interrupted; what was finished is kept\n"


def test_before_the_command_line_can_be_interrupted_nothing_slow_is_imported() -> None:
    probe = "import sys; known = set(sys.modules); import dateline.__main__\n"
    probe += "print(sorted(name for name in set(sys.modules) - known if name.startswith('dateline')))\n"
    probe += "print('typer' in sys.modules, 'importlib.metadata' in set(sys.modules) - known)"
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert ran.stdout == "['dateline', 'dateline.__main__', 'dateline.errors']\nFalse False\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read_is_skipped_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("The mayor of Sund is Otto Brandvik.", "utf-8")
    path.chmod(0)
    assert "Permission denied" in dateline("add", path, "--archive", "news", cwd=tmp_path).stderr
