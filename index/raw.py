"""What a source gave, before cleaning."""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

RawKind = Literal["text", "markdown", "html", "record", "pdf", "email"]


@dataclass(frozen=True, slots=True)
class Raw:
    """One piece as its source gave it: `content` decoded but untouched (an HTML page stays HTML).

    `source` is an absolute path, `path#record` for a record in a file, or a URL.
    `fields` are what the source itself states beside the text, under these names where it states them:
    `id`, `title`, `url`, `published`, `publisher`, `language` (text), `authors` (list of text), `extra` (mapping).
    """

    source: str
    kind: RawKind
    content: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """The whole piece as JSON text, in a form that `from_json` reads back (the source's name aside)."""
        stated = {"kind": self.kind, "content": self.content, "fields": dict(self.fields)}
        return json.dumps(stated, ensure_ascii=False, sort_keys=True, default=str)

    @classmethod
    def from_json(cls, source: str, text: str) -> "Raw":
        """The piece that `to_json` wrote, under the given source name."""
        stated = json.loads(text)
        return cls(source, stated["kind"], stated["content"], stated["fields"])

    def packed(self) -> bytes:
        """The whole piece, the source's name aside, compressed."""
        return zlib.compress(self.to_json().encode("utf-8", "surrogatepass"), 6)

    @classmethod
    def unpacked(cls, source: str, packed: bytes) -> "Raw":
        """The piece that `packed` gave, under the given source name; ValueError or zlib.error where it is damaged."""
        return cls.from_json(source, zlib.decompress(packed).decode("utf-8", "surrogatepass"))

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of kind, content and fields: equal when the source gave the same again."""
        return hashlib.sha256(self.to_json().encode("utf-8", "surrogatepass")).hexdigest()


class Refused(NamedTuple):
    """A source, or a record in one, that gave no article, and why (one clear sentence)."""

    source: str
    reason: str
