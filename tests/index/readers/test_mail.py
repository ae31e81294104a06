from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from dateline.index.raw import Raw, Refused
from dateline.index.readers import read
from dateline.index.settings import IndexSettings

PARAGRAPHS = [
    "The old bridge over the harbour was closed on Monday after engineers found cracks in its pillars.",
    "Mayor Lena Brandt said that ferries would run every ten minutes until the repairs are done in spring.",
    "Shopkeepers on the north bank fear for their trade, and have asked the council to waive the market fee.",
]
PLAIN = "\n\n".join(PARAGRAPHS)
HTML = (
    "<html><body><table><tr><td>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "</td></tr></table></body></html>"
)


def letter(plain: str | None = PLAIN, html: str | None = None, **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in {"From": "Jane Roe <jane@mail.example>", **headers}.items():
        message[name.replace("_", "-")] = value
    if plain is not None:
        message.set_content(plain)
    if html is not None:
        if plain is None:
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    return message.as_bytes()


def pieces(folder: Path, content: bytes, name: str = "a.eml") -> list[Raw | Refused]:
    (folder / name).write_bytes(content)
    return list(read(str(folder / name), settings=IndexSettings()))


def one(folder: Path, content: bytes) -> Raw:
    [piece] = pieces(folder, content)
    assert isinstance(piece, Raw), piece
    return piece


def fields(folder: Path, **headers: str) -> dict[str, Any]:
    return dict(one(folder, letter(**headers)).fields)


def test_a_letter_gives_its_text_and_headers(tmp_path: Path) -> None:
    piece = one(
        tmp_path,
        letter(
            Subject="Brücke gesperrt", Date="Mon, 06 Jan 2025 10:00:00 +0100", Message_ID="<b1@mail.example>"
        ),
    )
    assert piece == Raw(
        f"{tmp_path}/a.eml",
        "email",
        PLAIN + "\n",
        {
            "title": "Brücke gesperrt",
            "authors": ["Jane Roe"],
            "published": "2025-01-06T10:00:00+01:00",
            "extra": {"message_id": "b1@mail.example"},
        },
    )


def test_the_plain_part_is_preferred(tmp_path: Path) -> None:
    assert one(tmp_path, letter(PLAIN, HTML.replace("Monday", "Tuesday"))).content == PLAIN + "\n"


@pytest.mark.parametrize("stub", ["View this e-mail in your browser: https://news.example/v", "", None])
def test_a_stub_gives_way_to_the_html_part(tmp_path: Path, stub: str | None) -> None:
    assert one(tmp_path, letter(stub, HTML)).content == PLAIN


@pytest.mark.parametrize(
    ("sender", "headers", "stated"),
    [
        ("The Harbour Post <news@harbourpost.example>", {}, {"publisher": "The Harbour Post"}),
        (
            "Morning Brief <x@mailer.example>",
            {"List_Unsubscribe": "<https://x>"},
            {"publisher": "Morning Brief"},
        ),
        (
            "Jane Roe from Harbour Post <x@y.example>",
            {},
            {"authors": ["Jane Roe"], "publisher": "Harbour Post"},
        ),
        ("Jane Roe <x@y.example>", {}, {"authors": ["Jane Roe"]}),
        ("x@y.example", {}, {}),
        ("", {}, {}),
    ],
)
def test_the_sender_is_a_publisher_or_a_person(
    tmp_path: Path, sender: str, headers: dict[str, str], stated: dict[str, Any]
) -> None:
    assert fields(tmp_path, From=sender, **headers) == stated


def test_other_encodings_are_read(tmp_path: Path) -> None:
    head = b"From: Jane Roe <x@y.example>\nSubject: =?iso-8859-1?q?Br=FCcke?=\n"
    head += b"Content-Type: text/plain; charset=koi8-r\n\n"
    piece = one(tmp_path, head + "Мост закрыт".encode("koi8-r"))
    assert (piece.content, piece.fields["title"]) == ("Мост закрыт", "Brücke")


@pytest.mark.parametrize(
    "head",
    [
        b"Date: someday",
        b"Content-Type: text/plain; charset=nonsense",
        b"From: <<<",
        b"Subject: =?x?q?\xff?=",
        b"no header at all \xff",
    ],
)
def test_broken_headers_harm_nothing(tmp_path: Path, head: bytes) -> None:
    piece = one(tmp_path, head + b"\n\nThe bridge is closed.")
    assert "The bridge is closed." in piece.content
    assert "published" not in piece.fields


def test_a_letter_without_text_is_refused(tmp_path: Path) -> None:
    message = EmailMessage()
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    [piece] = pieces(tmp_path, message.as_bytes())
    assert piece == Refused(f"{tmp_path}/a.eml", "the message holds no text")


def test_an_attached_text_is_not_the_letter(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("See the report.")
    message.add_attachment("Not this one.", filename="report.txt")
    assert one(tmp_path, message.as_bytes()).content == "See the report.\n"


def test_a_mailbox_gives_each_letter(tmp_path: Path) -> None:
    box = (
        b"From a Mon Jan  6\n"
        + letter("One.\n\n>From here on.")
        + b"\nFrom b Mon Jan  6\n"
        + letter("Two.\nFrom there.")
    )
    found = pieces(tmp_path, box, "a.mbox")
    assert [(piece.source, piece.content.strip()) for piece in found if isinstance(piece, Raw)] == [
        (f"{tmp_path}/a.mbox#1", "One.\n\nFrom here on."),
        (f"{tmp_path}/a.mbox#2", "Two.\nFrom there."),
    ]


def test_what_is_no_mailbox_is_refused(tmp_path: Path) -> None:
    [piece] = pieces(tmp_path, b"Hello", "a.mbox")
    assert isinstance(piece, Refused)
    assert piece.reason.startswith("this is no mailbox")
