"""Word lists of the support check, one file a kind: English news words.

same.txt      words that mean the same in news, a meaning a line; a word may stand on several lines
phrases.txt   several words that stand for one
opposite.txt  pairs of meanings that exclude each other
rival.txt     meanings of which one event has only one
light.txt     words that weigh nothing when contents are compared
verbs.txt     irregular verbs: the infinitive, then its forms
forms.txt     other irregular forms: the plain one first
"""

from functools import cache
from importlib.resources import files


def lines(name: str) -> tuple[str, ...]:
    """The lines of a list, blank ones left out."""
    text = files(__name__).joinpath(f"{name}.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip())


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list, parted at blanks."""
    return tuple(" ".join(lines(name)).split())


def in_order(text: str) -> tuple[str, ...]:
    """The words of a text, parted at blanks."""
    return tuple(text.split())
