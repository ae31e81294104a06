"""Passages for a question: words and vectors weighed together, filters exact, copies collapsed."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.snapshot import Integers, Mask, Snapshot
from dateline.index.catalogue.words import Scored
from dateline.index.embed import Embedding
from dateline.index.hit import Filters, Hit
from dateline.index.terms import terms, words
from dateline.index.vectors import VectorSearch

Scores = npt.NDArray[np.float64]

# How many candidates each way of finding puts forward.
_BY_WORDS, _BY_LEADS, _BY_VECTORS = 400, 150, 200
# Up to here the word index is asked for the allowed rows alone, at about a millisecond a row;
# above, its answers are filtered.
_FEW = 20
_SAME_TEXT = 0.7


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part adds to a score; each part is scaled to 1 for the best candidate."""

    words: float = 1.0
    lead: float = 0.8
    vector: float = 0.4
    recency: float = 0.12


@dataclass(frozen=True, slots=True)
class Parts:
    """What search looks in. `snapshot` and the catalogue must speak of the same state."""

    catalogue: Catalogue
    snapshot: Snapshot
    vectors: VectorSearch
    embedding: Embedding


def find(question: str, parts: Parts, *, filters: Filters, k: int, weights: Weights = Weights()) -> list[Hit]:  # noqa: B008  frozen
    """The k best passages for a question, best first; ties by article id, then place in the text.

    A score is the sum of its parts: `words` (BM25 of the passage), `lead` (BM25 of title and first characters
    of its article), `vector` (cosine), each over the best candidate's, and `recency` (0 or below; only with `as_of`).
    """
    versions = parts.snapshot.versions(filters)
    allowed = parts.snapshot.passages(versions)
    if not allowed.any() or not question.strip():
        return []
    asked = terms(question)
    found = _candidates(question, asked, parts, versions, allowed)
    scored = _scored(found, parts.snapshot, filters, weights)
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


def _scored(found: _Found, snapshot: Snapshot, filters: Filters, weights: Weights) -> list[_Candidate]:
    ids = np.array(sorted(set(found.words) | set(found.vectors)), dtype=np.int64)
    rows = snapshot.passage_rows[snapshot.positions(ids)]
    by_words = _scaled([found.words.get(each, 0.0) for each in ids.tolist()])
    by_leads = _scaled([found.leads.get(key, 0.0) for key in snapshot.version_keys[rows].tolist()])
    by_vectors = _scaled([found.vectors.get(each, 0.0) for each in ids.tolist()])
    recency = _recency(snapshot.days[rows], filters.as_of)
    return [
        _Candidate(
            int(ids[at]),
            snapshot.articles[rows[at]],
            {
                "words": round(float(weights.words * by_words[at]), 6),
                "lead": round(float(weights.lead * by_leads[at]), 6),
                "vector": round(float(weights.vector * by_vectors[at]), 6),
                "recency": round(float(weights.recency * recency[at]), 6),
            },
        )
        for at in range(len(ids))
    ]


def _scaled(scores: list[float]) -> Scores:
    values = np.maximum(np.array(scores, dtype=np.float64), 0)
    best = values.max(initial=0)
    return values / best if best > 0 else values


def _recency(days: Integers, as_of: str | None) -> Scores:
    """`-ln(1 + age / 7)` with the age in days: gentle, since an old report can be the one that answers."""
    if as_of is None:
        return np.zeros(len(days))
    today = dt.date.fromisoformat(as_of).toordinal()
    ordinals = {int(day): _ordinal(int(day)) for day in np.unique(days)}
    ages = np.array([max(0, today - ordinals[int(day)]) for day in days], dtype=np.float64)
    return -np.log1p(ages / 7)


def _ordinal(day: int) -> int:
    return dt.date(day // 10000, day // 100 % 100, day % 100).toordinal()


def _hits(order: list[_Candidate], parts: Parts, k: int) -> list[Hit]:
    """The best k as hits; of passages that copies share, only that of the copy that leads among those found."""
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
