"""How a sentence is put, and where it stands: numbers between about -3 and 3, one a feature."""

import itertools
import math
import re

import numpy as np

from dateline.assistant.language import key, tokens
from dateline.assistant.understand import is_order
from dateline.assistant.writers.reading import Mask, Numbers, Reading
from dateline.assistant.writers.scopes import Scopes

_ANAPHOR = re.compile(
    r"^\W*(?:he|she|they|it|this|that|these|those|his|her|their|its|but|and|also|however)\b", re.IGNORECASE
)
_PERSON = re.compile(r"^\W*(?:he|she|they|his|her|their)\b", re.IGNORECASE)
NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|rarely|hardly|unable|failed to|refused?)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
# Before an office, these make another one of it.
_ANOTHER = frozenset(
    "vice deputy former ex acting assistant interim outgoing shadow associate honorary then".split()
)
_HOLDER = re.compile(r"\W*who (?:is|was|are|were) ", re.IGNORECASE)
# In a longer question, several clauses have directions of their own.
_ONE_CLAUSE = 15
# What a name does or has done to it: "sent to Russia" is not "sent by Russia".
_DIRECTIONS = {
    "to": frozenset("to into toward towards against over".split()),
    "from": frozenset("from by".split()),
}


def manner(reading: Reading) -> dict[str, Numbers]:
    """How the sentence is put: denied, opposite, asked back, leaning on what stands before, cut short."""
    texts = [sentence.text for _, sentence in reading.pairs]
    denied = np.array([bool(NEGATION.search(text)) for text in texts])
    scopes = Scopes(reading, reading.same)
    another = _another_office(reading)
    opposite = reading.opposite[:, reading.ids].any(axis=2) & (scopes.sentence < 0.5)
    return {
        "denial_differs": (denied != bool(NEGATION.search(reading.question.text))).astype(np.float64),
        "opposite": opposite.any(axis=0).astype(np.float64),
        "asks_back": np.array([float(text.rstrip(" \"”’')").endswith("?")) for text in texts]),
        "leans_back": np.array([float(bool(_ANAPHOR.match(text))) for text in texts]),
        "leans_on_names": np.array([float(bool(_PERSON.match(text))) for text in texts])
        * _before(reading, scopes),
        "another_office": another,
        "another_holder": another * float(bool(_HOLDER.match(reading.question.text))),
        "direction_differs": _direction_differs(reading),
        "orders": np.array([float(is_order(text)) for text in texts]),
        "length": np.minimum(reading.lengths, 60) / 60,
        "short": (reading.lengths < 5).astype(np.float64),
    }


def _before(reading: Reading, scopes: Scopes) -> Numbers:
    """How much of the names asked for stands in the sentence before, in the same passage."""
    weights = reading.asked.weights * reading.asked.names
    if not weights.any():
        return np.zeros(len(reading.pairs))
    named = (scopes.sentence * weights[:, None]).sum(axis=0) / weights.sum()
    out = np.zeros(len(named))
    out[1:] = named[:-1] * scopes.follows
    return out


def _another_office(reading: Reading) -> Numbers:
    """Whether a word asked for stands behind "vice", "former" or the like, which the question has not."""
    others = np.array(
        [
            word in _ANOTHER and each not in reading.asked.every
            for word, each in zip(reading.vocabulary.words, reading.vocabulary.keys, strict=True)
        ]
    )
    found = np.asarray((reading.same > 0.5).any(axis=0))
    if reading.ids.shape[1] < 2 or not others.any():
        return np.zeros(len(reading.pairs))
    behind = others[reading.ids[:, :-1]] & found[reading.ids[:, 1:]]
    return np.asarray(behind.any(axis=1), dtype=np.float64)


def _direction_differs(reading: Reading) -> Numbers:
    """Whether the question has "to A" where the sentence has "to B", B another name of the question, and not "to A"."""
    names = [each for each, is_name in zip(reading.asked.keys, reading.asked.names, strict=True) if is_name]
    words = tokens(reading.question.text)
    out = np.zeros(len(reading.pairs), dtype=bool)
    if len(words) > _ONE_CLAUSE:
        return out.astype(np.float64)
    for prepositions in _DIRECTIONS.values():
        asked = {key(after) for before, after in _neighbours(words) if before in prepositions} & set(names)
        if not asked or len(names) == len(asked):
            continue
        told = _led(reading, prepositions)
        mine = _any(reading, told, asked)
        out |= _any(reading, told, set(names) - asked) & ~mine
    return out.astype(np.float64)


def _neighbours(words: list[str]) -> list[tuple[str, str]]:
    plain = [word for word in words if word.lower() != "the"]
    return [(one.lower(), two) for one, two in itertools.pairwise(plain)]


def _led(reading: Reading, prepositions: frozenset[str]) -> Mask:
    """Which words of the sentences stand right behind one of the prepositions, "the" not counted."""
    words = reading.vocabulary.words
    leads = np.array([word in prepositions for word in words])[reading.ids]
    the = np.array([word == "the" for word in words])[reading.ids]
    led = np.zeros(leads.shape, dtype=bool)
    led[:, 1:] = leads[:, :-1]
    led[:, 2:] |= leads[:, :-2] & the[:, 1:-1]
    return led


def _any(reading: Reading, told: Mask, names: set[str]) -> Mask:
    these = np.array([each in names for each in reading.vocabulary.keys])
    found: Mask = (told & these[reading.ids]).any(axis=1)
    return found


def place(reading: Reading) -> dict[str, Numbers]:
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
