"""Whether a set of cases fits an archive: what is expected must be there to be found."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.eval.cases import Case
from dateline.eval.metrics.facts import stated
from dateline.eval.observe import refused
from dateline.eval.shelf import Shelf
from dateline.index import Archive
from dateline.index.article import Article

# Answers to a question that a person gives in one word and no article needs to hold.
_CLOSED = {"yes", "no"}


class Fault(NamedTuple):
    """What is wrong with a case: its id, the key, and what to do about it."""

    case: str
    key: str
    problem: str


def check(cases: Sequence[Case], archive: Archive) -> list[Fault]:
    """The faults of the cases against the archive, in their order; empty where all fits.

    Expected articles and those in `within` must exist and obey the filters of the case, expected quotes must
    stand in an expected article character for character (without `articles`: anywhere), facts must occur
    there as whole words, and what is expected must not contradict itself.
    """
    shelf = Shelf(archive)
    everything = _Everything(archive)
    return [fault for case in cases for fault in _faults(case, shelf, everything)]


class _Everything:
    """All current texts of an archive, read when first needed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._texts: list[str] | None = None

    def texts(self) -> list[str]:
        if self._texts is None:
            self._texts = [_told(article) for article in self._archive.articles()]
        return self._texts


def _faults(case: Case, shelf: Shelf, everything: _Everything) -> Iterator[Fault]:
    yield from _contradictions(case)
    for key, names in (("articles", case.articles), ("within", case.within)):
        for place, name in enumerate(names):
            if shelf.get(name) is None:
                yield Fault(case.id, f"{key}[{place}]", f"there is no article {name}; correct or remove it")
    for place, name in enumerate(case.articles):
        versions = shelf.versions(name)
        reasons = [refused(case, version, shelf) for version in versions]
        if versions and all(reasons):
            problem = f"the filters of the case leave {name} out ({reasons[-1]}); change one or the other"
            yield Fault(case.id, f"articles[{place}]", problem)
    expected = [version for name in case.articles or case.within for version in shelf.versions(name)]
    texts = [_told(version) for version in expected] if expected else everything.texts()
    yield from _missing(case, texts, "an expected article" if expected else "the archive")


def _contradictions(case: Case) -> Iterator[Fault]:
    if case.abstain and (case.facts or case.quotes or case.articles):
        yield Fault(case.id, "abstain", "is true, but an answer is expected too; keep one of the two")
    if not case.abstain and not case.answerable and not case.disagreement and not case.wrong:
        yield Fault(case.id, "facts", "nothing is expected; write facts, quotes or articles, or abstain")
    for place, wrong in enumerate(case.wrong):
        shared = {each.casefold() for each in wrong} & {
            each.casefold() for fact in case.facts for each in fact
        }
        if shared:
            yield Fault(case.id, f"wrong[{place}]", f"{min(shared)!r} is expected as a fact too; keep one")


def _missing(case: Case, texts: Sequence[str], where: str) -> Iterator[Fault]:
    for place, quote in enumerate(case.quotes):
        if not any(quote in text for text in texts):
            problem = f"does not stand in {where} character for character; copy it from `dateline show`"
            yield Fault(case.id, f"quotes[{place}]", problem)
    if case.abstain:
        return
    for place, fact in enumerate(case.facts):
        closed = {each.casefold() for each in fact} & _CLOSED
        if not closed and not any(stated([text], [fact])[0] for text in texts):
            yield Fault(case.id, f"facts[{place}]", f"no spelling of it occurs in {where}; add one that does")


def _told(article: Article) -> str:
    # Publisher, authors and date are told beside the text, and a question may ask for them.
    named = (article.title, article.publisher, article.origin, *article.authors, article.published)
    return "\n".join([article.text, *(each for each in named if each)])
