"""After adding: learn which lines repeat over the archive, and mark them in the articles that have them.

Two steps, each of which an interruption leaves done or to be done: first the lines of new articles are counted,
then the articles concerned are marked and their passages made again.
"""

from dateline.index.boilerplate import (
    FEWEST_PUBLISHERS,
    FEWEST_REPORTS,
    is_boilerplate,
    is_boilerplate_everywhere,
)
from dateline.index.catalogue import Catalogue
from dateline.index.embed import Embedding
from dateline.index.ingest import Ingest
from dateline.index.settings import IndexSettings

_BATCH = 100


def settle(catalogue: Catalogue, embedding: Embedding, settings: IndexSettings) -> None:
    """Bring skipped spans up to date with all articles; the writer's lock must be held."""
    if not catalogue.groups.unsettled():
        return
    _learn(catalogue)
    ingest = Ingest(catalogue, embedding, settings)
    while articles := catalogue.groups.unmarked(_BATCH):
        with catalogue.database.transaction():
            versions = [key for article in articles for key in catalogue.articles.version_keys(article)]
            ingest.index(versions)
            catalogue.groups.marked(articles)
            catalogue.changed()


def _learn(catalogue: Catalogue) -> None:
    groups = catalogue.groups
    with catalogue.database.transaction():
        sizes = groups.touched_publishers()
        learned = [count for publisher in sizes for count in groups.learned_of(publisher)]
        # Still boilerplate at half the count: no need to count it again.
        sure = {
            count
            for count in learned
            if is_boilerplate(count.line, reports=count.reports // 2, of_publisher=sizes[count.publisher])
        }
        affected: set[int] = set()
        for count in groups.count_lines(FEWEST_REPORTS, settled=sure, again=set(learned) - sure):
            of_publisher = sizes.get(count.publisher, 0)
            now = is_boilerplate(count.line, reports=count.reports, of_publisher=of_publisher)
            if groups.learn(count, boilerplate=now):
                affected.update(groups.articles_with(count.line, count.publisher))
        for count in groups.count_lines_everywhere(FEWEST_PUBLISHERS):
            now = is_boilerplate_everywhere(count.line, reports=count.reports, publishers=count.publishers)
            if groups.learn(count, boilerplate=now):
                affected.update(groups.articles_with(count.line, count.publisher))
        groups.settled(affected)
