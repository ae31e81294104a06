"""What can be seen of a sentence as an answer to a question: numbers between about -3 and 3, one a feature."""

import itertools
import math

import numpy as np
import numpy.typing as npt

from dateline.assistant.offers import fits
from dateline.assistant.writers.manner import manner, place
from dateline.assistant.writers.reading import Numbers, Reading
from dateline.assistant.writers.scopes import Scopes
from dateline.assistant.writers.votes import votes

Features = npt.NDArray[np.float64]

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
        | manner(reading)
        | place(reading)
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
        "offers_none": (np.array(kind) == 0) * float(question.kind in ("person", "name", "number")),
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
