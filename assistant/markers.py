"""Citation markers in a model's answer, found while it streams: text on one side, markers on the other.

A parser decides nothing at the edge of a chunk: what could still become a marker, a link, code or a
`<think>` block is held back, at most `LONGEST` code points of it, so every way of cutting a stream gives
the same pieces. Time is linear in the length of the stream.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from dateline.assistant.marker_ids import LONGEST_WORD, Ids, allowed_so_far, ids_of

LONGEST = 200
_OPENERS = "[【［"
_CLOSERS = "]】］"
_THINK = ("<think>", "</think>", "<thinking>", "</thinking>")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_PLAIN = re.compile(r"[^\[【［<`~\\( \t\n]+")
_BLANKS = re.compile(r"[ \t]+")
_TICKS_OR_LINE = re.compile(r"`+|\n")
_ADDRESS_END = re.compile(r"[)\s]")
_URL = re.compile(r"<?(?:[A-Za-z][A-Za-z0-9+.-]*:|/|#|\.{1,2}/|www\.)")


def without_thoughts(reply: str) -> str:
    """A whole reply without its thinking; what was begun and not ended goes to the end."""
    return _THOUGHT.sub("", reply)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text to append to the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation: the known ids it points at, in order, and those it names that do not exist."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thought:
    """All pieces before this one were thinking whose opening tag the model's template had kept to itself."""


Piece = Text | Marker
Found = Piece | Thought


class Parser:
    """Parses one answer. `known` are the ids that may be cited: sentences ("2.3") and passages ("2").

    `unknown` counts the ids named in the answer that are not known.
    """

    def __init__(self, known: Collection[str]) -> None:
        self.unknown = 0
        self._known = frozenset(known)
        self._held = ""
        self._end = False
        self._state: Callable[[str, int], int] = self._text
        self._out: list[Found] = []
        self._fresh = True  # only up to three blanks since the line began: a code fence may open
        self._last = ""
        self._blanks = ""
        self._fence = ""

    def feed(self, chunk: str) -> list[Found]:
        """The pieces that are certain once this chunk is read, text in as few runs as can be."""
        self._held += chunk
        return self._run()

    def close(self) -> list[Found]:
        """The pieces still held back, now that nothing follows."""
        self._end = True
        pieces = self._run()
        self._say_blanks()
        pieces += self._taken()
        return pieces

    def _run(self) -> list[Found]:
        at = 0
        while at < len(self._held):
            after = self._state(self._held, at)
            if after == at:
                break
            at = after
        self._held = self._held[at:]
        return self._taken()

    def _taken(self) -> list[Found]:
        pieces, self._out = self._out, []
        return pieces

    def _say(self, text: str) -> None:
        """Text goes out at once, but blanks at its end wait for what follows them."""
        kept = text.rstrip(" \t")
        if kept:
            self._say_blanks()
            self._append(kept)
        self._blanks += text[len(kept) :]
        for char in reversed(text):
            if char == "\n":
                break
            if char not in " \t":
                self._fresh = False
        if "\n" in text:
            self._fresh = not text[text.rfind("\n") + 1 :].strip(" \t")
        self._last = text[-1:] or self._last

    def _say_blanks(self) -> None:
        if self._blanks:
            self._append(self._blanks)
            self._blanks = ""

    def _append(self, text: str) -> None:
        if self._out and isinstance(self._out[-1], Text):
            self._out[-1] = Text(self._out[-1].text + text)
        else:
            self._out.append(Text(text))

    def _mark(self, found: Ids) -> None:
        """A marker without any known id leaves no blank before it behind."""
        self.unknown += len(found.unknown)
        if found.ids:
            self._say_blanks()
        self._blanks = ""
        self._fresh, self._last = False, ""
        self._out.append(Marker(found.ids, found.unknown))

    # Each state reads from an index and gives the index it has dealt with; the same index: it needs more.

    def _text(self, held: str, at: int) -> int:
        char = held[at]
        if char in _OPENERS:
            return self._bracket(held, at)
        if char == "<":
            return self._tag(held, at)
        if char in "`~":
            return self._ticks(held, at)
        if char == "(" and self._last == "]":
            self._state = self._destination
            self._say(char)
            return at + 1
        if char == "\\":
            return self._escape(held, at)
        run = _PLAIN.match(held, at) or _BLANKS.match(held, at)
        end = run.end() if run else at + 1
        self._say(held[at:end])
        return end

    def _escape(self, held: str, at: int) -> int:
        if at + 1 == len(held) and not self._end:
            return at
        self._say(held[at : at + 2])
        return min(at + 2, len(held))

    def _tag(self, held: str, at: int) -> int:
        low = held[at : at + 11].lower()
        for tag in _THINK:
            if low.startswith(tag):
                self._state = self._after_think if tag[1] == "/" else self._think
                if tag[1] == "/":
                    self._begin_anew()
                return at + len(tag)
        if not self._end and any(tag.startswith(low) for tag in _THINK):
            return at
        self._say("<")
        return at + 1

    def _begin_anew(self) -> None:
        """A closing tag that nothing opened: what came before it was thinking."""
        self._out, self._blanks, self._last = [Thought()], "", ""
        self._fresh, self.unknown = True, 0

    def _think(self, held: str, at: int) -> int:
        """Leave everything out up to the closing tag."""
        close = held.find("<", at)
        if close < 0:
            return len(held)
        low = held[close : close + 11].lower()
        for tag in ("</think>", "</thinking>"):
            if low.startswith(tag):
                self._state = self._after_think
                return close + len(tag)
        waits = not self._end and any(tag.startswith(low) for tag in ("</think>", "</thinking>"))
        return close if waits else close + 1

    def _after_think(self, held: str, at: int) -> int:
        """Blank lines between the thinking and the answer belong to neither."""
        if held[at] in " \t\n\r":
            return at + 1
        self._state = self._text
        return self._text(held, at)

    def _destination(self, held: str, at: int) -> int:
        """The address of a link, as it stands, up to its end or the first blank."""
        end = _ADDRESS_END.search(held, at)
        if end is None:
            self._say(held[at:])
            return len(held)
        self._state = self._text
        self._say(held[at : end.start()])
        return end.start() if end.group() != ")" else self._said(held, end.start())

    def _said(self, held: str, at: int) -> int:
        self._say(held[at])
        return at + 1

    def _ticks(self, held: str, at: int) -> int:
        """A code span on one line, or a fence; lone ticks are text."""
        char = held[at]
        end = at
        while end < len(held) and held[end] == char and end - at < LONGEST:
            end += 1
        run = held[at:end]
        if len(run) == LONGEST:
            self._say(run)
            return end
        if end == len(held) and not self._end:
            return at
        if self._fresh and len(run) >= 3:
            return self._open_fence(held, at, run)
        if char == "~":
            self._say(run)
            return end
        return self._span(held, at, run)

    def _open_fence(self, held: str, at: int, run: str) -> int:
        line = held.find("\n", at)
        if line < 0 and not self._end and len(held) - at < LONGEST:
            return at
        stop = min(line if line >= 0 else len(held), at + LONGEST)
        if run[0] == "`" and "`" in held[at + len(run) : stop]:
            return self._span(held, at, run)
        self._state, self._fence = self._fenced, run
        self._say(held[at:stop])
        return stop

    def _span(self, held: str, at: int, run: str) -> int:
        start = at + len(run)
        limit = start + LONGEST
        for match in _TICKS_OR_LINE.finditer(held, start, limit):
            if match.group() == "\n" or match.end() == limit:
                break
            if match.end() == len(held) and not self._end:
                return at
            if match.group() == run:
                self._say(held[at : match.end()])
                return match.end()
        else:
            if not self._end and len(held) < limit:
                return at
        self._say(run)
        return start

    def _fenced(self, held: str, at: int) -> int:
        """A line of a code block, as it stands; the closing fence ends it."""
        line = held.find("\n", at)
        if self._fresh:
            rest = held[at : line if line >= 0 else len(held)]
            ticks = rest.lstrip(" ")[:LONGEST].rstrip(" \t\r")
            if line < 0 and not self._end and set(ticks) <= {self._fence[0]} and len(rest) < LONGEST:
                return at
            if len(ticks) >= len(self._fence) and set(ticks) == {self._fence[0]}:
                self._state = self._text
                self._say(rest)
                return at + len(rest)
        end = line + 1 if line >= 0 else len(held)
        self._say(held[at:end])
        return end

    def _bracket(self, held: str, at: int) -> int:
        """A marker from its first bracket to its last, or only the bracket as text."""
        found = _marker(held, at, ended=self._end)
        if found is None:
            return at
        end, content = found
        ids = ids_of(content, self._known) if end > at else None
        if ids is None:
            return self._said(held, at)
        link = _is_link(held, end, ended=self._end)
        if link is None:
            return at
        if link:
            self._say(held[at:end])
        else:
            self._mark(ids)
        return end


