import json
from typing import Any

import pytest

from dateline import Archive
from dateline.assistant import examine

from ..model_server import Says, model_server  # noqa: TID252  tests are no package to import absolutely


@pytest.fixture(autouse=True)
def nothing_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr(examine, "LOCAL", ())


def test_each_setting_is_told_with_where_it_came_from(
    run: Any, town: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (town.folder / "dateline.toml").write_text("k = 7\nmax_statements = 2\n", "utf-8")
    monkeypatch.setenv("DATELINE_K", "9")
    settings = {each["name"]: each for each in json.loads(run("doctor", "--json").out)["settings"]}
    assert (settings["k"]["value"], settings["k"]["from"]) == (9, "DATELINE_K")
    assert settings["max_statements"]["from"] == str(town.folder / "dateline.toml")
    assert settings["passage_chars"]["from"] == "default"


def test_keys_are_never_shown(run: Any, town: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_EMBEDDING_API_KEY", "sk-secret-1")
    (town.folder / "dateline.toml").write_text(
        'embedding_base_url = "https://me:secret-2@host.example/v1"\n', "utf-8"
    )
    for ran in (run("doctor"), run("doctor", "--json")):
        assert ran.code == 0
        assert "secret" not in ran.out + ran.err
        assert "https://…@host.example/v1" in ran.out


def test_variables_that_are_no_settings_are_named_without_their_values(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_EMBEDING", "sk-secret")
    out = run("doctor").out
    assert "DATELINE_EMBEDING is set, but is no setting: mend its name, or remove it" in out
    assert "sk-secret" not in out
    assert json.loads(run("doctor", "--json").out)["unknown_variables"] == ["DATELINE_EMBEDING"]


def test_the_archive_is_counted(run: Any, town: Archive) -> None:
    told = json.loads(run("doctor", "--json").out)["archive"]
    assert (told["folder"], told["articles"], told["undated"]) == (str(town.folder), 3, 1)


def test_a_missing_archive_is_told_not_made(run: Any, tmp_path: Any) -> None:
    ran = run("doctor", "--archive", str(tmp_path / "none"))
    assert ran.code == 0
    assert f"state: there is no archive in {tmp_path / 'none'}" in ran.out
    assert not (tmp_path / "none").exists()


def test_a_model_endpoint_is_tried_and_its_faults_are_the_exit_code(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with model_server(Says("The bridge over the Orn is 412 metres long [1.2].")) as server:
        monkeypatch.setenv("DATELINE_LLM_BASE_URL", server.url)
        monkeypatch.setenv("DATELINE_LLM_MODEL", "scripted")
        ran = run("doctor")
        assert ran.code == 0
        assert "  citations: ok, " in ran.out
    ran = run("doctor", "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["model"][-1]["state"] == "fault"
