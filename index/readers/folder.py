"""The files of a folder."""

import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from dateline.index.raw import Refused

_Place = tuple[int, int]


def files_below(folder: Path) -> Iterator[Path | Refused]:
    """Every file below a folder, sorted, without hidden ones; each file once, whatever links there are.

    Links are followed last: what stands in the folder itself goes by its own name, and what only links lead
    to by the first of them. A link that leads nowhere is given as it is.
    """
    return _Walk().below(folder)


class _Walk:
    """One walk over a folder, and what it has seen."""

    def __init__(self) -> None:
        self._folders: set[_Place] = set()
        self._linked: set[str] = set()
        self._links: deque[Path] = deque()

    def below(self, folder: Path) -> Iterator[Path | Refused]:
        yield from self._folder(folder)
        files = []
        while self._links:
            link = self._links.popleft()
            if os.path.isdir(link):
                yield from self._folder(link)
            else:
                files.append(link)
        # After the folders that links lead to: what stands in one of those was given with it.
        yield from (link for link in files if self._is_new(link))

    def _folder(self, folder: Path) -> Iterator[Path | Refused]:
        """The files that stand in a folder, and in those in it; links are put off."""
        try:
            place = _place(folder)
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            yield Refused(str(folder), f"the folder could not be read: {error.strerror or error}")
            return
        if place in self._folders:
            return
        self._folders.add(place)
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                self._links.append(path)
            elif entry.is_dir():
                yield from self._folder(path)
            else:
                yield path

    def _is_new(self, link: Path) -> bool:
        """Whether the file that a link leads to was not given before."""
        if not os.path.exists(link):
            return True
        real = os.path.realpath(link)
        if real in self._linked:
            return False
        self._linked.add(real)
        hidden = os.path.basename(real).startswith(".")
        return hidden or _place(Path(real).parent) not in self._folders


def _place(folder: Path) -> _Place:
    status = os.stat(folder)
    return status.st_dev, status.st_ino
