"""`dateline eval` as a program: real archive, real files, exit codes."""

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.eval import load_run
from dateline.index import Archive

from ...assistant.model_server import Says, model_server  # noqa: TID252  tests are no package to import absolutely


class Shell:
    """Runs the command line in a folder of its own."""

    def __init__(self, folder: Path, archive: Archive) -> None:
        self.folder, self._archive = folder, str(archive.folder)

    def __call__(self, *words: str, code: int, command: str = "eval", **variables: str) -> tuple[str, str]:
        known = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        done = subprocess.run(
            [sys.executable, "-m", "dateline", command, *words, "--archive", self._archive],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**known, "DATELINE_WRITER": "extractive", **variables},
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout, done.stderr


@pytest.fixture
def shell(tmp_path: Path, archive: Archive, case_file: Path) -> Shell:
    assert case_file.parent == tmp_path
    return Shell(tmp_path, archive)


def _changed(path: Path, old: str, new: str) -> None:
    told = path.read_text("utf-8")
    assert old in told
    path.write_text(told.replace(old, new), "utf-8")


def test_a_run_is_written_told_and_passes(shell: Shell) -> None:
    out, err = shell("cases.jsonl", code=0)
    assert out.startswith("DONE: 3 cases")
    assert "run written to eval-run.json" in err
    assert len(load_run(shell.folder / "eval-run.json").cases) == 3
    assert not (shell.folder / "eval-run.json.journal").exists()


def test_quiet_keeps_stderr_empty(shell: Shell) -> None:
    assert shell("cases.jsonl", "--quiet", code=0)[1] == ""


def test_json_is_one_value_on_stdout(shell: Shell) -> None:
    made = json.loads(shell("cases.jsonl", "--json", code=0)[0])
    assert made["metrics"]["completed"] == {"value": 1.0, "n": 3, "interval": [1.0, 1.0]}
    assert made["comparison"] is None


def test_the_gate_passes_against_itself_and_fails_against_better_answers(shell: Shell) -> None:
    _, err = shell("cases.jsonl", "--baseline", "base.json", "--update-baseline", code=0)
    assert "base.json now accepts" in err
    assert shell("cases.jsonl", "--baseline", "base.json", code=0)[0].startswith("PASSED: ")
    known = load_run(shell.folder / "base.json")
    better = [dataclasses.replace(each, scores={**each.scores, "f1": 1.0}) for each in known.cases]
    dataclasses.replace(known, cases=tuple(better)).save(shell.folder / "base.json")
    out, _ = shell("cases.jsonl", "--baseline", "base.json", code=1)
    assert out.startswith("REGRESSION: f1 -")
    assert "1. " in out


def test_reports_are_written_where_asked(shell: Shell) -> None:
    words = (
        "--html",
        "r/page.html",
        "--markdown",
        "r/note.md",
        "--junit",
        "r/tests.xml",
        "--history",
        "past",
    )
    shell("cases.jsonl", *words, "--history", "past", code=0)
    (shell.folder / "past" / "old.json").write_text("{}")
    shell("cases.jsonl", *words, "--history", "past", code=0)
    assert "<!doctype html>" in (shell.folder / "r" / "page.html").read_text("utf-8")
    assert "Over past runs" in (shell.folder / "r" / "page.html").read_text("utf-8")
    assert (shell.folder / "r" / "note.md").read_text("utf-8").startswith("### DONE: 3 cases")
    assert (shell.folder / "r" / "tests.xml").read_text("utf-8").startswith("<?xml")
    assert list((shell.folder / "past").glob("*.json.gz"))


def test_only_cases_with_a_tag_are_asked_and_compared(shell: Shell) -> None:
    shell("cases.jsonl", "--baseline", "base.json", "--update-baseline", code=0)
    out, _ = shell("cases.jsonl", "--baseline", "base.json", "--tag", "why", "--tag", "-as-of", code=0)
    assert out.startswith("PASSED: ")
    assert "1 cases" in out.splitlines()[0]
    assert "no case" in shell("cases.jsonl", "--tag", "none", code=2)[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none.jsonl"], "none.jsonl does not exist"),
        (["cases.jsonl", "--baseline", "none.json"], "none.json does not exist"),
        (["cases.jsonl", "--baseline", "cases.jsonl"], "is not an eval run"),
        (["cases.jsonl", "--update-baseline"], "add --baseline FILE"),
        (["cases.jsonl", "--baseline", "b", "--update-baseline", "--tag", "x"], "leave out --tag"),
        (["cases.jsonl", "--out", "cases.jsonl/run.json"], "could not go on"),
        (["cases.jsonl", "--writer", "poet"], "writer"),
    ],
)
def test_what_could_not_be_run_ends_with_2_and_one_line(shell: Shell, words: list[str], told: str) -> None:
    out, err = shell(*words, code=2)
    assert out == ""
    assert told in err
    assert "Traceback" not in err


