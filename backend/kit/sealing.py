"""Secrets of others at rest: sealed with a key of this installation, so that a dump of the database opens nothing."""

import base64
import binascii
import hashlib
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_LENGTH: Final = 12
_NAME_LENGTH: Final = 8
_MARK: Final = "."


class SealBrokenError(ValueError):
    """Sealed with another key, for something else, or altered since."""


class Seal:
    """AES-256-GCM; what is sealed belongs to one thing (`about`) and opens for no other."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        # Says which key a text was sealed with, and nothing of the key.
        self.key_name = hashlib.sha256(b"name:" + key).hexdigest()[:_NAME_LENGTH]

    def close(self, plain: bytes, about: bytes) -> str:
        """The sealed text."""
        nonce = secrets.token_bytes(_NONCE_LENGTH)
        sealed = nonce + self._cipher.encrypt(nonce, plain, about)
        return self.key_name + _MARK + base64.b64encode(sealed).decode()

    def open(self, sealed: str, about: bytes) -> bytes:
        """What was sealed; `SealBrokenError` otherwise."""
        name, _, text = sealed.partition(_MARK)
        if name != self.key_name:
            raise SealBrokenError(f"sealed with key {name}, not {self.key_name}")
        try:
            raw = base64.b64decode(text, validate=True)
            return self._cipher.decrypt(raw[:_NONCE_LENGTH], raw[_NONCE_LENGTH:], about)
        except (InvalidTag, binascii.Error) as error:
            raise SealBrokenError("altered, or sealed for something else") from error
