"""Whatever is asked, search answers or says why not."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index import Archive

from .making import add, record, told


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("questions")
    with Archive(folder / "archive") as archive:
        text = (
            'The clerk wrote "NEAR" and "title:" on the 🐕 board in Zoë\'s café. AND so it stayed (for now).'
        )
        add(archive, folder / "in", record("a", told(1)), record("b", text))
        yield archive


@pytest.mark.parametrize(
    "question",
    [
        '"', '""', "*", "-pier", "pier*", "pier NEAR ward", "NEAR(pier ward)", "NEAR/2", "AND", "OR NOT", "title:",
        "title : pier", "^pier", "pier + ward", "(pier", "pier)", "{pier}", "a:b:c", "'; DROP TABLE articles; --", "\\",
        "%", "_", "\x00pier\x00", "🐕", "👩‍👩‍👧‍👦", "\u202epier\u202c", "\ud800pier", "ﬁ", "e\u0301", "ñ" * 500,
        "\n\t pier \n",
    ],
)  # fmt: skip
def test_syntax_is_only_ever_text(small: Archive, question: str) -> None:
    for hit in small.search(question):
        assert small.get(hit.article).text[hit.start : hit.end] == hit.text


@pytest.mark.parametrize("question", ["", " ", "\n", "\u200b \t"])
def test_nothing_asked_finds_nothing_or_something_but_never_fails(small: Archive, question: str) -> None:
    assert len(small.search(question)) <= 10


def test_a_question_of_ten_thousand_characters_is_answered(small: Archive) -> None:
    assert small.search("Who painted the pier in Varnholm? " * 300)[0].article == "a"
    assert small.search("pier" * 2500)


def test_a_word_in_quotes_is_found_by_its_letters(small: Archive) -> None:
    assert small.search('who wrote "NEAR"?')[0].article == "b"
    assert small.search("zoe cafe")[0].article == "b"


@settings(max_examples=150)
@given(question=st.text(max_size=80))
def test_any_text_can_be_asked(small: Archive, question: str) -> None:
    assert small.search(question) == small.search(question)


def test_an_empty_archive_finds_nothing(archive: Archive) -> None:
    assert archive.search("pier") == []
    assert archive.search("pier", as_of="2025-01-01", within=["a"]) == []


def test_an_id_that_is_no_text_is_not_found(small: Archive) -> None:
    from dateline.errors import ArticleNotFound

    with pytest.raises(ArticleNotFound):
        small.get("\ud800")
    assert list(small.articles(words="\ud800", publisher="\ud800")) == []
    assert small.search("pier", within=["\ud800"]) == []
