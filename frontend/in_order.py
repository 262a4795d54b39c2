"""Live pages that hear people in order: each press finds what was typed and chosen before it."""

import asyncio
import contextlib
from typing import Any, Final

from reactpy.core.layout import Layout
from reactpy.executors.asgi import middleware

# A drawing may wait for what it replaces to end; a press is not held up by that for longer.
_DRAWN_WITHIN_SECONDS: Final = 1.0


class LayoutInOrder(Layout):
    """A layout in which an event waits until what the one before it has changed is drawn.

    ReactPy starts a handler as soon as its event is there. Two that arrive together, off a slow line or at a
    busy server, would both act on the drawing before them: a button on fields as they were before the typing.
    """

    async def __aenter__(self) -> Layout:
        self._turn = asyncio.Lock()
        return await super().__aenter__()

    async def deliver(self, event: Any) -> None:
        """Hear an event in its turn; what its handler waits for holds nobody up."""
        async with self._turn:
            await self._drawn()
            await super().deliver(event)
            # The handler begins in a task of its own.
            await asyncio.sleep(0)

    async def _drawn(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DRAWN_WITHIN_SECONDS):
                while waiting := [task for task in self._render_tasks if not task.done()]:
                    await asyncio.wait(waiting)


def live_pages(application: Any, names: list[str], prefix: str) -> Any:
    """Put the live pages of those dotted names before `application`."""
    # ReactPy's dispatcher takes no layout of the caller's.
    middleware.Layout = LayoutInOrder  # type: ignore[attr-defined]  # looked up at each connection
    return middleware.ReactPyMiddleware(application, root_components=names, path_prefix=prefix)
