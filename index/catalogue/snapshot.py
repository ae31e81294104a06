"""The archive's passages and versions as columns in memory: filters become masks, exact and quick."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from dateline.index.catalogue.database import Database
from dateline.index.catalogue.words import Lengths, Words
from dateline.index.hit import Filters

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Snapshot:
    """One state of the archive. Row i of the version columns is version `version_keys[i]`;
    passages refer to versions by row. Days are integers as 20250110, 0 for an undated version.
    """

    generation: int
    version_keys: Integers
    articles: list[str]
    leaders: Integers
    current: Mask
    days: Integers
    shown_from: Integers
    shown_to: Integers
    publishers: list[str | None]
    languages: list[str | None]
    passage_ids: Integers
    passage_rows: Integers
    passage_starts: Integers
    lengths: Lengths

    @classmethod
    def read(cls, database: Database, generation: int) -> "Snapshot":
        """The state of the archive now; inside the transaction that read `generation`."""
        versions = database.rows(
            "SELECT v.key, a.id, a.leader, v.current, v.day, v.shown_from, v.shown_to, v.publisher, "
            "v.language FROM versions v JOIN articles a ON a.key = v.article ORDER BY v.key"
        )
        numbers = chain.from_iterable(database.each("SELECT id, version, start FROM passages ORDER BY id"))
        passages = np.fromiter(numbers, dtype=np.int64).reshape(-1, 3)
        keys = np.array([row[0] for row in versions], dtype=np.int64)
        return cls(
            generation=generation,
            version_keys=keys,
            articles=[row[1] for row in versions],
            leaders=np.array([row[2] for row in versions], dtype=np.int64),
            current=np.array([bool(row[3]) for row in versions], dtype=np.bool_),
            days=_days([row[4] for row in versions]),
            shown_from=_days([row[5] for row in versions]),
            shown_to=_days([row[6] for row in versions], missing=99_999_999),
            publishers=[row[7] for row in versions],
            languages=[row[8] for row in versions],
            passage_ids=np.ascontiguousarray(passages[:, 0]),
            passage_rows=np.searchsorted(keys, passages[:, 1]),
            passage_starts=np.ascontiguousarray(passages[:, 2]),
            lengths=Words(database).lengths(passages[:, 0]),
        )

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Every publisher once, in alphabetical order."""
        return tuple(sorted({each for each in self.publishers if each}))

    def versions(self, filters: Filters) -> Mask:
        """Which versions count under the filters."""
        if filters.as_of:
            day = _day(filters.as_of)
            mask = (self.shown_from > 0) & (self.shown_from <= day) & (self.shown_to > day)
        else:
            mask = self.current.copy()
        if filters.since:
            mask &= self.days >= _day(filters.since)
        if filters.until:
            mask &= (self.days > 0) & (self.days <= _day(filters.until))
        if filters.publishers:
            wanted = {name.casefold() for name in filters.publishers}
            mask &= np.array([(name or "").casefold() in wanted for name in self.publishers], dtype=np.bool_)
        if filters.languages:
            codes = {code.casefold() for code in filters.languages}
            mask &= np.array([(code or "").casefold() in codes for code in self.languages], dtype=np.bool_)
        if filters.within:
            ids = set(filters.within)
            mask &= np.array([article in ids for article in self.articles], dtype=np.bool_)
        return mask

    def undated_left_out(self, filters: Filters) -> int:
        """How many articles the filters leave out only because nobody knows when they were published."""
        if not filters.dated:
            return 0
        rest = Filters(publishers=filters.publishers, languages=filters.languages, within=filters.within)
        return int((self.versions(rest) & (self.days == 0)).sum())

    def passages(self, versions: Mask) -> Mask:
        """Which passages belong to the versions of a mask."""
        return versions[self.passage_rows]

    def positions(self, ids: Integers) -> Integers:
        """Where passages of these ids stand in the passage columns; -1 for an id that is gone."""
        places = self._places
        if not len(places):
            return np.full(len(ids), -1, dtype=np.int64)
        at: Integers = places[np.minimum(ids, len(places) - 1)].astype(np.int64)
        return at

    @cached_property
    def _places(self) -> npt.NDArray[np.int32]:
        """The position of each id from 0 to one above the last, which is nobody's."""
        if not len(self.passage_ids):
            return np.zeros(0, dtype=np.int32)
        places = np.full(int(self.passage_ids[-1]) + 2, -1, dtype=np.int32)
        places[self.passage_ids] = np.arange(len(self.passage_ids), dtype=np.int32)
        return places


def _day(day: str) -> int:
    return int(day.replace("-", ""))


def _days(days: list[str | None], *, missing: int = 0) -> Integers:
    return np.array([_day(day) if day else missing for day in days], dtype=np.int64)
