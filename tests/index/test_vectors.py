"""The vector index over a few thousand passages: exact results, newer and removed ones, and ruin."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dateline.errors import DatelineError
from dateline.index import Archive
from dateline.index.catalogue.snapshot import Snapshot
from dateline.index.embed import Vectors, unit
from dateline.index.vectors import Generation, Pointer, RuinedGeneration, VectorSearch, build, publish
from dateline.index.vectors import search as vector_search

from .making import record, told, write

_MANY, _DIMENSION = 700, 16


class Hashed:
    """Unit vectors drawn from a text's characters: quick, and the same for the same text."""

    name = "hashed"
    dimension = _DIMENSION

    def passages(self, texts: Any) -> Vectors:
        drawn = [np.random.default_rng(list(text.encode())).standard_normal(_DIMENSION) for text in texts]
        return unit(np.array(drawn, dtype=np.float32).reshape(len(texts), _DIMENSION))

    def question(self, text: str) -> Vectors:
        return self.passages([text])[0]


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """700 passages, with an index that is asked from 50 on."""
    monkeypatch.setattr(vector_search, "_EXACT", 50)
    path = write(
        tmp_path / "many.jsonl",
        *(record(f"a{n}", f"Report {n} tells of {n * 7} boats.") for n in range(_MANY)),
    )
    with Archive(tmp_path / "archive", embedding=Hashed()) as archive:
        archive.add(path)
        yield archive


def _pointer(archive: Archive) -> Pointer:
    pointer = Pointer.from_json(archive.catalogue.meta("vectors"))
    assert pointer is not None
    return pointer


def _folder(archive: Archive) -> Path:
    return archive.folder / "vectors" / _pointer(archive).name


def _nearest(archive: Archive, question: str, n: int = 20) -> list[tuple[int, float]]:
    with archive.reading() as snapshot:
        everything = np.ones(len(snapshot.passage_ids), dtype=np.bool_)
        return archive._vectors.nearest(Hashed().question(question), snapshot, everything, n=n)


def _by_hand(archive: Archive, question: str, n: int = 20) -> list[int]:
    ids, vectors = zip(*archive.catalogue.database.rows("SELECT passage, vector FROM vectors"), strict=True)
    matrix = np.frombuffer(b"".join(vectors), dtype="<f2").astype(np.float32).reshape(len(ids), -1)
    cosines = matrix @ Hashed().question(question)
    return [ids[at] for at in sorted(range(len(ids)), key=lambda at: (-cosines[at], ids[at]))[:n]]


def _opened(archive: Archive) -> list[str]:
    return [pointer.name for pointer in archive._vectors._open]


@pytest.mark.parametrize("question", ["boats", "a tug", "the tide", "no report at all"])
def test_the_index_finds_what_comparing_everything_finds(many: Archive, question: str) -> None:
    assert [passage for passage, _ in _nearest(many, question)] == _by_hand(many, question)
    assert _opened(many) == ["gen-000001"]


def test_cosines_are_those_of_the_catalogue(many: Archive) -> None:
    for passage, cosine in _nearest(many, "boats"):
        (stored,) = many.catalogue.passages.vectors([passage])
        assert cosine == pytest.approx(float(stored @ Hashed().question("boats")), abs=1e-6)


def test_newer_passages_are_found_without_a_new_index(many: Archive, tmp_path: Path) -> None:
    text = "A later report tells of one boat."
    many.add(write(tmp_path / "later.jsonl", record("later", text)))
    assert _pointer(many).name == "gen-000001"
    (passage, cosine), *_ = _nearest(many, text)
    assert cosine == pytest.approx(1, abs=1e-3)
    assert many.catalogue.passages.details([passage])[passage]["article"] == "later"


def test_removed_passages_are_not_found_and_the_index_is_made_anew(many: Archive) -> None:
    gone = {passage for passage, _ in _nearest(many, "boats", n=3)}
    articles = [each["article"] for each in many.catalogue.passages.details(sorted(gone)).values()]
    many.remove(*articles)
    assert not gone & {passage for passage, _ in _nearest(many, "boats")}
    assert [passage for passage, _ in _nearest(many, "boats")] == _by_hand(many, "boats")
    assert _opened(many) == ["gen-000002"]
    assert [path.name for path in (many.folder / "vectors").iterdir()] == ["gen-000002"]


def test_a_reader_follows_to_the_new_generation(many: Archive) -> None:
    with Archive(many.folder, embedding=Hashed()) as reader:
        before = _nearest(reader, "boats")
        many.reindex()
        after = _nearest(reader, "boats")
        assert _opened(reader) == ["gen-000002"]
        assert [cosine for _, cosine in after] == [cosine for _, cosine in before]
        assert min(passage for passage, _ in after) > max(passage for passage, _ in before)


def test_a_generation_swept_between_pointer_and_opening_is_no_ruin(many: Archive) -> None:
    with Archive(many.folder, embedding=Hashed()) as reader, reader.reading():
        expected = _by_hand(reader, "boats")
        many.reindex()
        assert not (many.folder / "vectors" / "gen-000001").exists()
        assert [passage for passage, _ in _nearest(reader, "boats")] == expected
        assert reader.notices == []
    many.search("boats")


def test_a_generation_swept_while_it_is_open_still_answers(many: Archive) -> None:
    with Archive(many.folder, embedding=Hashed()) as reader:
        _nearest(reader, "boats")
        with reader.reading():
            expected = _by_hand(reader, "boats")
            many.reindex()
            assert [passage for passage, _ in _nearest(reader, "boats")] == expected
            assert reader.notices == []


