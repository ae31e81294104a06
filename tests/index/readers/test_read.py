"""The door: files by their ending, folders, and what is refused."""

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dateline.index import readers
from dateline.index.raw import Raw, Refused
from dateline.index.readers import FORMATS, read
from dateline.index.settings import IndexSettings

SETTINGS = IndexSettings()
SMALL = IndexSettings(max_file_mb=0.001)


def pieces(target: Path | str, settings: IndexSettings = SETTINGS) -> list[Raw | Refused]:
    return list(read(str(target), settings=settings))


def only(target: Path | str, settings: IndexSettings = SETTINGS) -> Raw | Refused:
    [piece] = pieces(target, settings)
    return piece


def refusal(target: Path | str, settings: IndexSettings = SETTINGS) -> str:
    piece = only(target, settings)
    assert isinstance(piece, Refused)
    return piece.reason


def test_the_door_shows_what_it_should() -> None:
    assert readers.__all__ == sorted(readers.__all__)


def test_a_text_file_is_one_piece_named_by_its_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Bridge closed.\n\nFerries run.\n")
    monkeypatch.chdir(tmp_path)
    assert only("a.txt") == Raw(str(tmp_path / "a.txt"), "text", "Bridge closed.\n\nFerries run.\n")


@pytest.mark.parametrize(
    ("name", "kind"), [("a.TXT", "text"), ("a.md", "markdown"), ("a.htm", "html"), ("a.xhtml", "html")]
)
def test_the_ending_tells_the_kind(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_text("<p>Bridge closed.</p>")
    piece = only(tmp_path / name)
    assert isinstance(piece, Raw)
    assert piece.kind == kind


def test_packed_text_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Bridge closed."))
    assert only(tmp_path / "a.txt.gz") == Raw(str(tmp_path / "a.txt.gz"), "text", "Bridge closed.")


def test_a_folder_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.secret.txt", ".git/c.txt", "A.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [Path(piece.source).relative_to(tmp_path).as_posix() for piece in pieces(tmp_path)] == [
        "A.md",
        "a/z.txt",
        "b.txt",
    ]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "x.txt").write_text("Once.")
    found = pieces(tmp_path)
    assert [piece.source for piece in found if isinstance(piece, Raw)] == [str(tmp_path / "x.txt")]
    assert [piece.source for piece in found if isinstance(piece, Refused)] == [str(tmp_path / "self")]


def names(folder: Path) -> list[str]:
    return [Path(piece.source).relative_to(folder).as_posix() for piece in pieces(folder)]


def test_a_file_that_links_lead_to_is_read_once_and_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "x.txt").write_text("Once.")
    (tmp_path / "a.txt").symlink_to(tmp_path / "z" / "x.txt")
    (tmp_path / "b").symlink_to(tmp_path / "z")
    (tmp_path / "z" / "loop").symlink_to(tmp_path / "z")
    assert names(tmp_path) == ["z/x.txt"]


def test_what_only_links_lead_to_is_read_once(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for name in ("inside/.hidden.txt", "outside/x.txt", "outside/y/z.txt", "lone.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (inside / "a.txt").symlink_to(outside / "x.txt")
    for name in ("b", "c"):
        (inside / name).symlink_to(outside)
    (outside / "back").symlink_to(inside)
    (outside / "y" / "self").symlink_to(outside / "y" / "self")
    for name in ("d.txt", "e.txt"):
        (inside / name).symlink_to(tmp_path / "lone.txt")
    (inside / "f.txt").symlink_to(inside / ".hidden.txt")
    assert names(inside) == ["b/x.txt", "b/y/z.txt", "d.txt", "f.txt", "b/y/self"]


def test_a_folder_given_by_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.txt").write_text("Once.")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "up").symlink_to(tmp_path / "link")
    assert names(tmp_path / "link") == ["x.txt"]


def test_one_bad_file_never_stops_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "b.json").write_text("{")
    (tmp_path / "c.bin").write_bytes(bytes(range(256)))
    (tmp_path / "d.txt.gz").write_bytes(b"not gzip")
    (tmp_path / "e.txt").write_text("Still read.")
    found = pieces(tmp_path)
    assert [type(piece) for piece in found] == [Refused, Refused, Refused, Refused, Raw]
    assert [piece.source for piece in found] == [str(path) for path in sorted(tmp_path.iterdir())]


def test_what_is_not_there_is_refused_once(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.txt") == "there is no such file or folder"


def test_unknown_endings_name_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    reason = refusal(tmp_path / "a.docx")
    assert all(ending in reason for ending in FORMATS)


def test_a_packed_pdf_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf.gz").write_bytes(gzip.compress(b"%PDF"))
    assert "format is not known" in refusal(tmp_path / "a.pdf.gz")


def test_a_pipe_is_neither_waited_for_nor_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert refusal(tmp_path / "a.txt") == "it is neither a file nor a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    assert refusal(tmp_path / "a.txt") == "it could not be read: Permission denied"


@pytest.mark.parametrize(
    "name", ["a.txt", "a.md", "a.html", "a.json", "a.pdf", "a.eml", "a.mbox", "a.txt.gz"]
)
def test_a_file_over_the_limit_is_refused(tmp_path: Path, name: str) -> None:
    content = b"x" * 1001
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert refusal(tmp_path / name, SMALL) == "it is larger than 0.001 MB (setting max_file_mb)"


def test_a_packed_bomb_is_stopped_at_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    assert (tmp_path / "a.txt.gz").stat().st_size < 60_000
    assert "larger than 1 MB" in refusal(tmp_path / "a.txt.gz", IndexSettings(max_file_mb=1))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(" \n")
    assert refusal(tmp_path / name) == "the file is empty"


@pytest.mark.parametrize("address", ["ftp://news.example/a", "file:///etc/passwd", "s3://bucket/a"])
def test_other_schemes_are_refused(address: str) -> None:
    assert "give a path, or an http or https address" in refusal(address)


@hypothesis_settings(max_examples=120)
@given(content=st.binary(max_size=400), ending=st.sampled_from([*FORMATS, ".txt.gz", ".jsonl.gz", ".csv.gz"]))
def test_no_content_of_any_format_raises(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{ending}"
    path.write_bytes(gzip.compress(content) if ending.endswith(".gz") else content)
    for piece in pieces(path):
        assert piece.source.startswith(str(path))
        if isinstance(piece, Raw):
            piece.to_json().encode()
        else:
            assert piece.reason


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x08\x06"]
)
def test_a_picture_by_another_name_is_no_text(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert "not text" in refusal(tmp_path / "a.txt")


def test_a_little_dirt_leaves_it_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The bridge\x00 was closed\x07 on Monday by the mayor of Sund.")
    assert isinstance(only(tmp_path / "a.txt"), Raw)
