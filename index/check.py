"""Checking an archive: every stored span, orphan, vector, word and group."""

import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import ArchiveBroken
from dateline.index.vectors import Generation, Pointer, RuinedGeneration

if TYPE_CHECKING:
    from dateline.index.archive import Archive

_INDEX = "`dateline reindex` makes it again"
_MEND = "`dateline check --mend` reckons it anew"
_AGAIN = "restore catalogue.sqlite from a backup, or remove the article and add it again"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: its kind, where it is, what is wrong, and how to mend it."""

    kind: str
    where: str
    what: str
    mend: str
    mended: bool = False

    def after_mending(self) -> "Fault":
        """The same fault, mended."""
        return dataclasses.replace(self, mended=True)


def check(archive: "Archive", *, mend: bool = False) -> list[Fault]:
    """Faults of an archive, empty when it is sound. Waits for a writer to finish: nothing moves meanwhile.

    With `mend`, texts are made again from their raws where that gives the very same, indexes from the texts,
    and orphans are removed.
    """
    with archive.still():
        faults = _look(archive)
        if not mend or not faults or faults[0].kind == "file":
            return faults
        archive.mend()
        left = {(fault.kind, fault.where) for fault in _look(archive)}
        return [fault if (fault.kind, fault.where) in left else fault.after_mending() for fault in faults]


def _look(archive: "Archive") -> list[Fault]:
    # Of a damaged file nothing else can be said for sure.
    return list(_file(archive)) or [fault for look in _LOOKS for fault in _looked(look, archive)]


def _looked(look: Callable[["Archive"], Iterator[Fault]], archive: "Archive") -> list[Fault]:
    try:
        return list(look(archive))
    except ArchiveBroken as error:
        return [Fault("file", "catalogue.sqlite", str(error), _AGAIN)]


def _file(archive: "Archive") -> Iterator[Fault]:
    for said in archive.catalogue.faults.file():
        yield Fault("file", "catalogue.sqlite", said, "restore it from a backup")


def _texts(archive: "Archive") -> Iterator[Fault]:
    for article, number, what in archive.catalogue.faults.texts():
        yield Fault("text", f"{article} version {number}", what, _AGAIN)


def _raws(archive: "Archive") -> Iterator[Fault]:
    for article, number, what in archive.catalogue.faults.raws():
        yield Fault("raw", f"{article} version {number}", what, _AGAIN)


def _spans(archive: "Archive") -> Iterator[Fault]:
    for article, number, what in archive.catalogue.faults.spans():
        # Passages are made from the sentences; these, like the text, are kept for good.
        yield Fault("span", f"{article} version {number}", what, _INDEX if "passage" in what else _AGAIN)


def _orphans(archive: "Archive") -> Iterator[Fault]:
    for where, what in archive.catalogue.faults.orphans():
        yield Fault("orphan", where, what, "`dateline check --mend` removes it")


def _groups(archive: "Archive") -> Iterator[Fault]:
    for where, what in archive.catalogue.faults.groups():
        yield Fault("group", where, what, _MEND)


def _vectors(archive: "Archive") -> Iterator[Fault]:
    for where, what in archive.catalogue.faults.vectors():
        yield Fault("vector", where, what, _INDEX)


def _words(archive: "Archive") -> Iterator[Fault]:
    for where, what in archive.catalogue.faults.words():
        yield Fault("word index", where, what, _INDEX)


def _fingerprint(archive: "Archive") -> Iterator[Fault]:
    stated, counted = archive.fingerprint(), archive.catalogue.count_fingerprint()
    if stated != counted:
        yield Fault(
            "fingerprint", "catalogue.sqlite", f"it says {stated[:12]}, the versions {counted[:12]}", _MEND
        )


def _index(archive: "Archive") -> Iterator[Fault]:
    """The Chroma folder: there, opening, and holding what the catalogue holds up to its last passage."""
    pointer = Pointer.from_json(archive.catalogue.meta("vectors"))
    folder = archive.folder / "vectors"
    if pointer is None:
        if archive.catalogue.passages.count():
            yield Fault("vector index", str(folder), "there is none", _INDEX)
        return
    try:
        with contextlib.closing(Generation(folder / pointer.name, pointer)) as generation:
            held = set(generation.ids())
    except RuinedGeneration as error:
        yield Fault("vector index", str(folder / pointer.name), str(error), _INDEX)
        return
    wanted = set(archive.catalogue.passages.ids(up_to=pointer.last))
    if missing := wanted - held:
        yield Fault("vector index", pointer.name, f"passages missing from it: {len(missing)}", _INDEX)


_LOOKS: tuple[Callable[["Archive"], Iterator[Fault]], ...] = (
    *(_texts, _raws, _spans, _orphans, _groups, _vectors, _words, _fingerprint, _index),
)
