"""Says what is being done and for how long; plain Python, because it speaks before anything is installed."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

REMIND_EVERY_SECONDS = 10.0


class Progress:
    """One line a step on standard error, and a reminder while a long one goes on."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr

    def say(self, text: str) -> None:
        self._stream.write(f"  {text}\n")
        self._stream.flush()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Show `what` at once and how long it took at its end, also when it fails."""
        begun = time.monotonic()
        ended = threading.Event()
        is_screen = self._stream.isatty()
        if is_screen:
            self._stream.write(f"· {what} …")
            self._stream.flush()
        reminder = threading.Thread(
            target=self._remind, args=(what, begun, ended, is_screen), daemon=True
        )
        reminder.start()
        mark = "✗"
        try:
            yield
            mark = "✓"
        finally:
            ended.set()
            reminder.join()
            start = "\r\x1b[K" if is_screen else ""
            self._stream.write(f"{start}{mark} {what} ({time.monotonic() - begun:.1f} s)\n")
            self._stream.flush()

    def _remind(self, what: str, begun: float, ended: threading.Event, is_screen: bool) -> None:  # noqa: FBT001 - a thread's own argument
        while not ended.wait(1.0 if is_screen else REMIND_EVERY_SECONDS):
            elapsed = time.monotonic() - begun
            if is_screen:
                self._stream.write(f"\r\x1b[K· {what} … {elapsed:.0f} s")
            else:
                self._stream.write(f"· {what} … {elapsed:.0f} s\n")
            self._stream.flush()
