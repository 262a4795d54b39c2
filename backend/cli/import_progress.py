"""Shows on standard error how an import goes: what is done, how many rows, how fast, for how long."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

SHOWN_EVERY_SECONDS = 0.2
SHOWN_WITHOUT_SCREEN_EVERY_SECONDS = 10.0
WORDS = {"checking": "Checking", "loading": "Loading", "done": "Done"}


class ImportProgress:
    """One line that is written over on a screen, and a line now and then in a log."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_screen = self._stream.isatty()
        self._status = ""
        self._done = 0
        self._begun = self._shown = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end(mark="✗" if error is not None else "✓")

    def __call__(self, status: str, done: int, total: int) -> None:
        """Hear how far it is; `total` is 0 where nobody knows."""
        if status != self._status:
            self._end(mark="✓")
            self._status, self._done = status, 0
            self._begun = self._shown = time.monotonic()
        self._done = max(done, total) if status == "loading" else done
        now = time.monotonic()
        pause = SHOWN_EVERY_SECONDS if self._is_screen else SHOWN_WITHOUT_SCREEN_EVERY_SECONDS
        if now - self._shown >= pause:
            self._shown = now
            share = f" of {total:,}" if total else ""
            self._write(
                f"· {WORDS[status]}: {done:,}{share} rows, {self._rate(now)}", is_last=False
            )

    def _rate(self, now: float) -> str:
        seconds = max(now - self._begun, 0.001)
        return f"{self._done / seconds:,.0f} rows/s, {seconds:.1f} s"

    def _end(self, mark: str) -> None:
        if self._status:
            text = (
                f"{mark} {WORDS[self._status]} {self._done:,} rows ({self._rate(time.monotonic())})"
            )
            self._write(text, is_last=True)
            self._status = ""

    def _write(self, text: str, *, is_last: bool) -> None:
        start = "\r\x1b[K" if self._is_screen else ""
        end = "" if self._is_screen and not is_last else "\n"
        self._stream.write(f"{start}{text}{end}")
        self._stream.flush()
