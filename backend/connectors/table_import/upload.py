"""Carrying out an upload: in a process of its own with a memory limit, so that no file can hurt the worker."""

import asyncio
import sys
from typing import Final

from backend.dispatch import Context
from backend.intake import handlers
from backend.intake.events import ImportRequested
from backend.intake.upload import uploads_in
from backend.settings import PROJECT, Settings

MOST_MEMORY: Final = 1024 * 1024 * 1024
# Of the processor's time: a file of the largest size takes about a minute.
MOST_SECONDS: Final = 600
DONE: Final = 0
HELD_BY_ANOTHER: Final = 75


class ImportIsRunningError(RuntimeError):
    """Another process works on this import; looking again later is enough."""


async def import_upload(event: ImportRequested, context: Context) -> None:
    """Import an uploaded file; `lockstep import --run` keeps the record and says who holds it."""
    folder = uploads_in(Settings.from_environment().home)
    stored = folder / event.stored_name
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend.cli", "import", str(stored), "--run", str(event.run_id),
        cwd=PROJECT, stdin=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    status = await process.wait()
    if status == HELD_BY_ANOTHER:
        raise ImportIsRunningError(str(event.run_id))
    if status != DONE:
        await handlers.note_stopped(event.run_id, event.file_name, context.now)
    stored.unlink(missing_ok=True)
