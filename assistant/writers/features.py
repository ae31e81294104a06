"""What can be seen of a sentence as an answer to a question: numbers between about -3 and 3, one a feature."""

import itertools
import math
import re

import numpy as np
import numpy.typing as npt

from dateline.assistant.offers import fits
from dateline.assistant.understand import is_order
from dateline.assistant.writers.reading import Numbers, Reading
from dateline.assistant.writers.scopes import Scopes
from dateline.assistant.writers.votes import votes

Features = npt.NDArray[np.float64]

_ANAPHOR = re.compile(
    r"^\W*(?:he|she|they|it|this|that|these|those|his|her|their|its|but|and|also|however)\b", re.IGNORECASE
)
NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|rarely|hardly|unable|failed to|refused?)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
# Distances in words at which a found word counts e times less for a candidate.
_REACH = 5.0
_NEAR_ENOUGH = 0.55
# A word of the question that stands only around the sentence counts for its candidates as if far away.
_AROUND = 0.25
# Features that are also given as the distance from the best sentence of the same evidence.
_AGAINST_BEST = (
    "words_around",
    "near_words",
    "near_words_around",
    "near_plain_words_around",
    "meaning",
    "meaning_around",
    "wanted_near_words",
    "new_near_words",
    "thing_near_words",
    "vote",
)


def measure(reading: Reading) -> dict[str, Numbers]:
    """The features of all sentences: one array a feature, opposite `reading.pairs`."""
    found = (
        _matches(reading)
        | _candidates(reading)
        | _meaning(reading)
        | _order(reading)
        | _manner(reading)
        | _place(reading)
    )
    against = {f"{name}_against_best": found[name] - found[name].max() for name in _AGAINST_BEST}
    return {
        name: np.asarray(np.round(values, 5), dtype=np.float64) for name, values in (found | against).items()
    }


def _matches(reading: Reading) -> dict[str, Numbers]:
    """How much of the question stands in the sentence, around it, in its passage and in its article."""
    asked, same, near = reading.asked, Scopes(reading, reading.same), Scopes(reading, reading.near)
    weights, plain = asked.weights, asked.weights * ~asked.names
    names, telling = asked.weights * asked.names, asked.weights >= 0.35 * asked.weights.max()
    least_name = same.sentence[asked.names].min(axis=0, initial=1)
    return {
        "words": _mean(same.sentence, weights),
        "words_around": _mean(same.around, weights),
        "words_in_passage": _mean(same.passage, weights),
        "words_in_article": _mean(same.article, weights),
        "near_words": _mean(near.sentence, weights),
        "near_words_around": _mean(near.around, weights),
        "near_words_in_passage": _mean(near.passage, weights),
        "near_plain_words": _mean(near.sentence, plain),
        "near_plain_words_around": _mean(near.around, plain),
        "least_near_around": np.where(telling[:, None], near.around, 1).min(axis=0),
        "least_near_in_passage": np.where(telling[:, None], near.passage, 1).min(axis=0),
        "two_least_near_around": np.sort(near.around, axis=0)[:2].mean(axis=0),
        "missing_around": _missing(same.around, weights),
        "missing_in_passage": _missing(same.passage, weights),
        "names": _mean(same.sentence, names),
        "names_around": _mean(same.around, names),
        "names_in_passage": _mean(same.passage, names),
        "least_name": least_name,
        "who_named": least_name * (reading.question.kind == "person" and not plain.any()),
        "speaker_named": least_name * (reading.question.kind == "saying"),
        "least_name_around": same.around[asked.names].min(axis=0, initial=1),
        "least_name_in_passage": same.passage[asked.names].min(axis=0, initial=1),
        "numbers_around": _mean(same.around, weights * asked.numbers),
    }


def _mean(found: Numbers, weights: Numbers) -> Numbers:
    total = float(weights.sum())
    if not total:
        return np.ones(found.shape[1])
    mean: Numbers = (found * weights[:, None]).sum(axis=0) / total
    return mean


def _missing(found: Numbers, weights: Numbers) -> Numbers:
    """How telling the most telling missing word is, against the most telling word asked for."""
    most: Numbers = np.where(found < 0.5, weights[:, None], 0).max(axis=0) / weights.max()
    return most


def nearness(reading: Reading) -> Numbers:
    """For each place of each sentence, how much of the question stands near it, 0 to 1."""
    near = reading.near[:, reading.ids]
    found = np.where(near >= _NEAR_ENOUGH, near, 0)
    fading = math.exp(-1 / _REACH)
    before, after = found.copy(), found.copy()
    for at in range(1, found.shape[2]):
        np.maximum(before[:, :, at], before[:, :, at - 1] * fading, out=before[:, :, at])
        back = found.shape[2] - 1 - at
        np.maximum(after[:, :, back], after[:, :, back + 1] * fading, out=after[:, :, back])
    same = Scopes(reading, reading.same)
    around = np.where(same.sentence < 0.5, same.around * _AROUND, 0)
    weights = reading.asked.weights
    reached = np.maximum(np.maximum(before, after), around[:, :, None])
    summed: Numbers = np.tensordot(weights, reached, axes=1) / weights.sum()
    return np.where(reading.ids > 0, summed, 0.0)


