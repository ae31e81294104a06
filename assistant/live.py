"""What a reader sees of a model's answer while it streams: text as it comes, [1] once a sentence has ended."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from dateline.assistant.answer import Citation, Event
from dateline.assistant.judged import plain
from dateline.assistant.ledger import Evidence, Ledger
from dateline.assistant.markers import Found, Marker, Piece, Text, Thought
from dateline.assistant.prose import Prose
from dateline.prompts import SENTINEL

_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"”’')»]*(?=\s)|(?=\n)")
_ENDED = re.compile(r"[.!?…。！？][\"”’')»]*$")
_PUNCTUATION = tuple(".,;:!?)»”")


class Live:
    """Turns the pieces of a stream into events. `text` is all that has been shown.

    The words of abstention are held back, so that they never flash. Citations wait for the end of their
    sentence; the final answer puts right what a stream cannot know.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._begin()

    def _begin(self) -> None:
        self.text = ""
        self.raw = ""
        self._ledger = Ledger(self._evidence)
        self._prose = Prose()
        self._opening: list[Piece] | None = []
        self._blank = ""
        self._gap = ""
        self._last = ""
        self._waiting = ""
        self._chips: tuple[int, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations told so far."""
        return tuple(self._ledger.citations)

    def take(self, pieces: Sequence[Found]) -> Iterator[Event]:
        """The events of the next pieces. Where what was shown proves to be thinking, it is taken back."""
        for piece in pieces:
            if isinstance(piece, Thought):
                shown = self.text
                self._begin()
                if shown:
                    yield Event("revise", {"statement": 0, "text": ""})
                continue
            if isinstance(piece, Text):
                self.raw += piece.text
            if self._opening is None:
                yield from self._piece(piece)
                continue
            self._opening.append(piece)
            if not _may_abstain(self.raw):
                held, self._opening = self._opening, None
                for each in held:
                    yield from self._piece(each)

    def close(self) -> Iterator[Event]:
        """The events of what still waited; none where the answer is an abstention."""
        if self._opening is None:
            waiting, self._waiting = self._waiting, ""
            yield from self._say(waiting)
            yield from self._flush()

    def _piece(self, piece: Piece) -> Iterator[Event]:
        if isinstance(piece, Marker):
            yield from self._marker(piece)
        elif self._chips:
            self._waiting += piece.text
            yield from self._until_sentence_end()
        else:
            yield from self._say(piece.text)

    def _marker(self, marker: Marker) -> Iterator[Event]:
        named = [self._evidence.by_id[each] for each in marker.ids if each in self._evidence.by_id]
        known = len(self._ledger.citations)
        self._chips = tuple(dict.fromkeys((*self._chips, *self._ledger.numbers(named))))
        for citation in self._ledger.citations[known:]:
            yield Event("citation", asdict(citation))
        if "\n" in self._blank or self._waiting:
            return
        self._gap, self._blank = self._gap or self._blank, ""
        if _ENDED.search(self._last):
            yield from self._flush()

    def _until_sentence_end(self) -> Iterator[Event]:
        end = _SENTENCE_END.search(self._waiting)
        if end is None or not (self.text or self._waiting[: end.end()].strip()):
            return
        before, after = self._waiting[: end.end()], self._waiting[end.end() :]
        self._waiting = ""
        yield from self._say(before)
        yield from self._flush()
        yield from self._say(after)

    def _flush(self) -> Iterator[Event]:
        chips = "".join(self._prose.chip(each) for each in self._chips)
        self._chips = ()
        if chips:
            self._last = ""
            self._gap = ""
            yield self._shown(chips)

    def _say(self, told: str) -> Iterator[Event]:
        """Text as it comes; blanks wait for what follows them."""
        words = told.strip()
        if not words:
            self._blank += told
            return
        lead = self._blank + told[: len(told) - len(told.lstrip())]
        if self._gap:
            lead = lead or ("" if words.startswith(_PUNCTUATION) else self._gap)
            self._gap = ""
        self._blank = told[len(told.rstrip()) :]
        self._last = (self._last + lead + words)[-8:]
        yield self._shown(self._prose.text((lead if self.text else "") + words))

    def _shown(self, text: str) -> Event:
        self.text += text
        return Event("text", {"text": text})


def _may_abstain(raw: str) -> bool:
    told, words = plain(raw), plain(SENTINEL)
    return words.startswith(told) or told.startswith(words)
