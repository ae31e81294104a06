"""Replies kept on disk, asked of a real server."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import Archive, Assistant
from dateline.assistant.cached import Kept, ReplyCache, sampling

from .model_server import Says

LENGTH = "How long is the bridge over the Orn?"
HONEST = Says("The bridge over the Orn is 412 metres long [1.1].")


def test_an_identical_request_is_answered_from_disk(town: Archive, asking: Any, tmp_path: Path) -> None:
    assistant, server = asking(town, HONEST, llm_cache=tmp_path / "kept")
    first, second = assistant.ask(LENGTH), assistant.ask(LENGTH)
    assert len(server.requests) == 1
    assert (second.text, second.citations) == (first.text, first.citations)
    assert (first.usage.cached, second.usage.cached) == (0, 1)
    assert (first.usage.input_tokens, second.usage.input_tokens) == (100, 0)


def test_without_the_setting_nothing_is_kept(town: Archive, asking: Any) -> None:
    assistant, server = asking(town, HONEST)
    assistant.ask(LENGTH)
    assistant.ask(LENGTH)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "other", [{"llm_temperature": 0.5}, {"llm_model": "another"}, {"llm_max_tokens": 60}]
)
def test_another_model_temperature_or_length_is_another_request(
    town: Archive, asking: Any, tmp_path: Path, other: dict[str, Any]
) -> None:
    first, server = asking(town, HONEST, llm_cache=tmp_path / "kept")
    first.ask(LENGTH)
    second, _ = asking(town, HONEST, llm_cache=tmp_path / "kept", **{"llm_base_url": server.url, **other})
    second.ask(LENGTH)
    assert len(server.requests) == 2


def test_another_endpoint_is_another_request(town: Archive, asking: Any, tmp_path: Path) -> None:
    servers = []
    for _ in range(2):
        assistant, server = asking(town, HONEST, llm_cache=tmp_path / "kept")
        assistant.ask(LENGTH)
        servers.append(server)
    assert [len(each.requests) for each in servers] == [1, 1]


def test_another_key_is_the_same_request_and_no_key_is_on_disk(
    town: Archive, asking: Any, tmp_path: Path
) -> None:
    first, server = asking(town, HONEST, llm_cache=tmp_path / "kept", llm_api_key="sk-secret-1")
    first.ask(LENGTH)
    second, _ = asking(
        town, HONEST, llm_cache=tmp_path / "kept", llm_base_url=server.url, llm_api_key="sk-secret-2"
    )
    second.ask(LENGTH)
    assert len(server.requests) == 1
    kept = [path.name + path.read_text("utf-8") for path in (tmp_path / "kept").iterdir()]
    assert len(kept) == 1
    assert "secret" not in kept[0]


@pytest.mark.parametrize(
    "says",
    [
        Says("The bridge over the Orn is 412", ends=False),
        Says("The bridge over the Orn is 412 metres", finish="length"),
        Says("", status=500),
    ],
)
def test_a_reply_that_is_not_whole_is_not_kept(
    town: Archive, asking: Any, tmp_path: Path, says: Says
) -> None:
    assistant, _ = asking(town, says, llm_cache=tmp_path / "kept", llm_deadline=1.0)
    assistant.ask(LENGTH)
    assert list((tmp_path / "kept").glob("*.json")) == []


def test_each_sample_has_a_reply_of_its_own(town: Archive, asking: Any, tmp_path: Path) -> None:
    assistant, server = asking(town, HONEST, llm_cache=tmp_path / "kept")
    for number in (0, 1, 0, 1):
        with sampling(number):
            assistant.ask(LENGTH)
    assert len(server.requests) == 2


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path, most_bytes=2_000)
    for number in range(10):
        cache.put({"number": number}, Kept("x" * 400, "stop", True))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 2_000
    assert cache.get({"number": 0}) is None
    assert cache.get({"number": 9}) == Kept("x" * 400, "stop", True)


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"text": 1}', "null"])
def test_a_spoilt_file_counts_as_not_there(tmp_path: Path, spoilt: str) -> None:
    cache = ReplyCache(tmp_path, most_bytes=2_000)
    cache.put({"q": 1}, Kept("text", "stop", True))
    next(tmp_path.glob("*.json")).write_text(spoilt, "utf-8")
    assert cache.get({"q": 1}) is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    cache = ReplyCache(tmp_path / "file", most_bytes=2_000)
    cache.put({"q": 1}, Kept("text", "stop", True))
    assert cache.get({"q": 1}) is None


def test_a_reply_that_cannot_be_put_in_its_place_leaves_nothing_and_room_is_made(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path, most_bytes=1_000)
    cache._path({"q": 1}).mkdir()
    for number, name in enumerate(["older.json", "newer.json"]):
        (tmp_path / name).write_text("x" * 800, "utf-8")
        os.utime(tmp_path / name, (number, number))
    cache.put({"q": 1}, Kept("text", "stop", True))
    assert list(tmp_path.glob(".part-*")) == []
    assert not (tmp_path / "older.json").exists()


def test_parts_that_a_killed_process_left_are_swept_and_young_ones_stay(tmp_path: Path) -> None:
    (tmp_path / ".part-old").write_text("{", "utf-8")
    (tmp_path / ".part-young").write_text("{", "utf-8")
    os.utime(tmp_path / ".part-old", (1, 1))
    ReplyCache(tmp_path, most_bytes=2_000).put({"q": 1}, Kept("text", "stop", True))
    assert [path.name for path in tmp_path.glob(".part-*")] == [".part-young"]


def test_of_an_llm_that_was_handed_in_nothing_is_kept(town: Archive, tmp_path: Path) -> None:
    from llama_index.core.llms import MockLLM

    assistant = Assistant(town, llm=MockLLM(), llm_cache=tmp_path / "kept")
    assistant.ask(LENGTH)
    assistant.close()
    assert not (tmp_path / "kept").exists()


@given(st.text(), st.none() | st.text(max_size=9), st.booleans())
def test_a_reply_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str, finish: str | None, told: bool
) -> None:
    cache = ReplyCache(tmp_path_factory.getbasetemp() / "round", most_bytes=10**9)
    cache.put({"q": text}, Kept(text, finish, told))
    assert cache.get({"q": text}) == Kept(text, finish, told)
