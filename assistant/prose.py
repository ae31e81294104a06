"""A model's prose as Markdown from which nothing is fetched and no link leads away."""

# Links and images need a bracket, HTML a "<", both their entities; code spans would show escapes as they are.
_SPECIAL = frozenset("\\`[]<>&~$@")


class Prose:
    """Escapes prose while it streams, sign by sign, so that every way of cutting it gives the same text.

    Emphasis, lists and headings stay. Brackets, HTML, entities and code are escaped, and so is what makes a
    bare address a link ("//", "www.") and what would make a link of a citation ("(" or ":" behind it).
    """

    def __init__(self) -> None:
        self._before = ""

    def text(self, text: str) -> str:
        """The next run of prose, escaped."""
        found = []
        for char in text:
            found.append(f"\\{char}" if self._escapes(char) else char)
            self._before = (self._before + char)[-3:]
        return "".join(found)

    def chip(self, number: int) -> str:
        """A citation, [1], as it stands behind a sentence."""
        self._before = "[]"
        return f" [{number}]"

    def _escapes(self, char: str) -> bool:
        if char in _SPECIAL:
            return True
        if char in "(:" and self._before == "[]":
            return True
        if char == "/":
            return self._before.endswith("/")
        return char == "." and self._before.lower() == "www"


def prose(text: str) -> str:
    """A whole run of prose, escaped."""
    return Prose().text(text)
