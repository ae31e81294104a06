"""From chosen sentences to the parts of an Answer: framing, citations, offsets, what was looked at."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from dateline.assistant.answer import Citation, LookedAt, Nearest, Statement
from dateline.assistant.citations import cite, credit, day_in_words
from dateline.assistant.evidence import Sentence
from dateline.index.hit import Filters, Hit

if TYPE_CHECKING:
    from dateline.index.archive import Archive

ABSTENTION = "The archive does not hold an answer to this."
NOTHING_FOUND = "no passage has the words of the question"
NOT_CARRIED = "the passages found do not carry an answer"
NO_ARTICLES = "no article meets the filters"
_MOST_NEAREST = 3
# What Markdown would read as more than text; escaped, every quoted character shows as published.
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;)|!(?=\[)|\$)")
_AT_LINE_START = re.compile(r"^(\d{0,9})([#+=.)-])", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """Text that Markdown shows exactly as it is."""
    return _AT_LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def unescaped(text: str) -> str:
    """Markdown's text as it reads: what `escaped` made, undone."""
    return _ESCAPE.sub(r"\1", text)


def framed(citation: Citation) -> str:
    """The statement of the extractive writer: who published the quote, and when, and its very words."""
    return f'{escaped(credit(citation.publisher, citation.published))}: "{escaped(citation.quote)}"'


class Composer:
    """Builds the text, statements and citations of an answer, one quoted sentence at a time."""

    def __init__(self, archive: "Archive") -> None:
        self._archive = archive
        self.text = ""
        self.statements: list[Statement] = []
        self.citations: list[Citation] = []

    def quote(self, sentence: Sentence) -> str:
        """Add a sentence as a statement with its citation; the text it appends."""
        number = len(self.citations) + 1
        citation = cite(self._archive, number, sentence.hit, sentence.span)
        self.citations.append(citation)
        before = "\n\n" if self.text else ""
        said = framed(citation)
        start = len(self.text) + len(before)
        self.statements.append(Statement(said, start, start + len(said), (number,), "supported", ""))
        added = f"{before}{said} [{number}]"
        self.text += added
        return added


def looked_at(archive: "Archive", filters: Filters) -> LookedAt:
    """How many articles met the filters, and the days they cover."""
    with archive.reading() as snapshot:
        versions = snapshot.versions(filters)
        days = snapshot.days[versions & (snapshot.days > 0)]
        return LookedAt(
            articles=int(versions.sum()),
            undated=int((versions & (snapshot.days == 0)).sum()),
            undated_left_out=snapshot.undated_left_out(filters),
            first=_day(int(days.min())) if len(days) else None,
            last=_day(int(days.max())) if len(days) else None,
        )


def nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """The articles of the best hits, each once."""
    found: dict[str, Nearest] = {}
    for hit in hits:
        found.setdefault(hit.article, Nearest(hit.article, hit.title, hit.publisher, hit.published))
    return tuple(found.values())[:_MOST_NEAREST]


def abstention(looked: LookedAt, near: Sequence[Nearest]) -> str:
    """The text of an abstention: what was looked at, and the nearest articles."""
    told = [ABSTENTION, _looked(looked)]
    if near:
        names = "; ".join(
            f"{_called(each)} ({escaped(credit(each.publisher, each.published))})" for each in near
        )
        told.append(f"Nearest: {names}.")
    return "\n\n".join(told)


def _called(near: Nearest) -> str:
    return f"“{escaped(near.title)}”" if near.title else "an untitled article"


def left_out(looked: LookedAt) -> str:
    """A notice of the undated articles that a day left out; empty where there were none."""
    if not looked.undated_left_out:
        return ""
    if looked.undated_left_out == 1:
        return "1 undated article was left out, since a day was given."
    return f"{looked.undated_left_out:,} undated articles were left out, since a day was given."


def unmet(archive: "Archive", filters: Filters) -> list[str]:
    """What a filter names that the archive does not know, each with what may have been meant."""
    with archive.reading() as snapshot:
        outlets = {name.casefold(): name for name in snapshot.outlets}
        told = [_no_publisher(name, outlets) for name in filters.publishers if name.casefold() not in outlets]
        known = set(snapshot.articles) if filters.within else set()
        return told + [f"There is no article {each!r}." for each in filters.within if each not in known]


def _no_publisher(name: str, outlets: Mapping[str, str]) -> str:
    near = [outlet for outlet in outlets if name.casefold() in outlet] if name.strip() else []
    near = near or get_close_matches(name.casefold(), outlets, 3, 0.6)
    meant = f" There is: {', '.join(outlets[each] for each in near[:3])}." if near else ""
    return f"No article is by a publisher called {name!r}.{meant}"


def _looked(looked: LookedAt) -> str:
    if not looked.articles:
        return "No article met the filters."
    said = f"Looked at {looked.articles:,} article{'' if looked.articles == 1 else 's'}"
    if looked.first and looked.last:
        first, last = day_in_words(looked.first), day_in_words(looked.last)
        said += f", dated {first}" if first == last else f", dated {first} to {last}"
        said += f", {looked.undated:,} of them undated" if looked.undated else ""
    elif looked.undated:
        said += ", all undated" if looked.undated > 1 else ", undated"
    return said + "."


def _day(day: int) -> str:
    return f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
