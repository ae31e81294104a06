"""One raw piece, made ready for the catalogue: everything that needs no archive."""

import hashlib
import logging
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.index.article import Block, Metadata, Span
from dateline.index.boilerplate import furniture, line_keys
from dateline.index.characters import published, spaced
from dateline.index.clean import Cleaned, clean
from dateline.index.copies import sketch
from dateline.index.metadata import describe
from dateline.index.raw import Raw, Refused
from dateline.index.sentences import split

_log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cleaned, described and split article, with the keys by which copies and repeating lines are found.

    `told` are the sentences that are the report's own; `packed` is the raw piece as it is stored.
    """

    raw: Raw
    digest: str
    packed: bytes
    cleaned: Cleaned
    metadata: Metadata
    sentences: tuple[Span, ...]
    told: tuple[str, ...]
    bands: tuple[int, ...]
    lines: frozenset[int]

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.cleaned.text

    @property
    def own_id(self) -> str | None:
        """The id that the source itself gives, if it does: its visible characters, on one line."""
        stated = self.raw.fields.get("id")
        return spaced(published(str(stated))) or None if stated is not None else None

    @property
    def url_id(self) -> str | None:
        """The id that the canonical URL gives, if there is one."""
        return "url-" + _short(self.metadata.url) if self.metadata.url else None

    @property
    def text_id(self) -> str:
        """The id that the raw text gives."""
        return "text-" + _short(self.raw.content)


def prepare(raw: Raw, digest: str) -> Prepared:
    """Clean, describe and split a raw piece (whose digest is given, since it is known by then)."""
    cleaned = clean(raw)
    text, blocks = cleaned.text, cleaned.blocks
    sentences = tuple(split(text, blocks))
    page = furniture(text, blocks)
    return Prepared(
        raw=raw,
        digest=digest,
        packed=raw.packed(),
        cleaned=cleaned,
        metadata=describe(raw, cleaned),
        sentences=sentences,
        told=_outside(page, text, sentences),
        bands=tuple(sketch(text, page)),
        lines=line_keys(text, blocks),
    )


def attempt(piece: Raw | Refused) -> Prepared | Refused:
    """A piece ready to be written, or why it cannot be; what is refused already stays so."""
    if isinstance(piece, Refused):
        return piece
    try:
        prepared = prepare(piece, piece.digest)
    except (OSError, MemoryError):  # the machine's fault, not the article's
        raise
    except Exception as error:
        _log.debug("%s could not be cleaned", piece.source, exc_info=True)
        return Refused(piece.source, f"it could not be cleaned ({type(error).__name__}: {error})")
    return prepared if prepared.text else Refused(piece.source, "nothing is left of it after cleaning")


def told(text: str, blocks: Sequence[Block], sentences: Sequence[Span]) -> tuple[str, ...]:
    """The sentences that are the report's own: what a page says to its reader makes no two reports alike."""
    return _outside(furniture(text, blocks), text, sentences)


def _outside(page: Sequence[Span], text: str, sentences: Sequence[Span]) -> tuple[str, ...]:
    ends = {span.start: span.end for span in page}
    starts = sorted(ends)

    def inside(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.end <= ends[starts[at]]

    return tuple(text[span.start : span.end] for span in sentences if not inside(span))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
