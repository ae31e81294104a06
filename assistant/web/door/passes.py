"""Passes: who has signed in, in a signed text that a browser keeps in a cookie and a program sends as a token."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Literal

from itsdangerous import BadData, URLSafeTimedSerializer

from dateline.assistant.web.door.people import People
from dateline.errors import WrongUse

Kind = Literal["cookie", "token"]

SECONDS: dict[Kind, int] = {"cookie": 30 * 86_400, "token": 365 * 86_400}
"""How long a pass counts."""

_SECRET = 32


class Passes:
    """Gives passes and reads them. One counts until it is too old, or its person is gone or has a new password.

    The server keeps no list of them: they survive a restart, for the secret does.
    """

    def __init__(self, secret: bytes, people: People) -> None:
        self.people = people
        self._secret = secret
        # Cookies know no ports: two archives on one machine must not sign each other's readers out.
        self.cookie = f"dateline-{hashlib.sha256(secret).hexdigest()[:12]}"

    def give(self, name: str, kind: Kind) -> str:
        """A pass for somebody who is known."""
        return str(self._signer(kind).dumps([name, self._mark(self.people.hash_of(name) or "")]))

    def name_on(self, given: str, kind: Kind) -> str | None:
        """Whose pass it is; None where it does not count."""
        try:
            name, mark = self._signer(kind).loads(given, max_age=SECONDS[kind])
        except (BadData, ValueError, TypeError):
            return None
        hashed = self.people.hash_of(name)
        return name if hashed and hmac.compare_digest(mark, self._mark(hashed)) else None

    def _signer(self, kind: Kind) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            self._secret, salt=f"dateline.{kind}", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def _mark(self, hashed: str) -> str:
        return hmac.new(self._secret, hashed.encode(), "sha256").hexdigest()[:16]


def secret_in(folder: Path) -> bytes:
    """The secret that passes are signed with, kept in the archive's folder for its owner only; made when absent."""
    path = folder / "secret"
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror}); signing in needs it") from None
    else:
        with os.fdopen(made, "wb") as file:
            file.write(secrets.token_bytes(_SECRET))
    try:
        path.chmod(0o600)
        secret = path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{path} cannot be used ({error.strerror}); it must belong to you") from None
    if len(secret) != _SECRET:
        raise WrongUse(f"{path} is no secret of Dateline's; remove it, and everybody signs in again")
    return secret
