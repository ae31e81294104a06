"""The citations of a model's answer: numbered in the order of first use, every quote sliced from storage."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from dateline.assistant.answer import Citation
from dateline.assistant.citations import cite
from dateline.assistant.evidence import Passage, Sentence
from dateline.assistant.support import Cited
from dateline.index.article import Article

if TYPE_CHECKING:
    from dateline.index.archive import Archive

By = Literal["writer", "check"]


class Evidence:
    """The passages a model may use, and their articles as they were when the question was asked.

    The articles of `also` are kept too, for what may be quoted though no model is shown it.
    """

    def __init__(self, archive: "Archive", passages: Sequence[Passage], also: Iterable[Passage] = ()) -> None:
        self.passages = tuple(passages)
        self.sentences = tuple(each for passage in passages for each in passage.sentences)
        self.by_id = {each.id: each for each in self.sentences}
        self._numbers = {str(passage.number): passage for passage in passages}
        self._articles: dict[tuple[str, int], Article] = {}
        for passage in (*passages, *also):
            key = (passage.hit.article, passage.hit.version)
            if key not in self._articles:
                self._articles[key] = archive.get(*key)
        self.cited = {
            each.id: _cited(passage, at) for passage in passages for at, each in enumerate(passage.sentences)
        }

    def passage(self, number: str) -> Passage | None:
        """The passage of a number."""
        return self._numbers.get(number)

    def get(self, article: str, version: int | None = None) -> Article:
        """The article as `Archive.get` gives it."""
        if version is None:
            raise KeyError(article)
        return self._articles[article, version]

    def citation(self, number: int, sentence: Sentence, by: By) -> Citation:
        """The citation of a sentence; its quote is sliced from storage."""
        # `cite` asks an archive for one thing, its articles; these are kept here, so that neither an article
        # added nor one removed while the model writes changes what is cited.
        return replace(cite(cast("Archive", self), number, sentence.hit, sentence.span), by=by)


class Ledger:
    """Gives each cited sentence its number; the same characters always get the same one."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._numbers: dict[tuple[str, int, int, int], int] = {}
        self.citations: list[Citation] = []

    def numbers(self, sentences: Iterable[Sentence], by: By = "writer") -> tuple[int, ...]:
        """The numbers of sentences, in order and once each."""
        return tuple(dict.fromkeys(self._number(each, by) for each in sentences))

    def _number(self, sentence: Sentence, by: By) -> int:
        key = (sentence.hit.article, sentence.hit.version, sentence.span.start, sentence.span.end)
        if key not in self._numbers:
            self._numbers[key] = len(self.citations) + 1
            self.citations.append(self._evidence.citation(self._numbers[key], sentence, by))
        at = self._numbers[key] - 1
        if by == "writer" and self.citations[at].by == "check":
            self.citations[at] = replace(self.citations[at], by="writer")
        return at + 1


def ids_of(passages: Iterable[Passage]) -> frozenset[str]:
    """What a marker may name: the passages and their sentences."""
    return frozenset(
        each for passage in passages for each in (str(passage.number), *(one.id for one in passage.sentences))
    )


def _cited(passage: Passage, at: int) -> Cited:
    """A sentence as the support check reads it: its context tells who "he" is."""
    hit = passage.hit
    before = " ".join(each.text for each in passage.sentences[:at])
    return Cited(passage.sentences[at].text, hit.publisher, hit.published, f"{hit.title}. {before}".strip())
