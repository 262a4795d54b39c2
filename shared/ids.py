"""Identifiers: UUID version 7 (RFC 9562 §5.7), so that rows sort by the moment they were made."""

import os
import time
from typing import Final
from uuid import UUID

_VERSION_7: Final = 0x7 << 76
_VARIANT: Final = 0b10 << 62
_MAX_RANDOM_A: Final = 0xFFF
_MAX_RANDOM_B: Final = (1 << 62) - 1


def new_id(milliseconds: int | None = None) -> UUID:
    """Return a new UUIDv7 for now, or for an instant in milliseconds since 1970.

    >>> new_id(0).version
    7
    """
    instant = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    random = int.from_bytes(os.urandom(10), "big")
    value = (
        (instant & ((1 << 48) - 1)) << 80
        | _VERSION_7
        | (random >> 62 & _MAX_RANDOM_A) << 64
        | _VARIANT
        | random & _MAX_RANDOM_B
    )
    return UUID(int=value)
