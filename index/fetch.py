"""Pages from the web: within a size, a time, and the open internet."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from dateline.errors import FetchRefused
from dateline.index.settings import IndexSettings

if TYPE_CHECKING:
    import httpx

    from dateline.index.guard import Deadline

REDIRECTS = 5
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave: `url` after redirects, `content_type` bare, `encoding` as the server names it."""

    url: str
    content_type: str
    body: bytes
    encoding: str | None


def fetch(url: str, *, settings: IndexSettings) -> Fetched:
    """The page at an http or https URL, after at most five redirects.

    FetchRefused says in one sentence why not: another scheme, an address that is not public (unless
    `fetch_private`), more than `fetch_max_mb` megabytes, more than `fetch_timeout` seconds in all, or an
    answer that is no page.
    """
    import httpx  # noqa: PLC0415  (start-up)

    from dateline.index.guard import Deadline  # noqa: PLC0415

    deadline = Deadline(settings.fetch_timeout)
    try:
        with _client(deadline, settings) as client:
            return _followed(client, client.build_request("GET", url), deadline, settings)
    except FetchRefused as refused:
        raise FetchRefused(f"{url} was not fetched: {refused}") from None
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchRefused(f"{url} was not fetched: it is no valid address ({error})") from None


def _client(deadline: "Deadline", settings: IndexSettings) -> "httpx.Client":
    import httpx  # noqa: PLC0415

    from dateline.index.transport import GuardedTransport  # noqa: PLC0415

    headers = {"User-Agent": f"Dateline/{version('dateline')}", "Accept": _ACCEPT}
    transport = GuardedTransport(deadline, private=settings.fetch_private)
    return httpx.Client(transport=transport, headers=headers, trust_env=False, timeout=None)


def _followed(
    client: "httpx.Client", first: "httpx.Request", deadline: "Deadline", settings: IndexSettings
) -> Fetched:
    request = first
    for _ in range(REDIRECTS + 1):
        if request.url.scheme not in ("http", "https") or not request.url.host:
            raise FetchRefused(f"{request.url} is no http or https address")
        with _answer(client, request, deadline) as response:
            if response.next_request is None:
                return _read(response, deadline, settings)
            request = response.next_request
    raise FetchRefused(f"it led through more than {REDIRECTS} redirects")


@contextmanager
def _answer(
    client: "httpx.Client", request: "httpx.Request", deadline: "Deadline"
) -> Iterator["httpx.Response"]:
    import httpcore  # noqa: PLC0415
    import httpx  # noqa: PLC0415

    try:
        response = client.send(request, stream=True, follow_redirects=False)
        with closing(response):
            yield response
    except (httpcore.TimeoutException, httpx.TimeoutException):
        raise deadline.over() from None
    except httpx.DecodingError:
        raise FetchRefused("its compressed content is damaged") from None
    except (httpx.RemoteProtocolError, httpcore.RemoteProtocolError) as error:
        raise FetchRefused(f"the server broke off or answered no HTTP ({error})") from None
    except (httpx.TransportError, httpcore.NetworkError, OSError) as error:
        raise FetchRefused(f"no connection ({error or type(error).__name__})") from None


def _read(response: "httpx.Response", deadline: "Deadline", settings: IndexSettings) -> Fetched:
    if response.status_code != 200:
        raise FetchRefused(f"the server answered {response.status_code} {response.reason_phrase}".rstrip())
    limit = int(settings.fetch_max_mb * 1_000_000)
    body = bytearray()
    for chunk in response.iter_bytes():
        deadline.left()
        body += chunk
        if len(body) > limit:
            raise FetchRefused(f"it is larger than {settings.fetch_max_mb:g} MB (setting fetch_max_mb)")
    content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    url = str(response.url.copy_with(username=None, password=None, fragment=None))
    return Fetched(url, content_type, bytes(body), response.charset_encoding)
