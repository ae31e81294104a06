"""A saved web page."""

from collections.abc import Iterator

from dateline.errors import SourceUnreadable
from dateline.index.raw import Raw, Refused
from dateline.index.readers.decode import decoded
from dateline.index.readers.opened import Opened


def read_html(file: Opened) -> Iterator[Raw | Refused]:
    """The file as one page, in the encoding it declares."""
    page = decoded(file.whole(), page=True)
    if not page.strip():
        raise SourceUnreadable("the file is empty")
    yield Raw(file.name, "html", page)
