"""A conversation as one HTML file for an editor or a lawyer: every quote where it stood, and how to check it."""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.assistant.answer import Answer, Citation
from dateline.assistant.citations import credit, day_in_words
from dateline.assistant.compose import unescaped
from dateline.assistant.web.later import later
from dateline.assistant.web.markdown import asked
from dateline.assistant.web.parts import FILES
from dateline.errors import ArticleNotFound
from dateline.index.article import Span

if TYPE_CHECKING:
    import jinja2

    from dateline.index import Archive
    from dateline.index.article import Article

AROUND = 400
"""Code points shown before and after a quote."""

_KNOWN = {
    "metadata": "as the source states",
    "url": "from the address of the page",
    "dateline": "from the dateline",
    "none": "not known",
}

_FATES = {
    "same": "the quote stands in that, too",
    "changed": "there the passage reads",
    "gone": "the quote does not stand in that any more",
}


def dossier(archive: "Archive", answers: Sequence[Answer]) -> str:
    """One page that loads nothing: answers, and each quote in its surroundings with the digest of its text.

    Where the archive no longer holds a version, or has other words there, the quote stands alone and that is said.
    """
    told = [_told(archive, answer) for answer in answers]
    return _template().render(answers=told, title=answers[0].question if answers else "")


def text_digest(text: str) -> str:
    """SHA-256 (hex) of a version's canonical text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _told(archive: "Archive", answer: Answer) -> dict[str, Any]:
    statements = [
        {
            "text": unescaped(statement.text),
            "numbers": statement.citations,
            "verdict": "" if statement.verdict == "supported" else statement.verdict,
            "why": statement.why,
        }
        for statement in answer.statements
    ]
    return {
        "answer": answer,
        "asked": asked(answer),
        "text": "" if statements else unescaped(answer.text),
        "statements": statements,
        "quotes": [_quoted(archive, citation) for citation in answer.citations],
    }


def _quoted(archive: "Archive", citation: Citation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "citation": citation,
        "by": credit(citation.publisher, citation.published),
        "day": day_in_words(citation.published),
        "known": _KNOWN[citation.published_from],
        "link": citation.link or citation.url,
        "before": "",
        "after": "",
        "digest": None,
        "fault": None,
        "later": "",
    }
    try:
        article = archive.get(citation.article, citation.version)
    except ArticleNotFound:
        return told | {
            "fault": "This article is no longer in the archive; the quote is shown as it was cited."
        }
    text = article.text
    if text[citation.start : citation.end] != citation.quote:
        return told | {"fault": "The quote does not stand at the place this citation names."}
    first, last = max(0, citation.start - AROUND), citation.end + AROUND
    return told | {
        "before": ("…" if first else "") + text[first : citation.start],
        "after": text[citation.end : last] + ("…" if last < len(text) else ""),
        "digest": text_digest(text),
        "later": _later(archive, article, citation),
    }


def _later(archive: "Archive", article: "Article", citation: Citation) -> str:
    """What became of the quote in the newest version of its article; empty where it stands in that."""
    found = later(archive, article, Span(citation.start, citation.end))
    if found is None:
        return ""
    told = f"replaced by version {found['version']}; {_FATES[found['fate']]}"
    if found["fate"] == "changed":
        text = archive.get(article.id, found["version"]).text
        told += f": “{text[found['start'] : found['end']]}”"
    return told


@cache
def _template() -> "jinja2.Template":
    import jinja2  # noqa: PLC0415  only for those who export

    maker = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return maker.from_string((FILES / "dossier.html").read_text("utf-8"))
