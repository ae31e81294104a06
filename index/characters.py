"""Which characters of a raw text are published ones, and which are only carriage."""

import re

# Bidi controls can show a reader other words than are stored; zero-width joiners stay, since emoji and
# Persian need them. A soft hyphen is an invisible hint to a typesetter that would split a word for every
# search.
_GONE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
_REMOVED = re.compile(f"(\U0001f3f4[\U000e0030-\U000e007a]{{1,6}}\U000e007f)|[{_GONE}]+")
_ANY_GONE = re.compile(f"[{_GONE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x85\u2028]")
_PAGE_END = re.compile("[\x0c\u2029]")
_PLAIN = re.compile(r"[\n\x20-\x7e]*")


def published(text: str) -> str:
    r"""The text without controls, bidi controls, soft hyphens and other invisible marks; line ends are `\n`.

    A form feed or paragraph separator becomes a blank line, a lone surrogate U+FFFD. Blanks stay as they are.
    """
    if _PLAIN.fullmatch(text):
        return text
    if not text.isascii() and _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _PAGE_END.sub("\n\n", _LINE_END.sub("\n", text))
    return _REMOVED.sub(lambda found: found[1] or "", text) if _ANY_GONE.search(text) else text


def spaced(line: str) -> str:
    """The line with every run of blanks as one ordinary space, and none at its ends."""
    return " ".join(line.split())


def word_set(line: str) -> frozenset[str]:
    """The words of a line as a set: how the word lists of this room are written."""
    return frozenset(line.split())
