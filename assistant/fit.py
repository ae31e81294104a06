"""How much evidence a model can read: a safe estimate of tokens, and the passages that fit."""

import math
import re
from collections.abc import Callable, Sequence

from dateline.assistant.evidence import Passage

_RUNS = re.compile(r"[A-Za-z]+|[0-9]+|\s+|[^A-Za-z0-9\s]")
_ASCII = 128


def tokens(text: str) -> int:
    """About how many tokens a text is, rather too many than too few; no tokenizer is needed.

    Four letters, two digits, or one other sign count as one token each; beyond ASCII each UTF-8 byte does
    for half of one. A blank before a word belongs to the word.
    """
    return sum(_run(each) for each in _RUNS.findall(text))


def _run(run: str) -> int:
    if run.isspace():
        return math.ceil(run.count("\n") + max(0, len(run) - 1) / 4)
    if run[0].isascii():
        return math.ceil(len(run) / (2 if run[0].isdigit() else 4))
    return math.ceil(len(run.encode("utf-8", "replace")) / 2)


def fit(passages: Sequence[Passage], shown: Callable[[Passage], str], *, room: int) -> tuple[Passage, ...]:
    """The passages that `room` tokens hold as they are shown, best first; one too long is left out.

    Where not even the best fits, it is cut after its last sentence that does, with at least one sentence.
    """
    chosen: list[Passage] = []
    left = room
    for passage in passages:
        cost = tokens(shown(passage)) + 2
        if cost <= left:
            chosen.append(passage)
            left -= cost
    if not chosen and passages:
        chosen.append(_cut(passages[0], shown, room))
    return tuple(chosen)


def _cut(passage: Passage, shown: Callable[[Passage], str], room: int) -> Passage:
    last = 1
    for count in range(2, len(passage.sentences) + 1):
        if tokens(shown(Passage(passage.number, passage.hit, passage.sentences[:count]))) > room:
            break
        last = count
    return Passage(passage.number, passage.hit, passage.sentences[:last])
