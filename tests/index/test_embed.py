"""Embeddings: each kind gives unit vectors, the same for the same text, and names what is wrong."""

import json
import struct
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llama_index.core.embeddings import MockEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from dateline.errors import EndpointFailed, WrongUse
from dateline.index import Archive, IndexSettings
from dateline.index.embed import Embedding, make, unit

from .making import add, record, told

STATIC = make(IndexSettings())


def _lengths(embedding: Embedding, texts: list[str]) -> list[float]:
    return [round(float(length), 3) for length in np.linalg.norm(embedding.passages(texts), axis=1)]


def test_static_vectors_have_length_one_and_nothing_has_none() -> None:
    assert _lengths(STATIC, ["The ferry sank.", "🐕", ""]) == [1.0, 1.0, 0.0]
    assert STATIC.passages([]).shape == (0, 256)


def test_static_vectors_know_what_is_alike() -> None:
    ship, boat, tax = STATIC.passages(
        ["The ship sank in a storm.", "A boat went down in bad weather.", "Taxes rise in May."]
    )
    assert ship @ boat > ship @ tax + 0.1


@settings(max_examples=50)
@given(texts=st.lists(st.text(max_size=300), max_size=5))
def test_a_static_vector_depends_on_its_own_text_alone(texts: list[str]) -> None:
    together = STATIC.passages(texts)
    assert together.shape == (len(texts), 256)
    assert np.isfinite(together).all()
    for text, row in zip(texts, together, strict=True):
        assert np.array_equal(STATIC.question(text), row)


def test_unit_leaves_zero_rows_alone() -> None:
    assert unit(np.array([[3, 4], [0, 0]], dtype=np.float32)).tolist() == [
        [np.float32(0.6), np.float32(0.8)],
        [0, 0],
    ]


@pytest.mark.parametrize("setting", ["", "magic", "onnx", "onnx:", "openai", "static:x"])
def test_a_setting_that_names_no_embedding_is_refused(setting: str) -> None:
    with pytest.raises(WrongUse, match="none of: static, onnx:FOLDER, openai:MODEL"):
        make(IndexSettings(embedding=setting))


# ONNX


def _varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def _field(number: int, value: int | bytes | str) -> bytes:
    """One field of a protocol buffer message."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    packed = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(packed)) + packed


def _tensor(name: str, kind: int, *dimensions: str) -> bytes:
    shape = b"".join(_field(1, _field(2, each)) for each in dimensions)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _model(rows: list[list[float]]) -> bytes:
    """An ONNX model that looks each token up in a table: the hidden states are the rows."""
    numbers = b"".join(struct.pack("<f", value) for row in rows for value in row)
    table = (
        _field(1, len(rows))
        + _field(1, len(rows[0]))
        + _field(2, 1)
        + _field(8, "table")
        + _field(9, numbers)
    )
    node = _field(1, "table") + _field(1, "input_ids") + _field(2, "states") + _field(4, "Gather")
    graph = _field(1, node) + _field(2, "lookup") + _field(5, table)
    graph += _field(11, _tensor("input_ids", 7, "texts", "tokens")) + _field(
        12, _tensor("states", 1, "t", "n", "d")
    )
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, "") + _field(2, 13))


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    words = {"[PAD]": 0, "[UNK]": 1, "north": 2, "east": 3, "far": 4}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "model.onnx").write_bytes(_model([[9, 9, 9], [0, 0, 1], [1, 0, 0], [0, 1, 0], [2, 0, 0]]))
    return folder


def test_an_onnx_vector_is_the_mean_over_the_texts_own_tokens(exported: Path) -> None:
    embedding = make(IndexSettings(embedding=f"onnx:{exported}"))
    assert embedding.dimension == 3
    # Padding, which the shorter texts need beside the longest, counts for nothing.
    found = embedding.passages(["north", "north east", "far north east east east east", "unheard"])
    assert found[0].tolist() == [1, 0, 0]
    assert found[1] == pytest.approx([0.7071, 0.7071, 0], abs=1e-4)
    assert found[2] == pytest.approx([0.6, 0.8, 0], abs=1e-4)
    assert found[3].tolist() == [0, 0, 1]


def test_onnx_texts_are_cut_and_batched_without_a_trace(exported: Path) -> None:
    embedding = make(IndexSettings(embedding=f"onnx:{exported}"))
    long = "north " * 256 + "east " * 1000
    found = embedding.passages([long, *["east"] * 70])
    assert found[0].tolist() == [1, 0, 0]
    assert found[1:].tolist() == [[0, 1, 0]] * 70
    assert embedding.passages([]).shape == (0, 3)


def test_an_archive_with_an_onnx_embedding(exported: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "archive", settings=IndexSettings(embedding=f"onnx:{exported}")) as archive:
        add(archive, tmp_path / "inbox", record("a", told(1)))
        assert archive.search("north pier")[0].article == "a"
        assert archive.check() == []


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_an_onnx_folder_that_lacks_a_file_is_named(exported: Path, missing: str) -> None:
    (exported / missing).unlink()
    with pytest.raises(WrongUse, match=f"there is no {missing} in that folder"):
        make(IndexSettings(embedding=f"onnx:{exported}"))


@pytest.mark.parametrize("spoiled", ["model.onnx", "tokenizer.json"])
def test_an_onnx_folder_with_a_spoiled_file_is_named(exported: Path, spoiled: str) -> None:
    (exported / spoiled).write_bytes(b"nothing of the kind")
    with pytest.raises(WrongUse, match=f"embedding onnx:.*{spoiled} cannot be read"):
        make(IndexSettings(embedding=f"onnx:{exported}"))


# An endpoint


class _Endpoint(ThreadingHTTPServer):
    """Answers `POST /v1/embeddings` with (length, vowels, 1) for each text, last first; or as it is told to."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.reply: tuple[int, Any] | None = None
        super().__init__(("127.0.0.1", 0), _Answering)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Answering(BaseHTTPRequestHandler):
    server: _Endpoint

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.server.keys.append(self.headers["Authorization"])
        data = [
            {"object": "embedding", "index": at, "embedding": [len(text), sum(map(text.count, "aeiou")), 1]}
            for at, text in enumerate(asked["input"])
        ]
        status, reply = self.server.reply or (
            200,
            {"object": "list", "data": data[::-1], "model": asked["model"]},
        )
        body = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[_Endpoint]:
    with _Endpoint() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _asking(endpoint: _Endpoint, key: str | None = None) -> Embedding:
    stated = {"embedding": "openai:little", "embedding_base_url": endpoint.url, "embedding_api_key": key}
    return make(IndexSettings.model_validate(stated))


