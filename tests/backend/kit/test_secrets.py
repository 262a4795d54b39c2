"""Keys are made once, stay closed, and differ by purpose."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.kit.secrets import SecretsOpenError, load_secrets


def test_keys_are_made_once_and_read_again(tmp_path: Path) -> None:
    first = load_secrets(tmp_path / "secrets")
    assert load_secrets(tmp_path / "secrets") == first
    assert len(first.signing_key) == 32
    assert len(first.vapid_public_key) == 87


def test_keys_are_closed_to_others(tmp_path: Path) -> None:
    load_secrets(tmp_path / "secrets")
    modes = {
        each.name: stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "secrets").iterdir()
    }
    assert modes == {"signing.key": 0o600, "vapid.pem": 0o600}
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    load_secrets(tmp_path)
    (tmp_path / "signing.key").chmod(0o644)
    with pytest.raises(SecretsOpenError, match=r"signing\.key"):
        load_secrets(tmp_path)


def test_processes_that_start_at_once_share_the_first_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load_secrets(tmp_path), range(16)))
    assert {each.signing_key for each in found} == {found[0].signing_key}
    assert {each.vapid_public_key for each in found} == {found[0].vapid_public_key}


def test_a_key_is_for_one_purpose(tmp_path: Path) -> None:
    secrets = load_secrets(tmp_path)
    assert secrets.key_for("cursor") == secrets.key_for("cursor")
    assert secrets.key_for("cursor") != secrets.key_for("session")


def test_keys_do_not_show_themselves(tmp_path: Path) -> None:
    secrets = load_secrets(tmp_path)
    assert secrets.signing_key.hex() not in repr(secrets)
    assert "PRIVATE KEY" not in repr(secrets)
