"""One spelling for one web address, so that the same page is known again."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|at_(?:medium|campaign)|xtor|ref_src"
)
_PORTS = {"http": 80, "https": 443}


def canonical(url: str) -> str:
    """The address without fragment, tracking parameters and default port, host in small letters.

    Anything that is no http or https address comes back as it was.
    """
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url
    if scheme not in _PORTS or not host:
        return url
    place = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[scheme]:
        place += f":{port}"
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if not _TRACKING.fullmatch(name.lower())]
    query = parts.query if len(kept) == len(asked) else urlencode(kept)
    return urlunsplit((scheme, place, parts.path or "/", query, ""))
