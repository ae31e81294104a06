"""An answer in a terminal: the text with numbered citations, then each passage in its surroundings."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from dateline.assistant.answer import Answer, Citation
from dateline.assistant.citations import day_in_words
from dateline.errors import ArticleNotFound

if TYPE_CHECKING:
    from dateline.index.archive import Archive

_AROUND = 220
_ESCAPE = re.compile(r"\\(.)")
_KNOWN = {"url": " (date from the address)", "dateline": " (date from the dateline)"}


def show(answer: Answer, archive: "Archive", console: Console) -> None:
    """Print an answer; citations of articles that have been removed since are marked so."""
    if answer.standalone != answer.question:
        console.print(Text(f"asked as: {answer.standalone}", style="dim"))
    console.print(Text(plain(answer)))
    for notice in answer.notices:
        console.print(Text(f"Note: {notice}", style="yellow"))
    for citation in answer.citations:
        console.print()
        for line in _citation(citation, archive):
            console.print(line)


def plain(answer: Answer) -> str:
    """The answer's text as it reads, without the escapes of Markdown."""
    return _ESCAPE.sub(r"\1", answer.text)


def _citation(citation: Citation, archive: "Archive") -> Iterator[Text]:
    told = f"[{citation.number}] {citation.title or citation.article} — {citation.publisher or 'unknown publisher'}"
    told += f", {day_in_words(citation.published)}{_KNOWN.get(citation.published_from, '')}"
    if citation.origin and citation.origin != citation.publisher:
        told += f", crediting {citation.origin}"
    yield Text(told, style="bold")
    place = (
        f"    {citation.article} version {citation.version}, characters {citation.start} to {citation.end}"
    )
    if citation.copies:
        place += f"; the same report in {len(citation.copies)} more: {', '.join(citation.copies)}"
    yield Text(place, style="dim")
    try:
        article = archive.get(citation.article, citation.version)
    except ArticleNotFound:
        yield Text("    (this article has been removed from the archive since)", style="red")
        yield Text("    ").append(citation.quote, style="bold underline")
        return
    if article.version != archive.get(citation.article).version:
        yield Text(
            "    (a newer version of this article has been published; see `dateline verify`)", style="yellow"
        )
    yield _surrounded(article.text, citation)
    if citation.link:
        yield Text(f"    {citation.link}", style="dim")


def _surrounded(text: str, citation: Citation) -> Text:
    first = max(0, citation.start - _AROUND)
    last = min(len(text), citation.end + _AROUND)
    shown = Text("    " + ("…" if first else ""))
    shown.append(_one_line(text[first : citation.start]), style="dim")
    # Emphasis that survives in a pipe, where there is no colour: the quote stands between marks.
    shown.append("»" + _one_line(citation.quote) + "«", style="bold underline")
    shown.append(_one_line(text[citation.end : last]), style="dim")
    return shown.append("…" if last < len(text) else "")


def _one_line(text: str) -> str:
    return text.replace("\n\n", " ¶ ").replace("\n", " ")
