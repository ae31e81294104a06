"""Who may come in: names, and hashes of their passwords."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from dateline.errors import WrongUse

SHORTEST = 8
"""Characters of a password."""

# https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html: 32 MiB and about .2 s a try.
_N, _R, _P = 2**15, 8, 3
_HASH = re.compile(r"scrypt-(\d{1,7})-(\d{1,2})-(\d{1,2})-([0-9a-f]{32})-([0-9a-f]{64})")
# Somebody unknown is tried as long as somebody known, so that the time tells no names. No password fits it.
_NOBODY = f"scrypt-{_N}-{_R}-{_P}-{'0' * 32}-{'0' * 64}"
_NAME = re.compile(r"[^\s:]{1,100}")
_MOST_MEMORY = 2**28


class People:
    """The people who may come in, by name."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = dict(hashes)

    @classmethod
    def read(cls, given: Iterable[str]) -> "People":
        """From `NAME:HASH` entries and files with one such entry a line. Raises WrongUse with the place."""
        hashes: dict[str, str] = {}
        for each in given:
            for place, entry in [("--auth", each)] if _HASH.search(each) else _lines(Path(each)):
                name, found, hashed = entry.strip().partition(":")
                if not (found and _NAME.fullmatch(name) and _sound(hashed)):
                    raise WrongUse(f"{place}: not NAME:HASH; make one with `dateline web --hash NAME`")
                if name in hashes:
                    raise WrongUse(f"{place}: {name} is named twice")
                hashes[name] = hashed
        if not hashes:
            raise WrongUse("--auth names nobody: make an entry with `dateline web --hash NAME`")
        return cls(hashes)

    def hash_of(self, name: str) -> str | None:
        """The hash of somebody's password; None for somebody unknown."""
        return self._hashes.get(name)

    def check(self, name: str, password: str) -> bool:
        """Whether this is their password. Takes about the same time whoever is named, and 32 MiB meanwhile."""
        return _fits(password, self._hashes.get(name, _NOBODY)) and name in self._hashes


def line_for(name: str, password: str) -> str:
    """`NAME:HASH`, as `--auth` takes it. Raises WrongUse where one of them will not do."""
    if not _NAME.fullmatch(name):
        raise WrongUse(f"{name!r} is no name to sign in with: leave out blanks and colons")
    if len(password) < SHORTEST:
        raise WrongUse(f"the password is too short: take at least {SHORTEST} characters")
    return f"{name}:{hash_password(password)}"


def hash_password(password: str) -> str:
    """A salted hash of a password, different each time; letters, digits and dashes only."""
    salt = secrets.token_bytes(16)
    return f"scrypt-{_N}-{_R}-{_P}-{salt.hex()}-{_scrypt(password, salt, _N, _R, _P).hex()}"


def _fits(password: str, hashed: str) -> bool:
    found = _HASH.fullmatch(hashed)
    assert found is not None
    n, r, p = (int(each) for each in found.groups()[:3])
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(found[4]), n, r, p), bytes.fromhex(found[5]))


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    told = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(told, salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=32)


def _sound(hashed: str) -> bool:
    found = _HASH.fullmatch(hashed)
    if found is None:
        return False
    n, r, p = (int(each) for each in found.groups()[:3])
    return n >= 2**14 and n & (n - 1) == 0 and r >= 8 and p >= 1 and 128 * n * r < _MOST_MEMORY


def _lines(path: Path) -> list[tuple[str, str]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise WrongUse(f"--auth is neither NAME:HASH nor a file that can be read ({told}): {path}") from None
    numbered = enumerate(text.splitlines(), start=1)
    return [(f"{path}, line {n}", line) for n, line in numbered if line.strip() and line[0] != "#"]
