"""Causes that a statement gives and the cited sentences do not."""

import re
from collections.abc import Iterator, Sequence

from dateline.assistant.support.case import Case, Fault

_CAUSE_FOLLOWS = re.compile(
    r"\b(?:because of|because|due to|owing to|as a result of|as a consequence of|thanks to|caused by"
    r"|driven by|prompted by|triggered by|in response to|in retaliation for|on account of|attributed to"
    r"|fuelled by|fueled by|blamed on"
    r"|(?<=resigned )over|(?<=dismissed )over|(?<=sacked )over|(?<=fired )over|(?<=quit )over)(?= )"
)
_CAUSE_LEADS = re.compile(
    r"\b(?:led to|leading to|leads to|resulted in|resulting in|results in|caused|causing|prompted|prompting|triggered"
    r"|triggering|sparked|sparking|forced|forcing)(?= (?!by\b))"
)
_CARRIED_ON = re.compile(
    r"^\W*(?:as a result|because of (?:this|that)|consequently|therefore|this (?:led|caused|forced|prompted)"
    r"|that (?:led|caused|forced)|the move (?:came|follows)|so )"
)


def faults(case: Case) -> Iterator[Fault]:
    """A fault where cause and effect do not stand in one sentence of the evidence."""
    line, starts = "", []
    for word in case.statement.words:
        starts.append(len(line))
        line += word.low + " "
    for pattern, follows in ((_CAUSE_FOLLOWS, True), (_CAUSE_LEADS, False)):
        for match in pattern.finditer(line):
            if match.start() not in starts:
                continue
            first = starts.index(match.start())
            if case.statement.lows(first - 1, first - 1) == ("-",):
                continue
            last = first + match.group().count(" ")
            before, after = _weighty(case, range(first)), _weighty(case, range(last + 1, len(starts)))
            if not before:
                clause = case.statement.words[last].clause
                before = [at for at in after if case.statement.words[at].clause != clause]
                after = [at for at in after if at not in before]
            if before and not follows:
                before = [
                    at
                    for at in before
                    if case.statement.words[at].clause == case.statement.words[before[-1]].clause
                ]
            nearest = case.statement.words[after[0]].clause if after else -1
            after = [at for at in after if case.statement.words[at].clause == nearest]
            turn = next(
                (
                    at
                    for at in range(last + 1, len(starts))
                    if case.statement.words[at].low in ("rather", "not")
                ),
                None,
            )
            after = [at for at in after if turn is None or at < turn]
            cause, effect = (after, before) if follows else (before, after)
            if cause and effect and not _linked(case, cause, effect):
                words = tuple(case.statement.words[at].text for at in cause)
                yield Fault("cause", "unsupported", "the cited sentences do not give this cause", words)
                return


def _weighty(case: Case, indices: Sequence[int]) -> list[int]:
    """The words that weigh, without the names that only the context gives: they tell who "he" is."""
    return [
        at
        for at in indices
        if (
            case.statement.words[at].heavy
            or (at in case.statement.anchored and case.statement.words[at].kind != "mark")
        )
        and (case.matches[at] or not _of_context(case, at))
    ]


def _of_context(case: Case, at: int) -> bool:
    return at in case.statement.anchored and case.statement.words[at].low in case.context_pool


def _linked(case: Case, cause: list[int], effect: list[int]) -> bool:
    """Whether half of the cause and a third of the effect stand in one sentence, or in two that are joined."""
    for number, reading in enumerate(case.evidence):
        for sentence in {word.sentence for word in reading.words}:
            if _share(case, cause, number, sentence) <= 0.5 or _scattered(case, cause, number, sentence):
                continue
            if _share(case, effect, number, sentence) > 0.5:
                return True
            text = " ".join(word.low for word in reading.words if word.sentence == sentence + 1)
            joined = _CARRIED_ON.match(text) or any(
                _CARRIED_ON.match(each.text.lower()) for each in case.cited
            )
            if joined and _share(case, effect, number, None) > 0.3:
                return True
    return False


def _scattered(case: Case, cause: list[int], number: int, sentence: int) -> bool:
    """Whether no clause of the sentence has half of the cause: "cheaper fuel, but food" gives no cheaper food."""
    words = case.evidence[number].words
    clauses = {word.clause for word in words if word.sentence == sentence}
    held = [
        sum(
            any(p.reading == number and words[p.at].clause == clause for p in case.matches[at])
            for at in cause
        )
        for clause in clauses
    ]
    return 2 * max(held) <= len(cause)


def _share(case: Case, indices: list[int], number: int, sentence: int | None) -> float:
    words = case.evidence[number].words
    found = [
        at
        for at in indices
        if any(p.reading == number and sentence in (None, words[p.at].sentence) for p in case.matches[at])
    ]
    return len(found) / len(indices)
