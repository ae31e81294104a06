"""URLs as identities: the same page under the same name."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_|at_|ns_|guce_|pk_|mtm_|hsa_|__).*|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid"
    r"|ttclid|igshid|igsh|mc_cid"
    r"|mc_eid|_ga|_gl|ref|ref_src|ref_url|referrer|cmpid|cmp|ito|smid|smtyp|ocid|xtor|sr_share"
    r"|share|guccounter|spm|srnd"
    r"|s_cid|ncid|wt_mc|mkt_tok|feature|cvid",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The URL by which a page is known: without tracking parameters, fragment, credentials or a slash at
    its end.

    Scheme and host are in lower case, a scheme's own port goes. What is no http(s) URL comes back stripped
    only.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return url.strip()
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _PORTS[scheme]:
        host = f"{host}:{port}"
    query = parts.query
    named = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in named if not _TRACKING.fullmatch(name)]
    if len(kept) != len(named):
        query = urlencode(kept)
    return urlunsplit((scheme, host, parts.path.rstrip("/"), query, ""))
