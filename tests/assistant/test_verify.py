import dataclasses
import json
from typing import Any

import pytest

from dateline import Archive
from dateline.assistant.answer import Answer
from dateline.assistant.compose import ABSTENTION
from dateline.assistant.verify import Finding, read_answer, verify
from dateline.errors import WrongUse

TOLL = {"id": "toll", "title": "Toll", "publisher": "Gazette", "published": "2025-01-01"}
QUOTE = "The toll on the bridge of Orn is 30 crowns a car."


@pytest.fixture
def archive(shelve: Any) -> Archive:
    archive: Archive = shelve([TOLL | {"text": QUOTE}])
    return archive


@pytest.fixture
def answer(archive: Archive, quote_all: Any) -> Answer:
    found: Answer = quote_all(archive, "toll bridge Orn")
    assert [each.quote for each in found.citations] == [QUOTE]
    return found


def changed(answer: Answer, **citation: Any) -> Answer:
    return dataclasses.replace(answer, citations=(dataclasses.replace(answer.citations[0], **citation),))


def stated(answer: Answer, **statement: Any) -> Answer:
    return dataclasses.replace(answer, statements=(dataclasses.replace(answer.statements[0], **statement),))


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def test_a_quote_that_stands_where_it_says_holds(archive: Archive, answer: Answer) -> None:
    assert only(verify(answer, archive)) == Finding(1, "toll", 1, "holds", True, "")


@pytest.mark.parametrize(
    ("later", "state"),
    [
        (f"{QUOTE} Lorries pay 90.", "unchanged later"),
        (f"Lorries pay 90. {QUOTE}", "moved later"),
        ("The toll on the bridge of Orn is 45 crowns a car.", "altered or dropped later"),
    ],
)
def test_what_a_later_version_did_to_a_quote_is_said(
    shelve: Any, archive: Archive, answer: Answer, later: str, state: str
) -> None:
    shelve([TOLL | {"text": later, "published": "2025-02-01"}])
    finding = only(verify(answer, archive))
    assert (finding.state, finding.sound) == (state, True)
    assert finding.detail.startswith("version 2 ")


def test_a_removed_article_is_said_to_be_removed(shelve: Any, archive: Archive, answer: Answer) -> None:
    shelve([{"id": "other", "text": "The ferry of Orn sails at noon."}])
    archive.remove("toll")
    finding = only(verify(answer, archive))
    assert (finding.state, finding.sound) == ("removed", False)


@pytest.mark.parametrize(
    ("again", "state", "told"),
    [
        ({"text": QUOTE}, "stands again", "version 2 has the same words in the same place"),
        (
            {"text": f"Lorries pay 90. {QUOTE}"},
            "stands again",
            "version 2 has the same words in another place",
        ),
        ({"text": QUOTE.replace("30", "45")}, "removed", "version 2 does not have these words"),
        ({"text": QUOTE, "publisher": "Tribune"}, "named otherwise", "its publisher is 'Tribune'"),
    ],
)
def test_of_an_article_that_was_removed_and_added_again_the_version_there_now_counts(
    shelve: Any, archive: Archive, answer: Answer, again: dict[str, Any], state: str, told: str
) -> None:
    archive.remove("toll")
    shelve([TOLL | again])
    finding = only(verify(answer, archive))
    assert (finding.state, finding.sound) == (state, state == "stands again")
    assert finding.detail.startswith("the article was removed and added again; version 2 ")
    assert told in finding.detail
    for forged in ({"version": 3}, {"version": 0}, {"version": -1}, {"quote": ""}):
        assert not only([each for each in verify(changed(answer, **forged), archive) if each.number]).sound


@pytest.mark.parametrize(
    "forged",
    [
        {"quote": QUOTE.replace("30", "20")},
        {"start": 1},
        {"end": 10**9},
        {"start": -len(QUOTE), "end": len(QUOTE)},
        {"start": 5, "end": 5, "quote": ""},
        {"start": 9, "end": 3, "quote": ""},
    ],
)
def test_a_forged_citation_is_not_there(archive: Archive, answer: Answer, forged: dict[str, Any]) -> None:
    finding = verify(changed(answer, **forged), archive)[0]
    assert (finding.state, finding.sound) == ("not there", False)


def test_a_citation_of_a_version_that_never_was_is_unsound(archive: Archive, answer: Answer) -> None:
    assert not only(verify(changed(answer, version=7), archive)).sound


