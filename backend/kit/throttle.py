"""How often one caller may ask this process: a bucket of tokens a caller, refilled by the clock.

It protects the machine. What must be counted exactly, such as sign-ins, is counted in PostgreSQL.
"""

import time
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.kit.problem_details import TooManyRequestsError

_CALLERS_REMEMBERED: Final = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class Throttle:
    """Lets `burst` requests through at once and `a_second` in the long run, a caller."""

    def __init__(self, *, a_second: float, burst: int) -> None:
        self._a_second = a_second
        self._burst = burst
        self._buckets: dict[UUID, _Bucket] = {}

    def take(self, caller: UUID, now: float | None = None) -> None:
        """Count one request; raises `TooManyRequestsError` with the seconds to wait."""
        instant = time.monotonic() if now is None else now
        bucket = self._buckets.get(caller)
        if bucket is None:
            if len(self._buckets) >= _CALLERS_REMEMBERED:
                self._buckets.clear()
            bucket = self._buckets[caller] = _Bucket(self._burst, instant)
        bucket.tokens = min(
            self._burst, bucket.tokens + (instant - bucket.filled_at) * self._a_second
        )
        bucket.filled_at = instant
        if bucket.tokens < 1:
            raise TooManyRequestsError(max(1, round((1 - bucket.tokens) / self._a_second)))
        bucket.tokens -= 1
