import json
from pathlib import Path
from typing import Any

import pytest

from dateline.eval.check import check
from dateline.index import Archive

SOUND = {
    "facts": [["37", "thirty-seven"]],
    "articles": ["mill-1"],
    "quotes": ["37 firefighters were sent"],
    "within": ["mill-1", "choir"],
    "as_of": "2025-03-04",
}


def test_a_sound_case_has_no_fault(make: Any, archive: Archive) -> None:
    assert check([make.case(**SOUND), make.case("two", abstain=True)], archive) == []


@pytest.mark.parametrize(
    ("change", "key", "problem"),
    [
        ({"articles": ["mill-9"]}, "articles[0]", "there is no article mill-9"),
        ({"within": ["mill-1", "gone"]}, "within[1]", "there is no article gone"),
        ({"quotes": ["37  firefighters"]}, "quotes[0]", "character for character"),
        ({"quotes": ["won the first prize"]}, "quotes[0]", "does not stand in an expected article"),
        ({"facts": [["38"]]}, "facts[0]", "no spelling of it occurs"),
        ({"as_of": "2025-03-03"}, "articles[0]", "leave mill-1 out (published 2025-03-04, after 2025-03-03)"),
        ({"wrong": [["38"], ["Thirty-Seven"]]}, "wrong[1]", "is expected as a fact too"),
        ({"abstain": True}, "abstain", "an answer is expected too"),
    ],
)
def test_a_fault_names_case_and_key(
    make: Any, archive: Archive, change: dict[str, Any], key: str, problem: str
) -> None:
    found = [(fault.case, fault.key) for fault in check([make.case(**{**SOUND, **change})], archive)]
    assert ("one", key) in found
    assert problem in " ".join(fault.problem for fault in check([make.case(**{**SOUND, **change})], archive))


def test_without_articles_the_whole_archive_is_looked_in(make: Any, archive: Archive) -> None:
    assert check([make.case(facts=[["Ilse Vandermeer"]], quotes=["faulty cable"])], archive) == []
    assert [fault.key for fault in check([make.case(facts=[["Atlantis"]])], archive)] == ["facts[0]"]


def test_publisher_and_date_can_be_facts(make: Any, archive: Archive) -> None:
    assert check([make.case(facts=[["Valley Post"], ["4 March 2025"]], articles=["mill-1"])], archive) == []


def test_yes_and_no_need_not_stand_in_an_article(make: Any, archive: Archive) -> None:
    assert check([make.case(facts=[["yes"]])], archive) == []


def test_a_case_that_expects_nothing_is_a_fault(make: Any, archive: Archive) -> None:
    assert [fault.key for fault in check([make.case()], archive)] == ["facts"]


def test_the_text_of_an_older_version_counts(make: Any, tmp_path: Path) -> None:
    source = tmp_path / "one.jsonl"
    archive = Archive(tmp_path / "archive")
    for day, hurt in (("2025-03-01", "nine"), ("2025-03-02", "eleven")):
        text = f"The storm hit the coast near Marrow. The hospital said that {hurt} people were hurt."
        source.write_text(json.dumps({"id": "storm", "text": text, "published": day}))
        archive.add(source)
    assert archive.get("storm").versions == 2
    case = make.case(
        facts=[["nine"]], articles=["storm"], quotes=["nine people were hurt"], as_of="2025-03-01"
    )
    assert check([case], archive) == []
    archive.close()
