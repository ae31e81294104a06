"""What became of a cited passage when its article was changed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import Archive
from dateline.assistant.web.later import LONGEST, _words, later
from dateline.index.article import Span

FIRST = (
    "Nine people were hurt when a barge rammed the Orrin pier on Tuesday night. "
    "The harbour office closed the pier until further notice.\n\n"
    "A crane from Varn is on its way, said harbour master Olga Brandt of the Orrin port."
)


@pytest.fixture
def versions(tmp_path: Path) -> Iterator[Callable[[str], Any]]:
    """Adds the first text and another one of the same article; gives what became of a quote."""
    with Archive(tmp_path / "archive") as archive:

        def fate(quote: str | None, second: str, *, version: int = 1, first: str = FIRST) -> Any:
            for day, text in (("2025-03-04", first), ("2025-03-06", second)):
                record = {"id": "pier", "publisher": "Orrin News", "published": day, "text": text}
                (tmp_path / "pier.json").write_text(json.dumps(record), "utf-8")
                archive.add(tmp_path / "pier.json")
            article = archive.get("pier", version)
            start = article.text.index(quote) if quote else 0
            found = later(archive, article, Span(start, start + len(quote)) if quote else None)
            newest = archive.get("pier").text
            return found and found | {"there": newest[found.get("start", 0) : found.get("end", 0)]}

        yield fate


def test_words_that_still_stand_there_are_found_where_they_stand(versions: Any) -> None:
    quote = "The harbour office closed the pier until further notice."
    found = versions(quote, "Ten ships wait off Orrin now. " + FIRST)
    assert (found["version"], found["published"], found["fate"]) == (2, "2025-03-06", "same")
    assert found["there"] == quote


def test_a_changed_sentence_is_told_word_by_word(versions: Any) -> None:
    quote = "Nine people were hurt when a barge rammed the Orrin pier on Tuesday night."
    found = versions(quote, FIRST.replace("Nine people", "Fourteen people"))
    assert found["fate"] == "changed"
    assert found["there"] == quote.replace("Nine", "Fourteen")
    assert found["words"][:3] == [("out", "Nine"), ("in", "Fourteen"), ("same", quote.removeprefix("Nine"))]


def test_a_passage_of_two_sentences_is_held_against_two(versions: Any) -> None:
    quote = FIRST.split("\n\n")[0]
    found = versions(quote, FIRST.replace("Nine people", "Fourteen people"))
    assert found["there"] == quote.replace("Nine", "Fourteen")


def test_a_sentence_that_was_taken_out_is_gone(versions: Any) -> None:
    quote = "A crane from Varn is on its way, said harbour master Olga Brandt of the Orrin port."
    found = versions(
        quote, FIRST.replace(quote, "The pier will be open again before Easter, the council hopes.")
    )
    assert (found["fate"], found["there"]) == ("gone", "")


def test_without_a_cited_passage_only_the_newer_version_is_told(versions: Any) -> None:
    assert versions(None, FIRST + " Nobody was aboard.")["fate"] == ""


def test_the_newest_version_has_nothing_later(versions: Any) -> None:
    assert versions("Nine people", FIRST, version=2) is None


def test_the_newest_is_the_newest_whatever_was_removed_before(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        for day, text in (("2025-03-04", FIRST), ("2025-03-05", FIRST), ("2025-03-06", f"{FIRST} One died.")):
            record = {"id": "pier", "published": day, "text": text}
            (tmp_path / "pier.json").write_text(json.dumps(record), "utf-8")
            archive.add(tmp_path / "pier.json")
            if day == "2025-03-04":
                archive.remove("pier")
        assert archive.get("pier").version == 3
        assert later(archive, archive.get("pier"), None) is None
        assert later(archive, archive.get("pier", 2), None) == {
            "version": 3,
            "published": "2025-03-06",
            "fate": "",
        }


def test_what_is_no_passage_for_its_length_is_not_looked_for(versions: Any) -> None:
    long = "The harbour office closed pier %d. " * 70 % tuple(range(70))
    quote = FIRST + " " + long.strip()
    with_long = versions(quote, quote.replace("Nine people", "Fourteen people"), first=quote)
    assert len(quote) > LONGEST
    assert (with_long["version"], with_long["fate"], "words" in with_long) == (2, "", False)


def test_a_passage_of_too_many_words_is_not_compared_word_by_word(versions: Any) -> None:
    quote = "Nine hurt: " + "a, b! " * 160
    found = versions(quote.strip(), quote.replace("Nine", "Ten"), first=quote)
    assert len(quote) < LONGEST
    assert (found["fate"], "words" in found) == ("", False)


def test_blanks_are_no_words_to_compare() -> None:
    assert _words("one two", "six ten") == [("out", "one two"), ("in", "six ten")]


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_words_spell_both_texts(before: str, now: str) -> None:
    pieces = _words(before, now)
    assert "".join(text for kind, text in pieces if kind != "in") == before
    assert "".join(text for kind, text in pieces if kind != "out") == now
