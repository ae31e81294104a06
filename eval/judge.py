"""The judge of citations: Dateline's own support check, deterministic and local."""

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path

from dateline.assistant import support
from dateline.assistant.answer import Citation
from dateline.eval.shelf import Shelf

# Sentences before a quote that tell of whom it speaks.
_BEFORE = 3


class SupportJudge:
    """Says whether citations carry a statement, as ALCE asks a model: all of it, or not."""

    @functools.cached_property
    def name(self) -> str:
        """Names the check by a digest of its code and word lists: another check gives other verdicts."""
        digest = hashlib.sha256()
        folder = Path(support.__path__[0])
        for path in sorted([*folder.glob("*.py"), *folder.glob("lexicon/*")]):
            if not path.is_file():
                continue
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return f"support:{digest.hexdigest()[:16]}"

    def carries(self, statement: str, citations: Sequence[Citation], shelf: Shelf) -> bool:
        """Whether the citations together carry all of the statement."""
        evidence = [_cited(citation, shelf) for citation in citations]
        return support.check(statement, evidence).verdict == "supported"


def _cited(citation: Citation, shelf: Shelf) -> support.Cited:
    article = shelf.get(citation.article, citation.version)
    sentences = shelf.archive.sentences(citation.article, citation.version) if article else ()
    before = [span for span in sentences if span.end <= citation.start][-_BEFORE:]
    context = [citation.title, *(article.text[span.start : span.end] for span in before if article)]
    return support.Cited(
        citation.quote, citation.publisher, citation.published, " ".join(filter(None, context))
    )
