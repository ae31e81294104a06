"""Passages for a question: words and vectors weighed together, filters exact, copies collapsed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.index.bm25 import Lengths, score
from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.snapshot import Integers, Mask, Snapshot
from dateline.index.embed import Embedding
from dateline.index.hit import Filters, Hit
from dateline.index.recency import penalties
from dateline.index.terms import terms, words
from dateline.index.vectors import VectorSearch

Scores = npt.NDArray[np.floating]

# How many candidates each way of finding puts forward.
_BY_WORDS, _BY_VECTORS = 400, 200
_SAME_TEXT = 0.7
_PARTS = ("words", "lead", "article", "vector", "recency")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each way of finding counts, in units of BM25."""

    words: float = 1.0
    lead: float = 1.0
    article: float = 2.0
    vector: float = 15.0


DEFAULT = Weights()


@dataclass(frozen=True, slots=True)
class Parts:
    """What search looks in. `snapshot` and the catalogue must speak of the same state."""

    catalogue: Catalogue
    snapshot: Snapshot
    lengths: Lengths
    vectors: VectorSearch
    embedding: Embedding


def find(question: str, parts: Parts, *, filters: Filters, k: int, weights: Weights = DEFAULT) -> list[Hit]:
    """The k best passages for a question, best first; ties by article id, then place in the text.

    A score is the sum of its parts: `words` (BM25 of the passage), `lead` (BM25 of the first characters of its
    article), `article` (BM25 of the whole article), each with the article's heading; `vector` (cosine of meanings);
    these over the highest sum of them, so that 1 is the best for this question; and `recency` (0 or below, only
    with `as_of`: see `recency.penalties`).
    """
    question = question.encode("utf-8", "replace").decode()  # a lone surrogate is no character
    allowed = parts.snapshot.passages(parts.snapshot.versions(filters))
    if not allowed.any() or not question.strip():
        return []
    scored = _scored(question, parts, allowed, filters.as_of, weights)
    order = sorted(scored, key=lambda each: (-each.total, each.article, each.passage))
    return _hits(order, parts, k)


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: int
    article: str
    parts: Mapping[str, float]

    @property
    def total(self) -> float:
        return round(sum(self.parts.values()), 6)


def _scored(
    question: str, parts: Parts, allowed: Mask, as_of: str | None, weights: Weights
) -> list[_Candidate]:
    """The candidates with their parts."""
    snapshot = parts.snapshot
    found = score(terms(question), snapshot, parts.catalogue.words, parts.lengths)
    of_versions = np.stack([weights.lead * found.leads, weights.article * found.articles])
    sums = weights.words * found.passages + of_versions.sum(axis=0)[snapshot.passage_rows]
    at, cosines = _candidates(question, parts, allowed, sums)
    rows = snapshot.passage_rows[at]
    scores = np.vstack(
        [
            weights.words * found.passages[at],
            of_versions[:, rows],
            weights.vector * np.maximum(cosines, 0.0),
        ]
    ).astype(np.float64)
    best = scores.sum(axis=0).max(initial=0) or 1.0
    recency = penalties(question, snapshot.days, as_of)[rows]
    columns = np.round(np.vstack([scores / best, recency]), 6).T.tolist()
    return [
        _Candidate(key, snapshot.articles[row], dict(zip(_PARTS, column, strict=True)))
        for key, row, column in zip(snapshot.passage_ids[at].tolist(), rows.tolist(), columns, strict=True)
    ]


def _candidates(question: str, parts: Parts, allowed: Mask, sums: Scores) -> tuple[Integers, Scores]:
    """Positions of the allowed passages that are best by words or by vector, ascending; the cosine of each."""
    snapshot, vector = parts.snapshot, parts.embedding.question(question)
    near = dict(parts.vectors.nearest(vector, snapshot, allowed, n=_BY_VECTORS))
    by_words = _best(np.where(allowed, sums, 0), _BY_WORDS)
    ids = snapshot.passage_ids[by_words].tolist()
    if missing := [each for each in ids if each not in near]:
        near |= dict(zip(missing, (parts.catalogue.passages.vectors(missing) @ vector).tolist(), strict=True))
    chosen = sorted(near)
    return snapshot.positions(np.array(chosen, dtype=np.int64)), np.array([near[each] for each in chosen])


def _best(scores: Scores, n: int) -> Integers:
    """Positions of the n best that are above 0; all of those that are as good as the last of them."""
    if np.count_nonzero(scores) > n:
        least = np.partition(scores, len(scores) - n)[len(scores) - n]
        return np.flatnonzero(scores >= max(least, np.finfo(scores.dtype).tiny))
    return np.flatnonzero(scores)


def _hits(order: list[_Candidate], parts: Parts, k: int) -> list[Hit]:
    """The best k as hits; of passages that copies share, only that of the earliest copy among those found."""
    snapshot = parts.snapshot
    hits: list[Hit] = []
    kept: dict[int, list[tuple[int, set[str]]]] = {}
    for at in range(0, len(order), 2 * k):
        some = order[at : at + 2 * k]
        details = parts.catalogue.passages.details([each.passage for each in some])
        for each in some:
            if len(hits) == k:
                return hits
            detail = details[each.passage]
            hit = Hit(score=each.total, parts=each.parts, **detail)
            leader = int(
                snapshot.leaders[snapshot.passage_rows[snapshot.positions(np.array([each.passage]))[0]]]
            )
            group = kept.setdefault(leader, [])
            said = set(words(hit.text))
            same = next(
                (
                    place
                    for place, other in group
                    if hits[place].article != hit.article and _same(said, other)
                ),
                None,
            )
            if same is None:
                group.append((len(hits), said))
                hits.append(hit)
            elif _leads(hit, hits[same]):
                hits[same] = hit
    return hits


def _same(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _SAME_TEXT * min(len(one), len(other))


def _leads(one: Hit, other: Hit) -> bool:
    return (one.published is None, one.published or "", one.article) < (
        *(other.published is None, other.published or ""),
        other.article,
    )
