"""Evidence as arrays: each sentence a row of word numbers, each question word against each of those words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.language import key, names_in, stem, tokens
from dateline.assistant.matching import Meanings, is_variant, opposites
from dateline.assistant.offers import CALENDAR, LARGE, LIKE, UNITS, YEAR, Offered
from dateline.assistant.understand import Question
from dateline.index.terms import is_stop_word

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int64]

_LONGEST = 100
_MOST_ASKED = 48
_LEAST_LETTERS = 5
# A variant spelling counts a little less than the word itself; near meaning never counts as much as either.
_VARIANT, _NEAR = 0.9, 0.95


class Vocabulary:
    """The distinct words of the evidence, numbered from 1; 0 stands for no word."""

    def __init__(self) -> None:
        self.words: list[str] = [""]
        self.keys: list[str] = [""]
        self.lower: set[int] = set()
        self._numbers: dict[str, int] = {}

    def read(self, text: str, *, most: int = _LONGEST) -> tuple[list[int], list[bool]]:
        """The numbers of a text's first words, and which of them are capitalised."""
        ids, capitals = [], []
        for token in tokens(text)[:most]:
            word = token.lower()
            number = self._numbers.get(word)
            if number is None:
                number = self._numbers[word] = len(self.words)
                self.words.append(word)
                self.keys.append(key(token))
            ids.append(number)
            capitals.append(token[0].isupper())
            if not capitals[-1]:
                self.lower.add(number)
        return ids, capitals


