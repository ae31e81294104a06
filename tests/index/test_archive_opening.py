"""Opening: what is no archive, what is another's, what cannot be written."""

import gc
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from dateline.errors import ArchiveBroken, DatelineError, EmbeddingMismatch, WrongUse
from dateline.index import Archive, IndexSettings

from .making import add, record, rows, told


class Letters(BaseEmbedding):
    """A real embedding of 26 numbers: how often each letter stands in a text."""

    def _get_text_embedding(self, text: str) -> list[float]:
        return [text.lower().count(chr(97 + place)) + 0.01 for place in range(26)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def test_an_archive_that_must_exist_and_does_not_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"no archive in .*dateline add PATH --archive"):
        Archive(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WrongUse, match="file cannot be an archive's folder"):
        Archive(tmp_path / "file")


def test_a_catalogue_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"This is no database at all. " * 400)
    with pytest.raises(ArchiveBroken, match=r"catalogue\.sqlite is damaged"):
        Archive(tmp_path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(WrongUse, match="another program's database"):
        Archive(tmp_path)
    assert path.read_bytes()[100:] == before[100:]


def test_an_archive_of_a_newer_dateline_is_refused(archive: Archive, tmp_path: Path) -> None:
    with archive.catalogue.database.transaction():
        archive.catalogue.database.run("INSERT INTO migrations VALUES ('0999-later', '2030-01-01')")
    with pytest.raises(WrongUse, match=r"made by a newer Dateline \(it knows 0999-later\); update Dateline"):
        Archive(tmp_path / "archive")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(WrongUse):
            Archive(tmp_path / "archive")
    finally:
        tmp_path.chmod(0o755)


def test_a_catalogue_that_cannot_be_opened_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").mkdir()
    with pytest.raises(WrongUse, match=r"catalogue\.sqlite cannot be opened .*permissions"):
        Archive(tmp_path)


def test_another_embedding_is_named_with_the_remedy(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        add(archive, tmp_path / "inbox", record("a", told(1)))
    with pytest.raises(
        EmbeddingMismatch, match=r"made with the embedding static, .*dateline reindex --embedding"
    ):
        Archive(tmp_path / "archive", embedding=Letters(model_name="letters"))


def test_a_wrong_embedding_setting_is_named_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"embedding is 'magic', .*DATELINE_EMBEDDING"):
        Archive(tmp_path / "archive", settings=IndexSettings(embedding="magic"))
    assert not (tmp_path / "archive").exists()


def test_reindexing_with_another_embedding_and_back(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        add(archive, tmp_path / "inbox", *(record(f"a{seed}", told(seed)) for seed in range(4)))
        found, fingerprint = archive.search("who painted the pier"), archive.fingerprint()
        archive.reindex(Letters(model_name="letters"))
        assert {length for (length,) in rows(archive, "SELECT length(vector) FROM vectors")} == {52}
        assert archive.search("who painted the pier")
        assert archive.check() == []
    with pytest.raises(EmbeddingMismatch):
        Archive(tmp_path / "archive")
    with Archive(tmp_path / "archive", reindexing=True) as archive:
        archive.reindex()
        assert archive.fingerprint() == fingerprint
        again = archive.search("who painted the pier")
        assert [(hit.article, hit.start, hit.score) for hit in again] == [
            (hit.article, hit.start, hit.score) for hit in found
        ]
    Archive(tmp_path / "archive").close()


def test_a_reader_is_told_when_the_embedding_changed_under_it(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive") as writer, Archive(tmp_path / "archive") as reader:
        add(writer, tmp_path / "inbox", record("a", told(1)))
        assert reader.search("pier")
        writer.reindex(Letters(model_name="letters"))
        with pytest.raises(EmbeddingMismatch):
            reader.search("pier")


def test_a_reindex_that_fails_changes_nothing(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", told(1)))

    class Failing(Letters):
        def _get_text_embedding(self, text: str) -> list[float]:
            raise DatelineError("the endpoint went away")

    before = archive.search("pier"), archive.generation
    with pytest.raises(DatelineError, match="the endpoint went away"):
        archive.reindex(Failing(model_name="failing"))
    assert (archive.search("pier"), archive.generation) == before
    assert archive.check() == []


def test_an_embedding_that_gives_wrong_sizes_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    class Growing(Letters):
        def _get_text_embedding(self, text: str) -> list[float]:
            return [1.0] * (3 if text == "dimension" else 4)

    with Archive(tmp_path / "archive", embedding=Growing(model_name="growing")) as archive:
        with pytest.raises(DatelineError, match="gave"):
            add(archive, tmp_path / "inbox", record("a", told(1)))
        assert archive.stats().articles == 0


def test_ten_processes_may_open_a_new_archive_at_once(tmp_path: Path) -> None:
    code = "import sys; from dateline.index import Archive; Archive(sys.argv[1]).close()"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "archive")], stderr=subprocess.PIPE)
        for _ in range(10)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in started]
    assert ended == [(b"", 0)] * 10


def test_threads_that_are_gone_leave_no_open_connection(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", told(1)))
    for _ in range(20):
        thread = threading.Thread(target=archive.search, args=("pier",))
        thread.start()
        thread.join()
    gc.collect()
    assert len(archive.catalogue.database._all) <= 2
