"""The commands as a user runs them: what stands on stdout, on stderr, and the exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ..making import record, told, write  # noqa: TID252  (tests are no installed package)


def _run(folder: Path, *words: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    import os

    command = [sys.executable, "-m", "dateline", *map(str, words), "--archive", str(folder)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return subprocess.run(command, capture_output=True, text=True, env=kept | environment, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three articles."""
    place = tmp_path_factory.mktemp("commands")
    text = "The clerk shut the lock in Lindby.\n\nNobody came by boat, the clerk said on the quay."
    path = write(
        place / "in.jsonl",
        record(
            "lock", text, title="The lock is shut", published="2025-01-10", language="en", authors=["Ann Lee"]
        ),
        record("pier", told(1), published="2025-02-01"),
        record("wire", told(1), publisher="Kelp Bay Echo", published="2025-02-02"),
        {"id": "empty", "text": " "},
    )
    done = _run(place / "archive", "add", path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "3 added, 0 updated, 0 unchanged, 1 skipped" in done.stderr
    assert f"{path}#4: " in done.stderr
    return place / "archive"


def test_adding_again_adds_nothing_and_exits_0(folder: Path) -> None:
    done = _run(folder, "add", folder.parent / "in.jsonl", "--json")
    assert done.returncode == 0
    told_of = json.loads(done.stdout)
    assert (told_of["added"], told_of["unchanged"], len(told_of["skipped"])) == (0, 3, 1)


def test_adding_nothing_at_all_exits_1_and_says_why(folder: Path) -> None:
    done = _run(folder, "add", folder / "nowhere.txt", "--quiet")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"dateline: no source gave an article: {folder}/nowhere.txt: there is no such file or folder\n"
    )


def test_why_one_source_gave_nothing_is_said_once(tmp_path: Path) -> None:
    done = _run(tmp_path / "news", "add", tmp_path / "nowhere.txt")
    assert done.stderr == (
        f"dateline: no source gave an article: {tmp_path}/nowhere.txt: there is no such file or folder\n"
    )


def test_why_each_of_several_gave_nothing_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    words = ("add", tmp_path / "nowhere.txt", tmp_path / "empty.txt")
    assert _run(tmp_path / "news", *words).stderr == (
        "0 added, 0 updated, 0 unchanged, 2 skipped\n"
        f"  {tmp_path}/nowhere.txt: there is no such file or folder\n"
        f"  {tmp_path}/empty.txt: the file is empty\n"
        "dateline: no source gave an article\n"
    )
    assert _run(tmp_path / "news", *words, "--quiet").stderr == (
        f"dateline: no source gave an article: {tmp_path}/nowhere.txt: there is no such file or folder (and 1 more)\n"
    )


@pytest.mark.parametrize("given", ["nowhere.txt", "empty.txt", "blank.html", "empty", "records.jsonl"])
def test_where_nothing_can_be_added_no_archive_is_made(tmp_path: Path, given: str) -> None:
    (tmp_path / "empty.txt").write_text(" \n", "utf-8")
    (tmp_path / "blank.html").write_text("<html><script>x</script></html>", "utf-8")
    (tmp_path / "empty").mkdir()
    write(tmp_path / "records.jsonl", {"id": "a", "text": " "}, {"id": "b"})
    done = _run(tmp_path / "news", "add", tmp_path / given)
    assert done.returncode == 1, done.stderr
    assert not (tmp_path / "news").exists()


