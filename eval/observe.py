"""From an answer to an outcome: ranks, spans and verdicts, held against the archive."""

from collections.abc import Sequence
from typing import Protocol

from dateline.assistant.answer import Answer, Citation, Statement
from dateline.eval.cases import Case
from dateline.eval.metrics.facts import unmarked
from dateline.eval.outcome import Found, Ranks, SpanCheck, StatementCheck
from dateline.eval.shelf import Shelf
from dateline.index.article import Article, Span
from dateline.index.hit import Hit

# Code points of the text around a citation that a report shows.
_AROUND = 240


class Judge(Protocol):
    """Says whether cited sentences carry a statement. `name` changes whenever its verdicts may."""

    @property
    def name(self) -> str:
        """The judge and its version."""
        ...

    def carries(self, statement: str, citations: Sequence[Citation], shelf: Shelf) -> bool:
        """Whether the citations together carry all of the statement."""
        ...


def ranks(case: Case, hits: Sequence[Hit], shelf: Shelf) -> Ranks:
    """Where the expected articles and quotes stand among the hits."""
    seen: list[str] = []
    articles: dict[str, int] = {}
    quotes: dict[int, int] = {}
    found = []
    for place, hit in enumerate(hits, start=1):
        if hit.article not in seen:
            seen.append(hit.article)
        for each in (hit.article, *hit.copies):
            articles.setdefault(each, seen.index(hit.article) + 1)
        carried = _carried(case.quotes, hit, shelf)
        for quote in carried:
            quotes.setdefault(quote, place)
        found.append(
            Found(hit.article, hit.version, hit.start, hit.end, round(hit.score, 6), hit.copies, carried)
        )
    return Ranks(
        tuple(articles.get(each) for each in case.articles),
        tuple(quotes.get(place) for place in range(len(case.quotes))),
        tuple(found),
    )


def spans(case: Case, answer: Answer, shelf: Shelf) -> tuple[SpanCheck, ...]:
    """Each citation of the answer held against the archive, in order."""
    return tuple(_span(case, citation, shelf) for citation in answer.citations)


def covered(case: Case, answer: Answer, shelf: Shelf) -> tuple[float, ...]:
    """For each expected quote the share of its code points that citations cover, where they cover most."""
    return tuple(_covered(quote, answer.citations, shelf) for quote in case.quotes)


def verdicts(answer: Answer, judge: Judge, shelf: Shelf) -> tuple[StatementCheck, ...]:
    """Each statement with what the judge says of its citations: together, alone, and without each."""
    by_number = {each.number: each for each in answer.citations}
    return tuple(
        _verdict(place, statement, answer, by_number, judge, shelf)
        for place, statement in enumerate(() if answer.abstained else answer.statements)
    )


def _carried(quotes: Sequence[str], hit: Hit, shelf: Shelf) -> tuple[int, ...]:
    """The places of the quotes of which at least half lies in the hit."""
    article = shelf.get(hit.article, hit.version) if quotes else None
    if article is None:
        return ()
    return tuple(
        place
        for place, quote in enumerate(quotes)
        if any(
            2 * _shared(each, Span(hit.start, hit.end)) >= len(quote) for each in _places(quote, article.text)
        )
    )


def _span(case: Case, citation: Citation, shelf: Shelf) -> SpanCheck:
    article = shelf.get(citation.article, citation.version)
    if article is None:
        return SpanCheck(citation.number, valid=False, why="the archive has no such version")
    start, end = citation.start, citation.end
    valid = 0 <= start < end and article.text[start:end] == citation.quote
    why_not = refused(case, article, shelf)
    on_quotes = {
        place
        for quote in case.quotes
        for each in _places(quote, article.text)
        for place in range(max(each.start, start), min(each.end, end))
    }
    return SpanCheck(
        number=citation.number,
        valid=valid,
        allowed=not why_not,
        expected=bool({citation.article, *article.copies} & set(case.articles)),
        on_quotes=len(on_quotes),
        length=max(0, end - start),
        why=why_not if valid else "the quote is not the text of the version there",
        before=article.text[max(0, start - _AROUND) : max(0, start)],
        after=article.text[max(0, end) : max(0, end) + _AROUND],
    )


def refused(case: Case, article: Article, shelf: Shelf) -> str:
    """Why the version does not obey the filters of the case; empty where it does."""
    day = (article.published or "")[:10]
    if (case.as_of or case.since or case.until) and not day:
        return "its date is unknown"
    if case.as_of and day > case.as_of:
        return f"published {day}, after {case.as_of}"
    if case.as_of and any(
        _known_by(later, case.as_of) for later in shelf.versions(article.id, after=article.version)
    ):
        return f"a later version was published by {case.as_of}"
    if (case.since and day < case.since) or (case.until and day > case.until):
        return f"published {day}, outside the days asked for"
    for name, wanted, is_ in (
        ("publisher", case.publishers, article.publisher),
        ("language", case.languages, article.language),
        ("article", case.within, article.id),
    ):
        if wanted and (is_ or "").casefold() not in {each.casefold() for each in wanted}:
            return f"its {name} is {is_}, which was not asked for"
    return ""


def _known_by(article: Article, day: str) -> bool:
    return bool(article.published) and (article.published or "")[:10] <= day


def _covered(quote: str, citations: Sequence[Citation], shelf: Shelf) -> float:
    best = 0
    for name, version in {(each.article, each.version) for each in citations}:
        article = shelf.get(name, version)
        cited = [
            Span(each.start, each.end)
            for each in citations
            if (each.article, each.version) == (name, version)
        ]
        for place in _places(quote, article.text) if article else ():
            points = {
                at for span in cited for at in range(max(span.start, place.start), min(span.end, place.end))
            }
            best = max(best, len(points))
    return best / len(quote)


def _verdict(
    place: int,
    statement: Statement,
    answer: Answer,
    by_number: dict[int, Citation],
    judge: Judge,
    shelf: Shelf,
) -> StatementCheck:
    numbers = [number for number in statement.citations if number in by_number]
    told = unmarked(statement.text, set(by_number))
    stands = answer.text[statement.start : statement.end] == statement.text
    owns_up = statement.verdict in ("uncited", "unsupported") and bool(statement.why)
    honest = stands and len(numbers) == len(statement.citations) and (bool(numbers) or owns_up)

    def carried(by: Sequence[int]) -> bool:
        return bool(by) and judge.carries(told, [by_number[number] for number in by], shelf)

    return StatementCheck(
        statement=place,
        honest=honest,
        together=carried(numbers),
        alone={number: carried([number]) for number in numbers},
        without={number: carried([each for each in numbers if each != number]) for number in numbers},
    )


def _places(quote: str, text: str) -> list[Span]:
    places, start = [], text.find(quote)
    while start >= 0:
        places.append(Span(start, start + len(quote)))
        start = text.find(quote, start + 1)
    return places


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
