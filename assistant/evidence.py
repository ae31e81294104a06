"""Evidence: the sentences of the passages found, numbered, that a writer may use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.index.article import Span
from dateline.index.hit import Hit

if TYPE_CHECKING:
    from dateline.index.archive import Archive

# A model reads what stands around this many of the best passages, where its room allows.
_WITH_NEIGHBOURS = 3


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
    """A found passage with its sentences; `beside` is the number of the one that it stands next to, of a neighbour."""

    number: int
    hit: Hit
    sentences: tuple[Sentence, ...]
    beside: int | None = None


def gather(archive: "Archive", hits: Sequence[Hit], *, first: int = 1) -> tuple[Passage, ...]:
    """The passages of hits, best first, each cut into its sentences, numbered from `first`.

    Text and offsets come from storage.
    """
    passages = []
    spans: dict[tuple[str, int], tuple[Span, ...]] = {}
    for number, hit in enumerate(hits, start=first):
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


def with_neighbours(archive: "Archive", passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages, and after them those that stand right before and after the best few in their articles."""
    held = {passage.hit.passage for passage in passages}
    hits: list[Hit] = []
    beside: list[int] = []
    for passage in passages[:_WITH_NEIGHBOURS]:
        for hit in archive.around(passage.hit):
            if hit.passage not in held:
                held.add(hit.passage)
                hits.append(hit)
                beside.append(passage.number)
    first = max((passage.number for passage in passages), default=0) + 1
    more = gather(archive, hits, first=first)
    return (*passages, *(replace(each, beside=beside[each.number - first]) for each in more))
