"""What can be seen of a sentence as an answer to a question: numbers between about 0 and 1, one a feature."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.language import names_in, numbers_in, stem, stems
from dateline.assistant.understand import Question

Features = npt.NDArray[np.float64]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"\b(?:{_MONTH}\.? \d|\d{{1,2}} {_MONTH}\b|in {_MONTH}\b|(?:1[5-9]|20)\d\d\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|yesterday|today|tomorrow|century|last (?:week|month|year|night)|(?:[1-9]\d?0s))",
)
_QUANTITY = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|"
    r"billions?|half|third|quarter|twice|double|percent)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|after|since|so that|in order to|owing to|thanks to|as a result|caused?|led to|prompted|amid|"
    r"to (?:avoid|protect|prevent|help|make|allow|keep|reduce|save)|over (?:a|the|concerns?|fears?))\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"[\"“”]|\b(?:said|says|told|according to|warned|announced|called|added|claimed|stated|wrote)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|at|near|from|to|outside|off|across|around|of) (?:the )?[A-Z][\w'’-]+")
_ANAPHOR = re.compile(
    r"^\W*(?:he|she|they|it|this|that|these|those|his|her|their|its|but|and|also|however)\b", re.IGNORECASE
)
_WANTED = re.compile(r"\b(?:which|what|how many)\s+((?:\w+\s+){0,2}?\w+?)\b(?=\s|\?|$)", re.IGNORECASE)

NAMES = (
    "sentence_coverage",
    "context_coverage",
    "passage_coverage",
    "rarest_missing",
    "rarest_missing_in_context",
    "names_in_sentence",
    "names_in_passage",
    "numbers_in_passage",
    "plain_words_in_sentence",
    "plain_words_in_context",
    "pairs_in_order",
    "nearness",
    "offers_kind",
    "offers_new_name",
    "offers_new_number",
    "has_wanted_noun",
    "meaning",
    "passage_score",
    "passage_rank",
    "length",
    "asks_back",
    "begins_with_anaphor",
    "early",
    "kind_person",
    "kind_number",
    "kind_date",
    "kind_place",
    "kind_reason",
    "kind_saying",
    "kind_yes_no",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive knows of the question's words: how telling each stem is (idf), and the best hit's score."""

    idf: Mapping[str, float]
    best_score: float


def measure(
    question: Question, passage: Passage, sentence: Sentence, known: Known, meaning: float
) -> Features:
    """The features of one sentence, in the order of `NAMES`. `meaning` is the cosine of question and sentence."""
    words = stems(sentence.text)
    here = set(words)
    context = here | set(stems(sentence.before)) | set(stems(sentence.after))
    everywhere = set(stems(passage.hit.text)) | set(stems(passage.hit.title))
    asked = question.stems
    named = {stem(word) for name in question.names for word in name.split()}
    plain = [each for each in asked if each not in named]
    values = (
        _coverage(asked, here, known),
        _coverage(asked, context, known),
        _coverage(asked, everywhere, known),
        _rarest_missing(asked, everywhere, known),
        _rarest_missing(asked, context, known),
        _share(question.names, here),
        _share(question.names, everywhere),
        float(all(number in passage.hit.text.replace(",", "") for number in question.numbers)),
        _coverage(plain, here, known),
        _coverage(plain, context, known),
        _pairs(asked, words),
        _nearness(asked, words),
        _offers(question, sentence.text),
        float(bool(set(names_in(sentence.text)) - set(question.names))),
        float(bool(set(numbers_in(sentence.text)) - set(question.numbers))),
        _has_wanted(question.text, here),
        meaning,
        passage.hit.score / known.best_score if known.best_score else 0.0,
        1 / passage.number,
        min(len(words), 60) / 60,
        float(sentence.text.rstrip().endswith("?")),
        float(bool(_ANAPHOR.match(sentence.text))),
        float(sentence.span.start < 600),
        *(
            float(question.kind == kind)
            for kind in ("person", "number", "date", "place", "reason", "saying", "yes-no")
        ),
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


def _share(names: Sequence[str], words: set[str]) -> float:
    """The share of names of which the last word (a surname, mostly) is there; 1 where no name is asked for."""
    if not names:
        return 1.0
    return sum(stem(name.split()[-1].removesuffix("'s").removesuffix("’s")) in words for name in names) / len(
        names
    )


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


def _offers(question: Question, text: str) -> float:
    """Whether the sentence has something of the kind asked for that the question itself has not."""
    if question.kind == "person":
        return float(bool(set(names_in(text)) - set(question.names)))
    if question.kind == "number":
        left = text
        for number in question.numbers:
            left = left.replace(number, "")
        return float(bool(_QUANTITY.search(left)))
    if question.kind == "date":
        return float(bool(_DATE.search(text)))
    if question.kind == "place":
        return float(bool(_PLACE.search(text)))
    if question.kind == "reason":
        return float(bool(_REASON.search(text)))
    if question.kind == "saying":
        return float(bool(_SAYING.search(text)))
    return 0.5


def _has_wanted(question: str, words: set[str]) -> float:
    match = _WANTED.search(question)
    if not match:
        return 0.5
    return float(any(stem(word) in words for word in match.group(1).split()))
