"""Evidence as a model reads it: numbered, credited, and unable to pose as anything but text."""

import re
import unicodedata
from collections.abc import Sequence

from dateline.assistant.citations import credit
from dateline.assistant.evidence import Passage

# Brackets could pose as a marker, angle brackets as the end of the evidence or as a turn of the chat.
_OTHER_FORM = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "{": "(", "}": ")", "`": "'"})
_BLANKS = re.compile(r"\s+")


def neutral(text: str) -> str:
    """A text on one line, with nothing in it that reads as marker, delimiter or hidden text.

    Brackets of every width take another form; format characters (zero-width, bidi, tags) are left out. Only
    the model sees this: citations are sliced from storage.
    """
    told = _BLANKS.sub(" ", text).strip()
    return "".join(_sign(char) for char in told)


def _sign(char: str) -> str:
    if char.isascii():
        return char.translate(_OTHER_FORM)
    if unicodedata.category(char) in ("Cf", "Cc", "Cs", "Co", "Cn"):
        return ""
    plain = unicodedata.normalize("NFKC", char)
    if any(sign in "[]<>{}" for sign in plain):
        return plain.translate(_OTHER_FORM)
    return {"【": "(", "】": ")", "〔": "(", "〕": ")", "⟦": "(", "⟧": ")"}.get(char, char)


def show(passage: Passage) -> str:
    """A passage: a line with publisher, date and title, then each sentence on a line behind its id."""
    hit = passage.hit
    head = f"Passage {passage.number}: {neutral(credit(hit.publisher, hit.published))}"
    head += f" — {neutral(hit.title)}" if hit.title else ""
    return "\n".join([head, *(f"[{each.id}] {neutral(each.text)}" for each in passage.sentences)])


def show_all(passages: Sequence[Passage]) -> str:
    """All passages, best first, with an empty line between two."""
    return "\n\n".join(show(each) for each in passages)
