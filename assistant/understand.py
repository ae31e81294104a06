"""What a question asks for: its telling words, its names and numbers, and the kind of answer it wants."""

import re
from dataclasses import dataclass
from typing import Literal

from dateline.assistant.language import AUXILIARIES, names_in, numbers_in, stem
from dateline.index.terms import is_stop_word, terms

Kind = Literal["person", "number", "date", "time", "place", "name", "reason", "saying", "yes-no", "other"]

# Nouns by the kind of answer that "which …" with them asks for; a plural asks for the same.
_PERSONS = (
    "person|man|woman|actor|actress|singer|rapper|musician|player|athlete|president|minister|senator|congressman|"
    "congresswoman|politician|lawmaker|governor|mayor|leader|official|king|queen|prince|princess|director|author|"
    "writer|comedian|celebrity|star|billionaire|judge|coach|driver|scientist|journalist|candidate|spokesman|"
    "spokeswoman|spokesperson"
)
_PLACES = (
    "country|countrie|city|citie|town|state|place|region|continent|village|river|island|nation|county|countie|"
    "province|capital|lake|mountain|sea|street|airport|port|stadium|venue"
)
_BODIES = (
    "company|companie|firm|airline|automaker|carmaker|manufacturer|maker|retailer|bank|brand|chain|team|club|party|"
    "partie|league|band|newspaper|magazine|broadcaster|network|agency|agencie|organi[sz]ation|union|university|"
    "universitie|college|school|hospital|museum|film|movie|song|album|book|novel|show|series|game|ship|vessel|boat|"
    "award|prize|app|platform|website|hurricane|typhoon|storm|spacecraft|telescope|committee|ministry|department"
)


def _which(nouns: str) -> str:
    """What finds "which" with one of the nouns, a few words that tell which between them."""
    between = r"(?: (?!of\b|the\b|is\b|are\b|was\b|were\b|did\b|does\b|do\b)[\w'’.-]+){0,4}?"
    return rf"\b(?:what|which){between} (?:{nouns})(?:es|s)?\b"


_PATTERNS: tuple[tuple[str, Kind], ...] = (
    (r"\b(?:at )?what time\b(?! of (?:the )?year)|\b(?:at )?what hour\b", "time"),
    (
        r"\b(?:what|which) (?:year|month|day|date|week|century|decade)\b|\bwhen\b|\bhow long ago\b",
        "date",
    ),
    (r"\bhow (?:many|much|old|tall|long|far|high|large|big|often|fast|deep|wide|heavy)\b", "number"),
    (
        r"\bwhat (?:is|was|were|are) the (?:\w+ )?(?:number|price|cost|age|population|percentage|share|score|"
        r"toll|total|"
        r"amount|rate|budget|length|height|size)\b|\b(?:what|which) (?:percentage|proportion|share|number)\b",
        "number",
    ),
    (r"\bwhy\b|\bfor what reason\b|\bwhat (?:caused|led to|prompted)\b", "reason"),
    (
        rf"\bwhere\b|{_which(_PLACES)}",
        "place",
    ),
    (
        r"\bwhat (?:did|does|do|has|have) .{1,80}? (?:say|said|call|tell|claim|think|warn|announce|describe)\b",
        "saying",
    ),
    (
        rf"\bwho(?:se|m)?\b|{_which(_PERSONS)}",
        "person",
    ),
    (_which(_BODIES), "name"),
    (
        rf"^\W*(?:and |so |but )?(?:{AUXILIARIES})\b",
        "yes-no",
    ),
)
_KINDS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _PATTERNS)

_NAMED = re.compile(
    r"\bname of (?:(?:the|an?|this|that|his|her|their) )?(?P<named>(?:[\w'’-]+\s*){1,4})", re.IGNORECASE
)
_THING = re.compile(
    r"\b(?:what|which)\s+(?P<which>(?:[\w'’-]+\s*){1,5})|\bhow (?:many|much)\s+(?P<counted>(?:[\w'’-]+\s*){1,4})",
    re.IGNORECASE,
)
_HEADED = re.compile(_which(f"{_PERSONS}|{_PLACES}|{_BODIES}"), re.IGNORECASE)
_PASSED_OVER = frozenset("of the a an is was are were".split())
_EMPTY = frozenset(
    "type kind sort name one following many much else happened happen percentage number".split()
)
_MEASURE = re.compile(
    r"\bhow (old|tall|long|far|high|large|big|often|fast|deep|wide|heavy|strong|hot|cold)\b", re.IGNORECASE
)
_BEHIND = re.compile(r"\s*\([^()]*\)\s*\?$")
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|previous|rules)\b"
    r"|\b(?:print|reveal|repeat|show) (?:me )?(?:your|the) (?:system )?prompt\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone, taken apart. `stems` are those of `terms`, in the same order.

    `thing` are the words for what is asked for ("animal" of "which animal"), `measure` the measure asked for
    ("old" of "how old"); both may be empty.
    """

    text: str
    terms: tuple[str, ...]
    stems: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    kind: Kind
    thing: tuple[str, ...] = ()
    measure: str = ""


def is_order(text: str) -> bool:
    """Whether a text tells a machine what to do with its instructions, instead of asking or reporting."""
    return bool(_ORDER.search(text))


def understand(text: str) -> Question:
    """Take a question apart. Any text will do, also none."""
    text = text.strip()[:2000]
    telling = tuple(terms(text))
    asked = _asked(text)
    return Question(
        text=text,
        terms=telling,
        stems=tuple(stem(term) for term in telling),
        names=names_in(text),
        numbers=numbers_in(text),
        kind=_kind(text),
        thing=_thing(asked),
        measure=measured.group(1).lower() if (measured := _MEASURE.search(asked)) else "",
    )


def _asked(text: str) -> str:
    """The part of a question that asks: of "Why (what closed the bridge)?" only what stands before the bracket.

    Where that says more than a word of asking, the rest tells what it speaks of.
    """
    head = _BEHIND.sub("", text)
    return head if _kind(head) != "other" and all(map(is_stop_word, terms(head))) else text


def _kind(text: str) -> Kind:
    """The kind that the first word of asking tells: "Where was she when …?" asks for a place."""
    found = [(match.start(), at) for at, (pattern, _) in enumerate(_KINDS) if (match := pattern.search(text))]
    return _KINDS[min(found)[1]][1] if found else "other"


def _thing(text: str) -> tuple[str, ...]:
    match = _NAMED.search(text) or _THING.search(text)
    asked = match.group(match.lastgroup or 0) if match else ""
    # What stands behind the noun says what it did, not what it is: "company rebuilt".
    if match and match.re is _THING and (headed := _HEADED.match(text, match.start())):
        asked = asked[: max(0, headed.end() - match.start(match.lastgroup or 0))]
    found: list[str] = []
    for word in asked.split():
        plain = word.strip("'’-").removesuffix("'s").removesuffix("’s")
        if plain[:1].isupper():  # a name says which, not what: "which US state"
            continue
        if is_stop_word(plain):
            if found or plain not in _PASSED_OVER:
                break
        elif plain not in _EMPTY:
            found.append(plain)
    return tuple(found[:3])
