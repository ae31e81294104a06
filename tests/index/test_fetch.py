import gzip
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest

from dateline.errors import FetchRefused
from dateline.index.fetch import fetch
from dateline.index.guard import Deadline, is_public
from dateline.index.settings import IndexSettings
from dateline.index.transport import GuardedTransport

from .web_server import Server, page, redirect, serving

OPEN = IndexSettings(fetch_private=True, fetch_timeout=5)
CLOSED = IndexSettings(fetch_timeout=5)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_a_page_comes_with_its_type_and_encoding(server: Server) -> None:
    server.answers["/a"] = page("<p>Bridge closed</p>", "Text/HTML; charset=UTF-8")
    got = fetch(server.url + "/a", settings=OPEN)
    assert (got.url, got.content_type, got.body, got.encoding) == (
        server.url + "/a",
        "text/html",
        b"<p>Bridge closed</p>",
        "utf-8",
    )
    assert re.fullmatch(r"Dateline/\d+\.\d+\S*", server.agents[0])


def test_a_redirect_is_followed_and_the_last_address_named(server: Server) -> None:
    server.answers |= {"/old": redirect("/new"), "/new": page("here")}
    assert fetch(server.url + "/old#part", settings=OPEN).url == server.url + "/new"


def test_packed_content_is_unpacked(server: Server) -> None:
    packed = gzip.compress(b"the text")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(packed)))
        handler.end_headers()
        handler.wfile.write(packed)

    server.answers["/"] = answer
    assert fetch(server.url, settings=OPEN).body == b"the text"


