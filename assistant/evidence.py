"""Evidence: the sentences of the passages found, numbered, that a writer may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.index.article import Span
from dateline.index.hit import Hit

if TYPE_CHECKING:
    from dateline.index.archive import Archive


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage. `id` is "passage.sentence", both counted from 1 in the order of the hits."""

    id: str
    hit: Hit
    span: Span
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A found passage with its sentences."""

    number: int
    hit: Hit
    sentences: tuple[Sentence, ...]


def gather(archive: "Archive", hits: Sequence[Hit]) -> tuple[Passage, ...]:
    """The passages of hits, best first, each cut into its sentences. Text and offsets come from storage."""
    passages = []
    spans: dict[tuple[str, int], tuple[Span, ...]] = {}
    for number, hit in enumerate(hits, start=1):
        key = (hit.article, hit.version)
        if key not in spans:
            spans[key] = archive.sentences(*key)
        inside = [span for span in spans[key] if hit.start <= span.start and span.end <= hit.end]
        texts = [hit.text[span.start - hit.start : span.end - hit.start] for span in inside]
        sentences = tuple(
            Sentence(
                id=f"{number}.{at + 1}",
                hit=hit,
                span=span,
                text=texts[at],
                before=texts[at - 1] if at else "",
                after=texts[at + 1] if at + 1 < len(texts) else "",
            )
            for at, span in enumerate(inside)
        )
        if sentences:
            passages.append(Passage(number, hit, sentences))
    return tuple(passages)
