"""Checking an exported answer against an archive, with no model: does each quote stand where it says?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.assistant.answer import Answer, Citation
from dateline.errors import ArticleNotFound

if TYPE_CHECKING:
    from dateline.index.archive import Archive

State = Literal["holds", "unchanged later", "moved later", "altered or dropped later", "removed", "not there"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one citation. `sound`: the quote stands in the cited version, character for character."""

    number: int
    article: str
    version: int
    state: State
    sound: bool
    detail: str


def verify(answer: Answer, archive: "Archive") -> list[Finding]:
    """One finding a citation, and one (number 0) for each statement whose text or citations do not fit the answer."""
    found = [_citation(citation, archive) for citation in answer.citations]
    numbers = {citation.number for citation in answer.citations}
    for statement in answer.statements:
        if answer.text[statement.start : statement.end] != statement.text:
            found.append(
                _broken(f"the statement {statement.text[:60]!r} does not stand at its place in the answer")
            )
        if missing := set(statement.citations) - numbers:
            found.append(
                _broken(f"the statement {statement.text[:60]!r} cites [{min(missing)}], which is not there")
            )
    return found


def _citation(citation: Citation, archive: "Archive") -> Finding:
    try:
        cited = archive.get(citation.article, citation.version)
    except ArticleNotFound:
        return _told(citation, "removed", "this version of the article is not in the archive")
    if cited.text[citation.start : citation.end] != citation.quote:
        stands = cited.text[citation.start : citation.end]
        return _told(
            citation, "not there", f"at characters {citation.start} to {citation.end} stands {stands[:80]!r}"
        )
    latest = archive.get(citation.article)
    if latest.version == cited.version:
        return _told(citation, "holds", "")
    if latest.text[citation.start : citation.end] == citation.quote:
        return _told(
            citation, "unchanged later", f"version {latest.version} has the same words in the same place"
        )
    if citation.quote in latest.text:
        return _told(citation, "moved later", f"version {latest.version} has the same words in another place")
    return _told(
        citation,
        "altered or dropped later",
        f"version {latest.version} no longer has these words: {latest.title}",
    )


def _told(citation: Citation, state: State, detail: str) -> Finding:
    sound = state not in ("removed", "not there")
    return Finding(citation.number, citation.article, citation.version, state, sound, detail)


def _broken(detail: str) -> Finding:
    return Finding(0, "", 0, "not there", False, detail)
