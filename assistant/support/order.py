"""Which of two is more, and what came first: one relation told with its sides exchanged."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.assistant.support.case import Case, Fault
from dateline.assistant.support.reading import Reading
from dateline.assistant.support.roles import meets
from dateline.assistant.support.words import Word, opposite, same, verbal
from dateline.index.characters import word_set

_MORE = word_set("more less fewer higher lower")


def faults(case: Case) -> Iterator[Fault]:
    """A fault for each comparison or sequence that the evidence tells the other way round."""
    yield from _compared(case)
    yield from _ordered(case)


@dataclass(frozen=True, slots=True)
class Relation:
    """A word between two sides: "larger than", "before"."""

    words: tuple[Word, ...]
    left: tuple[Word, ...]
    right: tuple[Word, ...]


def _compared(case: Case) -> Iterator[Fault]:
    for ours in _comparisons(case.statement):
        every = [theirs for reading in case.evidence for theirs in _comparisons(reading)]
        ways = [_direction(ours, theirs) * _sides(ours, theirs) for theirs in every]
        if ways and min(ways) < 0 and max(ways) < 1:
            text = " ".join(word.text for word in ours.words)
            yield Fault("comparison", "unsupported", f"“{text} than” is the wrong way round", (text,))


def _comparisons(reading: Reading) -> list[Relation]:
    found = []
    for at, word in enumerate(reading.words):
        if (
            word.low != "than"
            or reading.lows(at - 1, at - 1) in (("other",), ("rather",))
            or at + 1 in _amounts(reading)
        ):
            continue
        first = max((i for i in range(max(at - 5, 0), at) if _comparative(reading.words[i])), default=None)
        if first is None:
            continue
        if first == at - 1 and at >= 2 and reading.words[at - 2].low in _MORE:
            first -= 1
        between = reading.words[first:at]
        left = tuple(
            w
            for i, w in enumerate(reading.words[:first])
            if w.sentence == word.sentence and _side(reading, i)
        )
        right = tuple(
            w
            for i, w in enumerate(reading.words)
            if i > at and w.clause == reading.words[at].clause and _side(reading, i)
        )
        found.append(Relation(tuple(w for w in between if w.kind == "word"), left, right))
    return found


def _amounts(reading: Reading) -> set[int]:
    return {anchor.first for anchor in reading.of_kind("amount")}


def _comparative(word: Word) -> bool:
    return (
        word.low in _MORE
        or (word.low.endswith("er") and len(word.low) > 3)
        or word.low in ("worse", "better")
    )


def _side(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return (word.heavy and not verbal(word.low)) or (at in reading.anchored and word.kind == "word")


def _direction(ours: Relation, theirs: Relation) -> int:
    """1 where both compare the same way, -1 where the opposite, 0 unknown."""
    a, b = _meaning(ours), _meaning(theirs)
    if any(opposite(x, y) for x in a for y in b) or (_turned(ours) != _turned(theirs) and _shares(a, b)):
        return -1
    return 1 if _shares(a, b) or (not a and not b) else 0


def _meaning(relation: Relation) -> tuple[Word, ...]:
    return tuple(word for word in relation.words if word.low not in _MORE)


def _turned(relation: Relation) -> bool:
    return any(word.low in ("less", "fewer", "lower") for word in relation.words)


def _shares(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    return any(same(x, y) for x in a for y in b)


def _sides(ours: Relation, theirs: Relation) -> int:
    """1 where the sides stand alike, -1 where they are exchanged, 0 unknown."""
    own = (
        [w for w in ours.left if not meets((w,), ours.right)],
        [w for w in ours.right if not meets((w,), ours.left)],
    )
    straight = sum(meets((w,), theirs.left) for w in own[0]) + sum(meets((w,), theirs.right) for w in own[1])
    crossed = sum(_only(w, theirs.right, theirs.left) for w in own[0]) + sum(
        _only(w, theirs.left, theirs.right) for w in own[1]
    )
    return (straight > crossed) - (crossed > straight)


def _only(word: Word, there: tuple[Word, ...], here: tuple[Word, ...]) -> bool:
    return meets((word,), there) and not meets((word,), here)


def _ordered(case: Case) -> Iterator[Fault]:
    for ours in _successions(case.statement):
        relations = [each for reading in case.evidence for each in _successions(reading)]
        verdicts = [
            (1 if ours.words[0].low == each.words[0].low else -1) * _sides(ours, each) for each in relations
        ]
        if verdicts and min(verdicts) < 0 < 1 > max(verdicts):
            word = ours.words[0].text
            yield Fault("order", "unsupported", f"“{word}” is the wrong way round", (word,))


def _successions(reading: Reading) -> list[Relation]:
    found = []
    for at, word in enumerate(reading.words):
        if word.low not in ("before", "after") or at in reading.anchored:
            continue
        left = tuple(
            w for i, w in enumerate(reading.words[:at]) if w.sentence == word.sentence and _told(reading, i)
        )
        right = [
            i for i, w in enumerate(reading.words) if i > at and w.clause == word.clause and _told(reading, i)
        ]
        if not left:
            later = (i for i, w in enumerate(reading.words) if i > at and w.sentence == word.sentence)
            left = tuple(reading.words[i] for i in later if i not in right and _told(reading, i))
        found.append(Relation((word,), left, tuple(reading.words[i] for i in right)))
    return found


def _told(reading: Reading, at: int) -> bool:
    return reading.words[at].heavy or (at in reading.anchored and reading.words[at].kind == "word")
