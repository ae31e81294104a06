"""Which pieces are the same article, and what adding them again does."""

import json
from pathlib import Path

import pytest

from dateline.index import Archive, prepare

from .making import add, record, told, write


def test_a_records_own_id_is_the_articles(archive: Archive, inbox: Path) -> None:
    report = add(archive, inbox, record("harbour-1", told(1), url="https://varn.example/a"))
    assert report.articles == ["harbour-1"]
    assert archive.get("harbour-1").url == "https://varn.example/a"


def test_an_id_is_its_visible_characters_on_one_line(archive: Archive, inbox: Path) -> None:
    report = add(archive, inbox, record(" har\u202ebour\n1\x00 ", told(1)))
    assert report.articles == ["harbour 1"]


def test_without_an_id_the_canonical_url_decides(archive: Archive, inbox: Path) -> None:
    first = add(archive, inbox, {"text": told(1), "url": "https://Varn.example/a?utm_source=x#top"})
    second = add(archive, inbox, {"text": told(2), "url": "https://varn.example/a"})
    assert (first.added, second.updated) == (1, 1)
    assert first.articles == second.articles
    assert archive.get(first.articles[0]).version == 2


def test_without_an_id_and_url_the_source_is_remembered(archive: Archive, inbox: Path) -> None:
    path = inbox / "note.txt"
    path.write_text(told(1), "utf-8")
    first = archive.add(path)
    path.write_text(told(2), "utf-8")
    second = archive.add(path)
    assert (first.added, second.added, second.updated) == (1, 0, 1)
    article = archive.get(first.articles[0])
    assert (article.version, article.versions, article.text) == (2, 2, told(2))


def test_the_same_text_from_another_file_is_one_more_source(archive: Archive, inbox: Path) -> None:
    (inbox / "one.txt").write_text(told(1), "utf-8")
    (inbox / "two.txt").write_text(told(1), "utf-8")
    report = archive.add(inbox)
    assert (report.added, report.unchanged) == (1, 1)
    assert archive.get(report.articles[0]).sources == (str(inbox / "one.txt"), str(inbox / "two.txt"))


def test_the_text_of_a_later_version_from_another_file_is_one_more_source(
    archive: Archive, inbox: Path
) -> None:
    (inbox / "one.txt").write_text(told(1), "utf-8")
    archive.add(inbox)
    (inbox / "one.txt").write_text(told(2), "utf-8")
    archive.add(inbox)
    (inbox / "two.txt").write_text(told(2), "utf-8")
    report = archive.add(inbox / "two.txt")
    assert (report.added, report.updated, report.unchanged) == (0, 0, 1)
    assert [article.sources for article in archive.articles()] == [
        (str(inbox / "one.txt"), str(inbox / "two.txt"))
    ]


def test_adding_again_changes_nothing(archive: Archive, inbox: Path) -> None:
    path = write(inbox / "a.jsonl", *(record(f"a{seed}", told(seed)) for seed in range(5)))
    archive.add(path)
    before = (archive.generation, archive.fingerprint(), archive.stats())
    report = archive.add(path)
    assert (report.added, report.updated, report.unchanged, report.skipped) == (0, 0, 5, [])
    assert (archive.generation, archive.fingerprint(), archive.stats()) == before


def test_the_same_source_twice_in_one_call_counts_once(archive: Archive, inbox: Path) -> None:
    path = write(inbox / "a.jsonl", record("a", told(1)))
    report = archive.add(path, path)
    assert (report.added, report.unchanged) == (1, 1)


def test_two_sources_of_one_article_do_not_push_each_other_out(archive: Archive, inbox: Path) -> None:
    write(inbox / "one.jsonl", record("a", told(1)))
    write(inbox / "two.jsonl", record("a", told(2)))
    first = archive.add(inbox)
    again = archive.add(inbox)
    assert (first.added, first.updated) == (1, 1)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)


def test_a_text_that_goes_back_to_an_older_version_adds_none(archive: Archive, inbox: Path) -> None:
    for seed in (1, 2, 1):
        write(inbox / "a.jsonl", record("a", told(seed)))
        archive.add(inbox)
    assert archive.get("a").versions == 2


def test_changed_metadata_alone_is_a_new_version(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("a", told(1), title="The pier is mended"))
    report = add(archive, inbox, record("a", told(1), title="The pier is not mended"))
    assert report.updated == 1
    assert archive.get("a", 1).title == "The pier is mended"
    assert archive.get("a").title == "The pier is not mended"


def test_a_bad_record_does_not_stop_its_file(archive: Archive, inbox: Path) -> None:
    path = inbox / "a.jsonl"
    lines = [
        json.dumps(record("a", told(1))),
        "{not json",
        json.dumps({"id": "b"}),
        json.dumps(record("c", told(3))),
    ]
    path.write_text("\n".join(lines), "utf-8")
    report = archive.add(path)
    assert report.articles == ["a", "c"]
    assert [refused.source for refused in report.skipped] == [f"{path}#2", f"{path}#3"]
    assert all(refused.reason for refused in report.skipped)


def test_an_article_with_nothing_left_is_skipped_with_its_reason(archive: Archive, inbox: Path) -> None:
    report = add(archive, inbox, record("a", " \n\n "), record("b", told(1)))
    assert report.articles == ["b"]
    assert len(report.skipped) == 1


def test_an_article_that_cannot_be_cleaned_is_skipped_and_named(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    real = prepare.prepare

    def failing(raw: object, digest: str) -> object:
        if raw.fields["id"] == "b":  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return real(raw, digest)  # type: ignore[arg-type]

    monkeypatch.setattr(prepare, "prepare", failing)
    report = add(archive, inbox, record("a", told(1)), record("b", told(2)), record("c", told(3)))
    assert report.articles == ["a", "c"]
    assert "RecursionError: too deep" in report.skipped[0].reason


def test_lone_surrogates_anywhere_in_a_record_harm_nothing(archive: Archive, inbox: Path) -> None:
    path = inbox / "a.jsonl"
    bad = "x\ud800y"
    stated = record(
        bad, told(1) + bad, title=bad, publisher=bad, authors=[bad], language="en", section={bad: bad}
    )
    path.write_text(json.dumps(stated), "utf-8")
    report = archive.add(path)
    assert (report.added, report.skipped) == (1, [])
    article = archive.get(report.articles[0])
    assert article.id == "x\ufffdy"
    assert archive.check() == []
    assert archive.search("x")[0].text


def test_a_file_name_that_is_no_text_is_added_all_the_same(archive: Archive, inbox: Path) -> None:
    path = inbox / "caf\udce9.txt"
    path.write_text(told(1), "utf-8")
    first, again = archive.add(inbox), archive.add(inbox)
    assert (first.added, again.unchanged) == (1, 1)
    assert archive.get(first.articles[0]).sources == (str(inbox / r"caf\udce9.txt"),)


def test_progress_is_told_of_every_piece(archive: Archive, inbox: Path) -> None:
    path = write(
        inbox / "a.jsonl", *(record(f"a{seed}", told(seed)) for seed in range(3)), record("empty", " ")
    )
    seen: list[int] = []
    archive.add(path, progress=lambda report: seen.append(report.done))
    assert seen == sorted(seen)
    assert seen[-1] == 4
