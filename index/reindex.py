"""Making the index anew from the catalogue's texts."""

from collections.abc import Callable

from dateline.index.catalogue import Catalogue
from dateline.index.embed import Embedding
from dateline.index.ingest import Ingest
from dateline.index.settings import IndexSettings

_BATCH = 100


def reindex(
    catalogue: Catalogue, embedding: Embedding, settings: IndexSettings, progress: Callable[[int, int], None]
) -> None:
    """Make all passages, words and vectors anew in one transaction; the writer's lock must be held.

    `progress` is called with how many of all versions are done.
    """
    keys = catalogue.articles.all_version_keys()
    with catalogue.database.transaction():
        ingest = Ingest(catalogue, embedding, settings)
        catalogue.passages.clear()
        catalogue.words.clear()
        for at in range(0, len(keys), _BATCH):
            ingest.index(keys[at : at + _BATCH])
            progress(min(at + _BATCH, len(keys)), len(keys))
        catalogue.set_meta("embedding", embedding.name)
        catalogue.set_meta("dimension", embedding.dimension)
        # The published vector index speaks of passages, and perhaps of an embedding, that are gone.
        catalogue.set_meta("vectors", None)
        catalogue.changed()
