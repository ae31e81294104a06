"""Raw pieces into the catalogue, a batch a transaction: each article is there wholly or not at all."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from dateline.index.article import Block, Skipped, Span
from dateline.index.boilerplate import furniture, line_keys, reason, skipped_spans
from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.articles import VersionText, version_digest
from dateline.index.catalogue.groups import EVERYWHERE
from dateline.index.copies import Verdict, compare
from dateline.index.embed import Embedding
from dateline.index.passages import group
from dateline.index.prepare import Prepared, prepare
from dateline.index.raw import Raw, Refused
from dateline.index.report import AddReport
from dateline.index.settings import IndexSettings

# A batch is written and its vectors are made in one go: larger is faster, smaller loses less to an interruption.
_BATCH_ARTICLES = 64
_BATCH_CHARACTERS = 1_000_000

Progress = Callable[[AddReport], None]


class Ingest:
    """Adds raw pieces to a catalogue. The writer's lock must be held."""

    def __init__(self, catalogue: Catalogue, embedding: Embedding, settings: IndexSettings) -> None:
        self._catalogue, self._embedding, self._settings = catalogue, embedding, settings
        self._db = catalogue.database

    def add(self, pieces: Iterable[Raw | Refused], report: AddReport, progress: Progress) -> None:
        """Add all pieces, counting them in the report as they are done."""
        for batch in _batches(self._prepared(pieces, report, progress)):
            self._write(batch, report)
            progress(report)
        progress(report)

    def _prepared(
        self, pieces: Iterable[Raw | Refused], report: AddReport, progress: Progress
    ) -> Iterator[Prepared]:
        for piece in pieces:
            if isinstance(piece, Refused):
                report.skipped.append(piece)
            elif (known := self._catalogue.articles.source(piece.source)) and known.raw == piece.digest:
                report.unchanged += 1
            elif (prepared := prepare(piece, piece.digest)).text:
                yield prepared
                continue
            else:
                report.skipped.append(Refused(piece.source, "nothing is left of it after cleaning"))
            progress(report)

    def _write(self, batch: list[Prepared], report: AddReport) -> None:
        with self._db.transaction():
            versions = [version for each in batch if (version := self._store(each, report)) is not None]
            self.index(versions)

    def _store(self, piece: Prepared, report: AddReport) -> int | None:
        """Store what is new about a piece; the key of its new version, if it gave one."""
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
        articles.keep_raw(piece.raw, piece.digest)
        version = articles.add_version(
            *(article, digest, piece.digest, piece.text, piece.metadata),
            blocks=piece.cleaned.blocks,
            sentences=piece.sentences,
            cuts=piece.cleaned.cuts,
        )
        self._catalogue.passages.put_lead(version)
        self._catalogue.changed(added=[digest])
        if articles.current_key(article) == version:
            self._relate(article, piece)
        report.articles.append(name)
        if fresh:
            report.added += 1
        else:
            report.updated += 1
        return version

    def _identity(self, piece: Prepared) -> str:
        """Own id, else canonical URL, else the article this source gave before, else the raw text."""
        stated = piece.own_id or piece.url_id
        if stated:
            return stated
        known = self._catalogue.articles.source(piece.raw.source)
        return self._catalogue.articles.id(known.article) if known else piece.text_id

    def _relate(self, article: int, piece: Prepared) -> None:
        """Find the article's copies, and note its lines for `settle`."""
        groups = self._catalogue.groups
        groups.set_bands(article, piece.bands)
        mine = _report(piece.text, piece.cleaned.blocks, piece.sentences)
        groups.link(article, {other: self._verdict(mine, other) for other in groups.sharing(article)})
        groups.set_lines(article, piece.metadata.publisher or "", piece.lines)
        groups.unsettle([article])

    def _verdict(self, mine: list[str], other: int) -> Verdict:
        articles = self._catalogue.articles
        (theirs,) = articles.texts([articles.current_key(other)])
        return compare(mine, _report(theirs.text, theirs.blocks, theirs.sentences))

    def index(self, versions: list[int]) -> None:
        """Make passages, words and vectors of versions, in place of any they had; inside a transaction."""
        passages = self._catalogue.passages
        made = []
        for version in self._catalogue.articles.texts(versions):
            skipped = self._skipped(version)
            if skipped != version.skipped:
                self._catalogue.articles.mark_skipped(version.key, skipped)
            spans = group(
                version.sentences,
                version.blocks,
                [(each.start, each.end) for each in skipped],
                target=self._settings.passage_chars,
            )
            made.append((version, spans, [version.text[span.start : span.end] for span in spans]))
        vectors = self._embedding.passages([text for _, _, texts in made for text in texts])
        at = 0
        for version, spans, texts in made:
            passages.drop(version.key)
            passages.put(version.key, spans, texts, version.title, vectors[at : at + len(texts)])
            at += len(texts)

    def _skipped(self, version: VersionText) -> tuple[Skipped, ...]:
        keys = sorted(line_keys(version.text, version.blocks))
        learned = self._catalogue.groups.learned(version.publisher or "", keys)
        if not learned:
            return ()

        def why(line: int) -> str | None:
            count = learned.get(line)
            return count and reason(count.reports, None if count.publisher == EVERYWHERE else count.publisher)

        return skipped_spans(version.text, version.blocks, why)


def _report(text: str, blocks: Sequence[Block], sentences: Sequence[Span]) -> list[str]:
    """The sentences that are the report's own: what a page says to its reader makes no two reports alike."""
    page = {each.start: each.end for each in furniture(text, blocks)}
    starts = sorted(page)

    def inside(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.end <= page[starts[at]]

    return [text[span.start : span.end] for span in sentences if not inside(span)]


def _batches(pieces: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    batch: list[Prepared] = []
    characters = 0
    for piece in pieces:
        batch.append(piece)
        characters += len(piece.text)
        if len(batch) >= _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
