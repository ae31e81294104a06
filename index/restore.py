"""Texts again from their raws, where they were damaged."""

from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.articles import version_digest
from dateline.index.prepare import prepare


def restore(catalogue: Catalogue) -> None:
    """Make damaged versions anew from their raws; inside a transaction.

    One whose raw is damaged too, or gives another text today, stays as it is: a version never changes.
    """
    looks = (catalogue.faults.texts(), catalogue.faults.spans())
    for article, number in sorted({(article, number) for look in looks for article, number, _ in look}):
        found = catalogue.articles.restorable(article, number)
        if found is None:
            continue
        piece = prepare(found.raw, found.raw.digest)
        if version_digest(article, piece.text, piece.metadata) == found.digest:
            catalogue.articles.restore(
                *(found.key, piece.text, piece.metadata),
                blocks=piece.cleaned.blocks,
                sentences=piece.sentences,
                cuts=piece.cleaned.cuts,
            )
