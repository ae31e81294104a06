"""What became of a cited passage in the newest version of its article."""

import difflib
import re
from typing import TYPE_CHECKING, Any

from dateline.index.article import Article, Span

if TYPE_CHECKING:
    from dateline.index import Archive

ALIKE = 0.6
"""Share of common words from which on a passage counts as the cited one, changed."""

LONGEST = 2000
"""Code points of a cited passage that is looked for; the reader's program says what is cited."""

_MOST_WORDS = 300
# Blanks belong to what follows: as words of their own they are alike everywhere, and slow to compare.
_WORD = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")


def later(archive: "Archive", article: Article, cited: Span | None) -> dict[str, Any] | None:
    """The newest version, where `article` is an older one: its number, day, and the `fate` of the cited span.

    The fate is `same` (the words still stand there, `start` and `end` say where), `changed` (the passage most
    like it, and `words`: pairs of `same`, `out` or `in` and a text) or `gone`; "" without a
    cited span, and for one too long to be looked for. `words` are left out where they are too many.
    """
    newest = archive.get(article.id)
    if article.version >= newest.version:
        return None
    told: dict[str, Any] = {"version": newest.version, "published": newest.published, "fate": ""}
    if cited is None or cited.end - cited.start > LONGEST:
        return told
    quote = article.text[cited.start : cited.end]
    at = newest.text.find(quote)
    if at >= 0:
        return told | {"fate": "same", "start": at, "end": at + len(quote)}
    if len(_WORD.findall(quote)) > _MOST_WORDS:
        return told
    count = sum(
        sentence.start < cited.end and cited.start < sentence.end
        for sentence in archive.sentences(article.id, article.version)
    )
    found = _most_like(quote, newest, _runs(archive.sentences(newest.id, newest.version), max(1, count)))
    if found is None:
        return told | {"fate": "gone"}
    told |= {"fate": "changed", "start": found.start, "end": found.end}
    now = newest.text[found.start : found.end]
    return told if len(_WORD.findall(now)) > 2 * _MOST_WORDS else told | {"words": _words(quote, now)}


def _runs(sentences: tuple[Span, ...], count: int) -> list[Span]:
    """Every run of that many sentences; all of them where there are fewer."""
    starts = range(max(1, len(sentences) - count + 1)) if sentences else ()
    runs = (sentences[at : at + count] for at in starts)
    return [Span(run[0].start, run[-1].end) for run in runs]


def _most_like(quote: str, article: Article, places: list[Span]) -> Span | None:
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(_split(quote))
    best, found = ALIKE, None
    for place in places:
        matcher.set_seq1(_split(article.text[place.start : place.end]))
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), place
    return found


def _words(before: str, now: str) -> list[tuple[str, str]]:
    old, new = _WORD.findall(before), _WORD.findall(now)
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        pieces += [
            (name, text) for name, text in (("out", "".join(old[a:b])), ("in", "".join(new[c:d]))) if text
        ]
    return pieces


def _split(text: str) -> list[str]:
    return text.casefold().split()
