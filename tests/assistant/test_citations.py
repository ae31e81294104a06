import itertools
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import Archive, Assistant
from dateline.assistant.answer import Answer
from dateline.assistant.citations import credit, day_in_words, link, web_annotation
from dateline.assistant.history import History
from dateline.assistant.verify import verify
from dateline.index.article import Article, Span

from .hostile import LINES, TEXTS

CASES = Path(__file__).parents[2] / "eval" / "sample" / "cases.jsonl"
slow = settings(max_examples=25, suppress_health_check=list(HealthCheck))


def article(text: str, url: str | None = "https://paper.example/a") -> Article:
    return Article("a", 1, text, "Title", None, None, (), None, "none", None, url)


def assert_exact(answer: Answer, archive: Archive) -> None:
    for citation in answer.citations:
        text = archive.get(citation.article, citation.version).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.quote
    for statement in answer.statements:
        assert answer.text[statement.start : statement.end] == statement.text
        assert statement.citations


@pytest.fixture(scope="module")
def nasty() -> Iterator[tuple[Archive, Callable[[], str]]]:
    """One archive for all generated texts, and ids that were never used in it."""
    numbers = itertools.count()
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive") as archive:
        yield archive, lambda: f"nasty-{next(numbers)}"


def put(archive: Archive, **record: Any) -> None:
    path = archive.folder.parent / "record.jsonl"
    path.write_text(json.dumps(record) + "\n", "utf-8")
    archive.add(path)


# Promise 1: exact, and it stays so


@slow
@given(text=TEXTS, later=TEXTS, title=LINES, publisher=LINES)
def test_citations_of_any_text_are_exact_and_stay_so_through_updates_and_removal(
    nasty: Any, quote_all: Any, text: str, later: str, title: str, publisher: str
) -> None:
    archive, fresh = nasty
    name = fresh()
    put(archive, id=name, text=text, title=title, publisher=publisher, published="2025-01-01")
    if name not in {each.id for each in archive.articles()}:
        return  # nothing was left after cleaning
    question = "council bridge harbour said " + archive.get(name).text[:50]
    first = quote_all(archive, question, within=[name])
    assert_exact(first, archive)
    assert archive.sentences(name, 1) == () or first.citations or archive.get(name).skipped
    put(archive, id=name, text=later, title=title, publisher=publisher, published="2025-01-02")
    assert_exact(first, archive)
    assert_exact(quote_all(archive, question, within=[name]), archive)
    assert all(finding.sound for finding in verify(first, archive))
    archive.remove(name)
    assert {finding.state for finding in verify(first, archive)} <= {"removed"}
    assert Answer.from_dict(json.loads(json.dumps(first.to_dict()))) == first


def test_every_answer_to_the_sample_cases_is_exact(sample: Archive) -> None:
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    assistant = Assistant(sample, writer="extractive")
    cited = 0
    for case in cases[::4]:
        answer = assistant.ask(
            case["question"], turns=case.get("turns", ()), as_of=case.get("as_of"), remember=False
        )
        assert_exact(answer, sample)
        assert bool(answer.citations) != answer.abstained
        assert all(finding.sound for finding in verify(answer, sample))
        cited += len(answer.citations)
    assistant.close()
    assert cited >= 20


def test_old_versions_hold_after_an_update_and_the_history_keeps_what_was_removed(
    shelve: Any, tmp_path: Path
) -> None:
    record = {"id": "toll", "title": "Toll", "publisher": "Gazette", "published": "2025-01-01"}
    archive = shelve([record | {"text": "The toll on the bridge of Orn is 30 crowns a car."}])
    assistant = Assistant(archive, writer="extractive")
    answer = assistant.ask("How much is the toll on the bridge of Orn?")
    assert [each.quote for each in answer.citations] == ["The toll on the bridge of Orn is 30 crowns a car."]
    text = "From May on, the toll on the bridge of Orn is 45 crowns a car."
    shelve([record | {"text": text, "published": "2025-05-01"}])
    assert_exact(answer, archive)
    archive.remove("toll")
    assistant.close()
    kept = History(archive.folder / "history.sqlite")
    assert kept.get(answer.id) == answer
    kept.close()


# Framing


def test_a_day_is_written_in_words_whatever_time_it_has() -> None:
    assert day_in_words("2025-01-09") == "9 January 2025"
    assert day_in_words("2024-11-29T23:30:00-05:00") == "29 November 2024"
    assert day_in_words(None) == "date unknown"


def test_unknown_publisher_and_date_are_said_to_be_unknown() -> None:
    assert credit(None, None) == "Unknown publisher, date unknown"
    assert credit("UPI", "2025-01-09") == "UPI, 9 January 2025"


def test_a_citation_says_how_its_date_is_known(town: Archive, quote_all: Any) -> None:
    answer = quote_all(town, "ferry bridge Orn")
    known = {each.article: (each.published, each.published_from) for each in answer.citations}
    assert known["bridge"] == ("2025-01-09", "metadata")
    assert known["ferry"] == (None, "none")


# Links


def test_a_link_opens_the_page_at_the_quote() -> None:
    text = "It rained. The bridge is open."
    assert link(article(text), Span(11, 30)) == "https://paper.example/a#:~:text=The%20bridge%20is%20open."


def test_dash_comma_and_ampersand_of_a_quote_are_encoded() -> None:
    text = "A-B, C & D won."
    assert link(article(text), Span(0, 15)) == "https://paper.example/a#:~:text=A%2DB%2C%20C%20%26%20D%20won."


def test_a_fragment_of_the_address_stays_and_an_old_directive_goes() -> None:
    part = article("The bridge is open.", "https://paper.example/a#part:~:text=old")
    assert link(part, Span(0, 19)) == "https://paper.example/a#part:~:text=The%20bridge%20is%20open."


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        'https://a.example/"><b>',
        "x y",
    ],
)
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    assert link(article("The bridge is open.", url), Span(0, 19)) is None


def test_a_record_with_a_dangerous_address_is_cited_without_it(shelve: Any, quote_all: Any) -> None:
    archive = shelve([{"id": "x", "url": "javascript:alert(1)", "text": "The bridge of Orn is open again."}])
    (citation,) = quote_all(archive, "bridge").citations
    assert (citation.url, citation.link) == (None, None)


# W3C Web Annotations


def test_an_annotation_points_by_position_and_by_quote(town: Archive, quote_all: Any) -> None:
    citation = next(each for each in quote_all(town, "bridge Orn").citations if each.start == 44)
    annotation = web_annotation(town, citation)
    position, quote = annotation["target"]["selector"]
    assert annotation["target"]["source"] == "https://orn-gazette.example/bridge"
    assert position == {"type": "TextPositionSelector", "start": 44, "end": 98}
    assert quote["exact"] == "It was designed by Runa Halvik, an engineer from Sund."
    assert quote["prefix"] == " over the Orn is 412 metres long. "[-32:]
    assert quote["suffix"].startswith("\n\nThe bridge cost 18 million")


@given(text=st.text(min_size=1, max_size=80), data=st.data())
def test_the_quote_selector_with_its_surroundings_is_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = Article("a", 1, text, "", None, None, (), None, "none", None, None)

    class Shelf:
        def get(self, name: str, version: int) -> Article:
            return shown

    from dateline.assistant.answer import Citation

    citation = Citation(1, "a", 1, start, end, text[start:end], 1)
    _, quote = web_annotation(Shelf(), citation)["target"]["selector"]  # type: ignore[arg-type]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
