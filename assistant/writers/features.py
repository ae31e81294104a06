"""What can be seen of a sentence as an answer to a question: numbers between about 0 and 1, one a feature."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.language import stem, stems
from dateline.assistant.matching import Meanings, has_name
from dateline.assistant.offers import offers, offers_beside, offers_name, offers_number
from dateline.assistant.understand import Question
from dateline.index.terms import words as words_of

Features = npt.NDArray[np.float64]

_ANAPHOR = re.compile(
    r"^\W*(?:he|she|they|it|this|that|these|those|his|her|their|its|but|and|also|however)\b", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b|\bnon-", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_KINDS = ("person", "number", "date", "place", "reason", "saying", "yes-no")

NAMES = (
    "sentence_coverage",
    "context_coverage",
    "passage_coverage",
    "rarest_missing",
    "rarest_missing_in_context",
    "plain_words_in_sentence",
    "plain_words_in_context",
    "near_meaning_in_sentence",
    "near_meaning_in_context",
    "least_meaning_in_sentence",
    "least_meaning_in_context",
    "names_in_sentence",
    "names_in_context",
    "least_name_in_context",
    "least_name_in_passage",
    "years_fit",
    "numbers_in_passage",
    "negation_differs",
    "pairs_in_order",
    "nearness",
    "offers_kind",
    "offers_beside",
    "offers_new_name",
    "offers_new_number",
    "meaning",
    "meaning_in_context",
    "passage_score",
    "passage_rank",
    "length",
    "asks_back",
    "begins_with_anaphor",
    "early",
    *(f"kind_{kind}" for kind in _KINDS),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive knows of the question's words: how telling each stem is (idf), word vectors, the best score."""

    idf: Mapping[str, float]
    meanings: Meanings
    best_score: float


def measure(
    question: Question, passage: Passage, sentence: Sentence, known: Known, meaning: tuple[float, float]
) -> Features:
    """The features of one sentence, in the order of `NAMES`.

    `meaning` are the cosines of the question with the sentence, and with the sentence among its neighbours.
    """
    hit = passage.hit
    words = stems(sentence.text)
    here = set(words)
    around = f"{sentence.before} {sentence.text} {sentence.after} {hit.title}"
    context = set(stems(around))
    everywhere = set(stems(hit.text)) | set(stems(hit.title))
    asked = question.stems
    named = {stem(word) for name in question.names for word in name.split()}
    plain = [each for each in asked if each not in named]
    plain_terms = [term for term, each in zip(question.terms, asked, strict=True) if each not in named]
    weights = np.array([known.idf.get(stem(term), 1.0) for term in plain_terms])
    near_here = known.meanings.nearest(plain_terms, words_of(sentence.text))
    near_context = known.meanings.nearest(plain_terms, words_of(around))
    names_here = [has_name(name, here) for name in question.names]
    names_context = [has_name(name, context) for name in question.names]
    names_passage = [has_name(name, everywhere) for name in question.names]
    values = (
        _coverage(asked, here, known),
        _coverage(asked, context, known),
        _coverage(asked, everywhere, known),
        _rarest_missing(asked, everywhere, known),
        _rarest_missing(asked, context, known),
        _coverage(plain, here, known),
        _coverage(plain, context, known),
        _mean(near_here, weights),
        _mean(near_context, weights),
        float(near_here.min(initial=1.0)),
        float(near_context.min(initial=1.0)),
        sum(names_here) / len(names_here) if names_here else 1.0,
        sum(names_context) / len(names_context) if names_context else 1.0,
        min(names_context, default=1.0),
        min(names_passage, default=1.0),
        _years_fit(question.text, f"{hit.text} {hit.title} {hit.published or ''}"),
        float(all(number in hit.text.replace(",", "") for number in question.numbers)),
        float(bool(_NEGATION.search(question.text)) != bool(_NEGATION.search(sentence.text))),
        _pairs(asked, words),
        _nearness(asked, words),
        offers(question, sentence.text),
        offers_beside(question, sentence.text),
        offers_name(question, sentence.text),
        offers_number(question, sentence.text),
        *meaning,
        hit.score / known.best_score if known.best_score else 0.0,
        1 / passage.number,
        min(len(words), 60) / 60,
        float(sentence.text.rstrip().endswith("?")),
        float(bool(_ANAPHOR.match(sentence.text))),
        float(sentence.span.start < 600),
        *(float(question.kind == kind) for kind in _KINDS),
    )
    return np.array(values, dtype=np.float64)


def _coverage(asked: Sequence[str], words: set[str], known: Known) -> float:
    total = sum(known.idf.get(each, 1.0) for each in asked)
    return sum(known.idf.get(each, 1.0) for each in asked if each in words) / total if total else 0.0


def _rarest_missing(asked: Sequence[str], words: set[str], known: Known) -> float:
    """How telling the most telling missing word is, against the most telling word asked for."""
    most = max((known.idf.get(each, 1.0) for each in asked), default=0.0)
    missing = max((known.idf.get(each, 1.0) for each in asked if each not in words), default=0.0)
    return missing / most if most else 0.0


def _mean(values: npt.NDArray[np.float32], weights: npt.NDArray[np.float64]) -> float:
    return float((values * weights).sum() / weights.sum()) if len(values) and weights.sum() else 1.0


def _years_fit(question: str, text: str) -> float:
    """Whether each year asked for stands in the passage, or is the year in which it was published."""
    return float(set(_YEAR.findall(question)) <= set(_YEAR.findall(text)))


def _pairs(asked: Sequence[str], words: Sequence[str]) -> float:
    """The share of neighbouring words of the question that stand within three words in the sentence, in order."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    pairs = list(zip(asked, asked[1:], strict=False))
    found = sum(
        any(0 < b - a <= 3 for a in places.get(one, ()) for b in places.get(two, ())) for one, two in pairs
    )
    return found / len(pairs) if pairs else 0.0


def _nearness(asked: Sequence[str], words: Sequence[str]) -> float:
    """How densely the words found stand: found words over the stretch that holds them all."""
    wanted = set(asked)
    at = [place for place, word in enumerate(words) if word in wanted]
    return len(set(words) & wanted) / (at[-1] - at[0] + 1) if at else 0.0
