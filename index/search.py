"""Passages for a question: words and vectors weighed together, filters exact, copies collapsed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.index.bm25 import ByWords, Lengths, score
from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.snapshot import Integers, Mask, Snapshot
from dateline.index.closer import Asked
from dateline.index.collapse import Collapsed
from dateline.index.embed import Embedding
from dateline.index.hit import Filters, Hit
from dateline.index.recency import penalties
from dateline.index.terms import terms
from dateline.index.vectors import VectorSearch, cosines_of

Scores = npt.NDArray[np.floating]

# How many candidates each way of finding puts forward, and how many of all are looked at closely at a time.
_BY_WORDS, _BY_VECTORS, _CLOSELY = 400, 100, 60
# From this share of the words on (as BM25 counts them, in the best passage) vectors count as they are; with none of
# the words they count so many times more.
_COVERED, _IN_OTHER_WORDS = 0.4, 10.0
# Where in its article a passage begins counts less and less: by a factor of e every so many code points.
_EARLY = 2000


@dataclass(frozen=True, slots=True)
class Weights:
    """What each way of finding counts. The first four in units of BM25, the rest in shares of the best sum of
    those four.
    """

    words: float = 1.0
    lead: float = 1.0
    article: float = 2.0
    vector: float = 22.5
    place: float = 0.05
    sentence: float = 0.1
    names: float = 0.05


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

    A score is the sum of its parts. Four are taken over the highest sum of the four, so that 1 is the best for this
    question: `words` (BM25 of the passage), `lead` (BM25 of the first characters of its article), `article` (BM25
    of the whole article), each with the article's heading; `vector` (cosine of meanings, which counts more where the
    words are not found). Then `place` (how early
    in its article the passage stands), `sentence` (the share of the words that one sentence of it has), `names`
    (the share of the names that it and the title have), and `recency` (0 or below, only with `as_of`: see
    `recency.penalties`).
    """
    question = question.encode("utf-8", "replace").decode()  # a lone surrogate is no character
    allowed = parts.snapshot.passages(parts.snapshot.versions(filters))
    if not allowed.any() or not question.strip():
        return []
    candidates = _candidates(question, parts, allowed, filters.as_of, weights)
    collapsed = Collapsed(parts.snapshot)
    for hits in _closely(question, candidates, parts, max(_CLOSELY, 2 * k), weights):
        if collapsed.take(hits, k):
            break
    return sorted(collapsed.hits, key=_order)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Passages by id, best first, with the parts (a row a name) that need no look at their texts."""

    passages: Integers
    parts: Scores
    names = ("words", "lead", "article", "vector", "place", "recency")


def _order(hit: Hit) -> tuple[float, str, int]:
    return (-hit.score, hit.article, hit.passage)


def _closely(
    question: str, candidates: _Candidates, parts: Parts, size: int, weights: Weights
) -> Iterator[list[Hit]]:
    """The candidates as hits, `size` at a time, ordered anew by what their texts say."""
    asked = Asked.of(question)
    for at in range(0, len(candidates.passages), size):
        some = candidates.passages[at : at + size].tolist()
        details = parts.catalogue.passages.details(some)
        shares = asked.shares([(details[each]["text"], details[each]["title"]) for each in some])
        hits = []
        for each, share, column in zip(some, shares, candidates.parts[:, at : at + size].T, strict=True):
            told = dict(zip(candidates.names, column.tolist(), strict=True))
            told["sentence"] = round(weights.sentence * share.sentence, 6)
            told["names"] = round(weights.names * share.names, 6)
            hits.append(Hit(score=round(sum(told.values()), 6), parts=told, **details[each]))
        yield sorted(hits, key=_order)


def _candidates(
    question: str, parts: Parts, allowed: Mask, as_of: str | None, weights: Weights
) -> _Candidates:
    """All candidates; those that are equally good by article id."""
    snapshot = parts.snapshot
    found = score(terms(question), snapshot, parts.catalogue.words, parts.lengths)
    of_versions = np.stack([weights.lead * found.leads, weights.article * found.articles])
    sums = weights.words * found.passages + of_versions.sum(axis=0)[snapshot.passage_rows]
    at, cosines = _chosen(question, parts, allowed, sums)
    rows = snapshot.passage_rows[at]
    by_vectors = weights.vector * _trust(found, allowed) * np.maximum(cosines, 0.0)
    scores = np.vstack([weights.words * found.passages[at], of_versions[:, rows], by_vectors])
    scores = scores.astype(np.float64) / (scores.sum(axis=0).max(initial=0) or 1.0)
    place = weights.place * np.exp(-snapshot.passage_starts[at] / _EARLY)
    recency = penalties(question, snapshot.days, as_of)[rows]
    told = np.round(np.vstack([scores, place, recency]), 6)
    articles = np.array([snapshot.articles[row] for row in rows.tolist()])
    order = np.lexsort((at, articles, -np.round(told.sum(axis=0), 6)))
    return _Candidates(snapshot.passage_ids[at][order], told[:, order])


def _trust(found: ByWords, allowed: Mask) -> float:
    """How much more vectors count where no allowed passage has the words: who asks in other words has only them."""
    covered = float(found.passages[allowed].max()) / found.most if found.most else 1.0
    return 1 + _IN_OTHER_WORDS * max(0.0, 1 - covered / _COVERED)


def _chosen(question: str, parts: Parts, allowed: Mask, sums: Scores) -> tuple[Integers, Scores]:
    """Positions of the allowed passages that are best by words or by vector, ascending; the cosine of each."""
    snapshot, vector = parts.snapshot, parts.embedding.question(question)
    near = dict(parts.vectors.nearest(vector, snapshot, allowed, n=_BY_VECTORS))
    by_words = snapshot.passage_ids[_best(np.where(allowed, sums, 0), _BY_WORDS)].tolist()
    if missing := [each for each in by_words if each not in near]:
        cosines = cosines_of(parts.catalogue.passages.vectors(missing), vector)
        near |= dict(zip(missing, cosines.tolist(), strict=True))
    chosen = sorted(near)
    return snapshot.positions(np.array(chosen, dtype=np.int64)), np.array([near[each] for each in chosen])


def _best(scores: Scores, n: int) -> Integers:
    """Positions of the n best that are above 0; all of those that are as good as the last of them."""
    if np.count_nonzero(scores) > n:
        least = np.partition(scores, len(scores) - n)[len(scores) - n]
        return np.flatnonzero(scores >= least)
    return np.flatnonzero(scores)
