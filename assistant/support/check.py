"""Whether cited sentences carry a statement: by words, amounts, times, names, quotations, polarity and certainty."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.assistant.citations import credit
from dateline.assistant.compose import unescaped
from dateline.assistant.support import (
    cause,
    certainty,
    coverage,
    elsewhere,
    exchanged,
    framing,
    links,
    measures,
    order,
    places,
    polarity,
    predicate,
    quotes,
    roles,
    scope,
    speakers,
    stated,
)
from dateline.assistant.support.case import Case, Cited, Fault, case
from dateline.assistant.support.dates import day_of
from dateline.assistant.support.quotes import plain

Rule = Callable[[Case], Iterable[Fault]]
RULES: tuple[Rule, ...] = (
    quotes.faults,
    quotes.only_quoted,
    stated.faults,
    polarity.faults,
    certainty.faults,
    speakers.faults,
    roles.faults,
    order.faults,
    places.faults,
    measures.faults,
    predicate.faults,
    exchanged.faults,
    links.faults,
    cause.faults,
    scope.faults,
    elsewhere.faults,
    coverage.faults,
)


@dataclass(frozen=True, slots=True)
class Support:
    """What the check found: the verdict, one phrase why, and the words of the statement concerned."""

    verdict: Literal["supported", "partly", "unsupported"]
    why: str = ""
    words: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def check(statement: str, evidence: Sequence[Cited]) -> Support:
    """Compare a statement with the sentences it cites; without any it is unsupported.

    One sentence that carries the whole statement is enough; otherwise all are taken together.
    """
    if not evidence:
        return Support("unsupported", "it cites nothing")
    if plain(statement) in (plain(each.text) for each in evidence) or _is_quotation(statement, evidence):
        return Support("supported")
    together = _checked(statement, evidence)
    if together.verdict == "supported" or len(evidence) == 1:
        return together
    lacking = set(coverage.covered(case(statement, evidence))[1])
    for each in evidence:
        alone = _checked(statement, [each])
        if alone.verdict == "supported" and lacking.issuperset(coverage.covered(case(statement, [each]))[1]):
            return alone
    return together


def _is_quotation(statement: str, evidence: Sequence[Cited]) -> bool:
    """Whether it is the fixed framing of the extractive writer around the very words of its citation."""
    said = unescaped(statement)
    return any(
        said == f'{credit(each.publisher, each.published if day_of(each.published) else None)}: "{each.text}"'
        for each in evidence
    )


def _checked(statement: str, evidence: Sequence[Cited]) -> Support:
    read = case(statement, evidence)
    found = [fault for rule in RULES for fault in rule(read)]
    if wrong := framing.false_date(read.framed.framing, [each.published for each in evidence]):
        found.insert(0, Fault("time", "unsupported", f"the cited article is not of {wrong}", (wrong,)))
    worst = next((each for each in found if each.severity == "unsupported"), found[0] if found else None)
    if worst is None:
        return Support("supported")
    return Support(worst.severity, worst.why, worst.words, tuple(found))
