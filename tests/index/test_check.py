"""Every kind of thing is damaged once: the check finds it, says how to mend it, and mends what can be mended."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import ArchiveBroken
from dateline.index import Archive
from dateline.index.check import Fault
from dateline.index.vectors import Pointer

from .making import add, record, rows, spoil, told

_LINE = "How relevant is this ad to you?"


@pytest.fixture
def sound(archive: Archive, inbox: Path) -> Archive:
    """Five articles, two of them copies, three with a repeating line, one with two versions."""
    add(archive, inbox, record("a", told(1), published="2025-01-01"))
    add(archive, inbox, record("b", told(1), published="2025-01-02", publisher="Kelp Bay Echo"))
    add(archive, inbox, *(record(f"l{seed}", told(seed) + f"\n\n{_LINE}") for seed in range(2, 5)))
    add(archive, inbox, record("a", told(1) + "\n\nThe pier was shut again.", published="2025-01-03"))
    archive.reindex()
    assert archive.check() == []
    return archive


def _kinds(faults: list[Fault]) -> set[str]:
    return {fault.kind for fault in faults}


def _state(archive: Archive) -> object:
    told_of = [
        (each.id, each.version, each.text, each.title, each.copies, each.blocks, each.skipped, each.cuts)
        for each in archive.articles()
    ]
    hits = [(hit.article, hit.start, hit.text, hit.score) for hit in archive.search("who painted the pier")]
    return archive.fingerprint(), told_of, hits


_DAMAGE: dict[str, tuple[str, str]] = {
    # What is damaged: the kind of fault it gives, and how.
    "a text": ("text", "UPDATE versions SET text = replace(text, 'Varnholm', 'Warnholm') || ' x' WHERE key = 1"),
    "a title": ("text", "UPDATE versions SET title = 'Another' WHERE key = 2"),
    "authors that are no JSON": ("text", "UPDATE versions SET authors = '[' WHERE key = 2"),
    "a date": ("text", "UPDATE versions SET published = '2024-01-01' WHERE key = 2"),
    "sentences out of order": (
        "span",
        "UPDATE versions SET sentences = x'05000000010000000000000009000000' WHERE key = 2",
    ),
    "sentences cut short": ("span", "UPDATE versions SET sentences = substr(sentences, 1, 9) WHERE key = 2"),
    "no sentences": ("span", "UPDATE versions SET sentences = x'' WHERE key = 2"),
    "blocks beyond the text": ("span", "UPDATE versions SET blocks = '[[0, 99999, \"paragraph\"]]' WHERE key = 2"),
    "blocks that are no JSON": ("span", "UPDATE versions SET blocks = '{' WHERE key = 2"),
    "cuts that cannot be unpacked": ("span", "UPDATE versions SET cuts = x'00' WHERE key = 2"),
    "skipped spans that are gone": ("span", "UPDATE versions SET skipped = '[[0, 9, \"x\"]]' WHERE key = 1"),
    "a passage inside a sentence": (
        "span",
        "UPDATE passages SET start = start + 3 WHERE id = (SELECT min(id) FROM passages)",
    ),
    "a passage beyond the text": (
        "span",
        'UPDATE passages SET "end" = 99999 WHERE id = (SELECT max(id) FROM passages)',
    ),
    "a passage of no version": ("orphan", 'INSERT INTO passages (version, start, "end") VALUES (99, 0, 5)'),
    "a version of no article": ("orphan", "UPDATE versions SET article = 99 WHERE key = 3"),
    "an article without a version": ("orphan", "INSERT INTO articles (id, leader) VALUES ('ghost', 1)"),
    "a source of no article": ("orphan", "INSERT INTO sources VALUES ('nowhere', 99, '', '')"),
    "a raw of no version": ("orphan", "INSERT INTO raws VALUES ('00', x'00')"),
    "a band of no article": ("orphan", "INSERT INTO bands VALUES (1, 99)"),
    "a line of no article": ("orphan", "INSERT INTO lines VALUES (1, 'x', 99)"),
    "a pair of no articles": ("orphan", "INSERT INTO pairs VALUES (98, 99, 'copies')"),
    "a learned line that nobody has": ("orphan", "INSERT INTO boilerplate VALUES (1, 'x', 9)"),
    "a leader that is none": ("group", "UPDATE articles SET leader = 99 WHERE id = 'a'"),
    "a copy on its own": ("group", "UPDATE articles SET leader = key WHERE id = 'a'"),
    "two current versions": ("group", "UPDATE versions SET current = 1 WHERE article = 1"),
    "no current version": ("group", "UPDATE versions SET current = 0 WHERE article = 1"),
    "a missing vector": ("vector", "DELETE FROM vectors WHERE passage = (SELECT min(id) FROM passages)"),
    "a surplus vector": ("vector", "INSERT INTO vectors SELECT 999, vector FROM vectors LIMIT 1"),
    "a vector of a wrong size": (
        "vector",
        "UPDATE vectors SET vector = x'0000' WHERE passage = (SELECT min(id) FROM passages)",
    ),
    "a segment missing from the word index": ("word index", "DELETE FROM word_segments"),
    "a word missing from the word index": (
        "word index",
        "DELETE FROM postings WHERE term = (SELECT min(term) FROM postings)",
    ),
    "a surplus word in the word index": (
        "word index",
        "INSERT INTO postings SELECT segment, 'ghost', places, counts FROM postings LIMIT 1",
    ),
    "a word at another place": (
        "word index",
        "UPDATE postings SET places = x'ffff' WHERE term = (SELECT min(term) FROM postings) "
        "AND length(places) = 2",
    ),
    "another count of a word": ("word index", "UPDATE postings SET counts = x'7f' WHERE length(counts) = 1"),
    "another length of a passage": ("word index", "UPDATE word_segments SET lengths = zeroblob(length(lengths))"),
    "the fingerprint": ("fingerprint", "UPDATE meta SET value = 'ff' WHERE name = 'fingerprint'"),
    "the pointer to the vector index": ("vector index", "DELETE FROM meta WHERE name = 'vectors'"),
}  # fmt: skip


@pytest.mark.parametrize("damage", _DAMAGE)
def test_damage_is_found_and_mended(sound: Archive, damage: str) -> None:
    kind, sql = _DAMAGE[damage]
    before = _state(sound)
    spoil(sound, sql)
    faults = sound.check()
    assert kind in _kinds(faults)
    assert all(fault.where and fault.what and fault.mend and not fault.mended for fault in faults)
    mended = sound.check(mend=True)
    assert kind in {fault.kind for fault in mended if fault.mended}
    assert sound.check() == []
    if damage != "a version of no article":  # that one cannot be reached any more, and goes
        assert _state(sound) == before


def test_a_damaged_raw_is_found_and_cannot_be_mended(sound: Archive) -> None:
    spoil(sound, "UPDATE raws SET body = x'0102' WHERE digest = (SELECT raw FROM versions WHERE key = 1)")
    assert _kinds(sound.check()) == {"raw"}
    (fault,) = sound.check(mend=True)
    assert not fault.mended
    assert "add it again" in fault.mend


def test_a_missing_raw_is_found(sound: Archive) -> None:
    spoil(sound, "DELETE FROM raws WHERE digest = (SELECT raw FROM versions WHERE key = 1)")
    assert [(fault.kind, fault.where) for fault in sound.check()] == [("raw", "a version 1")]


def test_a_text_whose_raw_is_damaged_too_is_not_invented(sound: Archive) -> None:
    spoil(sound, "UPDATE raws SET body = x'0102' WHERE digest = (SELECT raw FROM versions WHERE key = 1)")
    spoil(sound, "UPDATE versions SET text = text || ' And more.' WHERE key = 1")
    faults = sound.check(mend=True)
    assert {fault.kind for fault in faults if not fault.mended} == {"raw", "text"}
    assert sound.get("a", 1).text.endswith(" And more.")


def _only_file(archive: Archive, pattern: str) -> Path:
    pointer = Pointer.from_json(archive.catalogue.meta("vectors"))
    assert pointer is not None
    (path,) = (archive.folder / "vectors" / pointer.name).rglob(pattern)
    return path


def _overwrite(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * (path.stat().st_size // 256 + 1))


def _garble(path: Path) -> None:
    size = path.stat().st_size
    _overwrite(path)
    with path.open("r+b") as file:
        file.truncate(size)


def _truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


_FILES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "no graph": ("data_level0.bin", Path.unlink),
    "a truncated graph": ("data_level0.bin", _truncate),
    "a graph of garbage of the same size": ("data_level0.bin", _garble),
    "a header of garbage": ("header.bin", _garble),
    "no Chroma database": ("chroma.sqlite3", Path.unlink),
    "a Chroma database of garbage": ("chroma.sqlite3", _garble),
    "an empty Chroma database": ("chroma.sqlite3", lambda path: path.write_bytes(b"") and None),
    "a truncated Chroma database": ("chroma.sqlite3", _truncate),
    "no manifest": ("manifest.json", Path.unlink),
    "a manifest of garbage": ("manifest.json", _garble),
    "a manifest of something else": ("manifest.json", lambda path: path.write_text("[1]") and None),
}


@pytest.mark.parametrize("damage", _FILES)
def test_damage_to_the_vector_index_is_found_and_mended(sound: Archive, damage: str) -> None:
    name, spoiled = _FILES[damage]
    before = _state(sound)
    spoiled(_only_file(sound, name))
    assert _kinds(sound.check()) == {"vector index"}
    assert all(fault.mended for fault in sound.check(mend=True))
    assert sound.check() == []
    assert _state(sound) == before


def test_passages_that_the_vector_index_lacks_are_found(sound: Archive, inbox: Path) -> None:
    add(sound, inbox, record("later", "The lock keeper told of one thing only, and that at some length."))
    assert sound.check() == []
    pointer = Pointer.from_json(sound.catalogue.meta("vectors"))
    assert pointer is not None
    told_more = json.loads(pointer.to_json()) | {"last": 10_000}
    spoil(sound, "UPDATE meta SET value = ? WHERE name = 'vectors'", json.dumps(told_more))
    (fault,) = sound.check()
    assert (fault.kind, fault.what) == ("vector index", "passages missing from it: 1")


def test_a_damaged_catalogue_file_is_found_and_not_made_worse(sound: Archive, tmp_path: Path) -> None:
    sound.close()
    path = tmp_path / "archive" / "catalogue.sqlite"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3 // 4096 * 4096)
        file.write(b"\xa5" * (size // 3))
    spoiled = path.read_bytes()
    assert _said_of(tmp_path / "archive") == {("file", False)}
    assert path.read_bytes()[4096:] == spoiled[4096:]


def _said_of(folder: Path) -> set[tuple[str, bool]]:
    """The kinds of faults of an archive; opening one that is damaged in a bad place says so itself."""
    try:
        with Archive(folder) as opened:
            return {(fault.kind, fault.mended) for fault in opened.check(mend=True)}
    except ArchiveBroken:
        return {("file", False)}


def test_lines_still_to_be_counted_are_no_fault(sound: Archive) -> None:
    assert rows(sound, "SELECT count(*) FROM boilerplate")[0][0] == 1
    assert sound.get("l2").skipped