def test_an_endpoints_vectors_come_in_the_order_of_the_texts(endpoint: _Endpoint) -> None:
    embedding = _asking(endpoint)
    expected = unit(np.array([[3, 1, 1], [4, 2, 1], [1, 0, 1]], dtype=np.float32))
    assert np.allclose(embedding.passages(["tug", "boat", ""]), expected)
    assert endpoint.asked[0]["model"] == "little"
    assert endpoint.asked[0]["input"] == ["tug", "boat", " "]
    assert embedding.name == "openai:little"


def test_an_endpoint_is_asked_in_batches(endpoint: _Endpoint) -> None:
    assert _asking(endpoint).passages(["tug"] * 300).shape == (300, 3)
    assert [len(asked["input"]) for asked in endpoint.asked] == [128, 128, 44]


def test_the_key_goes_to_the_endpoint_and_into_no_repr(endpoint: _Endpoint) -> None:
    _asking(endpoint, "secret-key").question("tug")
    _asking(endpoint).question("tug")
    assert endpoint.keys == ["Bearer secret-key", "Bearer none"]
    assert "secret-key" not in repr(IndexSettings(embedding_api_key="secret-key"))


@pytest.mark.parametrize(
    "reply",
    [(401, {"error": {"message": "wrong key"}}), (404, {"error": "no such model"}), (200, {}), (200, {"data": []}),
     (200, {"data": [{"index": 0, "embedding": [1]}]}), (200, {"data": [{"index": 0}, {"index": 1}]})],
)  # fmt: skip
def test_an_endpoint_that_fails_is_named_with_the_remedy(endpoint: _Endpoint, reply: tuple[int, Any]) -> None:
    endpoint.reply = reply
    with pytest.raises(
        EndpointFailed, match=rf"embedding openai:little at {endpoint.url}: .*check the endpoint"
    ):
        _asking(endpoint).passages(["tug", "boat"])


def test_nobody_at_the_endpoint_is_said(endpoint: _Endpoint, tmp_path: Path) -> None:
    from dateline.index.embed.openai import OpenAIEmbedding

    gone = OpenAIEmbedding("little", base_url="http://127.0.0.1:1/v1", api_key=None, retries=0)
    with pytest.raises(EndpointFailed, match=r"at http://127\.0\.0\.1:1/v1: Connection error"):
        gone.question("tug")


def test_an_archive_with_an_endpoint_that_goes_away_keeps_what_it_has(
    endpoint: _Endpoint, tmp_path: Path
) -> None:
    with Archive(tmp_path / "archive", embedding=_asking(endpoint)) as archive:
        add(archive, tmp_path / "inbox", record("a", told(1)))
        endpoint.reply = (401, {"error": {"message": "the key has run out"}})
        with pytest.raises(EndpointFailed, match="the key has run out"):
            add(archive, tmp_path / "inbox", record("b", told(2)))
        endpoint.reply = None
        assert [article.id for article in archive.articles()] == ["a"]
        assert archive.search("pier")[0].article == "a"
        assert archive.check() == []


# LlamaIndex


def test_any_llamaindex_embedding_is_one_of_ours(tmp_path: Path) -> None:
    embedding = make(IndexSettings(), MockEmbedding(embed_dim=4))
    assert (embedding.name, embedding.dimension) == ("llama-index:MockEmbedding:unknown", 4)
    assert embedding.passages(["tug", "boat"]).tolist() == [[0.5] * 4] * 2
    with Archive(tmp_path / "archive", embedding=MockEmbedding(embed_dim=4)) as archive:
        add(archive, tmp_path / "inbox", record("a", told(1)))
        assert archive.stats().embedding == "llama-index:MockEmbedding:unknown"
        assert archive.search("pier")[0].article == "a"
        assert archive.check() == []
