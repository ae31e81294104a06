"""Taking articles out of the catalogue, wholly."""

from collections.abc import Sequence

from dateline.errors import ArticleNotFound
from dateline.index.catalogue import Catalogue


def remove(catalogue: Catalogue, article_ids: Sequence[str]) -> None:
    """Remove articles with all their versions in one transaction; the writer's lock must be held.

    Raises ArticleNotFound, before anything is removed.
    """
    keys = {name: catalogue.articles.key(name) for name in dict.fromkeys(article_ids)}
    if unknown := [name for name, key in keys.items() if key is None]:
        raise ArticleNotFound(
            f"there is no article {unknown[0]} to remove; nothing was removed; see `dateline list`"
        )
    with catalogue.database.transaction():
        gone: list[str] = []
        for key in keys.values():
            assert key is not None
            for version in catalogue.articles.version_keys(key):
                catalogue.passages.drop(version)
            catalogue.groups.unlink(key)
            catalogue.lines.drop(key)
            gone += catalogue.articles.forget(key)
        catalogue.changed(removed=gone)
