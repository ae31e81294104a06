"""Lines that repeat over an archive are learned, skipped, and forgotten again."""

from pathlib import Path

from dateline.index import Archive

from .making import add, record, rows, told

# It speaks of the page: three reports of a publisher are enough.
FURNITURE = "How relevant is this ad to you?"
# It may be anything: ten are needed.
PLAIN = "More stories from the Varn Post kitchen"


def _with(line: str, seed: int) -> str:
    return told(seed).replace("\n\n", f"\n\n{line}\n\n")


def _add(archive: Archive, inbox: Path, line: str, seeds: range, publisher: str = "Varn Post") -> None:
    add(archive, inbox, *(record(f"a{seed}", _with(line, seed), publisher=publisher) for seed in seeds))


def _skipping(archive: Archive) -> set[str]:
    return {article.id for article in archive.articles() if article.skipped}


def _passages(archive: Archive) -> list[str]:
    return [text for (text,) in rows(archive, "SELECT text FROM passage_texts")]


def test_a_line_that_repeats_is_in_no_passage(archive: Archive, inbox: Path) -> None:
    _add(archive, inbox, FURNITURE, range(3))
    assert _skipping(archive) == {"a0", "a1", "a2"}
    assert not any(FURNITURE in text for text in _passages(archive))
    assert all(FURNITURE not in hit.text for hit in archive.search("how relevant is this ad"))
    assert archive.check() == []


def test_a_skipped_span_is_told_with_its_place_and_reason(archive: Archive, inbox: Path) -> None:
    _add(archive, inbox, FURNITURE, range(3))
    article = archive.get("a1")
    (skipped,) = article.skipped
    assert article.text[skipped.start : skipped.end] == FURNITURE
    assert skipped.reason == "repeats in 3 reports of Varn Post"


def test_the_canonical_text_does_not_depend_on_the_neighbours(archive: Archive, inbox: Path) -> None:
    _add(archive, inbox, FURNITURE, range(1))
    alone, fingerprint = archive.get("a0").text, archive.fingerprint()
    _add(archive, inbox, FURNITURE, range(1, 5))
    assert archive.get("a0").text == alone
    archive.remove("a1", "a2", "a3", "a4")
    assert archive.fingerprint() == fingerprint


def test_a_line_is_learned_over_several_portions(archive: Archive, inbox: Path) -> None:
    for seed in range(2):
        _add(archive, inbox, FURNITURE, range(seed, seed + 1))
        assert _skipping(archive) == set()
    _add(archive, inbox, FURNITURE, range(2, 3))
    assert _skipping(archive) == {"a0", "a1", "a2"}
    _add(archive, inbox, FURNITURE, range(3, 4))
    assert _skipping(archive) == {"a0", "a1", "a2", "a3"}


def test_too_few_are_left_after_removing_and_the_line_is_indexed_again(archive: Archive, inbox: Path) -> None:
    _add(archive, inbox, FURNITURE, range(12))
    assert len(_skipping(archive)) == 12
    archive.remove(*(f"a{seed}" for seed in range(9)))
    assert _skipping(archive) == {"a9", "a10", "a11"}
    archive.remove("a9")
    assert _skipping(archive) == set()
    assert sum(FURNITURE in text for text in _passages(archive)) == 2
    assert archive.check() == []


def test_copies_count_as_one_report(archive: Archive, inbox: Path) -> None:
    same = [
        record(f"c{number}", _with(FURNITURE, 1), published=f"2025-01-0{number}") for number in range(1, 5)
    ]
    add(archive, inbox, *same)
    assert archive.get("c1").copies == ("c2", "c3", "c4")
    assert _skipping(archive) == set()


def test_reports_that_turn_out_to_be_copies_are_counted_anew(archive: Archive, inbox: Path) -> None:
    _add(archive, inbox, FURNITURE, range(3))
    assert len(_skipping(archive)) == 3
    # Another version makes a1 a copy of a0: two reports are left.
    add(archive, inbox, record("a1", _with(FURNITURE, 0), published="2025-02-01"))
    assert archive.get("a1").copies == ("a0",)
    assert archive.get("a1", 1).versions == 2
    assert _skipping(archive) == set()


def test_another_publishers_line_is_left_alone(archive: Archive, inbox: Path) -> None:
    _add(archive, inbox, PLAIN, range(10))
    _add(archive, inbox, PLAIN, range(10, 12), publisher="Kelp Bay Echo")
    assert _skipping(archive) == {f"a{seed}" for seed in range(10)}


def test_a_line_of_many_publishers_is_nobodys_own_and_forgotten_when_they_go(
    archive: Archive, inbox: Path
) -> None:
    for publisher in range(10):
        _add(
            archive, inbox, FURNITURE, range(publisher * 2, publisher * 2 + 2), publisher=f"Paper {publisher}"
        )
    assert len(_skipping(archive)) == 20
    assert archive.get("a0").skipped[0].reason == "repeats in 20 reports of many publishers"
    archive.remove("a0")
    assert _skipping(archive) == set()


def test_of_a_smaller_publisher_fewer_repeats_are_enough(archive: Archive, inbox: Path) -> None:
    # A sentence that could be a report's: a fifth of all reports, and twenty at least.
    sentence = "The harbour office in Varnholm answers no calls on Sundays."
    _add(archive, inbox, sentence, range(21))
    add(archive, inbox, *(record(f"b{seed}", told(1000 + seed)) for seed in range(90)))
    assert _skipping(archive) == set()
    archive.remove(*(f"b{seed}" for seed in range(6)))
    assert _skipping(archive) == {f"a{seed}" for seed in range(21)}


def test_a_line_of_an_old_version_is_skipped_there_too(archive: Archive, inbox: Path) -> None:
    add(archive, inbox, record("old", _with(FURNITURE, 50), published="2025-01-01"))
    add(archive, inbox, record("old", told(51), published="2025-01-02"))
    _add(archive, inbox, FURNITURE, range(2))
    assert archive.get("old", 1).skipped
    assert all(FURNITURE not in hit.text for hit in archive.search("relevant ad", as_of="2025-01-01"))


def test_no_publisher_can_speak_for_all(archive: Archive, inbox: Path) -> None:
    for name in ("*", "\x01"):
        _add(archive, inbox, FURNITURE, range(3), publisher=name)
        _add(archive, inbox, FURNITURE, range(10, 11), publisher="Kelp Bay Echo")
        assert "a10" not in _skipping(archive)
