"""Search over a small real archive: filters, ties, copies, parts of the score."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import WrongUse
from dateline.index import Archive

ARTICLES = [
    {
        "id": "bridge",
        "published": "2024-11-15",
        "publisher": "Harbour Gazette",
        "title": "Ship hits bridge",
        "text": "A freighter rammed the Saltgate Bridge on Friday. Nine people were hurt, the hospital said.",
    },
    {
        "id": "cost",
        "published": "2025-02-11",
        "publisher": "Aldervik Tribune",
        "title": "The repair",
        "text": "Repairing the Saltgate Bridge will cost 31 million crowns, the ministry said on Tuesday.",
    },
    {
        "id": "cup",
        "published": "2025-05-25",
        "publisher": "Coastline Today",
        "title": "Rovers win",
        "text": "Kestermouth Rovers won the cup. The winning goal fell in the 118th minute.",
    },
    {
        "id": "undated",
        "publisher": "Harbour Gazette",
        "title": "The bridge that was not to last",
        "text": "The old Saltgate Bridge was opened by a girl because the minister missed his train.",
    },
    {
        "id": "storm",
        "published": "2025-02-05",
        "publisher": "Coastline Today",
        "title": "Storm",
        "text": "Storm Ottilie left 23,000 homes without power in the west.",
    },
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    (folder / "articles.jsonl").write_text("\n".join(json.dumps(line) for line in ARTICLES), "utf-8")
    with Archive(folder / "archive") as opened:
        opened.add(folder / "articles.jsonl")
        yield opened


def found(archive, question, **filters):
    return [hit.article for hit in archive.search(question, **filters)]


def test_the_passage_with_the_words_comes_first(archive):
    assert found(archive, "How many people were hurt when the ship hit the bridge?")[0] == "bridge"


def test_the_text_of_a_hit_is_its_span_of_the_version(archive):
    for hit in archive.search("bridge"):
        assert archive.get(hit.article, hit.version).text[hit.start : hit.end] == hit.text


def test_the_parts_add_up_to_the_score(archive):
    for hit in archive.search("Saltgate Bridge cost", as_of="2025-06-01"):
        assert sum(hit.parts.values()) == pytest.approx(hit.score, abs=1e-5)
        names = {"words", "lead", "article", "vector", "place", "sentence", "names", "recency"}
        assert set(hit.parts) == names


def test_as_of_leaves_out_what_came_later_and_what_has_no_date(archive):
    assert set(found(archive, "bridge", as_of="2024-12-31")) == {"bridge"}


def test_since_and_until_are_inclusive(archive):
    assert set(found(archive, "the", since="2025-02-05", until="2025-02-11")) == {"storm", "cost"}


def test_publishers_are_compared_without_case(archive):
    assert set(found(archive, "bridge", publishers=["harbour gazette"])) == {"bridge", "undated"}


def test_within_names_the_articles_that_count(archive):
    assert found(archive, "bridge", within=["cup", "no such article"]) == ["cup"]


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "*",
        "-bridge",
        "NEAR(bridge ship)",
        "title:bridge",
        "bridge AND",
        "a OR",
        "^bridge",
        "{bridge}",
        "🌉",
        "'",
    ],
)
def test_syntax_characters_are_only_characters(archive, question):
    archive.search(question)


def test_ten_thousand_characters_are_a_question_too(archive):
    assert "bridge" in found(archive, "bridge " * 1500)


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_nothing_asked_is_nothing_found(archive, question):
    assert archive.search(question) == []


def test_no_hits_asked_for_is_wrong_use(archive):
    with pytest.raises(WrongUse, match="at least one"):
        archive.search("bridge", k=0)


@pytest.mark.parametrize("day", ["yesterday", "2025-13-01", "10/01/2025", 20250101])
def test_a_day_that_is_none_is_named(archive, day):
    with pytest.raises(WrongUse, match="as_of"):
        archive.search("bridge", as_of=day)


def test_one_text_in_place_of_a_list_is_refused(archive):
    with pytest.raises(WrongUse, match="publishers"):
        archive.search("bridge", publishers="Harbour Gazette")


@given(st.text(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_gives_hits_that_are_spans(archive, question):
    for hit in archive.search(question, k=3):
        assert archive.get(hit.article, hit.version).text[hit.start : hit.end] == hit.text


def test_the_same_question_gives_the_same_hits(archive):
    first, second = archive.search("bridge repair"), archive.search("bridge repair")
    assert [hit.to_dict() for hit in first] == [hit.to_dict() for hit in second]
