"""The archive: the front door of the index room."""

import contextlib
import datetime as dt
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import ArticleNotFound, DatelineError, EmbeddingMismatch, WrongUse
from dateline.index.article import Article, Span
from dateline.index.bm25 import Lengths, document_counts
from dateline.index.catalogue import Catalogue
from dateline.index.catalogue.snapshot import Snapshot
from dateline.index.characters import published
from dateline.index.embed import Embedding, make
from dateline.index.hit import Filters, Hit
from dateline.index.lock import WriterLock
from dateline.index.report import AddReport
from dateline.index.search import DEFAULT as DEFAULT_WEIGHTS
from dateline.index.search import Parts, Weights, find
from dateline.index.settings import IndexSettings
from dateline.index.vectors import Pointer, VectorSearch, is_whole, publish

if TYPE_CHECKING:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor
    from llama_index.core.retrievers import BaseRetriever

    from dateline.index.check import Fault
    from dateline.index.raw import Raw, Refused
    from dateline.index.stats import Stats

_log = logging.getLogger("dateline")
_CATALOGUE = "catalogue.sqlite"
_PAGE = 200
# The newest passages are searched exactly; from this many on (and this share of the index) it is made anew.
_TAIL = 2000
_TAIL_SHARE = 0.2
_SMALL = 5000
# How many passages a reranker gets to see, at least.
_RERANKED = 20
# From this share of removed passages on, the word index is rid of what it still holds of them.
_MANY_GONE = 0.02


def is_archive(folder: Path) -> bool:
    """Whether there is an archive in a folder, whatever state it is in."""
    return (folder / _CATALOGUE).is_file()


