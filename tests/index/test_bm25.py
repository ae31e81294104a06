"""BM25 from the word index is BM25 as it stands in the books, counted anew from the texts."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.index.making import write

from dateline.index import Archive
from dateline.index.bm25 import Lengths, document_counts, score
from dateline.index.stems import stem
from dateline.index.terms import words

_ARTICLES = [
    {"id": "a", "title": "Ship hits bridge", "text": "The ship hit the bridge. Nine people were hurt. " * 60},
    {"id": "b", "title": "Bridges", "text": "A bridge will be built. It costs 31 million crowns."},
    {"id": "c", "title": "Cup", "text": "Rovers won the cup."},
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("bm25")
    with Archive(folder / "archive") as opened:
        opened.add(write(folder / "articles.jsonl", *_ARTICLES))
        yield opened


def _bm25(term: str, texts: list[list[str]], headings: list[set[str]]) -> list[float]:
    """By the formula; a word of the heading counts twice."""
    often = [text.count(term) + 2 * (term in heading) for text, heading in zip(texts, headings, strict=True)]
    lengths = [len(text) + len(heading) for text, heading in zip(texts, headings, strict=True)]
    mean, having = sum(lengths) / len(lengths), sum(each > 0 for each in often)
    idf = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
    return [
        idf * each * 2.2 / (each + 1.2 * (0.25 + 0.75 * length / mean)) if each else 0.0
        for each, length in zip(often, lengths, strict=True)
    ]


@pytest.mark.parametrize("word", ["bridge", "hurt", "crowns", "rovers"])
def test_passages_leads_and_articles_have_the_scores_of_the_formula(archive: Archive, word: str) -> None:
    with archive.reading() as snapshot:
        found = score([word], snapshot, archive.catalogue.words, Lengths(snapshot))
        details = archive.catalogue.passages.details(snapshot.passage_ids.tolist())
        rows = snapshot.passage_rows.tolist()
    texts = [[stem(each) for each in words(details[key]["text"])] for key in snapshot.passage_ids.tolist()]
    headings = [{stem(each) for each in words(str(article["title"]))} for article in _ARTICLES]
    assert found.passages == pytest.approx(
        _bm25(stem(word), texts, [headings[row] for row in rows]), rel=1e-5
    )
    starts = snapshot.passage_starts.tolist()
    for scores, limit in ((found.leads, 2000), (found.articles, 10**9)):
        whole: list[list[str]] = [[], [], []]
        for row, start, text in zip(rows, starts, texts, strict=True):
            whole[row] += text if start < limit else []
        assert scores == pytest.approx(_bm25(stem(word), whole, headings), rel=1e-5)


def test_a_word_is_counted_in_passages_and_their_headings(archive: Archive) -> None:
    with archive.reading() as snapshot:
        of_a = int((snapshot.passage_rows == 0).sum())
    assert archive.document_counts(["bridges", "cup", "zeppelin"]) == {
        "bridges": of_a + 1,
        "cup": 1,
        "zeppelin": 0,
    }


def test_words_of_no_archive_count_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path / "empty") as empty, empty.reading() as snapshot:
        assert document_counts(["bridge"], snapshot, empty.catalogue.words) == {"bridge": 0}