def test_a_new_archive_holds_what_comes_after_sources_that_give_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", {"id": "none", "text": ""}, record("pier", told(1)))
    done = _run(tmp_path / "news", "add", tmp_path / "nowhere.txt", path, "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["added"], said["articles"]) == (0, 1, ["pier"])
    assert [each["source"] for each in said["skipped"]] == [str(tmp_path / "nowhere.txt"), f"{path}#1"]


def test_search_shows_each_passage_with_its_place(folder: Path) -> None:
    done = _run(folder, "search", "who", "shut", "the", "lock?", "--explain")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "1. The lock is shut — Varn Post, 2025-01-10"
    assert lines[1] == "   lock version 1, characters 0 to 84"
    assert lines[2].strip().startswith("2.") or "words" in lines[2]
    assert "   The clerk shut the lock in Lindby." in lines


def test_search_as_json_is_exact(folder: Path) -> None:
    hits = json.loads(_run(folder, "search", "pier", "--json", "--publisher", "Varn Post").stdout)
    assert {hit["publisher"] for hit in hits} == {"Varn Post"}
    article = json.loads(_run(folder, "show", "pier", "--json").stdout)
    (found,) = [hit for hit in hits if hit["article"] == "pier"]
    assert article["text"][found["start"] : found["end"]] == found["text"]
    assert article["copies"] == ["wire"]


def test_searching_words_that_look_like_options_and_syntax(folder: Path) -> None:
    done = _run(folder, "search", '"pier', "NEAR*", "AND", "(")
    assert done.returncode == 0
    assert "pier" in done.stdout


def test_finding_nothing_exits_0(folder: Path) -> None:
    done = _run(folder, "search", "lock", "--until", "2024-01-01")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing found\n")


def test_list_gives_a_line_an_article(folder: Path) -> None:
    done = _run(folder, "list", "--since", "2025-02-01")
    assert done.stdout.splitlines() == [
        "pier  2025-02-01  Varn Post  About pier  (+1 copies)",
        "wire  2025-02-02  Kelp Bay Echo  About wire  (+1 copies)",
    ]
    assert done.stderr == "2 articles\n"
    (only,) = _run(folder, "list", "shut", "lock", "--json", "--quiet").stdout.splitlines()
    assert (json.loads(only)["id"], json.loads(only)["authors"]) == ("lock", ["Ann Lee"])


def test_an_article_without_a_title_is_called_untitled_and_listed_by_its_first_words(tmp_path: Path) -> None:
    text = "The clerk shut the lock in Lindby.\n\nNobody came by boat, the clerk said on the quay."
    _run(tmp_path / "news", "add", write(tmp_path / "in.jsonl", {"id": "b7", "text": text}))
    assert _run(tmp_path / "news", "list").stdout == (
        "b7  undated     —  Untitled: The clerk shut the lock in Lindby. Nobody came by boat, the…\n"
    )
    assert _run(tmp_path / "news", "show", "b7").stdout.startswith("Untitled\n========\n")
    found = _run(tmp_path / "news", "search", "lock").stdout
    assert found.startswith("1. Untitled — unknown publisher, date unknown\n   b7 version 1,")


def test_show_tells_what_is_known_and_the_text(folder: Path) -> None:
    done = _run(folder, "show", "lock", "--cut")
    assert done.returncode == 0
    head, _, body = done.stdout.partition("\n\n")
    assert head.splitlines()[:2] == ["The lock is shut", "================"]
    assert "published: 2025-01-10 (as the source states it)" in head
    assert body.startswith("The clerk shut the lock in Lindby.\n\nNobody came by boat")


def test_an_unknown_article_exits_1_in_one_sentence(folder: Path) -> None:
    done = _run(folder, "show", "nobody")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"dateline: there is no article nobody in {folder}; see `dateline list`\n"


def test_no_archive_is_wrong_use(tmp_path: Path) -> None:
    for words in (("search", "x"), ("list",), ("show", "x"), ("remove", "x"), ("reindex",)):
        done = _run(tmp_path / "none", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert "there is no archive in" in done.stderr
    assert not (tmp_path / "none").exists()


def test_remove_and_add_again(folder: Path) -> None:
    done = _run(folder, "remove", "wire", "--json")
    assert json.loads(done.stdout) == {"removed": 1}
    done = _run(folder, "remove", "wire")
    assert done.returncode == 1
    assert "nothing was removed" in done.stderr
    assert "1 added, 0 updated, 2 unchanged" in _run(folder, "add", folder.parent / "in.jsonl").stderr


def test_what_was_added_again_goes_by_the_next_number_and_no_count(tmp_path: Path) -> None:
    news = tmp_path / "news"
    first = write(tmp_path / "first.jsonl", record("wire", told(1), published="2025-02-02"))
    later = write(tmp_path / "later.jsonl", record("wire", told(9), published="2025-02-03"))
    for words in (("add", first), ("remove", "wire"), ("add", first)):
        assert _run(news, *words).returncode == 0
    assert "\n       id: wire, version 2\n" in _run(news, "show", "wire").stdout
    assert _run(news, "add", later).returncode == 0
    assert "\n       id: wire, version 3, one of 2 kept\n" in _run(news, "show", "wire").stdout


def test_reindex_says_what_it_did_and_check_finds_nothing(folder: Path) -> None:
    done = _run(folder, "reindex")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "3 passages indexed with the embedding static\n"
    done = _run(folder, "check")
    assert done.returncode == 0


def test_another_embedding_names_the_remedy_and_reindex_takes_it(folder: Path) -> None:
    done = _run(folder, "search", "lock", DATELINE_EMBEDDING="openai:little")
    assert done.returncode == 2
    assert "run `dateline reindex --embedding openai:little`" in done.stderr
    assert _run(folder, "reindex", "--embedding", "magic").returncode == 2
    assert _run(folder, "search", "lock").returncode == 0
