"""The extractive writer: the few sentences that answer, quoted as published, or none."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.language import stem
from dateline.assistant.matching import Meanings
from dateline.assistant.understand import Question
from dateline.assistant.writers.features import NAMES, Features, Known, measure
from dateline.index.terms import words

if TYPE_CHECKING:
    from dateline.index.archive import Archive

_MODEL = Path(__file__).parent / "ranker.json"


@dataclass(frozen=True, slots=True)
class Ranker:
    """A logistic model over the features of a sentence. `threshold` decides between answer and abstention,
    the same for all archives; `share` is how near to the best a further sentence must come.
    """  # noqa: D205

    weights: Features
    bias: float
    threshold: float
    share: float

    def chance(self, features: Features) -> float:
        """The chance, between 0 and 1, that the sentence answers."""
        return 1 / (1 + math.exp(-float(features @ self.weights + self.bias)))


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence with the chance that it answers."""

    sentence: Sentence
    chance: float


@cache
def ranker() -> Ranker:
    """The model in `ranker.json`, made by `python -m dateline.eval.bench.learn`."""
    told = json.loads(_MODEL.read_text("utf-8"))
    weights = np.array([told["weights"].get(name, 0.0) for name in NAMES], dtype=np.float64)
    return Ranker(weights, told["bias"], told["threshold"], told["share"])


def ranked(archive: "Archive", question: Question, passages: Sequence[Passage]) -> list[Choice]:
    """All sentences of the evidence by their chance of answering, best first; ties by article and place."""
    rows = table(archive, question, passages)
    model = ranker()
    choices = [Choice(sentence, round(model.chance(features), 6)) for sentence, features in rows]
    return sorted(choices, key=lambda each: (-each.chance, each.sentence.hit.article, each.sentence.span))


def table(
    archive: "Archive", question: Question, passages: Sequence[Passage]
) -> list[tuple[Sentence, Features]]:
    """Each sentence of the evidence with its features."""
    pairs = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    if not pairs:
        return []
    meanings = Meanings(archive.embedding)
    meanings.learn([*question.terms, *(word for passage in passages for word in words(passage.hit.text))])
    meanings.learn([word for passage in passages for word in words(passage.hit.title)])
    known = Known(_idf(archive, question), meanings, max(passage.hit.score for passage in passages))
    asked = archive.embedding.question(question.text)
    alone = archive.embedding.passages([sentence.text for _, sentence in pairs])
    among = archive.embedding.passages([f"{each.before} {each.text} {each.after}" for _, each in pairs])
    cosines = np.round(np.stack([alone @ asked, among @ asked], axis=1), 4).tolist()
    return [
        (sentence, measure(question, passage, sentence, known, (cosine[0], cosine[1])))
        for (passage, sentence), cosine in zip(pairs, cosines, strict=True)
    ]


def choose(choices: Sequence[Choice], *, most: int) -> list[Choice]:
    """The sentences that answer: none below the threshold, none that only repeats another, at most `most`."""
    model = ranker()
    chosen: list[Choice] = []
    for each in choices:
        if len(chosen) == most or each.chance < model.threshold:
            break
        if chosen and each.chance < model.share * chosen[0].chance:
            break
        if not any(_repeats(each.sentence, other.sentence) for other in chosen):
            chosen.append(each)
    return chosen


def _repeats(one: Sentence, other: Sentence) -> bool:
    first, second = set(one.text.casefold().split()), set(other.text.casefold().split())
    return len(first & second) >= 0.7 * min(len(first), len(second))


def _idf(archive: "Archive", question: Question) -> dict[str, float]:
    """How telling each stem is: ln(1 + (N - n + 0.5) / (n + 0.5)), as in BM25."""
    total = archive.catalogue.passages.count()
    counts = archive.catalogue.words.document_counts(list(question.terms))
    return {
        stem(term): math.log(1 + max(0.0, total - count + 0.5) / (count + 0.5))
        for term, count in counts.items()
    }