def _candidates(reading: Reading) -> dict[str, Numbers]:
    """What the sentence offers that could be the answer, and how near to the question's words it stands."""
    question, offered = reading.question, reading.offered
    close, like = nearness(reading), reading.like_thing[reading.ids]
    wanted = offered.wanted(question.kind)
    names = np.asarray(offered.names.any(axis=1)).tolist()
    numbers = np.asarray(offered.numbers.any(axis=1)).tolist()
    sentences = [sentence.text for _, sentence in reading.pairs]
    kind = [
        fits(question, text, names=name, numbers=number)
        for text, name, number in zip(sentences, names, numbers, strict=True)
    ]
    unit, counted = _counted(reading)
    return {
        "fits_kind": np.array(kind),
        "wanted_near_words": (close * wanted).max(axis=1),
        "name_near_words": (close * offered.names).max(axis=1),
        "new_near_words": (close * offered.new).max(axis=1),
        "like_thing": (like * offered.new).max(axis=1),
        "name_like_thing": (like * offered.names).max(axis=1),
        "thing_near_words": (like * close * offered.new).max(axis=1),
        "unit_beside_number": unit,
        "counted_beside_number": counted,
        "new_share": offered.new.sum(axis=1) / np.maximum(1, reading.lengths),
        **votes(reading, close, wanted),
    }


def _counted(reading: Reading) -> tuple[Numbers, Numbers]:
    """Whether a number stands beside a unit of the measure asked for, and before the thing counted."""
    numbers = reading.offered.numbers
    units = reading.units[reading.ids] if reading.question.measure else None
    thing = reading.like_thing[reading.ids] >= 0.6
    beside = _within(numbers, units, 2, both=True) if units is not None else np.full(len(numbers), 0.5)
    before = (
        _within(numbers, thing, 4, both=False) if reading.question.kind == "number" and reading.question.thing
        else np.full(len(numbers), 0.0)
    )  # fmt: skip
    return beside, before


def _within(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_], words: int, *, both: bool) -> Numbers:
    found = np.zeros(len(one), dtype=bool)
    for step in range(1, min(words, one.shape[1] - 1) + 1):
        found |= (one[:, :-step] & other[:, step:]).any(axis=1)
        if both:
            found |= (other[:, :-step] & one[:, step:]).any(axis=1)
    return found.astype(np.float64)


def _meaning(reading: Reading) -> dict[str, Numbers]:
    """Cosines of the question with the sentence, and with the sentence among its neighbours."""
    embedding = reading.meanings.embedding
    alone = embedding.passages([sentence.text for _, sentence in reading.pairs]).astype(np.float64)
    asked = embedding.question(reading.question.text)
    among = Scopes.neighbours(reading, alone * np.maximum(1, reading.lengths)[:, None])
    size = np.linalg.norm(among, axis=1)
    return {"meaning": alone @ asked, "meaning_around": (among @ asked) / np.maximum(size, 1e-9)}


def _order(reading: Reading) -> dict[str, Numbers]:
    """The share of neighbouring words of the question that stand in the sentence at the same distance."""
    found, places = reading.same[:, reading.ids] > 0.5, reading.asked.places
    total = np.zeros(len(reading.pairs))
    for row, (one, two) in enumerate(itertools.pairwise(places)):
        step = two - one
        if 0 < step < found.shape[2]:
            total += (found[row, :, :-step] & found[row + 1, :, step:]).any(axis=1)
    return {"pairs_in_order": total / max(1, len(places) - 1)}


def _manner(reading: Reading) -> dict[str, Numbers]:
    """How the sentence is put: denied, opposite, asked back, leaning on what stands before, cut short."""
    texts = [sentence.text for _, sentence in reading.pairs]
    denied = np.array([bool(NEGATION.search(text)) for text in texts])
    absent = Scopes(reading, reading.same).sentence < 0.5
    opposite = reading.opposite[:, reading.ids].any(axis=2) & absent
    return {
        "denial_differs": (denied != bool(NEGATION.search(reading.question.text))).astype(np.float64),
        "opposite": opposite.any(axis=0).astype(np.float64),
        "asks_back": np.array([float(text.rstrip(" \"”’')").endswith("?")) for text in texts]),
        "leans_back": np.array([float(bool(_ANAPHOR.match(text))) for text in texts]),
        "orders": np.array([float(is_order(text)) for text in texts]),
        "length": np.minimum(reading.lengths, 60) / 60,
        "short": (reading.lengths < 5).astype(np.float64),
    }


def _place(reading: Reading) -> dict[str, Numbers]:
    """Where the sentence stands: in the ranking, in its article, in time."""
    hits = [passage.hit for passage, _ in reading.pairs]
    best = max((hit.score for hit in hits), default=0.0)
    years = {each for each in reading.asked.keys if len(each) == 4 and each.isdigit()}
    return {
        "score": np.array([hit.score / best if best > 0 else 0.0 for hit in hits]),
        "rank": np.array([1 / passage.number for passage, _ in reading.pairs]),
        "recency": np.array([max(-2.0, hit.parts.get("recency", 0.0)) for hit in hits]),
        "early": np.array([math.exp(-sentence.span.start / 1000) for _, sentence in reading.pairs]),
        "years_fit": _years(reading, years, around=False),
        "other_year": _years(reading, years, around=True),
    }


def _years(reading: Reading, asked: set[str], *, around: bool) -> Numbers:
    """Whether the passage has the years asked for (or was published then); or, around, only other ones."""
    if not asked:
        return np.full(len(reading.pairs), 0.0 if around else 1.0)
    found = []
    for row, (passage, sentence) in enumerate(reading.pairs):
        text = f"{sentence.before} {sentence.text} {sentence.after}" if around else passage.hit.text
        years = set(re.findall(r"\b(?:1\d|20)\d\d\b", f"{text} {passage.hit.title}"))
        if around:
            found.append(float(not asked <= years and bool(years - asked)))
        else:
            found.append(float(asked <= years | {(passage.hit.published or "")[:4]}))
        del row
    return np.array(found)