@dataclass(frozen=True)
class Asked:
    """The telling words of a question: as written, their keys, places and weights (idf), and which are names."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    places: tuple[int, ...]
    weights: Numbers
    names: Mask
    numbers: Mask
    every: frozenset[str]

    @classmethod
    def of(cls, question: Question, idf: Mapping[str, float]) -> "Asked":
        """The words asked for; stop words only where there is nothing else."""
        all_words = tokens(question.text)
        telling = [(at, word) for at, word in enumerate(all_words) if not is_stop_word(word.lower())]
        first: dict[str, tuple[int, str]] = {}
        for at, word in telling or list(enumerate(all_words)):
            first.setdefault(key(word), (at, word))
        kept = list(first.items())[:_MOST_ASKED]
        names = {key(word) for name in names_in(question.text) for word in tokens(name)}
        most = max(idf.values(), default=1.0)
        return cls(
            tuple(word for _, (_, word) in kept),
            tuple(each for each, _ in kept),
            tuple(at for _, (at, _) in kept),
            np.array([max(0.2, _weight(word, idf, most / 2)) for _, (_, word) in kept]),
            np.array([each in names for each, _ in kept], dtype=bool),
            np.array([each[0].isdigit() for each, _ in kept], dtype=bool),
            frozenset(map(key, all_words)),
        )


def _weight(word: str, idf: Mapping[str, float], otherwise: float) -> float:
    parts = [idf[part] for part in map(stem, word.replace(".", ",").split(",")) if part in idf]
    return max(parts, default=otherwise)


class Reading:
    """The sentences of the evidence beside the question. Arrays are (question word, …) or (sentence, place)."""

    def __init__(
        self, question: Question, asked: Asked, passages: Sequence[Passage], meanings: Meanings
    ) -> None:
        self.question, self.asked, self.meanings = question, asked, meanings
        self.pairs: list[tuple[Passage, Sentence]] = [
            (passage, each) for passage in passages for each in passage.sentences
        ]
        self.vocabulary = Vocabulary()
        read = [self.vocabulary.read(sentence.text) for _, sentence in self.pairs]
        self.titles = {
            passage.number: np.array(self.vocabulary.read(passage.hit.title)[0], dtype=np.int64)
            for passage in passages
        }
        longest = max((len(ids) for ids, _ in read), default=0) or 1
        self.ids: Ids = np.zeros((len(read), longest), dtype=np.int64)
        self.capitals: Mask = np.zeros((len(read), longest), dtype=bool)
        for row, (ids, capitals) in enumerate(read):
            self.ids[row, : len(ids)] = ids
            self.capitals[row, : len(ids)] = capitals
        self.lengths: Ids = np.array([len(ids) for ids, _ in read], dtype=np.int64)

    @cached_property
    def vectors(self) -> npt.NDArray[np.float32]:
        """The vectors of the vocabulary; row 0 is zero."""
        found = np.zeros((len(self.vocabulary.words), self.meanings.embedding.dimension), dtype=np.float32)
        found[1:] = self.meanings.vectors(self.vocabulary.words[1:])
        return found

    @cached_property
    def same(self) -> Numbers:
        """How far each word asked for is each word of the vocabulary: 1 the same, less for a name's variants."""
        places: dict[str, list[int]] = {}
        for number, each in enumerate(self.vocabulary.keys):
            places.setdefault(each, []).append(number)
        found = np.zeros((len(self.asked.keys), len(self.vocabulary.keys)))
        for row, (wanted, is_name) in enumerate(zip(self.asked.keys, self.asked.names, strict=True)):
            if is_name and len(wanted) >= _LEAST_LETTERS:
                for each, numbers in places.items():
                    if each[:1] == wanted[0] and is_variant(wanted, each):
                        found[row, numbers] = _VARIANT
            found[row, places.get(wanted, [])] = 1
        return found

    @cached_property
    def near(self) -> Numbers:
        """`same`, or the cosine of the two words where that is more; names and numbers have no near meaning."""
        asked = self.meanings.vectors([word.lower() for word in self.asked.words])
        cosines = (asked @ self.vectors.T).astype(np.float64).clip(0, _NEAR)
        exact = self.asked.names | self.asked.numbers
        near: Numbers = np.maximum(self.same, np.where(exact[:, None], 0.0, np.round(cosines, 4)))
        return near

    @cached_property
    def opposite(self) -> Mask:
        """Which words of the vocabulary say the opposite of a word asked for."""
        keys = self.vocabulary.keys
        return np.array([[other in against for other in keys] for against in map(opposites, self.asked.keys)])

    @cached_property
    def like_thing(self) -> Numbers:
        """How near in meaning each word of the vocabulary is to the thing asked for."""
        wanted = self.question.thing or LIKE.get(self.question.kind, ("thing",))
        cosines = (self.meanings.vectors(wanted) @ self.vectors.T).astype(np.float64)
        best: Numbers = np.round(cosines, 4).max(axis=0)
        return best

    @cached_property
    def units(self) -> Mask:
        """Which words of the vocabulary are units of the measure asked for."""
        units = UNITS.get(self.question.measure, frozenset())
        return np.array([each in units for each in self.vocabulary.keys])

    @cached_property
    def years(self) -> Mask:
        """Which words of the vocabulary are years."""
        return np.array([bool(YEAR.fullmatch(each)) for each in self.vocabulary.keys])

    @cached_property
    def offered(self) -> Offered:
        """What each sentence has that the question has not."""
        words, keys = self.vocabulary.words, self.vocabulary.keys
        stop = np.array([is_stop_word(word) or not word for word in words])
        told = np.array([each in self.asked.every for each in keys]) | stop
        number = np.array(
            [each[:1].isdigit() or word in LARGE for word, each in zip(words, keys, strict=True)]
        )
        calendar = np.array([word in CALENDAR for word in words])
        common = stop.copy()
        common[sorted(self.vocabulary.lower)] = True
        new = ~told[self.ids]
        capitals = self.capitals.copy()
        # A capital at the beginning of a sentence says nothing of a word that is else written small.
        alone = ~capitals[:, 1] if capitals.shape[1] > 1 else np.ones(len(capitals), dtype=bool)
        capitals[:, 0] &= ~(alone & common[self.ids[:, 0]])
        plain = ~(number | calendar)
        return Offered(
            new=new,
            names=new & capitals & plain[self.ids],
            numbers=new & (number & ~self.years)[self.ids],
            dates=new & (self.years | calendar)[self.ids],
        )
