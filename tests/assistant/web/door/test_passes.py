import stat
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from dateline.assistant.web.door.passes import SECONDS, Passes, secret_in
from dateline.assistant.web.door.people import People, hash_password
from dateline.errors import WrongUse

HASH, OTHER = hash_password("correct horse"), hash_password("battery staple")
SECRET = b"s" * 32


def passes(secret: bytes = SECRET, **people: str) -> Passes:
    return Passes(secret, People(people or {"ann": HASH}))


def test_a_pass_names_its_person_after_a_restart_too() -> None:
    given_before = passes().give("ann", "cookie")
    assert passes().name_on(given_before, "cookie") == "ann"


def test_a_cookie_is_no_token_and_a_token_no_cookie() -> None:
    ours = passes()
    assert ours.name_on(ours.give("ann", "cookie"), "token") is None
    assert ours.name_on(ours.give("ann", "token"), "cookie") is None


def test_it_counts_no_more_once_the_person_is_gone_has_a_new_password_or_the_secret_is_new() -> None:
    told = passes().give("ann", "token")
    assert passes(bob=OTHER).name_on(told, "token") is None
    assert passes(ann=OTHER).name_on(told, "token") is None
    assert passes(b"t" * 32).name_on(told, "token") is None


@pytest.mark.parametrize("kind", ["cookie", "token"])
def test_it_gets_too_old(kind: Literal["cookie", "token"], monkeypatch: pytest.MonkeyPatch) -> None:
    told = passes().give("ann", kind)
    now = URLSafeTimedSerializer.default_signer(b"x").get_timestamp()
    monkeypatch.setattr(
        "itsdangerous.timed.TimestampSigner.get_timestamp", lambda self: now + SECONDS[kind] + 60
    )
    assert passes().name_on(told, kind) is None


@given(st.text())
def test_what_others_write_is_no_pass(text: str) -> None:
    assert passes().name_on(text, "cookie") is None


@given(at=st.integers(0), new=st.sampled_from("aA0._-"))
def test_a_pass_with_a_character_changed_counts_only_if_nothing_changed(at: int, new: str) -> None:
    told = passes().give("ann", "cookie")
    at %= len(told) - 1  # the last one has bits that say nothing
    changed = told[:at] + new + told[at + 1 :]
    assert passes().name_on(changed, "cookie") == ("ann" if changed == told else None)


def test_the_secret_is_kept_in_the_archive_for_its_owner_only(tmp_path: Path) -> None:
    secret = secret_in(tmp_path)
    assert len(secret) == 32
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    (tmp_path / "secret").chmod(0o644)
    assert secret_in(tmp_path) == secret
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_a_file_that_is_no_secret_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    with pytest.raises(WrongUse, match="is no secret of Dateline's; remove it"):
        secret_in(tmp_path)


def test_archives_do_not_share_a_cookie() -> None:
    assert passes().cookie != passes(b"t" * 32).cookie
