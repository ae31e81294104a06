from collections.abc import Callable, Iterator

import pytest

from dateline.index.raw import Raw, Refused
from dateline.index.readers import never, read
from dateline.index.settings import IndexSettings

from ..web_server import Server, page, redirect, serving  # noqa: TID252  (tests are no installed package)

OPEN = IndexSettings(fetch_private=True, fetch_timeout=5)
PAGE = "<html><head><title>Bridge</title>{head}</head><body><p>The bridge is shut.</p></body></html>"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def pieces(
    url: str, known: Callable[[str], bool] = never, settings: IndexSettings = OPEN
) -> list[Raw | Refused]:
    return list(read(url, settings=settings, known=known))


def rss(*items: str) -> str:
    channel = f"<channel><title>Harbour Post</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'


def test_a_page_keeps_its_html_and_its_canonical_address(server: Server) -> None:
    html = PAGE.format(head='<link rel="canonical" href="/bridge">')
    server.answers |= {"/b?utm_source=feed": redirect("/b2"), "/b2": page(html)}
    assert pieces(server.url + "/b?utm_source=feed") == [
        Raw(f"{server.url}/b", "html", html, {"url": f"{server.url}/bridge"})
    ]


def test_the_encoding_that_the_server_names_is_used(server: Server) -> None:
    server.answers["/b"] = page("<p>Мост закрыт</p>".encode("koi8-r"), "text/html; charset=koi8-r")
    [piece] = pieces(server.url + "/b")
    assert isinstance(piece, Raw)
    assert piece.content == "<p>Мост закрыт</p>"


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [("image/png", "x", "gave image/png, not a web page"), ("text/html", " ", "the page is empty")],
)
def test_what_is_no_page_is_refused(server: Server, kind: str, body: str, reason: str) -> None:
    server.answers["/b"] = page(body, kind)
    [piece] = pieces(server.url + "/b")
    assert isinstance(piece, Refused)
    assert reason in piece.reason


def test_a_private_address_is_refused_with_one_clear_reason(server: Server) -> None:
    assert pieces(server.url, settings=IndexSettings()) == [
        Refused(
            server.url,
            "was not fetched: 127.0.0.1 is no public address; "
            "the setting fetch_private allows such addresses",
        )
    ]
    assert server.asked == []


def test_a_feed_gives_the_page_of_each_entry_and_fills_in_what_the_page_lacks(server: Server) -> None:
    server.answers["/feed"] = page(
        rss(
            f"<item><title>One</title><link>{server.url}/1</link>"
            "<pubDate>Mon, 06 Jan 2025 10:00:00 +0100</pubDate></item>",
            f"<item><title>Two</title><link>{server.url}/2?utm_medium=rss</link></item>",
        ),
        "application/rss+xml",
    )
    server.answers |= {"/1": page(PAGE.format(head="")), "/2?utm_medium=rss": page("<p>Ferries run.</p>")}
    one, two = pieces(server.url + "/feed")
    assert one == Raw(
        f"{server.url}/1",
        "html",
        PAGE.format(head=""),
        {"url": f"{server.url}/1", "published": "2025-01-06T09:00:00+00:00", "publisher": "Harbour Post"},
    )
    assert two == Raw(
        f"{server.url}/2",
        "html",
        "<p>Ferries run.</p>",
        {"url": f"{server.url}/2", "title": "Two", "publisher": "Harbour Post"},
    )


def test_a_feed_added_again_takes_only_what_is_new(server: Server) -> None:
    items = [f"<item><link>{server.url}/{n}?utm_source=rss</link></item>" for n in (1, 2)]
    server.answers |= {"/feed": page(rss(*items), "text/xml")}
    server.answers |= {f"/{n}?utm_source=rss": page(f"<p>Report {n}.</p>") for n in (1, 2)}
    held = {piece.source for piece in pieces(server.url + "/feed")[:1]}
    server.asked.clear()
    assert [piece.source for piece in pieces(server.url + "/feed", held.__contains__)] == [f"{server.url}/2"]
    assert server.asked == ["/feed", "/2?utm_source=rss"]


def test_an_atom_entry_without_its_page_gives_its_own_full_text(server: Server) -> None:
    full = "<p>The bridge is closed.</p>"
    server.answers["/atom"] = page(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>'
        f'<entry><id>a</id><title>One</title><link href="/gone"/><updated>2025-01-07T00:00:00Z</updated>'
        f"<published>2025-01-06T10:00:00Z</published><author><name>Jane Roe</name></author>"
        f'<content type="html">{full.replace("<", "&lt;")}</content></entry>'
        f'<entry><id>b</id><title>Two</title><link href="/gone2"/><summary>Short.</summary></entry></feed>',
        "application/atom+xml",
    )
    one, two = pieces(server.url + "/atom")
    assert one == Raw(
        f"{server.url}/gone",
        "html",
        full,
        {
            "title": "One",
            "url": f"{server.url}/gone",
            "published": "2025-01-06T10:00:00+00:00",
            "authors": ["Jane Roe"],
            "publisher": "Harbour Post",
        },
    )
    assert two == Refused(f"{server.url}/gone2", "was not fetched: the server answered 404 Not Found")


def test_an_entry_that_leads_to_another_scheme_is_refused(server: Server) -> None:
    server.answers["/feed"] = page(rss("<item><link>file:///etc/passwd</link></item>"), "text/xml")
    [piece] = pieces(server.url + "/feed")
    assert isinstance(piece, Refused)


@pytest.mark.parametrize(
    "body", ["<rss version='2.0'><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'/>", "<rss\0"]
)
def test_a_feed_with_nothing_in_it_is_refused(server: Server, body: str) -> None:
    server.answers["/feed"] = page(body, "application/xml")
    [piece] = pieces(server.url + "/feed")
    assert piece == Refused(server.url + "/feed", "the feed lists no entries")
