"""Checking an exported answer against an archive, with no model: does each quote stand where it says?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.assistant.answer import Answer, Citation, Statement
from dateline.assistant.compose import ABSTENTION, framed
from dateline.errors import ArticleNotFound, WrongUse

if TYPE_CHECKING:
    from dateline.index.archive import Archive
    from dateline.index.article import Article

State = Literal[
    "holds",
    "unchanged later",
    "moved later",
    "altered or dropped later",
    "stands again",
    "removed",
    "not there",
    "named otherwise",
]
# What a citation says of its article, besides the quote.
_NAMED = ("title", "publisher", "origin", "authors", "published", "published_from")
_SAME = "the same place"
_MARKER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one citation.

    `sound`: the quote stands in the cited version, to the character; or, where the article was removed and
    added again, in the version that is there now.
    """

    number: int
    article: str
    version: int
    state: State
    sound: bool
    detail: str


def read_answer(told: str | bytes) -> Answer:
    """The answer that JSON text tells, each value of its own kind. Raises WrongUse saying what is wrong."""
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  only where an answer comes from outside

    try:
        return TypeAdapter(Answer).validate_json(told, strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise WrongUse(f"{where}: {first['msg']}") from None


def verify(answer: Answer, archive: "Archive") -> list[Finding]:
    """One finding a citation, and one (number 0) for each thing that does not fit the answer as a whole."""
    found = [_citation(citation, archive) for citation in answer.citations]
    cited = {citation.number: citation for citation in answer.citations}
    if len(cited) < len(answer.citations):
        found.append(_broken("several citations have the same number"))
    faults = [(statement, _fault(statement, answer, cited)) for statement in answer.statements]
    found += [_broken(f"the statement {each.text[:60]!r} {fault}") for each, fault in faults if fault]
    if odd := _odd(answer):
        found.append(_broken(odd))
    return found


def _odd(answer: Answer) -> str:
    """What is wrong with the text besides its statements; empty when nothing is."""
    if answer.abstained:
        return "" if answer.text.startswith(ABSTENTION) else "the answer is said to abstain, and does not"
    if not answer.statements:
        return "the text rests on nothing: there are no statements"
    if answer.writer != "extractive":
        return ""
    rest, end = "", 0
    for statement in sorted(answer.statements, key=lambda each: each.start):
        rest += answer.text[end : statement.start]
        end = max(end, statement.end)
    rest = _MARKER.sub("", rest + answer.text[end:]).strip()
    return f"the text has words that are in no statement: {rest[:60]!r}" if rest else ""


def _fault(statement: Statement, answer: Answer, cited: Mapping[int, Citation]) -> str:
    """What is wrong with a statement; empty when nothing is."""
    if _slice(answer.text, statement) != statement.text:
        return "does not stand at its place in the answer"
    if missing := set(statement.citations) - set(cited):
        return f"cites [{min(missing)}], which is not there"
    if not statement.citations and statement.verdict != "uncited":
        return f"cites nothing and is said to be {statement.verdict}"
    # The extractive writer only quotes: its statements must be the very words.
    for number in statement.citations if answer.writer == "extractive" else ():
        if statement.text != framed(cited[number]):
            return f"is not what its citation [{number}] says, or not by whom and when"
    return ""


def _citation(citation: Citation, archive: "Archive") -> Finding:
    try:
        cited = archive.get(citation.article, citation.version)
    except ArticleNotFound:
        return _removed(citation, archive)
    stands = _slice(cited.text, citation)
    if not stands or stands != citation.quote:
        place = f"characters {citation.start} to {citation.end}"
        told = f"at {place} stands {stands[:80]!r}" if stands else f"{place} are no place in the text"
        return _told(citation, "not there", told)
    if wrong := _misnamed(citation, cited):
        return _told(citation, "named otherwise", wrong)
    latest = archive.get(citation.article)
    if latest.version == cited.version:
        return _told(citation, "holds", "")
    which = f"version {latest.version}"
    if place := _place(citation, latest):
        state: State = "unchanged later" if place == _SAME else "moved later"
        return _told(citation, state, f"{which} has the same words in {place}")
    return _told(citation, "altered or dropped later", f"{which} no longer has these words: {latest.title}")


def _removed(citation: Citation, archive: "Archive") -> Finding:
    """What became of a citation whose version is not in the archive."""
    gone = _told(citation, "removed", "this version of the article is not in the archive")
    try:
        there = archive.get(citation.article)
    except ArticleNotFound:
        return gone
    # Numbers are never used again: a higher one was never given, a lower one went with the whole article.
    if not 1 <= citation.version < there.version or not citation.quote:
        return gone
    which = f"the article was removed and added again; version {there.version}"
    if wrong := _misnamed(citation, there):
        return _told(citation, "named otherwise", f"{which} is there now, and {wrong}")
    if place := _place(citation, there):
        return _told(citation, "stands again", f"{which} has the same words in {place}")
    return _told(citation, "removed", f"{which} does not have these words")


def _place(citation: Citation, there: "Article") -> str:
    """Where another version has the cited words: in the same place or another one; empty where nowhere."""
    if _slice(there.text, citation) == citation.quote:
        return _SAME
    return "another place" if citation.quote in there.text else ""


def _misnamed(citation: Citation, cited: "Article") -> str:
    """What the citation says of its article and the archive does not; empty when nothing."""
    for name in _NAMED:
        said, stored = getattr(citation, name), getattr(cited, name)
        if said != stored:
            return f"its {name} is {stored!r} in the archive, not {said!r}"
    for name in ("url", "link"):
        said = getattr(citation, name)
        if said and said.partition("#")[0] != (cited.url or "").partition("#")[0]:
            return f"its {name} does not lead to {cited.url!r}"
    return ""


def _slice(text: str, place: Citation | Statement) -> str:
    """The characters of a place; empty for what is none (a negative start would count from the end)."""
    return text[place.start : place.end] if 0 <= place.start < place.end <= len(text) else ""


def _told(citation: Citation, state: State, detail: str) -> Finding:
    sound = state not in ("removed", "not there", "named otherwise")
    return Finding(citation.number, citation.article, citation.version, state, sound, detail)


def _broken(detail: str) -> Finding:
    return Finding(0, "", 0, "not there", False, detail)
