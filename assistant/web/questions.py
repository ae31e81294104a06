"""First questions to begin with: made from the newest articles by rule, kept where they are answered."""

import datetime as dt
import itertools
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dateline.assistant import Assistant
from dateline.assistant.settings import AssistantSettings

if TYPE_CHECKING:
    from dateline.index import Archive
    from dateline.index.article import Article

MOST = 4
_TRIED = 16
_LOOKED_AT = 200
_DAYS = (14, 90, 730)
_WORD = r"[^\W\d_a-z][\w’'-]+"
# A name in the middle of a sentence: two to four capitalised words after a small one.
_NAME = re.compile(rf"\b([a-z]{{2,}}) ((?:{_WORD} ){{1,3}}{_WORD})")
_SPEAKER = re.compile(rf"\b((?:[Tt]he )?(?:(?!The ){_WORD} ){{1,3}}{_WORD}),? (?:said|told|warned)\b")
_POSSESSIVE = re.compile(r"['’]s$")
# "North Korean" is no name of anything.
_ADJECTIVE = re.compile(r"(?:ean|ian|ish|ese)s?$")


class _Tried(NamedTuple):
    question: str
    told: str
    """Words that the first quote of a good answer has."""


class FirstQuestions:
    """Questions about an archive, made anew when it has changed. Uses no language model."""

    def __init__(self, archive: "Archive") -> None:
        self._archive = archive
        self._asker = Assistant(archive, settings=AssistantSettings.model_validate({"writer": "extractive"}))
        self._lock = threading.Lock()
        self._made: tuple[int, list[str]] | None = None

    def get(self) -> list[str]:
        """Up to four questions; none where the archive is empty. Asks the extractive writer for each."""
        with self._lock:
            generation = self._archive.generation
            if self._made is None or self._made[0] != generation:
                self._made = generation, self._make()
            return self._made[1]

    def _make(self) -> list[str]:
        tried = itertools.islice(candidates(_newest(self._archive)), _TRIED)
        return [each.question for each in itertools.islice(filter(self._answered, tried), MOST)]

    def _answered(self, tried: _Tried) -> bool:
        answer = self._asker.ask(tried.question, remember=False)
        return bool(answer.citations) and tried.told in answer.citations[0].quote


def candidates(articles: list["Article"]) -> Iterator[_Tried]:
    """What somebody said about a name that several reports share, then those names, then titles."""
    names = list(_apart(_shared_names(articles)))
    used: set[str] = {"The", "the"}
    for article in articles:
        about = next(
            (name for name in names if _bare(name) in article.text and name.split()[-1] not in used), None
        )
        saying = _SPEAKER.search(article.text)
        speaker = saying[1] if saying else None
        if (
            saying
            and about
            and speaker
            and not (used | set(_bare(about).split())) & set(_bare(speaker).split())
        ):
            used |= set(speaker.split()) | set(about.split())
            yield _Tried(f"What did {_inside(speaker)} say about {about}?", saying[0])
    for name in names:
        if name.split()[-1] not in used:
            yield _Tried(f"What was reported about {name}?", name.split()[-1])
    for article in articles:
        if article.title:
            yield _Tried(f"What was reported under “{article.title}”?", "")


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def _inside(name: str) -> str:
    """As it stands in the middle of a sentence."""
    return f"the {_bare(name)}" if name.startswith("The ") else name


def _newest(archive: "Archive") -> list["Article"]:
    """Articles of the last days that the archive covers, the newest first; of copies the first only."""
    last = archive.stats().last
    found: list[Article] = []
    for days in _DAYS if last else ():
        since = dt.date.fromisoformat(str(last)[:10]) - dt.timedelta(days=days)
        found = list(itertools.islice(archive.articles(since=since), _LOOKED_AT))
        if len(found) >= 3 * MOST:
            break
    else:
        # Few articles, or few with a date: all count.
        found = list(itertools.islice(archive.articles(), _LOOKED_AT))
    found.sort(key=lambda article: (article.published or "", article.id), reverse=True)
    copies: set[str] = set()
    kept = []
    for article in found:
        if article.id not in copies:
            kept.append(article)
            copies.update(article.copies)
    return kept


def _shared_names(articles: Iterable["Article"]) -> list[str]:
    """Names in at least two reports, the most shared first, with "the" where it mostly stands before them."""
    reports: Counter[str] = Counter()
    definite: Counter[str] = Counter()
    publishers = set()
    for article in articles:
        publishers.add(article.publisher)
        stated = {
            (_POSSESSIVE.sub("", name), before == "the") for before, name in _NAME.findall(article.text)
        }
        reports.update({name for name, _ in stated})
        definite.update(name for name, the in stated if the)
    ordered = sorted(reports.items(), key=lambda item: (-item[1], item[0]))
    usual = (name for name, count in ordered if count > 1 and name not in publishers)
    shared = [name for name in usual if not _ADJECTIVE.search(name)]
    return [f"the {name}" if 2 * definite[name] > reports[name] else name for name in shared]


def _apart(names: Iterable[str]) -> Iterator[str]:
    """The names that share no word with an earlier one."""
    taken: set[str] = set()
    for name in names:
        words = set(_bare(name).split())
        if not words & taken:
            yield name
            taken |= words
