"""A closer look at the best candidates: does one sentence hold what is asked, are the names there?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.index.stems import known_stems
from dateline.index.terms import terms, words

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
# A word that begins with a capital, unless it begins the question or a sentence of it.
_NAME = re.compile(r"(?<=[^.?!\s]\s)[^\W\d_a-z]\w*")


class Share(NamedTuple):
    """Of a question's words, the share that one sentence of a passage has; of its names, that of text and title."""

    sentence: float
    names: float


@dataclass(frozen=True, slots=True)
class Asked:
    """The stems of a question's words, and those of the names in it."""

    stems: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, question: str) -> "Asked":
        """What is asked for."""
        names = [word for name in _NAME.findall(question) for word in words(name)]
        stems = known_stems()
        return cls(
            frozenset(stems[each] for each in terms(question)), frozenset(stems[each] for each in names)
        )

    def shares(self, texts: Sequence[tuple[str, str]]) -> list[Share]:
        """The shares of passages, each given by its text and its title; 0 of names where none is asked for."""
        split = [[set(words(each)) for each in _SENTENCE_END.split(text)] for text, _ in texts]
        titles = [set(words(title)) for _, title in texts]
        # Few words of all are asked for: their stems are looked up once, not once a sentence.
        stems, wanted = known_stems(), self.stems | self.names
        told = {
            word: stems[word] for word in set().union(*titles, *(each for some in split for each in some))
        }
        telling = {word: stem for word, stem in told.items() if stem in wanted}
        return [self._share(some, title, telling) for some, title in zip(split, titles, strict=True)]

    def _share(self, sentences: Sequence[set[str]], title: set[str], telling: dict[str, str]) -> Share:
        found = [{telling[word] for word in each & telling.keys()} for each in sentences]
        said = {telling[word] for word in title & telling.keys()}.union(*found)
        return Share(
            max((len(each & self.stems) for each in found), default=0) / max(1, len(self.stems)),
            len(said & self.names) / max(1, len(self.names)),
        )
