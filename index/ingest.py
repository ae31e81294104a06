"""Raw pieces into the catalogue, a batch a transaction: each article is there wholly or not at all."""

import dataclasses
import datetime as dt
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice, repeat
from typing import NamedTuple, TypeVar

import numpy as np

from dateline.errors import DatelineError
from dateline.index.article import Skipped, Span
from dateline.index.aside import Aside
from dateline.index.boilerplate import line_keys, reason, skipped_spans
from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.articles import VersionText, version_digest
from dateline.index.catalogue.lines import EVERYWHERE
from dateline.index.catalogue.segment import Entry
from dateline.index.copies import Verdict, compare
from dateline.index.embed import Embedding, Vectors
from dateline.index.heading import heading
from dateline.index.passages import group
from dateline.index.prepare import Prepared, attempt, told
from dateline.index.raw import Raw, Refused
from dateline.index.report import AddReport
from dateline.index.settings import IndexSettings

# A batch is written in one go: larger is faster, smaller loses less to an interruption.
_BATCH_ARTICLES = 128
_BATCH_CHARACTERS = 2_000_000
# Starting a second process takes a second: not for a few articles.
_ALONE = 50
# What is handed to it at once, and what it may be ahead, both in articles and in characters.
_CHUNK, _CHUNK_CHARACTERS = 8, 1_000_000
_AHEAD, _AHEAD_CHARACTERS = 64, 8_000_000
# Lines that repeat are learned after so many new articles, and again when there are so many times more.
_LEARN_FIRST, _LEARN_AGAIN = 128, 4

_Piece = TypeVar("_Piece", Raw | Refused, Prepared)
Progress = Callable[[AddReport], None]


class _Cut(NamedTuple):
    """A version cut into passages."""

    version: VersionText
    passages: list[Span]
    texts: list[str]


class Ingest:
    """Adds raw pieces to a catalogue. The writer's lock must be held."""

    def __init__(self, catalogue: Catalogue, embedding: Embedding, settings: IndexSettings) -> None:
        self._catalogue, self._embedding, self._settings = catalogue, embedding, settings
        self._db = catalogue.database

    def add(
        self,
        pieces: Iterable[Raw | Refused],
        report: AddReport,
        progress: Progress,
        *,
        learn: Callable[[], None],
    ) -> None:
        """Add all pieces, counting them in the report as they are done.

        `learn` (see `settle`) is called now and then: what follows is then cut right the first time.
        """
        learn_at = _LEARN_FIRST
        for batch in _batches(self._prepared(pieces, report, progress)):
            self._write(batch, report)
            if (done := report.added + report.updated) >= learn_at:
                learn()
                learn_at = _LEARN_AGAIN * done
            progress(report)
        progress(report)

    def _prepared(
        self, pieces: Iterable[Raw | Refused], report: AddReport, progress: Progress
    ) -> Iterator[Prepared]:
        for made in _attempted(self._new(pieces, report, progress)):
            if isinstance(made, Prepared):
                yield made
            else:
                report.skipped.append(made)
                progress(report)

    def _new(
        self, pieces: Iterable[Raw | Refused], report: AddReport, progress: Progress
    ) -> Iterator[Raw | Refused]:
        """The pieces that their sources did not give before."""
        for each in pieces:
            piece = _storable(each)
            if isinstance(piece, Raw):
                known = self._catalogue.articles.source(piece.source)
                if known and known.raw == piece.digest:
                    report.unchanged += 1
                    progress(report)
                    continue
            yield piece

    def _write(self, batch: list[Prepared], report: AddReport) -> None:
        with self._db.transaction():
            added = [each for piece in batch if (each := self._store(piece, report)) is not None]
            self._index([version for version, _ in added], [lines for _, lines in added])
            if added:
                self._catalogue.changed(
                    added=[self._catalogue.articles.digest(each.key) for each, _ in added]
                )

    def _store(self, piece: Prepared, report: AddReport) -> tuple[VersionText, Collection[int]] | None:
        """Store what is new about a piece; its new version and the version's lines, if it gave one."""
        articles = self._catalogue.articles
        known = articles.source(piece.raw.source)
        if known and known.raw == piece.digest:  # the same source twice in one batch
            report.unchanged += 1
            return None
        name = self._identity(piece)
        article = articles.key(name)
        fresh = article is None
        if article is None:
            article = articles.make(name)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        articles.remember_source(piece.raw.source, article, piece.digest, now)
        digest = version_digest(name, piece.text, piece.metadata)
        if articles.version_with(article, digest) is not None:
            report.unchanged += 1
            return None
        articles.keep_raw(piece.digest, piece.packed)
        key = articles.add_version(
            *(article, digest, piece.digest, piece.text, piece.metadata),
            blocks=piece.cleaned.blocks,
            sentences=piece.sentences,
            cuts=piece.cleaned.cuts,
        )
        if articles.current_key(article) == key:
            self._relate(article, piece)
        publisher = piece.metadata.publisher
        self._catalogue.lines.put(article, publisher or "", piece.lines)
        report.articles.append(name)
        if fresh:
            report.added += 1
        else:
            report.updated += 1
        version = VersionText(
            *(key, article, piece.text, piece.metadata.title, publisher, piece.metadata.url),
            *(tuple(piece.cleaned.blocks), piece.sentences, ()),
        )
        return version, piece.lines

    def _identity(self, piece: Prepared) -> str:
        """Own id, else canonical URL, else the article this source gave before, else the raw text."""
        if stated := piece.own_id or piece.url_id:
            return stated
        articles = self._catalogue.articles
        if known := articles.source(piece.raw.source):
            return articles.id(known.article)
        # A later version's raw from another source is that article too, not one of its own.
        return articles.that_gave(piece.digest) or piece.text_id

    def _relate(self, article: int, piece: Prepared) -> None:
        """Find the article's copies."""
        groups = self._catalogue.groups
        groups.set_bands(article, piece.bands)
        groups.link(article, {other: self._verdict(piece.told, other) for other in groups.sharing(article)})

    def _verdict(self, mine: Sequence[str], other: int) -> Verdict:
        articles = self._catalogue.articles
        (theirs,) = articles.texts([articles.current_key(other)])
        return compare(mine, told(theirs.text, theirs.blocks, theirs.sentences))

    def index(self, versions: list[int]) -> None:
        """Make passages, words and vectors of versions, in place of any they had; inside a transaction."""
        texts = self._catalogue.articles.texts(versions)
        for version in versions:
            self._catalogue.passages.drop(version)
        self._index(texts, [line_keys(each.text, each.blocks) for each in texts])

    def _index(self, versions: Sequence[VersionText], lines: Sequence[Collection[int]]) -> None:
        cut = [self._cut(version, keys) for version, keys in zip(versions, lines, strict=True)]
        with ThreadPoolExecutor(1, thread_name_prefix="dateline-embedding") as aside:
            vectors = aside.submit(self._embedded, [text for each in cut for text in each.texts])
            entries: list[Entry] = []
            for version, spans, texts in cut:
                ids = self._catalogue.passages.put(version.key, spans)
                first = heading(version.title, version.url, texts[0]) if texts else ""
                entries += map(Entry, ids, texts, chain([first], repeat("")))
            self._catalogue.words.put(entries)
            self._catalogue.passages.put_vectors([entry.passage for entry in entries], vectors.result())

    def _cut(self, version: VersionText, lines: Collection[int]) -> _Cut:
        skipped = self._skipped(version, lines)
        if skipped != version.skipped:
            self._catalogue.articles.mark_skipped(version.key, skipped)
        gaps = [Span(each.start, each.end) for each in skipped]
        spans = group(version.sentences, version.blocks, gaps, target=self._settings.passage_chars)
        return _Cut(version, spans, [version.text[span.start : span.end] for span in spans])

    def _embedded(self, texts: list[str]) -> Vectors:
        vectors = self._embedding.passages(texts)
        if not texts:
            return vectors
        if vectors.shape != (len(texts), self._embedding.dimension) or not np.isfinite(vectors).all():
            raise DatelineError(
                f"embedding {self._embedding.name} gave {vectors.shape} numbers for {len(texts)} texts, not "
                f"{self._embedding.dimension} finite ones for each; use another and run `dateline reindex`"
            )
        return vectors

    def _skipped(self, version: VersionText, lines: Collection[int]) -> tuple[Skipped, ...]:
        learned = self._catalogue.lines.learned(version.publisher or "", sorted(lines))
        if not learned:
            return ()

        def why(line: int) -> str | None:
            count = learned.get(line)
            return count and reason(count.reports, None if count.publisher == EVERYWHERE else count.publisher)

        return skipped_spans(version.text, version.blocks, why)


