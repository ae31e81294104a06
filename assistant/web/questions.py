"""First questions to begin with, made from the newest articles by rule, no model."""

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.index import Archive
    from dateline.index.article import Article

MOST = 4
_LOOKED_AT = 200
_DAYS = (14, 90, 730)
# A name in the middle of a sentence: two to four capitalised words after a small one.
_NAME = re.compile(r"\b([a-z]{2,}) ((?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+)", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s$")
_FORMS = (
    "What is the latest about {}?",
    "What was reported about {}?",
    "What is known about {}?",
    "What about {}?",
)


def first_questions(archive: "Archive") -> list[str]:
    """Up to four questions about names that several of the newest articles share, the most shared first.

    Where no name is shared (one article, or a script without capitals), about the newest titles.
    """
    articles = _newest(archive)
    publishers = {article.publisher for article in articles}
    names = [name for name in _shared_names(articles) if name.removeprefix("the ") not in publishers]
    about = _apart(names) or [f"“{title}”" for title in _titles(articles)]
    return [form.format(name) for form, name in zip(_FORMS, about, strict=False)]


def _newest(archive: "Archive") -> list["Article"]:
    last = archive.stats().last
    spans = _DAYS if last else ()
    found: list[Article] = []
    for days in spans:
        since = dt.date.fromisoformat(last[:10]) - dt.timedelta(days=days) if last else None
        found = list(itertools.islice(archive.articles(since=since), _LOOKED_AT))
        if len(found) >= 2 * MOST:
            break
    found = found or list(itertools.islice(archive.articles(), _LOOKED_AT))
    return sorted(found, key=lambda article: (article.published or "", article.id), reverse=True)


def _shared_names(articles: Iterable["Article"]) -> list[str]:
    """Names in at least two reports, with "the" where it mostly stands before them."""
    reports: Counter[str] = Counter()
    definite: Counter[str] = Counter()
    seen: set[str] = set()
    for article in articles:
        # Copies of one report share all its names.
        if article.id in seen:
            continue
        seen.update(article.copies)
        stated = {
            (_POSSESSIVE.sub("", name), before == "the") for before, name in _NAME.findall(article.text)
        }
        reports.update({name for name, _ in stated})
        definite.update(name for name, the in stated if the)
    shared = [
        name for name, count in sorted(reports.items(), key=lambda item: (-item[1], item[0])) if count > 1
    ]
    return [f"the {name}" if 2 * definite[name] > reports[name] else name for name in shared]


def _apart(names: Iterable[str]) -> list[str]:
    """The first names that share no word with an earlier one."""
    chosen: list[str] = []
    taken: set[str] = {"the"}
    for name in names:
        words = set(name.split())
        if words & taken - {"the"}:
            continue
        chosen.append(name)
        taken |= words
        if len(chosen) == MOST:
            break
    return chosen


def _titles(articles: Iterable["Article"]) -> list[str]:
    return list(dict.fromkeys(article.title for article in articles if article.title))[:MOST]
