"""What a question asks for: its telling words, its names and numbers, and the kind of answer it wants."""

import re
from dataclasses import dataclass
from typing import Literal

from dateline.assistant.language import names_in, numbers_in, stem
from dateline.index.terms import terms

Kind = Literal["person", "number", "date", "place", "reason", "saying", "yes-no", "other"]

_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            r"\b(?:what|which) (?:year|month|day|date|time|week|century|decade)\b|\bwhen\b|\bhow long ago\b",
            "date",
        ),
        (r"\bhow (?:many|much|old|tall|long|far|high|large|big|often|fast|deep|wide|heavy)\b", "number"),
        (
            r"\bwhat (?:is|was|were|are) the (?:\w+ )?(?:number|price|cost|age|population|percentage|share|score|toll|total|"
            r"amount|rate|budget|length|height|size)\b|\b(?:what|which) (?:percentage|proportion|share|number)\b",
            "number",
        ),
        (r"\bwhy\b|\bfor what reason\b|\bwhat (?:caused|led to|prompted)\b", "reason"),
        (
            r"\bwhere\b|\b(?:what|which) (?:country|city|town|state|place|region|continent|village|river|island)\b",
            "place",
        ),
        (
            r"\bwhat (?:did|does|do|has|have) .{1,80}? (?:say|said|call|tell|claim|think|warn|announce|describe)\b",
            "saying",
        ),
        (
            r"\bwho(?:se|m)?\b|\b(?:what|which) (?:person|actor|actress|singer|player|president|minister|senator)\b",
            "person",
        ),
        (
            r"^\W*(?:and |so |but )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b",
            "yes-no",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone, taken apart. `stems` are those of `terms`, in the same order."""

    text: str
    terms: tuple[str, ...]
    stems: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    kind: Kind


def understand(text: str) -> Question:
    """Take a question apart. Any text will do, also none."""
    text = text.strip()[:2000]
    telling = tuple(terms(text))
    kind: Kind = next((kind for pattern, kind in _KINDS if pattern.search(text)), "other")
    return Question(
        text=text,
        terms=telling,
        stems=tuple(stem(term) for term in telling),
        names=names_in(text),
        numbers=numbers_in(text),
        kind=kind,
    )
