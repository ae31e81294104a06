"""PDF files."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import SourceUnreadable
from dateline.index.page_names import names_in
from dateline.index.raw import Raw, Refused
from dateline.index.readers.decode import whole_characters
from dateline.index.readers.opened import Opened

_NO_TITLE = re.compile(
    r"untitled.*|(?:microsoft )?(?:word|powerpoint|excel)\b.*|document\d*|layout \d+|(?:layout|page)\d*"
    r"|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|pages|tex|html?)|https?:.*|[\W\d_]*",
    re.IGNORECASE,
)
_PRODUCERS = re.compile(
    r"user|admin|owner|unknown|author|administrator|root|adobe.*|microsoft.*|quark.*", re.IGNORECASE
)


def read_pdf(file: Opened) -> Iterator[Raw | Refused]:
    """The text of all pages, a form feed between two; SourceUnreadable when locked, broken or empty."""
    content = file.whole()
    try:
        pages, info = _opened(content)
    except SourceUnreadable:
        raise
    except (Exception, RecursionError) as error:  # a broken PDF can raise anything
        raise SourceUnreadable(f"the PDF is broken ({type(error).__name__}: {str(error)[:80]})") from None
    text = "\f".join(pages)
    if not text.strip():
        raise SourceUnreadable("the PDF holds no text; pages that are pictures need text recognition first")
    yield Raw(file.name, "pdf", whole_characters(text), _fields(info))


def _opened(content: bytes) -> tuple[list[str], Any]:
    import logging  # noqa: PLC0415

    import pypdf  # noqa: PLC0415  (start-up)

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of each small fault it mended
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceUnreadable("the PDF is locked with a password")
    return [page.extract_text() or "" for page in reader.pages], reader.metadata


def _fields(info: Any) -> dict[str, Any]:
    """Title and authors where they are such; the day the file was made is no publication date but `extra`."""
    if not info:
        return {}
    fields: dict[str, Any] = {}
    title = _line(info.get("/Title"))
    if 3 <= len(title) <= 300 and not _NO_TITLE.fullmatch(title):
        fields["title"] = title
    names = [name for name in names_in([_line(info.get("/Author"))]) if not _PRODUCERS.fullmatch(name)]
    if names:
        fields["authors"] = names
    if made := _made(info):
        fields["extra"] = {"pdf_created": made}
    return fields


def _line(value: Any) -> str:
    line: str = whole_characters(re.sub(r"\s+", " ", str(value or "").replace("\x00", "")))
    return line.strip()


def _made(info: Any) -> str | None:
    try:
        made = info.creation_date
    except (ValueError, TypeError, AttributeError):
        return None
    return made.isoformat() if isinstance(made, dt.datetime) else None