def test_a_name_is_connected_to_under_its_own_name(server: Server) -> None:
    server.answers["/"] = page("x")
    port = server.url.rpartition(":")[2]
    fetch(f"http://localhost:{port}/", settings=OPEN)
    assert server.hosts == [f"localhost:{port}"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_the_own_machine_is_refused_in_every_spelling(server: Server, host: str) -> None:
    port = server.url.rpartition(":")[2]
    with pytest.raises(FetchRefused, match="no public address"):
        fetch(f"http://{host}:{port}/", settings=CLOSED)
    assert server.asked == []


def answers_of(monkeypatch: pytest.MonkeyPatch, *rounds: str) -> list[str]:
    """Let every name mean these addresses, one a lookup; the list tells which names were looked up."""
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def answer(host: str, port: int, *args: Any, **options: Any) -> list[Any]:
        if host[0].isdigit():
            return real(host, port, *args, **options)
        looked_up.append(host)
        address = rounds[min(len(looked_up), len(rounds)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return looked_up


def test_a_redirect_to_the_own_machine_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first hop is let through as if it were public; the second name leads inside.
    monkeypatch.setattr("dateline.index.guard.is_public", lambda address: address == "127.0.0.1")
    port = server.url.rpartition(":")[2]
    server.answers |= {"/a": redirect("http://inside.example/secret"), "/secret": page("secret")}
    answers_of(monkeypatch, "127.0.0.1", "10.0.0.7")
    with pytest.raises(FetchRefused, match=r"inside\.example \(10\.0\.0\.7\) is no public address"):
        fetch(f"http://news.example:{port}/a", settings=CLOSED)
    assert server.asked == ["/a"]


def test_a_name_is_looked_up_once_so_a_second_answer_cannot_lead_elsewhere(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.url.rpartition(":")[2]
    server.answers["/"] = page("inside")
    looked_up = answers_of(monkeypatch, "192.0.2.1", "127.0.0.1")
    monkeypatch.setattr("dateline.index.guard.is_public", lambda address: address == "192.0.2.1")
    with pytest.raises(FetchRefused, match=r"no connection|longer than"):
        fetch(f"http://news.example:{port}/", settings=IndexSettings(fetch_timeout=0.5))
    assert looked_up == ["news.example"]
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "127.9.9.9", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "not an address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["ftp://news.example/a", "file:///etc/passwd", "news.example", "http://", "http:///a", ""]
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(FetchRefused, match="was not fetched"):
        fetch(url, settings=OPEN)


def test_a_redirect_to_another_scheme_is_refused(server: Server) -> None:
    server.answers["/"] = redirect("file:///etc/passwd")
    with pytest.raises(FetchRefused, match="no http or https address"):
        fetch(server.url, settings=OPEN)


def test_five_redirects_are_followed_and_a_sixth_is_not(server: Server) -> None:
    server.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(6)} | {"/6": page("end")}
    assert fetch(server.url + "/1", settings=OPEN).body == b"end"
    with pytest.raises(FetchRefused, match="more than 5 redirects"):
        fetch(server.url + "/0", settings=OPEN)


def test_a_server_that_drips_is_left_when_the_whole_time_is_over(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    server.answers["/"] = drip
    before = time.monotonic()
    with pytest.raises(FetchRefused, match=r"longer than 0\.6 seconds"):
        fetch(server.url, settings=IndexSettings(fetch_private=True, fetch_timeout=0.6))
    assert time.monotonic() - before < 20


def test_a_server_that_drips_its_headers_is_left_too(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(1000):
            handler.wfile.write(b"H")
            time.sleep(0.05)

    server.answers["/"] = drip
    before = time.monotonic()
    with pytest.raises(FetchRefused, match=r"longer than 0\.6 seconds"):
        fetch(server.url, settings=IndexSettings(fetch_private=True, fetch_timeout=0.6))
    assert time.monotonic() - before < 20


def test_an_endless_body_is_cut_off_at_the_limit(server: Server) -> None:
    sent = 0

    def endless(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)
            sent += 65536

    server.answers["/"] = endless
    with pytest.raises(FetchRefused, match="larger than 1 MB"):
        fetch(server.url, settings=IndexSettings(fetch_private=True, fetch_max_mb=1, fetch_timeout=20))
    assert sent < 20_000_000


@pytest.mark.parametrize(("path", "reason"), [("/none", "answered 404"), ("/refused", "no connection")])
def test_a_failed_answer_says_why(server: Server, path: str, reason: str) -> None:
    url = server.url + path if path == "/none" else "http://127.0.0.1:9/"
    with pytest.raises(FetchRefused, match=reason):
        fetch(url, settings=OPEN)


def test_damaged_packing_is_refused(server: Server) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", "5")
        handler.end_headers()
        handler.wfile.write(b"plain")

    server.answers["/"] = answer
    with pytest.raises(FetchRefused, match="damaged"):
        fetch(server.url, settings=OPEN)


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answers["/"] = page("direct")
    assert fetch(server.url, settings=OPEN).body == b"direct"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and its key, in one file, for the name news.example."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("needs the openssl command")
    key, cert = (tmp_path_factory.mktemp("tls") / name for name in ("key.pem", "cert.pem"))
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(cert)]
    made += ["-days", "2", "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    subprocess.run(made, check=True, capture_output=True)
    cert.write_bytes(cert.read_bytes() + key.read_bytes())
    return cert


@pytest.mark.parametrize(("name", "trusted"), [("news.example", True), ("other.example", False)])
def test_the_certificate_is_checked_against_the_name_and_not_the_address(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, name: str, trusted: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        threading.Thread(target=_answer_once, args=(listener, certificate), daemon=True).start()
        answers_of(monkeypatch, "127.0.0.1")
        trusting = ssl.create_default_context(cafile=str(certificate))
        transport = GuardedTransport(Deadline(5), private=True, ssl_context=trusting)
        with httpx.Client(transport=transport) as client:
            if trusted:
                assert client.get(f"https://{name}:{port}/").text == "safe"
            else:
                with pytest.raises(httpcore.ConnectError, match="Hostname mismatch"):
                    client.get(f"https://{name}:{port}/")


def _answer_once(listener: socket.socket, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    connection, _ = listener.accept()
    with connection:
        try:
            with context.wrap_socket(connection, server_side=True) as secured:
                secured.recv(65536)
                secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe")
        except OSError:
            pass  # the client did not like the certificate
