"""Articles in: a file, a folder or a URL becomes raw pieces, one by one.

A format is one file here and one line in `FORMATS`.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from dateline.errors import SourceUnreadable
from dateline.index.raw import Raw, Refused
from dateline.index.readers.csv_records import read_csv
from dateline.index.readers.folder import files_below
from dateline.index.readers.html import read_html
from dateline.index.readers.json_records import read_json
from dateline.index.readers.jsonl import read_jsonl
from dateline.index.readers.mail import read_eml, read_mbox
from dateline.index.readers.opened import Opened
from dateline.index.readers.pdf import read_pdf
from dateline.index.readers.text import read_markdown, read_text
from dateline.index.readers.web import read_web
from dateline.index.settings import IndexSettings

__all__ = ["FORMATS", "never", "read", "read_all"]

Reader = Callable[[Opened], Iterator[Raw | Refused]]

FORMATS: Mapping[str, Reader] = {
    ".csv": read_csv,
    ".eml": read_eml,
    ".htm": read_html,
    ".html": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".mbox": read_mbox,
    ".md": read_markdown,
    ".ndjson": read_jsonl,
    ".pdf": read_pdf,
    ".tsv": read_csv,
    ".txt": read_text,
    ".xhtml": read_html,
}
_PACKED = ".gz"
_UNPACKED_ONLY = frozenset((".pdf",))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def never(url: str) -> bool:
    """No address is known."""
    return False


def read(
    target: str, *, settings: IndexSettings, known: Callable[[str], bool] = never
) -> Iterator[Raw | Refused]:
    """Every piece that a file, a folder (with all below it) or an http(s) URL gives, and what was refused.

    A URL may be a page, or an RSS or Atom feed: then each entry's page is fetched whose canonical URL is not
    `known`. Nothing is raised for what a source holds: a bad record never stops its file or folder.
    """
    if scheme := _SCHEME.match(target):
        if scheme[1].lower() in ("http", "https"):
            yield from read_web(target, settings=settings, known=known)
        else:
            yield Refused(
                target, f"{scheme[1]} addresses are not read: give a path, or an http or https address"
            )
        return
    path = Path(os.path.abspath(os.path.expanduser(target)))
    if path.is_dir():
        for found in files_below(path):
            yield from [found] if isinstance(found, Refused) else _of_file(found, settings)
    else:
        yield from _of_file(path, settings)


def read_all(
    targets: Iterable[str], *, settings: IndexSettings, known: Callable[[str], bool] = never
) -> Iterator[Raw | Refused]:
    """What `read` gives for each of the targets in turn."""
    for target in targets:
        yield from read(target, settings=settings, known=known)


def _of_file(path: Path, settings: IndexSettings) -> Iterator[Raw | Refused]:
    """The pieces of one file; whatever goes wrong inside it is one Refused."""
    name = str(path)
    ending, packed = _ending(path)
    reader = FORMATS.get(ending)
    if not path.exists():
        yield Refused(name, "there is no such file or folder")
    elif not path.is_file():
        yield Refused(name, "it is neither a file nor a folder")
    elif reader is None or (packed and ending in _UNPACKED_ONLY):
        yield Refused(
            name, f"its format is not known by its name: Dateline reads {', '.join(FORMATS)}, and .gz of text"
        )
    else:
        try:
            yield from reader(Opened(path, packed=packed, ending=ending, max_mb=settings.max_file_mb))
        except SourceUnreadable as error:
            yield Refused(name, str(error))
        except OSError as error:
            yield Refused(name, f"it could not be read: {error.strerror or error}")


def _ending(path: Path) -> tuple[str, bool]:
    last = path.suffix.lower()
    return (path.with_suffix("").suffix.lower(), True) if last == _PACKED else (last, False)
