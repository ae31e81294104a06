"""Things said that a statement puts in the wrong mouth."""

from collections.abc import Iterator

from dateline.assistant.support.case import Case, Fault, Severity, related
from dateline.assistant.support.names import alike
from dateline.assistant.support.reading import Reading
from dateline.assistant.support.speech import Saying, sayings
from dateline.assistant.support.words import Word
from dateline.index.characters import word_set

_ANYBODY = word_set(
    "official officials authorities authority source sources reports people it he she they spokesperson"
)


def faults(case: Case) -> Iterator[Fault]:
    """A fault where what somebody says in the statement is said by somebody else, or by nobody."""
    for ours in sayings(case.statement):
        who = _named(case.statement, ours)
        if not who or all(word.low in _ANYBODY for word in who):
            continue
        theirs = _sayings_of(case, ours)
        if theirs and not any(_same_speaker(case, who, reading, each) for reading, each in theirs):
            name = " ".join(word.text for word in who)
            other = " ".join(word.text for word in _named(*theirs[0])) or "somebody else"
            yield Fault(
                "speaker", "unsupported", f"{other} said so, not {name}", tuple(word.text for word in who)
            )
        elif not theirs and not _mentioned(case, who):
            name = " ".join(word.text for word in who)
            sure: Severity = "unsupported" if who[-1].capital else "partly"
            yield Fault("speaker", sure, f"the cited sentences do not say that {name} said so", (name,))


def _named(reading: Reading, saying: Saying) -> list[Word]:
    return [reading.words[at] for at in saying.speaker if reading.words[at].heavy or at in reading.anchored]


def _sayings_of(case: Case, ours: Saying) -> list[tuple[Reading, Saying]]:
    """The sayings of the evidence that hold most of what is said here, best first."""
    weighty = [at for at in ours.said if case.statement.words[at].heavy or at in case.statement.anchored]
    found = []
    for number, reading in enumerate(case.evidence):
        for saying in sayings(reading):
            shared = sum(
                any(p.reading == number and p.at in saying.said for p in case.matches[at]) for at in weighty
            )
            if weighty and shared >= 0.5 * len(weighty):
                found.append((shared, reading, saying))
    found.sort(key=lambda each: -each[0])
    return [(reading, saying) for _, reading, saying in found]


def _same_speaker(case: Case, who: list[Word], reading: Reading, theirs: Saying) -> bool:
    named = _named(reading, theirs)
    who = _head(case, who)
    if not named or all(word.low in _ANYBODY for word in named):
        return True
    pronoun = any(reading.words[at].low in ("he", "she", "it", "they") for at in theirs.speaker)
    if pronoun and len(named) == sum(word.low in _ANYBODY for word in named):
        return True
    if any(related(ours, other) for ours in who for other in named):
        return True
    lower = not any(word.capital for word in named)
    return (
        lower
        and all(alike_in(word.low, case.context_pool) for word in who if word.capital)
        and bool(case.context_pool)
    )


def alike_in(low: str, pool: frozenset[str]) -> bool:
    """Whether a folded name is in a set of them, by any spelling."""
    return any(alike(low, each) for each in pool)


def _head(case: Case, who: list[Word]) -> list[Word]:
    """Of "two colleagues of Marlo Finch" the colleagues."""
    words = case.statement.words
    before_of = [
        word for word in who if any(w.low == "of" and word.end < w.start < who[-1].end for w in words)
    ]
    first_of = min(
        (w.start for w in words if w.low == "of" and who[0].end < w.start < who[-1].start), default=None
    )
    return [word for word in before_of if first_of is not None and word.end <= first_of] or who


def _mentioned(case: Case, who: list[Word]) -> bool:
    every = [word for reading in case.evidence + case.context for word in reading.words]
    return any(related(ours, other) for ours in who for other in every)
