from pathlib import Path
from typing import Any

import pytest

from dateline import Archive, Assistant
from dateline.errors import WrongUse
from dateline.settings import archive_folder, explain, read, unknown_variables


def write(folder: Path, text: str) -> Path:
    (folder / "dateline.toml").write_text(text, "utf-8")
    return folder / "dateline.toml"


def test_arguments_go_before_variables_before_the_file_before_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "k = 1\nmax_statements = 4\npassage_chars = 500\n")
    monkeypatch.setenv("DATELINE_K", "2")
    monkeypatch.setenv("DATELINE_MAX_STATEMENTS", "5")
    found = read(tmp_path, k=3)
    assert (found.k, found.max_statements, found.passage_chars, found.lock_wait) == (3, 5, 500, 600.0)
    places = {name: place for name, _, place in explain(tmp_path)}
    assert places["k"] == "DATELINE_K"
    assert places["passage_chars"] == str(tmp_path / "dateline.toml")
    assert places["lock_wait"] == "default"


def test_an_argument_that_is_none_and_an_empty_variable_count_as_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_K", "")
    assert read(tmp_path, k=None).k == 12


def test_each_room_is_handed_its_own_part(tmp_path: Path) -> None:
    found = read(tmp_path, k=3, passage_chars=400)
    assert (found.assistant.k, found.index.passage_chars) == (3, 400)
    assert not hasattr(found.index, "k")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("colour = 1\n", "there is no setting colour ({path}); remove it: settings are embedding,"),
        ("[index]\nk = 1\n", "there is no setting index ({path})"),
        ('k = "many"\n', "setting k ({path}): Input should be a valid integer"),
        ("k = 0\n", "setting k ({path}): Input should be greater than or equal to 1"),
        ("k = \n", "{path} cannot be read as TOML"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_place(tmp_path: Path, written: str, told: str) -> None:
    path = write(tmp_path, written)
    with pytest.raises(WrongUse) as raised:
        read(tmp_path)
    assert str(raised.value).startswith(told.format(path=path))


def test_a_file_that_is_no_text_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_bytes(b"k = \xff")
    with pytest.raises(WrongUse, match="cannot be read as TOML"):
        read(tmp_path)
    (tmp_path / "dateline.toml").unlink()
    (tmp_path / "dateline.toml").mkdir()
    with pytest.raises(WrongUse, match="cannot be read"):
        read(tmp_path)


def test_a_wrong_variable_is_named_and_its_value_is_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_LOCK_WAIT", "secret")
    with pytest.raises(WrongUse) as raised:
        read(tmp_path)
    assert str(raised.value).startswith(
        "setting lock_wait (DATELINE_LOCK_WAIT): Input should be a valid number"
    )
    assert "secret" not in str(raised.value)


def test_a_wrong_argument_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"setting k \(argument\)"):
        Archive(tmp_path / "a", k=0)
    with pytest.raises(WrongUse, match=r"there is no setting colour \(argument\)"):
        Archive(tmp_path / "a", colour="red")


def test_keys_and_passwords_are_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_EMBEDDING_API_KEY", "sk-1")
    monkeypatch.setenv("DATELINE_EMBEDDING_BASE_URL", "https://me:word@host.example:8080/v1?a=b")
    values = {name: value for name, value, _ in explain(tmp_path)}
    assert values["embedding_api_key"] == "set"
    assert values["embedding_base_url"] == "https://…@host.example:8080/v1?a=b"
    assert "sk-1" not in repr(read(tmp_path))


def test_misspelt_variables_are_known_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATELINE_ARCHIVE", "DATELINE_K", "DATELINE_COLOUR"):
        monkeypatch.setenv(name, "1")
    assert unknown_variables() == ["DATELINE_COLOUR"]


def test_the_archive_is_the_one_given_else_the_variable_else_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DATELINE_ARCHIVE", raising=False)
    assert archive_folder() == Path("archive")
    monkeypatch.setenv("DATELINE_ARCHIVE", "~/news")
    assert archive_folder() == Path.home() / "news"
    assert archive_folder("other") == Path("other")


def test_the_public_names_take_settings_as_arguments(tmp_path: Path) -> None:
    archive: Any = Archive(tmp_path / "a", passage_chars=300)
    assistant = Assistant(archive, k=5)
    assert (archive.settings.passage_chars, assistant.settings.k) == (300, 5)
    archive.close()
