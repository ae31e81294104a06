"""The passages that a model can read: as many as its room for tokens holds."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.assistant.counting import Count, estimated
from dateline.assistant.evidence import Passage


def fit(
    passages: Sequence[Passage], shown: Callable[[Passage], str], *, room: int, count: Count = estimated
) -> tuple[Passage, ...]:
    """The passages that `room` tokens hold as they are shown, best first; one too long is left out.

    Neighbours come last of all, where room is left, and stand beside their passages then. Where not even the best
    fits, it is cut after its last sentence that does, with at least one sentence.
    """
    chosen: list[Passage] = []
    left = room
    for passage in sorted(passages, key=lambda each: each.beside is not None):
        cost = count(shown(passage)) + 2
        if cost <= left:
            chosen.append(passage)
            left -= cost
    if not chosen and passages:
        chosen.append(_cut(passages[0], shown, room, count))
    return _together(chosen)


def _together(chosen: Sequence[Passage]) -> tuple[Passage, ...]:
    """Best first, each neighbour before or after the passage that it belongs to."""
    ranks = {each.number: rank for rank, each in enumerate(chosen)}
    there = [each for each in chosen if each.beside is None or each.beside in ranks]
    return tuple(sorted(there, key=lambda each: (ranks[each.beside or each.number], each.hit.start)))


def _cut(passage: Passage, shown: Callable[[Passage], str], room: int, count: Count) -> Passage:
    last = 1
    for many in range(2, len(passage.sentences) + 1):
        if count(shown(replace(passage, sentences=passage.sentences[:many]))) > room:
            break
        last = many
    return replace(passage, sentences=passage.sentences[:last])
