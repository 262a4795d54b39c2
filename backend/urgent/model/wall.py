"""Screens on walls that are signed in by themselves: what lets one in, and for how long."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

LINK_LIFE: Final = timedelta(days=1)
IDLE_LIFE: Final = timedelta(days=30)
SEEN_EVERY: Final = timedelta(minutes=5)
TOKEN_BYTES: Final = 32


def hash_of(secret: str) -> str:
    """By what a link or a screen is known; neither is kept itself."""
    return hashlib.sha256(secret.encode()).hexdigest()


def wall_path(code: str, language: str) -> str:
    """Where a screen is signed in; the code is in the fragment, so that no server on the way sees it."""
    return f"/wall?lang={language}#{code}"


def is_seen_anew(last_seen_at: datetime, now: datetime) -> bool:
    """Whether it is time to write down that a screen is there."""
    return now - last_seen_at >= SEEN_EVERY
