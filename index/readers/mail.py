"""E-mails and mailboxes: newsletters, mostly."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from dateline.errors import SourceUnreadable
from dateline.index.page import extract
from dateline.index.page_blocks import key_of
from dateline.index.page_names import names_in
from dateline.index.raw import Raw, Refused
from dateline.index.readers.decode import decoded, whole_characters
from dateline.index.readers.opened import Opened

_START = re.compile(rb"^From [^\n]*(?:\n|\Z)", re.MULTILINE)
_QUOTED_START = re.compile(rb"^>(>*From )", re.MULTILINE)
_STUB = 300  # letters; a plain part this short beside a far longer HTML part only says that there is one
_WRITER_AT = re.compile(r"(.+?)\s+(?:from|at|via|of|[|@–—-])\s+(.+)")


def read_eml(file: Opened) -> Iterator[Raw | Refused]:
    """The message as one piece."""
    yield _piece(file.whole(), file.name)


def read_mbox(file: Opened) -> Iterator[Raw | Refused]:
    """Each message of the mailbox, named `path#number`."""
    content = file.whole()
    if not content.startswith(b"From "):
        raise SourceUnreadable('this is no mailbox: it does not begin with a "From " line')
    starts = [
        found
        for found in _START.finditer(content)
        if found.start() == 0
        or content[max(0, found.start() - 3) : found.start()].endswith((b"\n\n", b"\n\r\n"))
    ]
    ends = [found.start() for found in starts[1:]] + [len(content)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        message = _QUOTED_START.sub(rb"\1", content[start.end() : end])
        yield _piece(message, f"{file.name}#{number}")


def _piece(content: bytes, source: str) -> Raw | Refused:
    # the default policy parses headers on demand and raises what it likes where they are broken
    message = message_from_bytes(content, policy=policy.default)
    try:
        text = _body(message)
    except Exception as error:
        return Refused(source, f"the message is broken ({type(error).__name__}: {str(error)[:80]})")
    if not text.strip():
        return Refused(source, "the message holds no text")
    return Raw(source, "email", whole_characters(text), whole_characters(_fields(message)))


def _body(message: EmailMessage) -> str:
    """The plain part, unless it is a stub beside an HTML part: then that part's article."""
    parts: dict[str, str] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            parts.setdefault(kind, _text(part))
    plain, html = parts.get("text/plain", ""), parts.get("text/html", "")
    letters = len(key_of(plain))
    if html and letters < _STUB:
        shown = "\n\n".join(line.text for line in extract(html).lines)
        if len(key_of(shown)) > 2 * letters:
            return shown
    return plain


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    return decoded(content, hint=part.get_content_charset(), page=part.get_content_type() == "text/html")


def _fields(message: EmailMessage) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if title := _header(message, "Subject"):
        fields["title"] = title
    fields |= _sender(message)
    if moment := _moment(_header(message, "Date")):
        fields["published"] = moment
    if identity := _header(message, "Message-ID"):
        fields["extra"] = {"message_id": identity.strip("<> ")}
    return fields


def _header(message: EmailMessage, name: str) -> str:
    try:
        return re.sub(r"\s+", " ", str(message.get(name, ""))).strip()
    except Exception:  # a broken header counts as absent
        return ""


def _sender(message: EmailMessage) -> dict[str, Any]:
    """A list's sender, or one named like its domain, is a publisher; any other is a person."""
    name, address = parseaddr(_header(message, "From"))
    name = name.strip(" \"'")
    if not name or "@" in name:
        return {}
    if both := _WRITER_AT.fullmatch(name):
        return {"authors": names_in([both[1]]), "publisher": both[2].strip()}
    domain = key_of(address.rpartition("@")[2])
    is_list = any(_header(message, field) for field in ("List-Id", "List-Unsubscribe", "List-Post"))
    if is_list or key_of(name) in domain or key_of(name).removeprefix("the") in domain:
        return {"publisher": name}
    return {"authors": names_in([name])}


def _moment(date: str) -> str | None:
    try:
        return parsedate_to_datetime(date).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