class Archive:
    """Articles in a folder, found again by questions. One writer at a time, any number of readers.

    Raises WrongUse where there is no archive and `create` is False, EmbeddingMismatch where the archive
    was made with another embedding (unless `reindexing`), ArchiveBroken where it is damaged.

    `reranker` may be set to a LlamaIndex node postprocessor, which then orders what every search finds.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        settings: IndexSettings | None = None,
        embedding: Any = None,
        create: bool = True,
        reindexing: bool = False,
    ) -> None:
        self.folder = Path(path).expanduser().resolve()
        self.settings = settings or IndexSettings()
        self.embedding: Embedding = make(self.settings, embedding)
        self.reranker: BaseNodePostprocessor | None = None
        self._reindexing = reindexing
        self._open_folder(create)
        self.catalogue = Catalogue(self.folder / _CATALOGUE)
        self._lock = WriterLock(self.folder, wait=self.settings.lock_wait)
        self._vectors = VectorSearch(self.catalogue, self.folder / "vectors")
        self._snapshot: Snapshot | None = None
        self._of_snapshot: Lengths | None = None
        self._remaking: threading.Thread | None = None
        try:
            self._same_embedding()
            self._index_words()
        except BaseException:
            self.close()
            raise

    # Adding and removing

    def add(
        self, *sources: str | os.PathLike[str], progress: Callable[[AddReport], None] | None = None
    ) -> AddReport:
        """Add files, folders, pages and feeds; what is known already is left alone.

        `progress` is called with the report so far after each article. What cannot be read is in `skipped`
        with its reason and stops nothing else. An interruption loses at most the last few articles.
        """
        from dateline.index import readers  # noqa: PLC0415  readers load parsers that asking never needs

        report = AddReport()
        pieces = readers.read_all(
            (os.fspath(source) for source in sources), settings=self.settings, known=self._holds
        )
        self.take(pieces, report, progress or (lambda _: None))
        return report

    def take(
        self, pieces: "Iterable[Raw | Refused]", report: AddReport, progress: Callable[[AddReport], None]
    ) -> None:
        """`add` for pieces that readers gave, counting on in a report."""
        with self._writing() as ingest:
            ingest.add(pieces, report, progress, learn=self._learn_lines)
            self._settle()

    def remove(self, *article_ids: str) -> int:
        """Remove articles with all versions and give their disk space back; how many there were.

        Answers that cite them stay readable in the history. Raises ArticleNotFound and removes nothing where
        one is unknown.
        """
        from dateline.index.remove import remove  # noqa: PLC0415

        with self._writing():
            before = self.catalogue.passages.count()
            remove(self.catalogue, article_ids)
            self._settle()
            if before - self.catalogue.passages.count() > _MANY_GONE * before:
                self._tidy_words()
            self.catalogue.database.shrink()
        return len(set(article_ids))

    def reindex(self, embedding: Any = None, *, progress: Callable[[int, int], None] | None = None) -> None:
        """Make passages, words, vectors and the vector index anew, with another embedding where one is given.

        All of it or nothing: until it is done, the archive answers as before.
        """
        if isinstance(embedding, str):
            chosen = make(self.settings.model_copy(update={"embedding": embedding}))
        else:
            chosen = make(self.settings, embedding) if embedding is not None else self.embedding
        from dateline.index.reindex import reindex  # noqa: PLC0415

        with self._locked():
            reindex(self.catalogue, chosen, self.settings, progress or (lambda done, total: None))
            self.embedding, self._reindexing = chosen, False
            self._publish()

    def mend(self) -> None:
        """Make damaged texts anew from their raws where that gives the very same, and all indexes from the texts."""
        from dateline.index.reindex import reindex  # noqa: PLC0415
        from dateline.index.restore import restore  # noqa: PLC0415

        with self._locked():
            with self.catalogue.database.transaction():
                self.catalogue.faults.mend()
                restore(self.catalogue)
                self.catalogue.set_meta("fingerprint", self.catalogue.count_fingerprint())
            reindex(self.catalogue, self.embedding, self.settings, lambda done, total: None)
            self._publish()

    # Reading

    def get(self, article_id: str, version: int | None = None) -> Article:
        """An article in its current version, or in the one asked for. Raises ArticleNotFound."""
        found = self.catalogue.articles.get(article_id, version)
        if found is None:
            which = article_id if version is None else f"{article_id} version {version}"
            raise ArticleNotFound(f"there is no article {which} in {self.folder}; see `dateline list`")
        return found

    def articles(
        self,
        *,
        publisher: str | None = None,
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        words: str | None = None,
    ) -> Iterator[Article]:
        """Current versions by id, with all the filters given; `words` must all stand in title or text."""
        from dateline.index.listing import conditions  # noqa: PLC0415

        where, values = conditions(publisher=publisher, since=since, until=until, words=words)
        after = ""
        while page := self.catalogue.articles.find(where, values, after=after, limit=_PAGE):
            yield from page
            after = page[-1].id

    def sentences(self, article_id: str, version: int) -> tuple[Span, ...]:
        """The sentence spans of a version; empty where there is no such version."""
        return self.catalogue.articles.sentences(article_id, version)

    def search(
        self,
        question: str,
        *,
        k: int = 10,
        as_of: str | dt.date | None = None,
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        publishers: Sequence[str] = (),
        languages: Sequence[str] = (),
        within: Sequence[str] = (),
    ) -> list[Hit]:
        """The k best passages for a question or words, best first; `search.find` tells the score's parts."""
        filters = Filters.of(
            as_of=as_of, since=since, until=until, publishers=publishers, languages=languages, within=within
        )
        return self.find(question, filters, k=k)

    def find(
        self, question: str, filters: Filters, *, k: int, weights: Weights = DEFAULT_WEIGHTS
    ) -> list[Hit]:
        """`search` with filters made already, and with other weights where they are given."""
        if k < 1:
            raise WrongUse(f"k is {k}: ask for at least one hit")
        asked = published(question)  # a lone surrogate is no text to an embedding
        with self.reading() as snapshot:
            parts = Parts(self.catalogue, snapshot, self._lengths(snapshot), self._vectors, self.embedding)
            deep = k if self.reranker is None else max(k, _RERANKED)
            found = find(asked, parts, filters=filters, k=deep, weights=weights)
        if self._vectors.ruined:
            self._remake()
        if self.reranker is None:
            return found
        from dateline.index.llama import reranked  # noqa: PLC0415  LlamaIndex takes seconds to import

        return reranked(found, asked, self.reranker)[:k]

    def around(self, hit: Hit) -> list[Hit]:
        """The passages right before and right after one in its article, where there are any; their score is 0."""
        # A version's passages have ids that follow one another.
        found = self.catalogue.passages.details([hit.passage - 1, hit.passage + 1])
        return [
            Hit(score=0.0, **each)
            for _, each in sorted(found.items())
            if (each["article"], each["version"]) == (hit.article, hit.version)
        ]

    @contextlib.contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """One state of the archive for several looks from this thread, whatever is written meanwhile."""
        with self.catalogue.database.reading():
            yield self._state()

    def document_counts(self, words: Sequence[str]) -> dict[str, int]:
        """In how many passages each word stands, in any of its forms, or in the heading of their article."""
        with self.reading() as snapshot:
            return document_counts(words, snapshot, self.catalogue.words)

    @property
    def notices(self) -> list[str]:
        """What a reader should know of the archive's state; empty when all is well."""
        if self._vectors.ruined is None:
            return []
        return [
            "The vector index is missing or damaged: answers come from the catalogue, slower, "
            "while it is made again. Run `dateline reindex` where this stays."
        ]

    @property
    def generation(self) -> int:
        """Goes up with every change that can alter an answer."""
        return self.catalogue.generation

    def fingerprint(self) -> str:
        """Hash of the archive's content (hex), independent of the order in which it was added."""
        return self.catalogue.fingerprint

    def stats(self) -> "Stats":
        """How much the archive holds, from when to when, by whom."""
        from dateline.index.stats import stats  # noqa: PLC0415

        return stats(self.catalogue, self.folder)

    def check(self, mend: bool = False) -> "list[Fault]":
        """Faults of the archive, empty when it is sound; `mend` makes again what the rest allows."""
        from dateline.index.check import check  # noqa: PLC0415

        return check(self, mend=mend)

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Nobody changes the archive meanwhile; waits for a writer to finish. Raises ArchiveBusy."""
        with self._locked():
            yield

    def as_retriever(self, *, k: int = 10, **filters: Any) -> "BaseRetriever":
        """A LlamaIndex retriever over `search`, with the same filters."""
        from dateline.index.llama import DatelineRetriever  # noqa: PLC0415  LlamaIndex takes seconds to import

        return DatelineRetriever(self, k=k, **filters)

    def close(self) -> None:
        """Let go of all files; waits for the vector index where it is being made again."""
        if self._remaking:
            self._remaking.join()
        self._vectors.close()
        self.catalogue.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Within

    @contextlib.contextmanager
    def _writing(self) -> "Iterator[Any]":
        from dateline.index.ingest import Ingest  # noqa: PLC0415  cleaning and readers are for writers only

        with self._locked():
            self._same_embedding(record=True)
            yield Ingest(self.catalogue, self.embedding, self.settings)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """The writer's lock, and one sentence where the folder cannot be written to."""
        try:
            with self._lock.held():
                yield
        except OSError as error:
            raise DatelineError(f"{self.folder} could not be written ({error}); nothing was lost") from error

    def _learn_lines(self) -> None:
        from dateline.index.settle import settle  # noqa: PLC0415

        settle(self.catalogue, self.embedding, self.settings)

    def _settle(self) -> None:
        self._learn_lines()
        if self._index_is_stale():
            self._publish()

    def _publish(self) -> None:
        self._tidy_words()
        publish(self.catalogue, self.folder / "vectors", dimension=self.embedding.dimension)
        self.catalogue.database.shrink()

    def _tidy_words(self) -> None:
        with self.catalogue.database.transaction():
            self.catalogue.words.tidy()

    def _index_words(self) -> None:
        """Make the word index where an archive is from before this kind of index, or has one with other stems."""
        if self.catalogue.words.stale:
            with self._locked():
                with self.catalogue.database.transaction():
                    if self.catalogue.words.stale:
                        _log.warning("%s: the word index is made anew, once", self.folder)
                        self.catalogue.words.rebuild()
                self.catalogue.database.shrink()

    def _index_is_stale(self, *, closely: bool = False) -> bool:
        """Whether the vector index is missing or damaged, or lags too far behind the catalogue.

        Only `closely` is each byte of it looked at, which takes the longer the larger it is.
        """
        pointer, passages = Pointer.from_json(self.catalogue.meta("vectors")), self.catalogue.passages
        if pointer is None:
            return passages.count() > 0
        if not is_whole(self.folder / "vectors" / pointer.name, closely=closely):
            _log.warning("the vector index %s is missing or damaged; it is made again", pointer.name)
            return True
        held = passages.count(up_to=pointer.last)
        newer, dead = passages.count() - held, pointer.count - held
        if pointer.count <= _SMALL and dead > 0:
            return True
        return newer > max(_TAIL, _TAIL_SHARE * pointer.count) or dead > _TAIL_SHARE * pointer.count

    def _remake(self) -> None:
        """Make the vector index again, aside: the question that found it ruined does not wait."""
        if self._remaking and self._remaking.is_alive():
            return
        self._remaking = threading.Thread(target=self._remade, name="dateline-remake")
        self._remaking.start()

    def _remade(self) -> None:
        try:
            with self._lock.held_if_free() as ours:
                if ours and self._index_is_stale(closely=True):
                    self._publish()
        except (DatelineError, OSError) as error:
            _log.warning("the vector index could not be made again: %s", error)

    def _state(self) -> Snapshot:
        """What the archive holds, as this thread's transaction sees it."""
        generation, snapshot = self.catalogue.generation, self._snapshot
        if snapshot is None or snapshot.generation != generation:
            self._same_embedding()  # another process may have made it anew with another one
            self._snapshot = snapshot = Snapshot.read(self.catalogue.database, generation)
        return snapshot

    def _lengths(self, snapshot: Snapshot) -> Lengths:
        lengths = self._of_snapshot
        if lengths is None or lengths.snapshot is not snapshot:
            self._of_snapshot = lengths = Lengths(snapshot)
        return lengths

    def _holds(self, source: str) -> bool:
        return self.catalogue.articles.source(source) is not None

    def _open_folder(self, create: bool) -> None:
        if not create and not is_archive(self.folder):
            raise WrongUse(
                f"there is no archive in {self.folder}; "
                f"make one with `dateline add PATH --archive {self.folder}`"
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WrongUse(
                f"{self.folder} cannot be an archive's folder ({error.strerror}); name another"
            ) from None

    def _same_embedding(self, *, record: bool = False) -> None:
        made_with = self.catalogue.meta("embedding")
        if made_with is None:
            if record:
                with self.catalogue.database.transaction():
                    self.catalogue.set_meta("embedding", self.embedding.name)
                    self.catalogue.set_meta("dimension", self.embedding.dimension)
        elif made_with != self.embedding.name and not self._reindexing:
            raise EmbeddingMismatch(
                f"{self.folder} was made with the embedding {made_with}, but {self.embedding.name} is "
                f"configured: configure {made_with}, "
                f"or run `dateline reindex --embedding {self.embedding.name}`"
            )
