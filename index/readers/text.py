"""Plain text and Markdown: one piece a file."""

import re
from collections.abc import Iterator

from dateline.errors import SourceUnreadable
from dateline.index.raw import Raw, RawKind, Refused
from dateline.index.readers.opened import Opened

# Control characters, and bytes that no encoding explains: a few are dirt, many are no text, whatever the name says.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]")
_MOST_OF_IT = 0.1
_SAMPLE = 100_000  # code points


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
    if len(_NO_TEXT.findall(text[:_SAMPLE])) > _MOST_OF_IT * len(text[:_SAMPLE]):
        raise SourceUnreadable("the file is not text")
    return Raw(file.name, kind, text)
