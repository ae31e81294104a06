"""Passages for a question: words and vectors weighed together, filters exact, copies collapsed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.snapshot import Integers, Mask, Snapshot
from dateline.index.catalogue.words import Scored
from dateline.index.embed import Embedding
from dateline.index.hit import Filters, Hit
from dateline.index.recency import penalties
from dateline.index.terms import terms, words
from dateline.index.vectors import VectorSearch

Scores = npt.NDArray[np.float64]

# How many candidates each way of finding puts forward.
_BY_WORDS, _BY_LEADS, _BY_VECTORS = 400, 150, 200
# Up to here the word index is asked for the allowed rows alone, at about a millisecond a row;
# above, its answers are filtered.
_FEW = 20
_SAME_TEXT = 0.7
_PARTS = ("words", "lead", "vector", "recency")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each way of finding counts, in units of BM25."""

    words: float = 1.0
    lead: float = 1.0
    vector: float = 10.0


DEFAULT = Weights()


@dataclass(frozen=True, slots=True)
class Parts:
    """What search looks in. `snapshot` and the catalogue must speak of the same state."""

    catalogue: Catalogue
    snapshot: Snapshot
    vectors: VectorSearch
    embedding: Embedding


def find(question: str, parts: Parts, *, filters: Filters, k: int, weights: Weights = DEFAULT) -> list[Hit]:
    """The k best passages for a question, best first; ties by article id, then place in the text.

    A score is the sum of its parts: `words` (BM25 of the passage), `lead` (BM25 of title and first characters
    of its article), `vector` (cosine of meanings), these over the highest sum of them, so that 1 is the best for
    this question; and `recency` (0 or below, only with `as_of`: see `recency.penalties`).
    """
    question = question.encode("utf-8", "replace").decode()  # a lone surrogate is no character
    versions = parts.snapshot.versions(filters)
    allowed = parts.snapshot.passages(versions)
    if not allowed.any() or not question.strip():
        return []
    asked = terms(question)
    found = _candidates(question, asked, parts, versions, allowed)
    scored = _scored(found, parts.snapshot, penalties(question, parts.snapshot.days, filters.as_of), weights)
    order = sorted(scored, key=lambda each: (-each.total, each.article, each.passage))
    return _hits(order, parts, k)


@dataclass(frozen=True, slots=True)
class _Found:
    """Raw scores: passages by words and by vector (by passage id), leads by words (by version key)."""

    words: Mapping[int, float]
    leads: Mapping[int, float]
    vectors: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: int
    article: str
    parts: Mapping[str, float]

    @property
    def total(self) -> float:
        return round(sum(self.parts.values()), 6)


def _candidates(question: str, asked: list[str], parts: Parts, versions: Mask, allowed: Mask) -> _Found:
    snapshot, word_index = parts.snapshot, parts.catalogue.words
    by_words = _filtered(
        lambda limit, among: word_index.passages(asked, limit=limit, among=among),
        *(snapshot.passage_ids, allowed, _BY_WORDS),
    )
    by_leads = _filtered(
        lambda limit, among: word_index.leads(asked, limit=limit, among=among),
        *(snapshot.version_keys, versions, _BY_LEADS),
    )
    vector = parts.embedding.question(question)
    near = dict(parts.vectors.nearest(vector, snapshot, allowed, n=_BY_VECTORS))
    # A passage too far down by words to be among the best counts as having none of them.
    if missing := sorted(set(by_words) - set(near)):
        near |= dict(zip(missing, (parts.catalogue.passages.vectors(missing) @ vector).tolist(), strict=True))
    return _Found(by_words, by_leads, near)


def _filtered(
    ask: Callable[[int, list[int] | None], list[Scored]], ids: Integers, allowed: Mask, limit: int
) -> dict[int, float]:
    """The best `limit` allowed rows: exactly those that asking for the allowed rows alone would give."""
    few = int(allowed.sum())
    if few <= _FEW:
        return {each.id: each.score for each in ask(limit, ids[allowed].tolist())}
    asked_for = limit if few == len(allowed) else min(limit * 3, len(allowed))
    while True:
        rows = ask(asked_for, None)
        at = np.searchsorted(ids, [row.id for row in rows])
        kept = [row for row, place in zip(rows, at, strict=True) if allowed[place]]
        if len(kept) >= limit or len(rows) < asked_for:
            return {each.id: each.score for each in kept[:limit]}
        asked_for *= 4


def _scored(found: _Found, snapshot: Snapshot, recency: Scores, weights: Weights) -> list[_Candidate]:
    """Candidates with their parts; `recency` is given for each version."""
    ids = np.array(sorted(set(found.words) | set(found.vectors)), dtype=np.int64)
    rows = snapshot.passage_rows[snapshot.positions(ids)]
    by_words = weights.words * _values(found.words, ids)
    by_leads = weights.lead * _values(found.leads, snapshot.version_keys[rows])
    by_vectors = weights.vector * _values(found.vectors, ids)
    best = (by_words + by_leads + by_vectors).max(initial=0) or 1.0
    scaled = np.stack([by_words, by_leads, by_vectors]) / best
    columns = np.round(np.vstack([scaled, recency[rows]]), 6).T.tolist()
    return [
        _Candidate(int(key), snapshot.articles[row], dict(zip(_PARTS, column, strict=True)))
        for key, row, column in zip(ids, rows, columns, strict=True)
    ]


def _values(scores: Mapping[int, float], ids: Integers) -> Scores:
    return np.maximum([scores.get(each, 0.0) for each in ids.tolist()], 0.0)


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