@pytest.mark.parametrize(
    ("forged", "told"),
    [
        ({"start": 1}, "does not stand at its place"),
        ({"start": -60, "end": 10**6}, "does not stand at its place"),
        ({"text": "Nobody pays."}, "does not stand at its place"),
        ({"citations": (1, 2)}, "cites [2], which is not there"),
        ({"citations": ()}, "cites nothing and is said to be supported"),
    ],
)
def test_a_forged_statement_is_found(
    archive: Archive, answer: Answer, forged: dict[str, Any], told: str
) -> None:
    holds, found = verify(stated(answer, **forged), archive)[:2]
    assert holds.sound
    assert (found.number, found.sound) == (0, False)
    assert told in found.detail


def test_other_words_between_the_marks_of_a_quotation_are_found(archive: Archive, answer: Answer) -> None:
    text = answer.text.replace("30 crowns", "20 crowns")
    forged = stated(
        dataclasses.replace(answer, text=text), text=answer.statements[0].text.replace("30", "20")
    )
    assert "is not what its citation [1] says" in verify(forged, archive)[-1].detail
    written = dataclasses.replace(forged, writer="llm")
    assert all(each.sound for each in verify(written, archive))


def test_two_citations_of_one_number_are_found(archive: Archive, answer: Answer) -> None:
    doubled = dataclasses.replace(answer, citations=answer.citations * 2)
    assert "several citations have the same number" in verify(doubled, archive)[-1].detail


def test_an_abstention_has_nothing_to_verify(archive: Archive, answer: Answer) -> None:
    abstains = dataclasses.replace(answer, text=ABSTENTION, abstained=True, statements=(), citations=())
    assert verify(abstains, archive) == []


def test_an_answer_is_read_from_its_json(answer: Answer) -> None:
    assert read_answer(json.dumps(answer.to_dict())) == answer


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda plain: plain.pop("text"), "text: Field required"),
        (lambda plain: plain["citations"][0].update(start="12"), "citations.0.start"),
        (lambda plain: plain["citations"][0].update(article=5), "citations.0.article"),
        (lambda plain: plain["statements"][0].update(citations=[1.5]), "statements.0.citations.0"),
        (lambda plain: plain["statements"][0].update(verdict="true"), "statements.0.verdict"),
        (lambda plain: plain.update(citations={}), "citations"),
    ],
)
def test_what_is_no_answer_is_refused_with_the_place(answer: Answer, change: Any, told: str) -> None:
    plain = answer.to_dict()
    change(plain)
    with pytest.raises(WrongUse, match=told.replace(".", r"\.")):
        read_answer(json.dumps(plain))


@pytest.mark.parametrize("told", ["", "[]", "null", "{", "\xff", "[" * 100_000])
def test_what_is_no_json_is_refused(told: str) -> None:
    with pytest.raises(WrongUse):
        read_answer(told)


@pytest.mark.parametrize(
    ("named", "value"),
    [
        ("publisher", "New York Times"),
        ("published", "2020-01-01"),
        ("title", "Mayor jailed"),
        ("origin", "UPI"),
        ("url", "https://evil.example/"),
        ("link", "https://evil.example/#:~:text=toll"),
    ],
)
def test_a_citation_of_somebody_else_is_found(
    archive: Archive, answer: Answer, named: str, value: str
) -> None:
    found = [each for each in verify(changed(answer, **{named: value}), archive) if each.number]
    assert (found[0].state, found[0].sound) == ("named otherwise", False)
    assert named in found[0].detail


def test_a_statement_that_names_somebody_else_is_found(archive: Archive, answer: Answer) -> None:
    text = answer.text.replace("Gazette", "Tribune")
    said = answer.statements[0].text.replace("Gazette", "Tribune")
    forged = dataclasses.replace(stated(answer, text=said), text=text)
    assert [each.detail for each in verify(forged, archive) if not each.sound]


def test_words_that_rest_on_nothing_are_found(archive: Archive, answer: Answer) -> None:
    more = dataclasses.replace(answer, text=answer.text + "\n\nThe mayor stole 4 million crowns.")
    assert "in no statement" in only([each for each in verify(more, archive) if not each.sound]).detail
    bare = dataclasses.replace(answer, text="The mayor stole 4 million crowns.", statements=(), citations=())
    assert "no statements" in only(verify(bare, archive)).detail
    silent = dataclasses.replace(bare, abstained=True)
    assert "abstain" in only(verify(silent, archive)).detail
