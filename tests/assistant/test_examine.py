"""The endpoint put to the test: a real server that does as a test tells it."""

from typing import Any

import pytest

from dateline.assistant import examine as room
from dateline.assistant.examine import examine
from dateline.assistant.settings import AssistantSettings
from dateline.prompts import SENTINEL

from .model_server import ModelServer, Says, model_server

HONEST = Says("The bridge over the Orn is 412 metres long [1.2].")


@pytest.fixture(autouse=True)
def nothing_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr(room, "LOCAL", ())


def states(server: ModelServer, **settings: Any) -> dict[str, str]:
    told = {"llm_base_url": server.url, "llm_model": "scripted", "llm_deadline": 20.0} | settings
    return {each.name: each.state for each in examine(AssistantSettings(**told))}


def test_a_sound_endpoint_is_found_sound() -> None:
    with model_server(HONEST) as server:
        assert states(server) == dict.fromkeys(["model", "endpoint", "streaming", "citations"], "ok")
        assert len(server.requests) == 1


def test_a_model_that_is_not_there_is_told_with_those_that_are() -> None:
    with model_server(Says(status=404)) as server:
        server.models = ["small", "large\x1b[31m"]
        found = examine(AssistantSettings(llm_base_url=server.url, llm_model="scripted"))
    assert [(each.name, each.state) for each in found] == [("model", "fault"), ("endpoint", "fault")]
    assert "it has small, large" in found[0].told
    assert "\x1b" not in found[0].told


def test_a_server_without_a_list_of_models_is_only_asked() -> None:
    with model_server(HONEST) as server:
        server.models = None
        assert states(server) == dict.fromkeys(["endpoint", "streaming", "citations"], "ok")


@pytest.mark.parametrize("text", ["The bridge is 412 metres long.", "It is long [1.1].", SENTINEL, "[7.7]"])
def test_a_model_that_does_not_follow_the_citation_format_is_told(text: str) -> None:
    with model_server(Says(text)) as server:
        assert states(server)["citations"] == "fault"


def test_an_answer_in_one_piece_is_no_stream() -> None:
    with model_server(Says(HONEST.text, cut=1000)) as server:
        assert states(server)["streaming"] == "fault"


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (Says(status=401), "refused the key"),
        (Says(status=500), "failed (500)"),
        (Says("The bridge", ends=False), "cut its answer off"),
        (Says(lines=["data: {nonsense"]), "no chat answer"),
    ],
)
def test_what_is_wrong_with_the_endpoint_is_said(says: Says, told: str) -> None:
    with model_server(says) as server:
        found = examine(AssistantSettings(llm_base_url=server.url, llm_model="scripted", llm_deadline=20.0))
    assert told in found[-1].told


def test_an_endpoint_that_is_not_running_is_told() -> None:
    (found,) = examine(AssistantSettings(llm_base_url="http://127.0.0.1:9/v1", llm_model="scripted"))
    assert (found.name, found.state) == ("endpoint", "fault")
    assert "cannot be reached" in found.told


def test_the_question_is_asked_anew_each_time(tmp_path: Any) -> None:
    with model_server(HONEST) as server:
        for _ in range(2):
            states(server, llm_cache=tmp_path)
        assert len(server.requests) == 2


def test_a_key_alone_sends_nothing_and_how_to_switch_it_on_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    (found,) = examine(AssistantSettings())
    assert found.state == "off"
    assert "DATELINE_LLM_MODEL=gpt-4o-mini" in found.remedy
    assert "secret" not in f"{found.told} {found.remedy}"


def test_openais_key_is_sent_to_no_other_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with model_server(HONEST) as server:
        states(server)
        assert server.keys
        assert not any("secret" in key for key in server.keys)


def test_an_endpoint_without_a_model_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = examine(AssistantSettings(llm_base_url="http://127.0.0.1:9/v1"))
    assert (found.state, found.remedy) == ("off", "set DATELINE_LLM_MODEL to a model it has")


def test_the_extractive_writer_keeps_the_endpoint_out() -> None:
    with model_server(HONEST) as server:
        assert states(server, writer="extractive") == {"language model": "off"}
        assert (server.requests, server.keys) == ([], [])


def test_a_local_server_is_named_with_the_line_that_switches_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server(HONEST) as server:
        port = int(server.url.split(":")[2].split("/")[0])
        monkeypatch.setattr(room, "LOCAL", (("Ollama", port), ("llama.cpp", 9)))
        _, found = examine(AssistantSettings())
        assert server.requests == []
    assert found.told == f"Ollama answers on port {port} with scripted"
    assert f"DATELINE_LLM_BASE_URL={server.url} DATELINE_LLM_MODEL=scripted" in found.remedy
