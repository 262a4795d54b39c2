"""A narrow, slow line on loopback: so many bits a second each way, so long a round trip, every byte counted."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LOOPBACK = "127.0.0.1"
CHUNK = 4_096
MOST_UNDER_WAY = 64
MEGABIT = 1_000_000


class NarrowLine:
    """Passes connections on to `port_behind`; all of them share the line's width, as on a phone."""

    def __init__(self, port_behind: int) -> None:
        self.port_behind = port_behind
        self.bits_a_second = 0.0  # 0: as wide as loopback
        self.round_trip = 0.0
        self.bytes_down = 0
        self.bytes_up = 0
        self._free_at = {"down": 0.0, "up": 0.0}
        self._listener = socket.create_server((LOOPBACK, 0), backlog=256)
        self.address = f"http://{LOOPBACK}:{self._listener.getsockname()[1]}"
        self._ended = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def narrow(self, bits_a_second: float, round_trip: float) -> None:
        self.bits_a_second, self.round_trip = bits_a_second, round_trip

    def count_anew(self) -> None:
        self.bytes_down = self.bytes_up = 0

    @contextmanager
    def running(self) -> Iterator["NarrowLine"]:
        """In a thread of its own, so that nothing else delays it."""
        loops: list[asyncio.AbstractEventLoop] = []
        thread = threading.Thread(target=lambda: asyncio.run(self._serve(loops)), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            loops[0].call_soon_threadsafe(self._ended.set)
            thread.join()

    async def _serve(self, loops: list[asyncio.AbstractEventLoop]) -> None:
        loops.append(asyncio.get_running_loop())
        server = await asyncio.start_server(self._connected, sock=self._listener)
        await self._ended.wait()
        server.close()
        for each in self._tasks:
            each.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            # The handshake takes a round trip of its own.
            await asyncio.sleep(self.round_trip)
            far, onward = await asyncio.open_connection(LOOPBACK, self.port_behind)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._carry("up", near, onward))
                    both.create_task(self._carry("down", far, back))
            finally:
                onward.close()
        except (OSError, ExceptionGroup, asyncio.CancelledError):
            back.transport.abort()
        finally:
            self._tasks.discard(task)
            back.close()

    async def _carry(
        self, way: str, source: asyncio.StreamReader, target: asyncio.StreamWriter
    ) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(MOST_UNDER_WAY)

        async def arrive() -> None:
            while True:
                at, chunk = await under_way.get()
                await asyncio.sleep(max(0.0, at - time.monotonic()))
                if not chunk:
                    target.write_eof()
                    return
                target.write(chunk)
                await target.drain()

        arriving = asyncio.create_task(arrive())
        try:
            while True:
                chunk = await source.read(CHUNK)
                await under_way.put((self._arrival(way, len(chunk)), chunk))
                if not chunk:
                    break
            await arriving
        finally:
            arriving.cancel()

    def _arrival(self, way: str, size: int) -> float:
        """When the last bit of a chunk comes out at the other end."""
        if way == "down":
            self.bytes_down += size
        else:
            self.bytes_up += size
        now = time.monotonic()
        if not self.bits_a_second:
            return now
        self._free_at[way] = max(now, self._free_at[way]) + size * 8 / self.bits_a_second
        return self._free_at[way] + self.round_trip / 2
