import io
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dateline.index.raw import Raw, Refused
from dateline.index.readers import read
from dateline.index.settings import IndexSettings


def pdf(*pages: str, password: str = "", **info: str) -> bytes:
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(400, 400)
        names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawing = DecodedStreamObject()
        drawing.set_data(f"BT /F1 12 Tf 10 300 Td ({text}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = drawing
    writer.add_metadata({f"/{key}": value for key, value in info.items()})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def piece(folder: Path, content: bytes) -> Raw | Refused:
    (folder / "a.pdf").write_bytes(content)
    [found] = read(str(folder / "a.pdf"), settings=IndexSettings())
    return found


def test_pages_are_joined_by_form_feeds(tmp_path: Path) -> None:
    found = piece(tmp_path, pdf("The bridge is closed.", "Ferries run."))
    assert found == Raw(f"{tmp_path}/a.pdf", "pdf", "The bridge is closed.\fFerries run.")


def test_title_and_author_are_taken_and_the_day_of_making_is_no_date(tmp_path: Path) -> None:
    found = piece(
        tmp_path, pdf("x y z", Title="Bridge closed", Author="Jane Roe", CreationDate="D:20250106100000Z")
    )
    assert isinstance(found, Raw)
    assert found.fields == {
        "title": "Bridge closed",
        "authors": ["Jane Roe"],
        "extra": {"pdf_created": "2025-01-06T10:00:00+00:00"},
    }


@pytest.mark.parametrize(
    "title", ["Microsoft Word - bridge.docx", "untitled", "bridge_final.indd", "Document1", "--", "x"]
)
def test_a_title_that_a_program_made_up_is_none(tmp_path: Path, title: str) -> None:
    found = piece(tmp_path, pdf("x y z", Title=title, Author="user", CreationDate="yesterday"))
    assert isinstance(found, Raw)
    assert found.fields == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf("secret", password="key"), "the PDF is locked with a password"),
        (pdf(""), "the PDF holds no text; pages that are pictures need text recognition first"),
        (b"%PDF-1.7\n1 0 obj", "the PDF is broken"),
        (pdf("cut")[:300], "the PDF is broken"),
        (b"", "the PDF is broken"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    found = piece(tmp_path, content)
    assert isinstance(found, Refused)
    assert found.reason.startswith(reason)
