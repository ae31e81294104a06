"""The extractive writer: the few sentences that answer, quoted as published, or none."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.language import stem
from dateline.assistant.matching import meanings_of
from dateline.assistant.understand import Question, is_order
from dateline.assistant.writers.confidence import overall, standing
from dateline.assistant.writers.features import measure
from dateline.assistant.writers.reading import Asked, Numbers, Reading

if TYPE_CHECKING:
    from dateline.index.archive import Archive

_MODEL = Path(__file__).parent / "ranker.json"
_BARRED = -1e3


@dataclass(frozen=True, slots=True)
class Answerable:
    """Whether evidence holds an answer: a linear model (log-odds) added to the log-odds of a small forest.

    A tree is rows of [feature, at most, row if so, row if not], or [chance] at a leaf; features by their place
    in `names`.
    """

    weights: Mapping[str, float]
    bias: float
    names: Sequence[str]
    trees: Sequence[Sequence[Sequence[float]]]

    def chance(self, told: Mapping[str, float]) -> float:
        """The chance, between 0 and 1, that the best sentence answers."""
        values = [told[name] for name in self.names]
        forest = sum(_leaf(tree, values) for tree in self.trees) / len(self.trees)
        forest = min(max(forest, 0.01), 0.99)
        odds = math.log(forest / (1 - forest)) + self.bias
        odds += sum(weight * told[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _leaf(tree: Sequence[Sequence[float]], values: Sequence[float]) -> float:
    row = tree[0]
    while len(row) > 1:
        row = tree[int(row[2] if values[int(row[0])] <= row[1] else row[3])]
    return row[0]


@dataclass(frozen=True, slots=True)
class Ranker:
    """`sentence` scores sentences against one another; `answerable` says whether there is an answer at all.

    `threshold` decides between answer and abstention, the same for all archives; `share` is how near to the
    best a further sentence must come.
    """

    sentence: Mapping[str, float]
    answerable: Answerable
    threshold: float
    share: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence with the chance that it answers."""

    sentence: Sentence
    chance: float


@cache
def ranker() -> Ranker:
    """The model in `ranker.json`, made by `python -m dateline.eval.bench.learn`."""
    told = json.loads(_MODEL.read_text("utf-8"))
    answerable = Answerable(told["question"], told["bias"], told["names"], told["trees"])
    return Ranker(told["sentence"], answerable, told["threshold"], told["share"])


def scored(weights: Mapping[str, float], features: Mapping[str, Numbers]) -> Numbers:
    """How well each sentence answers, against the others: differences are log-odds."""
    total: Numbers = np.sum([weight * features[name] for name, weight in weights.items()], axis=0)
    return total.round(4)


def ranked(archive: "Archive", question: Question, passages: Sequence[Passage]) -> list[Choice]:
    """All sentences of the evidence by their chance of answering, best first; ties by article and place."""
    reading = read(archive, question, passages)
    if not reading.pairs or not reading.asked.keys:
        return []
    features, model = measure(reading), ranker()
    free = scored(model.sentence, features)
    scores = barred(features, free)
    articles = [passage.hit.article for passage, _ in reading.pairs]
    best = model.answerable.chance(overall(reading, features) | standing(articles, features, scores))
    # Where what fits best by far says it the other way round, what is left is no answer either.
    turned = free[features["direction_differs"] > 0].max(initial=_BARRED) > scores.max() + 1
    if is_order(question.text) or scores.max() <= _BARRED or turned:
        best = 0.0
    chances = np.round(best * np.exp(scores - scores.max()), 6).tolist()
    choices = [Choice(sentence, chance) for (_, sentence), chance in zip(reading.pairs, chances, strict=True)]
    return sorted(choices, key=lambda each: (-each.chance, each.sentence.hit.article, each.sentence.span))


_NO_ANSWER = ("asks_back", "orders", "direction_differs", "another_holder", "offers_none")


def barred(features: Mapping[str, Numbers], scores: Numbers) -> Numbers:
    """The scores, with what is no answer put out of reach: questions, orders to a machine, the other direction, the
    vice minister for the minister, no name or number where one is asked for.

    Of 58 sentences in all sets that had the other direction, one held the answer; of 10 that were best and had
    no name or number, none did.
    """
    none = [features[name] > 0 for name in _NO_ANSWER]
    return np.where(np.any(none, axis=0), _BARRED, scores)


def read(archive: "Archive", question: Question, passages: Sequence[Passage]) -> Reading:
    """The evidence beside the question, with what the archive knows of its words."""
    return Reading(
        question, Asked.of(question, idf(archive, question)), passages, meanings_of(archive.embedding)
    )


def choose(choices: Sequence[Choice], *, most: int) -> list[Choice]:
    """The sentences that answer: none below the threshold, none that only repeats another, at most `most`."""
    model = ranker()
    if not choices or choices[0].chance < model.threshold:
        return []
    chosen: list[Choice] = []
    for each in choices:
        if len(chosen) == most or each.chance < model.share * choices[0].chance:
            break
        if not any(repeats(each.sentence.text, other.sentence.text) for other in chosen):
            chosen.append(each)
    return chosen


def choose_each(ranked: Sequence[Sequence[Choice]], *, most: int) -> list[Choice]:
    """The sentences that answer a question and its sub-questions; the first of `ranked` are those of the question.

    Its best sentence stands first, then the best of each sub-question that has an answer, then its others.
    None where the question itself has none.
    """
    whole = choose(ranked[0], most=most)
    parts = [each for choices in ranked[1:] for each in choose(choices, most=1)] if whole else []
    chosen: list[Choice] = []
    for each in [*whole[:1], *parts, *whole[1:]]:
        if not any(repeats(each.sentence.text, other.sentence.text) for other in chosen):
            chosen.append(each)
    return chosen[:most]


def repeats(one: str, other: str) -> bool:
    """Whether most words of the shorter text are in the other too."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) >= 0.7 * min(len(first), len(second))


def idf(archive: "Archive", question: Question) -> dict[str, float]:
    """How telling each stem is: ln(1 + (N - n + 0.5) / (n + 0.5)), as in BM25."""
    total = archive.catalogue.passages.count()
    counts = archive.document_counts(list(question.terms))
    return {
        stem(term): math.log(1 + max(0.0, total - count + 0.5) / (count + 0.5))
        for term, count in counts.items()
    }
