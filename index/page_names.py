"""Names of people out of bylines, as pages and records write them."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

_BY = re.compile(
    r"^(?:(?:written|reported|posted|story|words|text)\s+)?(?:by|von|par|por|autor(?:in)?|af|av)\b[\s:]+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[;|•·\n]\s*|\s+(?:and|und|et|og|och|&)\s+|\s+/\s+")
_EMAIL = re.compile(r"\S+@\S+")
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|journalist|columnist|writer|producer|analyst|contributor|staff|bureau|"
    r"chief|redaktion|redakteur|professor|photographer)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s+(?:in|for|at)\s+[A-Z].*$")
_PARTICLES = frozenset({
    "de", "da", "di", "du", "del", "della", "der", "den", "van", "von", "la", "le", "el", "al", "bin",
    "ben", "ibn", "y", "e", "dos", "das",
})  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")


def names_in(stated: Iterable[Any]) -> list[str]:
    """Each person once, in order, without "By", role, address or link; other values give none."""
    found: dict[str, str] = {}
    for value in stated:
        for name in _names(value):
            found.setdefault(name.casefold(), name)
    return list(found.values())


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        return _names(_of_person(value))
    if isinstance(value, list):
        return [name for item in value for name in _names(item) if not isinstance(item, list)]
    if not isinstance(value, str):
        return []
    line = _EMAIL.sub("", re.sub(r"<[^<>]*>", "", unescape(value)))
    parts = [part for part in _SPLIT.split(_BY.sub("", line.strip())) if not _ROLE.fullmatch(part.strip())]
    pieces = [piece for part in parts for piece in _of_commas(part)]
    return [name for piece in pieces if (name := _tidy(piece))]


def _of_person(person: dict[str, Any]) -> Any:
    parts = [person.get(key) for key in ("givenName", "additionalName", "familyName")]
    joined = " ".join(part for part in parts if isinstance(part, str))
    return person.get("name") or joined or person.get("byline") or ""


def _of_commas(line: str) -> list[str]:
    """The names of a list with commas; what follows a name with small letters or a role is no name."""
    first, *rest = [piece.strip() for piece in line.split(",")]
    names = [first]
    for piece in rest:
        if not _name_like(piece) or _ROLE.search(piece):
            break
        names.append(piece)
    return names


def _name_like(piece: str) -> bool:
    words = piece.split()
    return 1 < len(words) <= 5 and all(not word[0].islower() or word in _PARTICLES for word in words)


def _tidy(piece: str) -> str:
    """The name, or nothing where the piece is none."""
    name = _BY.sub("", _PLACE.sub("", re.sub(r"\s+", " ", piece)).strip(' -–—,:()*"')).strip()
    if not _LETTER.search(name) or len(name) > 60 or ":" in name or name.startswith(("@", "www.")):
        return ""
    slug = " " not in name and name == name.lower() and name.isascii()
    return "" if slug else name
