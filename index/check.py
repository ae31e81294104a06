"""Checking an archive: every stored span, orphan, vector, word and group."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.index.vectors import Generation, Pointer, RuinedGeneration

if TYPE_CHECKING:
    from dateline.index.archive import Archive

_INDEX = "`dateline reindex` makes it again"


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
    """Faults of an archive, empty when it is sound.

    With `mend`, indexes are made again from the texts, and orphans are removed; texts themselves cannot be mended.
    """
    faults = [fault for look in _LOOKS for fault in look(archive)]
    if not mend or not faults:
        return faults
    archive.mend()
    left = {dataclasses.astuple(fault) for look in _LOOKS for fault in look(archive)}
    return [fault if dataclasses.astuple(fault) in left else fault.after_mending() for fault in faults]


def _file(archive: "Archive") -> Iterator[Fault]:
    for said in archive.catalogue.faults.file():
        yield Fault(
            "damaged file", "catalogue.sqlite", said, "restore it from a backup, or add the sources anew"
        )


def _texts(archive: "Archive") -> Iterator[Fault]:
    for article, number, what in archive.catalogue.faults.texts():
        yield Fault(
            "version", f"{article} version {number}", what, f"remove {article} and add its source again"
        )


def _spans(archive: "Archive") -> Iterator[Fault]:
    for article, number, what in archive.catalogue.faults.spans():
        yield Fault("span", f"{article} version {number}", what, _INDEX)


def _orphans(archive: "Archive") -> Iterator[Fault]:
    for where, what in archive.catalogue.faults.orphans():
        yield Fault("orphan", where, what, "`dateline check --mend` removes it")


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
            "fingerprint", "catalogue.sqlite", f"it says {stated[:12]}, the versions {counted[:12]}", _INDEX
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
        generation = Generation(folder / pointer.name, pointer)
        held = set(generation.ids())
        generation.close()
    except RuinedGeneration as error:
        yield Fault("vector index", str(folder / pointer.name), str(error), _INDEX)
        return
    wanted = set(archive.catalogue.passages.ids(up_to=pointer.last))
    if missing := wanted - held:
        yield Fault("vector index", pointer.name, f"{len(missing)} passages are missing from it", _INDEX)


_LOOKS: tuple[Callable[["Archive"], Iterator[Fault]], ...] = (
    *(_file, _texts, _spans, _orphans, _vectors, _words, _fingerprint, _index),
)