def test_another_case_set_ends_with_2_before_anything_is_asked(shell: Shell) -> None:
    shell("cases.jsonl", "--baseline", "base.json", "--update-baseline", code=0)
    (shell.folder / "eval-run.json").unlink()
    _changed(shell.folder / "cases.jsonl", "faulty cable", "broken cable")
    _, err = shell("cases.jsonl", "--baseline", "base.json", code=2)
    assert "2 cases (cause, early)" in err
    assert not (shell.folder / "eval-run.json").exists()


def test_a_new_baseline_shows_what_is_the_same_in_both(shell: Shell) -> None:
    shell("cases.jsonl", "--baseline", "base.json", "--update-baseline", code=0)
    _changed(shell.folder / "cases.jsonl", "faulty cable", "broken cable")
    out, err = shell("cases.jsonl", "--baseline", "base.json", "--update-baseline", code=0)
    assert "comparing only what is the same in both" in err
    assert "baseline" in out.splitlines()[2]
    assert shell("cases.jsonl", "--baseline", "base.json", code=0)[0].startswith("PASSED: ")


def test_an_unreadable_baseline_is_not_overwritten(shell: Shell) -> None:
    (shell.folder / "base.json").write_text("precious")
    shell("cases.jsonl", "--baseline", "base.json", "--update-baseline", code=2)
    assert (shell.folder / "base.json").read_text() == "precious"


def test_a_set_is_checked_against_the_archive(shell: Shell) -> None:
    assert shell("cases.jsonl", "--check", code=0)[0] == "3 cases, 0 faults\n"
    _changed(shell.folder / "cases.jsonl", '"articles": ["mill-2"]', '"articles": ["mill-9"]')
    out, _ = shell("cases.jsonl", "--check", code=1)
    assert "cause, articles[0]: there is no article mill-9" in out
    assert json.loads(shell("cases.jsonl", "--check", "--json", code=1)[0])[0]["case"] == "cause"


def test_no_archive_ends_with_2(tmp_path: Path, case_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "eval", str(case_file), "--archive", str(tmp_path / "none")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "there is no archive" in done.stderr


def test_an_unchanged_set_is_not_sent_to_the_model_again(shell: Shell) -> None:
    with model_server(Says("The evidence does not answer this.")) as server:
        model = {"DATELINE_WRITER": "", "DATELINE_LLM_BASE_URL": server.url, "DATELINE_LLM_MODEL": "scripted"}
        shell("cases.jsonl", code=0, **model)
        asked = len(server.requests)
        assert asked
        shell("cases.jsonl", code=0, **model)
        assert len(server.requests) == asked
        shell("cases.jsonl", "--fresh", code=0, **model)
        assert len(server.requests) == 2 * asked
        shell("cases.jsonl", "--repeat", "2", code=0, **model)
        assert len(server.requests) == 3 * asked


def test_a_judging_model_informs_and_is_part_of_what_is_compared(shell: Shell) -> None:
    with model_server(Says("no")) as server:
        model = {"DATELINE_LLM_BASE_URL": server.url, "DATELINE_LLM_MODEL": "scripted"}
        out, _ = shell("cases.jsonl", "--llm-judge", "--out", "judged.json", code=0, **model)
        told = load_run(shell.folder / "judged.json").metrics
        assert (told["citation_recall"].value, told["model_citation_recall"].value) == (1.0, 0.0)
        assert "model_citation_recall" in out
        shell("cases.jsonl", "--llm-judge", "--baseline", "judged.json", code=0, **model)
        _, err = shell("cases.jsonl", "--baseline", "judged.json", code=2)
        assert "the llm_judge is not that of the baseline" in err
        model["DATELINE_LLM_MODEL"] = "another"
        shell("cases.jsonl", "--llm-judge", "--baseline", "judged.json", code=2, **model)


def test_a_judge_that_is_not_configured_or_fails_ends_the_run(shell: Shell) -> None:
    _, err = shell("cases.jsonl", "--llm-judge", code=2)
    assert "--llm-judge needs a configured model" in err
    with model_server(Says(status=401)) as server:
        model = {"DATELINE_LLM_BASE_URL": server.url, "DATELINE_LLM_MODEL": "scripted"}
        _, err = shell("cases.jsonl", "--llm-judge", code=2, **model)
    assert "the judge could not be asked" in err


def test_an_endpoint_that_fails_ends_the_run_and_nobody_else_writes(shell: Shell) -> None:
    with model_server(Says(status=401)) as server:
        model = {"DATELINE_WRITER": "", "DATELINE_LLM_BASE_URL": server.url, "DATELINE_LLM_MODEL": "scripted"}
        _, err = shell("cases.jsonl", code=2, **model)
    assert "The model could not answer" in err
    assert not (shell.folder / "eval-run.json").exists()


def test_a_model_that_finds_no_answer_is_no_other_writer(shell: Shell) -> None:
    told = [Says("The evidence does not answer this."), Says("It happened [1.1].")]
    with model_server(*told) as server:
        model = {"DATELINE_WRITER": "", "DATELINE_LLM_BASE_URL": server.url, "DATELINE_LLM_MODEL": "scripted"}
        shell("cases.jsonl", code=0, **model)
    assert load_run(shell.folder / "eval-run.json").settings["writer"] == "llm"
