"""One raw piece, made ready for the catalogue: everything that needs no archive."""

import hashlib
from dataclasses import dataclass

from dateline.index.article import Metadata, Span
from dateline.index.boilerplate import furniture, line_keys
from dateline.index.clean import Cleaned, clean
from dateline.index.copies import sketch
from dateline.index.metadata import describe
from dateline.index.raw import Raw
from dateline.index.sentences import split


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cleaned, described and split article, with the keys by which copies and repeating lines are found."""

    raw: Raw
    digest: str
    cleaned: Cleaned
    metadata: Metadata
    sentences: tuple[Span, ...]
    bands: tuple[int, ...]
    lines: frozenset[int]

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.cleaned.text

    @property
    def own_id(self) -> str | None:
        """The id that the source itself gives, if it does."""
        stated = self.raw.fields.get("id")
        return str(stated) if stated not in (None, "") else None

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
    sentences = tuple(split(cleaned.text, cleaned.blocks))
    return Prepared(
        raw=raw,
        digest=digest,
        cleaned=cleaned,
        metadata=describe(raw, cleaned),
        sentences=sentences,
        bands=tuple(sketch(cleaned.text, furniture(cleaned.text, cleaned.blocks))),
        lines=line_keys(cleaned.text, cleaned.blocks),
    )


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
