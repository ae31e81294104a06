"""An article and its parts: the nouns of the index room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

UNTITLED = "Untitled"
"""What an article without a title is called where people read; never by its id."""

PublishedFrom = Literal["metadata", "url", "dateline", "none"]
BlockKind = Literal["paragraph", "heading", "list", "caption", "quotation"]


class Span(NamedTuple):
    """`[start, end)` in code points of one canonical text."""

    start: int
    end: int


class Block(NamedTuple):
    """A paragraph, heading, list item, caption or quotation of a canonical text."""

    start: int
    end: int
    kind: BlockKind


class Cut(NamedTuple):
    """A piece of raw text that cleaning left out, with the reason in a few words."""

    text: str
    reason: str


class Skipped(NamedTuple):
    """A span of canonical text that repeats over the archive: shown grey, not indexed, never cited."""

    start: int
    end: int
    reason: str


class Source(NamedTuple):
    """Where an article came from: an absolute path, `path#record`, or a URL."""

    name: str
    seen: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a version beside its text. Unknown is None or empty, never a guess."""

    title: str = ""
    publisher: str | None = None
    origin: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_from: PublishedFrom = "none"
    language: str | None = None
    url: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article, as `Archive.get` gives it.

    `published` is ISO 8601 (a day, or a date with time and zone), None when unknown;
    `copies` are the ids of the other articles that carry the same report;
    all offsets are code points of `text`.
    """

    id: str
    version: int
    text: str
    title: str
    publisher: str | None
    origin: str | None
    authors: tuple[str, ...]
    published: str | None
    published_from: PublishedFrom
    language: str | None
    url: str | None
    copies: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    blocks: tuple[Block, ...] = ()
    cuts: tuple[Cut, ...] = ()
    versions: int = 1
    sources: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
