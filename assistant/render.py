"""An answer in a terminal: the text with numbered citations, then each passage in its surroundings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from dateline.assistant.answer import Answer, Citation
from dateline.assistant.citations import day_in_words
from dateline.assistant.compose import unescaped
from dateline.assistant.plan import also_searched
from dateline.errors import ArticleNotFound
from dateline.index.article import UNTITLED
from dateline.index.characters import published

if TYPE_CHECKING:
    from dateline.index.archive import Archive

_AROUND = 220
_KNOWN = {"url": " (date from the address)", "dateline": " (date from the dateline)"}


class Terminal(Console):
    """Stdout. In a pipe nothing is wrapped or coloured, and a reader that went away is told to the caller."""

    def __init__(self) -> None:
        super().__init__(highlight=False)
        self.soft_wrap = not self.is_terminal

    def on_broken_pipe(self) -> None:
        """Leave it to the command line, which ends quietly."""
        raise BrokenPipeError


def show(answer: Answer, archive: "Archive", console: Console) -> None:
    """Print an answer; citations of articles that have been removed or changed since are marked so."""
    if answer.standalone != answer.question:
        console.print(_line(f"asked as: {answer.standalone}", "dim"))
    for asked in also_searched(answer):
        console.print(_line(f"also searched: {asked}", "dim"))
    console.print(_line(plain(answer)))
    if answer.notices:
        console.print()
    for notice in answer.notices:
        console.print(_line(f"Note: {notice}", "yellow"))
    for citation in answer.citations:
        console.print()
        for line in _citation(citation, archive):
            console.print(line)


def plain(answer: Answer) -> str:
    """The answer's text as it reads, without the escapes of Markdown."""
    return unescaped(answer.text)


def _citation(citation: Citation, archive: "Archive") -> Iterator[Text]:
    told = f"[{citation.number}] {citation.title or UNTITLED}"
    told += f" — {citation.publisher or 'unknown publisher'}, {day_in_words(citation.published)}"
    told += _KNOWN.get(citation.published_from, "")
    if citation.origin and citation.origin != citation.publisher:
        told += f", crediting {citation.origin}"
    yield _line(told, "bold")
    place = (
        f"    {citation.article} version {citation.version}, characters {citation.start} to {citation.end}"
    )
    if citation.copies:
        place += f"; the same report in {len(citation.copies)} more: {', '.join(citation.copies)}"
    yield _line(place, "dim")
    yield from _passage(citation, archive)
    if citation.link:
        link = _line(f"    {citation.link}", "dim")
        # A link cut at the window's edge cannot be opened.
        link.no_wrap, link.overflow = True, "ignore"
        yield link


def _passage(citation: Citation, archive: "Archive") -> Iterator[Text]:
    """The quote in its surroundings; where the archive no longer has these, the quote alone, and why."""
    try:
        article = archive.get(citation.article, citation.version)
    except ArticleNotFound:
        yield _line(f"    ({_removed(citation, archive)})", "red")
        yield Text("    ").append(_quoted(citation))
        return
    if article.text[citation.start : citation.end] != citation.quote:
        yield _line("    (the archive has other words there; see `dateline verify`)", "red")
        yield Text("    ").append(_quoted(citation))
        return
    if article.version != archive.get(citation.article).version:
        yield _line(
            "    (a newer version of this article has been published; see `dateline verify`)", "yellow"
        )
    yield _surrounded(article.text, citation)


def _removed(citation: Citation, archive: "Archive") -> str:
    try:
        now = archive.get(citation.article).version
    except ArticleNotFound:
        return "this article has been removed from the archive since"
    return (
        f"this version has been removed since; the article is there as version {now}, see `dateline verify`"
    )


def _surrounded(text: str, citation: Citation) -> Text:
    first = max(0, citation.start - _AROUND)
    last = min(len(text), citation.end + _AROUND)
    shown = Text("    " + ("…" if first else ""))
    shown.append(_one_line(text[first : citation.start]), style="dim")
    shown.append(_quoted(citation))
    shown.append(_one_line(text[citation.end : last]), style="dim")
    return shown.append("…" if last < len(text) else "")


def _quoted(citation: Citation) -> Text:
    # Emphasis that survives in a pipe, where there is no colour: the quote stands between marks.
    return Text(f"»{_one_line(citation.quote)}«", style="bold underline")


def _one_line(text: str) -> str:
    return published(text).replace("\n\n", " ¶ ").replace("\n", " ")


def _line(text: str, style: str = "") -> Text:
    """Text for a terminal: what an article's metadata or an id brings along can give it no orders."""
    return Text(published(text), style=style)