def test_ruin_is_said_answered_from_the_catalogue_and_made_again(
    many: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    found = many.search("Which report tells of 700 boats?")
    many.close()
    graph = next(_folder(many).rglob("data_level0.bin"))
    graph.write_bytes(bytes(graph.stat().st_size))
    with Archive(many.folder, embedding=Hashed()) as reader, caplog.at_level(logging.WARNING, "dateline"):
        assert reader.search("Which report tells of 700 boats?") == found
        assert "missing or damaged" in reader.notices[0]
        assert "the vector index is damaged" in caplog.text
        assert reader._remaking is not None
        reader._remaking.join()
        assert _pointer(reader).name == "gen-000002"
        assert reader.search("Which report tells of 700 boats?") == found
        assert reader.notices == []
        assert reader.check() == []


def test_a_missing_folder_is_made_again_by_the_next_writer(many: Archive, tmp_path: Path) -> None:
    many.close()
    subprocess.run(["rm", "-r", str(many.folder / "vectors")], check=True)
    with Archive(many.folder, embedding=Hashed()) as writer:
        writer.add(write(tmp_path / "later.jsonl", record("later", told(1))))
        assert writer.check() == []
        assert _folder(writer).is_dir()


def test_garbage_in_the_graph_does_not_end_the_process(many: Archive) -> None:
    many.close()
    for path in _folder(many).rglob("*.bin"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    code = (
        "import sys; from dateline.index.vectors import Generation, Pointer, RuinedGeneration\n"
        "from pathlib import Path\n"
        "try: Generation(Path(sys.argv[1]), Pointer.from_json(sys.argv[2]))\n"
        "except RuinedGeneration: print('ruined')"
    )
    with Archive(many.folder, embedding=Hashed()) as archive:
        command = [sys.executable, "-c", code, str(_folder(archive)), _pointer(archive).to_json()]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "ruined\n"


def test_closing_twice_leaves_another_user_of_the_folder_alone(many: Archive) -> None:
    _nearest(many, "boats")
    other = Generation(_folder(many), _pointer(many))
    other.close()
    other.close()
    assert _nearest(many, "tug")


def test_a_pointer_of_another_count_is_ruin(many: Archive) -> None:
    pointer = _pointer(many)
    wrong = Pointer(pointer.name, pointer.last, pointer.count + 1, pointer.dimension)
    with pytest.raises(RuinedGeneration, match="holds 700 vectors, not 701"):
        Generation(_folder(many), wrong)


def test_a_build_that_fails_leaves_the_old_index(many: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _pointer(many)

    def failing(*_: object) -> None:
        raise RuinedGeneration("a search found too little")

    monkeypatch.setattr(build, "_check", failing)
    monkeypatch.setattr(build, "_CHECKED_ALONE", 1)
    with pytest.raises(
        DatelineError, match=r"could not be written \(a search found too little\); nothing was lost"
    ):
        publish(many.catalogue, many.folder / "vectors", dimension=_DIMENSION)
    assert _pointer(many) == before
    assert [path.name for path in (many.folder / "vectors").iterdir()] == [before.name]
    assert _nearest(many, "boats")


def test_the_checking_process_passes_a_sound_folder_and_refuses_another(
    many: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_CHECKED_ALONE", 1)
    assert publish(many.catalogue, many.folder / "vectors", dimension=_DIMENSION).name == "gen-000002"
    with build._checker(alone=True) as process:
        assert process is not None
        wrong = Pointer("gen-000002", 700, 701, _DIMENSION)
        with pytest.raises(RuinedGeneration, match="holds 700 vectors, not 701"):
            build._check(process, many.folder / "vectors" / "gen-000002", wrong)


def test_what_a_killed_build_left_is_swept(many: Archive) -> None:
    left = many.folder / "vectors" / "building-1"
    left.mkdir()
    (left / "chroma.sqlite3").write_bytes(b"half")
    many.reindex()
    assert [path.name for path in (many.folder / "vectors").iterdir()] == ["gen-000002"]


def test_threads_ask_side_by_side_while_the_archive_changes(many: Archive, tmp_path: Path) -> None:
    failures: list[BaseException] = []
    done = threading.Event()

    def ask(question: str) -> None:
        try:
            while not done.is_set():
                assert len(many.search(question)) == 10
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask, args=(f"report of {n} boats",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for n in range(3):
        many.add(write(tmp_path / "more.jsonl", record("more", f"Report of {n} more boats.")))
        many.remove("more", f"a{n}")
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert many.check() == []
    assert len(_opened(many)) == 1


def test_vectors_are_read_as_they_were_asked_for(many: Archive) -> None:
    ids = many.catalogue.database.rows("SELECT passage FROM vectors ORDER BY passage DESC LIMIT 3")
    asked = [key for (key,) in ids]
    straight = many.catalogue.passages.vectors(sorted(asked))
    assert np.array_equal(many.catalogue.passages.vectors(asked), straight[::-1])
    assert many.catalogue.passages.vectors([]).shape[0] == 0


def test_few_allowed_passages_are_compared_without_the_index(many: Archive) -> None:
    with many.reading() as snapshot:
        allowed = snapshot.passages(snapshot.versions(_within("a1", "a2")))
        fresh = VectorSearch(many.catalogue, many.folder / "nowhere")
        found = fresh.nearest(Hashed().question("boats"), snapshot, allowed, n=20)
    assert len(found) == 2
    assert fresh.ruined is None


def _within(*articles: str) -> Any:
    from dateline.index import Filters

    return Filters(within=articles)


def test_a_snapshot_of_nothing_has_no_positions(archive: Archive) -> None:
    with archive.reading() as snapshot:
        assert isinstance(snapshot, Snapshot)
        assert snapshot.positions(np.array([1, 2])).tolist() == [-1, -1]