def _marker(held: str, at: int, *, ended: bool) -> tuple[int, str] | None:
    """End and content of what has the shape of a marker; the same index where it has not; None: read on."""
    doubled = held[at + 1 : at + 2]
    if not doubled and not ended:
        return None
    deep = 2 if doubled and doubled in _OPENERS else 1
    index = start = at + deep
    open_now = deep
    noted = False  # what follows a dagger (【2.3†source】) is the model's own note and may be anything
    while index < len(held) and index - at < LONGEST:
        char = held[index]
        if char in _CLOSERS:
            open_now -= 1
            if open_now == 0:
                return index + 1, held[start:index]
        elif char in _OPENERS:
            open_now += 1
            if deep < 2 or open_now > 2:
                return at, ""
        elif char == "†":
            noted = True
        elif char == "\n" or (
            not noted and not allowed_so_far(held[max(start, index - LONGEST_WORD) : index + 1])
        ):
            return at, ""
        index += 1
    return (at, "") if ended or index - at >= LONGEST else None


def _is_link(held: str, end: int, *, ended: bool) -> bool | None:
    """Whether an address in brackets follows; None: more is needed."""
    if end == len(held):
        return False if ended else None
    if held[end] != "(":
        return False
    stop = _ADDRESS_END.search(held, end + 1, end + LONGEST)
    if stop is None and not ended and len(held) < end + LONGEST:
        return None
    return bool(_URL.match(held, end + 1)) and stop is not None


def parse(text: str, known: Collection[str]) -> list[Piece]:
    """The pieces of a whole text at once."""
    parser = Parser(known)
    return joined([*parser.feed(text), *parser.close()])


def joined(pieces: Iterable[Found]) -> list[Piece]:
    """The pieces that count, neighbouring runs of text as one: what came before a thought's end does not."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Thought):
            found.clear()
        elif isinstance(piece, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + piece.text)
        elif not isinstance(piece, Text) or piece.text:
            found.append(piece)
    return found
