"""Plain text and Markdown: one piece a file."""

from collections.abc import Iterator

from dateline.errors import SourceUnreadable
from dateline.index.raw import Raw, RawKind, Refused
from dateline.index.readers.opened import Opened


def read_text(file: Opened) -> Iterator[Raw | Refused]:
    """The file as one plain text."""
    yield _piece(file, "text")


def read_markdown(file: Opened) -> Iterator[Raw | Refused]:
    """The file as one Markdown text."""
    yield _piece(file, "markdown")


def _piece(file: Opened, kind: RawKind) -> Raw:
    text = file.text()
    if not text.strip():
        raise SourceUnreadable("the file is empty")
    return Raw(file.name, kind, text)
