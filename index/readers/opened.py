"""A file on its way into a reader: whole within a limit, or line by line without one."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from dateline.errors import SourceUnreadable
from dateline.index.readers.decode import decoded, detected, wide_encoding

_SAMPLE = 65536  # bytes
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


class TextLine(NamedTuple):
    """One line with its line end, numbered from 1; `text` is None where the line is over the limit."""

    number: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, gzip-packed or not, and the size in megabytes past which it (or a record in it) is not read."""

    path: Path
    packed: bool
    ending: str
    max_mb: float

    @property
    def name(self) -> str:
        """The source's name: the absolute path."""
        return str(self.path)

    @property
    def limit(self) -> int:
        """The limit in bytes."""
        return int(self.max_mb * 1_000_000)

    def whole(self) -> bytes:
        """All of the file's bytes, unpacked; SourceUnreadable when damaged or over the limit."""
        try:
            with self._stream() as stream:
                content = stream.read(self.limit + 1)
        except _DAMAGED:
            raise SourceUnreadable("the gzip file is cut short or damaged") from None
        if len(content) > self.limit:
            raise SourceUnreadable(f"it is larger than {self.max_mb:g} MB (setting max_file_mb)")
        return content

    def text(self) -> str:
        """All of the file as text, in the encoding found."""
        return decoded(self.whole())

    def lines(self) -> Iterator[TextLine]:
        """Each line as text; never more than one line in memory.

        A damaged gzip file gives the lines before the damage, then SourceUnreadable.
        """
        with self._stream() as probe:
            sample = _head(probe)
        wide = wide_encoding(sample)
        with self._stream() as stream:
            try:
                yield from (
                    _wide_lines(stream, wide, self.limit) if wide else _lines(stream, sample, self.limit)
                )
            except _DAMAGED:
                raise SourceUnreadable(
                    "the gzip file is cut short or damaged; what stands before was read"
                ) from None

    def _stream(self) -> "gzip.GzipFile | BufferedReader":
        return gzip.open(self.path, "rb") if self.packed else self.path.open("rb")


def _head(stream: "gzip.GzipFile | BufferedReader") -> bytes:
    try:
        return stream.read(_SAMPLE)
    except _DAMAGED:
        return b""


def _fallback(sample: bytes) -> str:
    """The encoding of those lines of a file that are no UTF-8."""
    try:
        sample[: sample.rfind(b"\n") + 1 or None].decode()
    except UnicodeDecodeError:
        return detected(sample)
    return "cp1252"


def _lines(stream: "gzip.GzipFile | BufferedReader", sample: bytes, limit: int) -> Iterator[TextLine]:
    number = 0
    other = _fallback(sample)
    while line := stream.readline(limit):
        number += 1
        if len(line) < limit or line.endswith(b"\n"):
            yield TextLine(number, decoded(line, other=other))
            continue
        while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
            pass
        yield TextLine(number, None)


def _wide_lines(stream: "gzip.GzipFile | BufferedReader", encoding: str, limit: int) -> Iterator[TextLine]:
    number = 0
    with TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text:
        while line := text.readline(limit):
            number += 1
            if len(line) < limit or line.endswith("\n"):
                yield TextLine(number, line)
                continue
            while (rest := text.readline(limit)) and not rest.endswith("\n"):
                pass
            yield TextLine(number, None)