def from_first(
    pieces: Iterable[Raw | Refused], report: AddReport, progress: Progress
) -> Iterator[Raw | Refused] | None:
    """The pieces from the first that gives an article on; None where none does.

    Those before it are counted as skipped. Needs no archive: one is worth making only where something comes.
    """
    rest = iter(pieces)
    for each in rest:
        piece = _storable(each)
        made = attempt(piece)
        if isinstance(made, Prepared):
            return chain([piece], rest)
        report.skipped.append(made)
        progress(report)
    return None


def _attempted(pieces: Iterator[Raw | Refused]) -> Iterator[Prepared | Refused]:
    """Pieces made ready, in order: the first few here, more of them in a second process, some chunks ahead."""
    yield from map(attempt, islice(pieces, _ALONE))
    first = next(pieces, None)
    if first is None:
        return
    pieces = chain([first], pieces)
    with Aside() as aside:
        ahead: deque[tuple[list[Raw | Refused], Future[list[Prepared | Refused]]]] = deque()
        for chunk in _batches(pieces, articles=_CHUNK, characters=_CHUNK_CHARACTERS):
            ahead.append((chunk, aside.prepare(chunk)))
            while _far(chunk for chunk, _ in ahead):
                yield from ahead.popleft()[1].result()
        while ahead:
            yield from ahead.popleft()[1].result()


def _far(chunks: Iterable[Sequence[Raw | Refused]]) -> bool:
    waiting = [_characters(piece) for chunk in chunks for piece in chunk]
    return len(waiting) > _AHEAD or sum(waiting) > _AHEAD_CHARACTERS


def _characters(piece: Raw | Refused | Prepared) -> int:
    if isinstance(piece, Prepared):
        return len(piece.text)
    return len(piece.content) if isinstance(piece, Raw) else 0


def _storable(piece: Raw | Refused) -> Raw | Refused:
    r"""The piece under a name that is text: bytes in a file's name that are none are shown as `\udcff`."""
    name = piece.source.encode("utf-8", "backslashreplace").decode()
    if name == piece.source:
        return piece
    return (
        piece._replace(source=name) if isinstance(piece, Refused) else dataclasses.replace(piece, source=name)
    )


def _batches(
    pieces: Iterable[_Piece], *, articles: int = _BATCH_ARTICLES, characters: int = _BATCH_CHARACTERS
) -> Iterator[list[_Piece]]:
    """Pieces in lists of so many, or of fewer where they come to so many characters."""
    batch: list[_Piece] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += _characters(piece)
        if len(batch) >= articles or size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
