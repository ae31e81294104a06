"""After adding or removing: learn which lines repeat, and mark them in the articles that have them.

Two steps, each of which an interruption leaves done or to be done: first the lines concerned are counted,
then the articles concerned are marked and their passages made again. What is learned depends on what the
archive holds alone, not on the order or the portions in which it came.
"""

from bisect import bisect_left

from dateline.index.boilerplate import (
    FEWEST_PUBLISHERS,
    FEWEST_REPORTS,
    is_boilerplate,
    is_boilerplate_everywhere,
)
from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.lines import Lines
from dateline.index.embed import Embedding
from dateline.index.ingest import Ingest
from dateline.index.settings import IndexSettings

_BATCH = 100
_KINDS = range(3)


def settle(catalogue: Catalogue, embedding: Embedding, settings: IndexSettings) -> None:
    """Bring skipped spans up to date with all articles; the writer's lock must be held."""
    if not catalogue.lines.unsettled():
        return
    with catalogue.database.transaction():
        _learn(catalogue.lines)
    ingest = Ingest(catalogue, embedding, settings)
    while articles := catalogue.lines.unmarked(_BATCH):
        with catalogue.database.transaction():
            ingest.index([key for article in articles for key in catalogue.articles.version_keys(article)])
            catalogue.lines.marked(articles)
            catalogue.changed()


def _learn(lines: Lines) -> None:
    sizes = lines.touched_publishers()
    lines.touch(whole=[name for name, size in sizes.items() if _bars(size) < _bars(lines.size(name))])
    for name, size in sizes.items():
        learned = lines.learned_of(name)
        sure = [
            each for each in learned if is_boilerplate(each.line, reports=each.reports, of_publisher=size)
        ]
        lines.doubted(set(learned) - set(sure))
        lines.sure(sure)
    affected: set[int] = set()
    for count in lines.count(FEWEST_REPORTS):
        now = is_boilerplate(count.line, reports=count.reports, of_publisher=sizes.get(count.publisher, 0))
        if lines.learn(count, boilerplate=now):
            affected.update(lines.articles_with(count.line, count.publisher))
    for count in lines.count_everywhere(FEWEST_PUBLISHERS):
        now = is_boilerplate_everywhere(count.line, reports=count.reports, publishers=count.publishers)
        if lines.learn(count, boilerplate=now):
            affected.update(lines.articles_with(count.line, count.publisher))
    lines.settled(affected, sizes)


def _bars(size: int) -> int:
    """In how many reports of a publisher of this size a line must stand, over the kinds of lines.

    Where this goes down, lines that were looked at long ago may repeat often enough now.
    """

    def bar(kind: int) -> int:
        return bisect_left(
            range(size + 1),
            1,
            key=lambda reports: int(is_boilerplate(kind, reports=reports, of_publisher=size)),
        )

    return sum(bar(kind) for kind in _KINDS)
