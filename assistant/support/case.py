"""One statement beside the sentences it cites, with the words of both matched: what every rule looks at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dateline.assistant.support import framing
from dateline.assistant.support.names import alike, initials
from dateline.assistant.support.reading import Reading, read
from dateline.assistant.support.tokens import words
from dateline.assistant.support.words import Word, same

Severity = Literal["unsupported", "partly"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that a statement cites, and what is known about where it stands.

    `published` is ISO 8601 text; `context` is the title and the sentences before it, which tell who "he" is.
    """

    text: str
    publisher: str | None = None
    published: str | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a statement, and the words of the statement concerned."""

    kind: str
    severity: Severity
    why: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the evidence: the number of the reading and of the word in it."""

    reading: int
    at: int


@dataclass(eq=False)
class Case:
    """A statement read beside its evidence."""

    statement: Reading
    evidence: tuple[Reading, ...]
    cited: tuple[Cited, ...]
    framed: framing.Framed
    context: tuple[Reading, ...] = ()
    publishers: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def pool(self) -> frozenset[str]:
        """The folded words of the evidence that can be parts of names."""
        return frozenset(_nameable(self.evidence))

    @cached_property
    def context_pool(self) -> frozenset[str]:
        """The same of the context, which tells of whom the evidence speaks."""
        return frozenset(_nameable(self.context))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The initials of the names in evidence and context."""
        return frozenset[str]().union(*(initials(reading.words) for reading in self.evidence + self.context))

    @cached_property
    def matches(self) -> tuple[tuple[Place, ...], ...]:
        """For each word of the statement the words of the evidence that mean the same."""
        return tuple(tuple(self._places(word)) for word in self.statement.words)

    def word(self, place: Place) -> Word:
        """The word at a place of the evidence."""
        return self.evidence[place.reading].words[place.at]

    def _places(self, word: Word) -> Iterator[Place]:
        if word.kind == "mark":
            return
        for place, other in self._evidence_words:
            if related(word, other):
                yield place

    @cached_property
    def _evidence_words(self) -> list[tuple[Place, Word]]:
        return [
            (Place(number, at), word)
            for number, reading in enumerate(self.evidence)
            for at, word in enumerate(reading.words)
            if word.kind != "mark"
        ]


def related(a: Word, b: Word) -> bool:
    """Whether two words are one: by stem or meaning or, written with a capital, as spellings of one name."""
    return same(a, b) or (a.capital and b.capital and alike(a.low, b.low))


def case(statement: str, evidence: Sequence[Cited]) -> Case:
    """Read a statement beside its evidence."""
    publishers = [each.publisher for each in evidence if each.publisher]
    framed = framing.unframe(statement, publishers)
    plain = [read(each.text, each.published) for each in evidence]
    context = [read(each.context, each.published) for each in evidence if each.context]
    known = frozenset[str]().union(*(reading.capitals for reading in plain + context))
    ours = read(framed.text, evidence[0].published if evidence else None, known)
    known |= ours.capitals
    readings = tuple(read(each.text, each.published, known) for each in evidence)
    spoken = frozenset(word.low for name in publishers for word in words(name))
    return Case(ours, readings, tuple(evidence), framed, tuple(context), spoken)


def _nameable(readings: Sequence[Reading]) -> Iterator[str]:
    for reading in readings:
        for word in reading.words:
            if word.kind == "word" and (word.capital or len(word.low) > 3):
                yield word.low
