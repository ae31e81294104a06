"""Connections that reach only public addresses, and never outlast their deadline."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from dateline.errors import FetchRefused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet; of one that wraps another (v4-mapped, NAT64), both."""
    try:
        return all(_open(ip) for ip in _wrapped(ipaddress.ip_address(address)))
    except ValueError:
        return False


def _open(ip: Address) -> bool:
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or site_local)


def _wrapped(ip: Address) -> list[Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip in _NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    inside = [ip.sixtofour] if ip.sixtofour else list(ip.teredo or ())
    return [ip, *inside]


class Deadline:
    """A moment after which nothing more is waited for; seconds from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; FetchRefused when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise self.over()
        return left

    def over(self) -> FetchRefused:
        """The refusal to raise when the time is over."""
        return FetchRefused(f"it took longer than {self.seconds:g} seconds (setting fetch_timeout)")


class GuardedNetwork(httpcore.NetworkBackend):
    """Looks a host up once, checks what it found, and connects to exactly that.

    The name is not looked up again for the connection, so a second DNS answer cannot lead elsewhere.
    """

    def __init__(self, deadline: Deadline, *, private: bool) -> None:
        self._deadline = deadline
        self._private = private
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to a checked address of the host; FetchRefused where it has none."""
        addresses = self._allowed(host, _looked_up(host, port, self._deadline))
        for last, address in enumerate(addresses, start=1 - len(addresses)):
            try:
                stream = self._network.connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == 0:
                    raise
        raise FetchRefused(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a page is not behind a local socket."""
        raise FetchRefused(f"{path} is a local socket")

    def sleep(self, seconds: float) -> None:
        """Wait, within the deadline."""
        time.sleep(min(seconds, self._deadline.left()))

    def _allowed(self, host: str, addresses: list[str]) -> list[str]:
        allowed = addresses if self._private else [a for a in addresses if is_public(a)]
        if addresses and not allowed:
            where = addresses[0] if addresses[0] == host else f"{host} ({addresses[0]})"
            raise FetchRefused(
                f"{where} is no public address; the setting fetch_private allows such addresses"
            )
        return allowed


def _looked_up(host: str, port: int, deadline: Deadline) -> list[str]:
    """The host's addresses. The system's resolver knows no deadline, so it is waited for from outside."""
    found: list[str] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    worker = threading.Thread(target=look_up, daemon=True)
    worker.start()
    worker.join(deadline.left())
    deadline.left()
    return list(found)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends with the deadline: a server that drips cannot stretch it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
