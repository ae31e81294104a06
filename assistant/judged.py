"""A model's sentences with what they cite and whether that carries them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.assistant.answer import Statement, Verdict
from dateline.assistant.assemble import Marked
from dateline.assistant.evidence import Sentence
from dateline.assistant.ledger import By, Evidence, Ledger
from dateline.assistant.prose import Prose
from dateline.assistant.support import check, find_support
from dateline.index.terms import words
from dateline.prompts import SENTINEL

_EMPHASIS = re.compile(r"\*+|_{2,}")
_ENDS = re.compile(r"[.!?…:;|。！？][\"”’'»)*_]*$")
_LACKING = r"(?:evidence|passages?|articles?|sentences?|sources?|texts?)(?: above| given| provided)?"
_TELLING = (
    r"(?:answer|mention|say|state|contain|provide|give|specify|include|tell|name|identify|indicate|address)"
)
_DECLINES = re.compile(
    rf"(?:(?:the|this|these|those)\s+)?(?:given |provided |numbered )?{_LACKING}\s+"
    rf"(?:do|does|did)(?: not|n['’]t)\s+(?:\w+ly\s+)?{_TELLING}\b"
    rf"|(?:no|none of the)\s+(?:\w+\s+)?{_LACKING}\s+{_TELLING}s?\b"
    rf"|.*\bnot (?:\w+ly )?(?:(?:mentioned|stated|given|provided|specified|found|answered|included) )?"
    rf"(?:in|by) (?:the|any of the) (?:\w+ )?{_LACKING}\W*$",
    re.IGNORECASE | re.DOTALL,
)
OF_EVIDENCE = "it says what the evidence lacks, which no sentence can carry"
NO_MARKER = "the model cites nothing for this, and no sentence of the evidence carries it"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a model with the sentences it rests on; `by` says who found these."""

    text: str
    lead: str
    cites: tuple[Sentence, ...]
    by: By
    verdict: Verdict
    why: str = ""

    @property
    def survives(self) -> bool:
        """Whether its citations carry it, if not wholly."""
        return self.verdict in ("supported", "partly")


def judge(marked: Sequence[Marked], evidence: Evidence, *, whole: bool = True) -> list[Judged]:
    """Each sentence with its verdict. Repeated ones and the words of abstention are left out.

    With `whole` False the model was stopped: a last sentence without an end is left out too.
    """
    told = [each for each in marked if plain(each.text) != plain(SENTINEL)]
    if not whole and len(told) > 1 and not _ENDS.search(told[-1].text):
        told = told[:-1]
    once = {plain(each.text): each for each in reversed(told)}
    return [_judged(each, evidence) for each in told if once[plain(each.text)] is each]


def plain(text: str) -> str:
    """A sentence without emphasis, case and signs around it, to compare."""
    return " ".join(_EMPHASIS.sub("", text).casefold().split()).strip(" .\"'”“")


def abstains(text: str) -> bool:
    """Whether a model's answer begins with the words of abstention."""
    return plain(text).startswith(plain(SENTINEL))


def declines(text: str) -> bool:
    """Whether a sentence says, in the model's own words, that the evidence lacks something."""
    return bool(_DECLINES.match(_EMPHASIS.sub("", text).strip()))


def _judged(marked: Marked, evidence: Evidence) -> Judged:
    """The sentence by what its markers name; where they do not carry it, by the one sentence that does."""
    text = _EMPHASIS.sub("", marked.text)
    cites = _named(marked, text, evidence)
    support = check(text, [evidence.cited[each.id] for each in cites])
    if cites and support.verdict == "supported":
        return Judged(marked.text, marked.lead, cites, "writer", "supported")
    if found := _found(marked, text, evidence, also_partly=support.verdict == "unsupported"):
        return found
    if declines(text) and support.verdict == "unsupported":
        return Judged(marked.text, marked.lead, (), "writer", "uncited", OF_EVIDENCE)
    if cites:
        return Judged(marked.text, marked.lead, cites, "writer", support.verdict, support.why)
    why = f"it cites [{marked.unknown[0]}], which is not in the evidence" if marked.unknown else NO_MARKER
    return Judged(marked.text, marked.lead, (), "writer", "uncited", why)


def _found(marked: Marked, text: str, evidence: Evidence, *, also_partly: bool) -> Judged | None:
    """The sentence with the one of the evidence that carries it by itself, or all of it but who says so."""
    known = [evidence.cited[each.id] for each in evidence.sentences]
    for unattributed in (False, True) if also_partly else (False,):
        at = find_support(text, known, unattributed=unattributed)
        if at is not None:
            support = check(text, [known[at]])
            cites = (evidence.sentences[at],)
            return Judged(marked.text, marked.lead, cites, "check", support.verdict, support.why)
    return None


def _named(marked: Marked, text: str, evidence: Evidence) -> tuple[Sentence, ...]:
    """The sentences that a statement's markers name; of a whole passage the one that says most of it."""
    found = [evidence.by_id.get(each) or _of_passage(each, text, evidence) for each in marked.ids]
    return tuple({each.id: each for each in found if each is not None}.values())


def _of_passage(number: str, text: str, evidence: Evidence) -> Sentence | None:
    passage = evidence.passage(number)
    if passage is None:
        return None
    found = find_support(text, [evidence.cited[each.id] for each in passage.sentences])
    if found is not None:
        return passage.sentences[found]
    ours = set(words(text))
    return max(passage.sentences, key=lambda each: len(ours & set(words(each.text))))


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of an answer with its statements; their places are those in the text."""

    text: str
    statements: tuple[Statement, ...]
    ledger: Ledger


def compose(judged: Sequence[Judged], evidence: Evidence) -> Composed:
    """The answer's text from its sentences: escaped, [1] after each."""
    prose, ledger, text = Prose(), Ledger(evidence), ""
    statements: list[Statement] = []
    for each in judged:
        lead = each.lead if statements else each.lead.lstrip()
        text += prose.text(lead or (" " if statements and not text[-1:].isspace() else ""))
        start = len(text)
        text += prose.text(each.text)
        numbers = ledger.numbers(each.cites, each.by)
        statements.append(Statement(text[start:], start, len(text), numbers, each.verdict, each.why))
        text += "".join(prose.chip(number) for number in numbers)
    return Composed(text, tuple(statements), ledger)
