"""The keys that Lockstep makes for itself at its first start and keeps in a closed folder.

Several machines share them by sharing the folder (LOCKSTEP_SECRETS).
"""

import base64
import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

KEY_LENGTH = 32


class SecretsOpenError(RuntimeError):
    """A key can be read by others than its owner; it may be known already."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} can be read by other accounts. If nobody has: chmod 600 it. "
            "If somebody may have: remove it, and people sign in and subscribe to pushes anew."
        )
        self.path = path


@dataclass(frozen=True)
class Secrets:
    """What signs cursors and tokens, and what signs pushes; never shown by `repr`."""

    signing_key: bytes = field(repr=False)
    vapid_private_pem: str = field(repr=False)
    vapid_public_key: str

    def key_for(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose only, so that a signature made for one never passes in another."""
        return hmac.new(self.signing_key, purpose.encode(), hashlib.sha256).digest()


def load_secrets(folder: Path) -> Secrets:
    """Read the keys in `folder`, making those that are not there yet."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    signing = _kept(folder / "signing.key", lambda: secrets.token_hex(KEY_LENGTH))
    pem = _kept(folder / "vapid.pem", _new_vapid_key)
    key = load_pem_private_key(pem.encode(), password=None)
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Secrets(
        signing_key=bytes.fromhex(signing.strip()),
        vapid_private_pem=pem,
        vapid_public_key=base64.urlsafe_b64encode(point).rstrip(b"=").decode(),
    )


def _new_vapid_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The text of a key file; of two processes that start at once, the first one's key counts."""
    if not path.exists():
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(unfinished)
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SecretsOpenError(path)
    return path.read_text(encoding="ascii")
