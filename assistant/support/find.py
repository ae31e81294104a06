"""The sentence that carries a statement which cites none."""

from collections.abc import Sequence

from dateline.assistant.support.case import Cited, case
from dateline.assistant.support.check import check
from dateline.assistant.support.coverage import covered
from dateline.assistant.support.tokens import words
from dateline.assistant.support.words import Word
from dateline.index.characters import word_set

_WHOLE = 0.9
_FEWEST = 3
_POINTING = word_set("he she it they this that these those his her its their")


def find_support(statement: str, evidence: Sequence[Cited], *, unattributed: bool = False) -> int | None:
    """The index of the sentence that carries the whole statement by itself, None where there is none.

    Where several do, the one that says least beside it, then the first. A statement of fewer than three
    weighty words ("He agreed."), or of somebody not named ("He is 17."), says too little to be found. With
    `unattributed` one is found too that carries all but who says so.
    """
    ours = _weighty(statement)
    if len({word.stem for word in ours}) < _FEWEST or words(statement)[0].low in _POINTING:
        return None
    found = [
        (len(words(each.text)), index)
        for index, each in enumerate(evidence)
        if _near(ours, each.text) and _carries(statement, each, unattributed)
    ]
    return min(found)[1] if found else None


def _weighty(text: str) -> list[Word]:
    return [word for word in words(text) if word.heavy or word.kind == "number"]


def _near(ours: list[Word], text: str) -> bool:
    """Whether the texts share a third of the weighty words; sorts out most sentences before the full check."""
    meanings = frozenset[str]().union(*(word.meanings for word in words(text)))
    return 3 * sum(not word.meanings.isdisjoint(meanings) for word in ours) >= len(ours)


def _carries(statement: str, sentence: Cited, unattributed: bool) -> bool:
    found = check(statement, [sentence])
    lacking = {fault.kind for fault in found.faults if fault.severity != "unsupported"}
    only_attribution = unattributed and found.verdict == "partly" and lacking == {"attribution"}
    if found.verdict != "supported" and not only_attribution:
        return False
    read = case(statement, [sentence])
    share, _ = covered(read)
    # What only the context says carries nothing: too much is looked through here for that.
    return share >= _WHOLE and all(read.matches[at] for at in read.statement.heavy)
