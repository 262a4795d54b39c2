"""One import from its first row to its end: checked into a folder, loaded by one command, on record."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from backend.dispatch import Dispatcher
from backend.intake import records
from backend.intake.commands import LoadCompany
from backend.intake.errors import ImportRefusedError
from backend.intake.handlers import Loaded
from backend.intake.staging import Manifest, Sheet, stage
from shared.ids import new_id
from shared.schemas.intake import BadCell

NOTED_EVERY_SECONDS: Final = 1.0
TOPIC: Final = "import"

Said = Callable[[str, int, int], None]
Stager = Callable[[Path, Callable[[int, int], None]], Manifest]


@dataclass(frozen=True, slots=True)
class Import:
    """What is imported, for whom, and how."""

    run_id: UUID
    file_name: str
    actor_id: UUID | None = None
    skips_bad: bool = False
    is_demo: bool = False
    request_id: str = ""


def staged_here(sheets: Iterable[Sheet], row_estimate: int = 0) -> Stager:
    """A stager that checks in this process, as the commands of the terminal do."""

    def run(folder: Path, progress: Callable[[int, int], None]) -> Manifest:
        return stage(sheets, folder, lambda done: progress(done, row_estimate))

    return run


async def start_run(dispatcher: Dispatcher, file_name: str, actor_id: UUID | None = None) -> UUID:
    """Begin the record of an import that is carried out at once."""
    run_id = new_id()
    await records.add_run(
        run_id, file_name, now=dispatcher.clock.now(), actor_id=actor_id, status="checking"
    )
    return run_id


async def carry_out(
    dispatcher: Dispatcher, wanted: Import, stager: Stager, said: Said = lambda *_facts: None
) -> Loaded:
    """Check and load; raises `ImportRefusedError` when something was wrong and nothing was changed.

    The run's record must exist; it is kept up to date once a second. `said` hears status, rows done
    and rows in all (0 where nobody knows) as often as they move.
    """
    now = dispatcher.clock.now
    folder = Path(tempfile.mkdtemp(prefix="lockstep-import-"))
    try:
        await records.note_progress(wanted.run_id, "checking", 0, 0)
        manifest = await _stage(dispatcher, wanted, stager, folder, said)
        said("loading", 0, manifest.row_count)
        await records.note_progress(wanted.run_id, "loading", 0, manifest.row_count)
        loaded: Loaded = await dispatcher.dispatch(
            LoadCompany(
                run_id=wanted.run_id,
                file_name=wanted.file_name,
                staged=str(folder),
                skips_bad=wanted.skips_bad,
                is_demo=wanted.is_demo,
            ),
            actor_id=wanted.actor_id,
            request_id=wanted.request_id,
        )
    except ImportRefusedError as error:
        await records.end_run(
            wanted.run_id, status="refused", now=now(), skipped_count=0,
            bad_cells=error.bad_cells, bad_count=error.bad_count,
        )  # fmt: skip
        raise
    except BaseException as error:
        code = "out_of_memory" if isinstance(error, MemoryError) else "stopped"
        stopped = BadCell(wanted.file_name, 0, "", "", code, {})
        await records.end_run(
            wanted.run_id, status="refused", now=now(), skipped_count=0,
            bad_cells=[stopped], bad_count=1,
        )  # fmt: skip
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        await dispatcher.hints.publish({TOPIC})
    done = manifest.row_count
    await records.note_progress(wanted.run_id, "done", done, done)
    await records.end_run(
        wanted.run_id, status="done", now=now(), skipped_count=loaded.skipped_count,
        bad_cells=loaded.bad_cells, bad_count=loaded.bad_count,
    )  # fmt: skip
    return loaded


async def _stage(
    dispatcher: Dispatcher, wanted: Import, stager: Stager, folder: Path, said: Said
) -> Manifest:
    """Check in a thread, so that the record can be kept while the rows go by."""
    latest = (0, 0)

    def progress(done: int, total: int) -> None:
        nonlocal latest
        latest = (done, total)
        said("checking", done, total)

    work = asyncio.get_running_loop().run_in_executor(None, stager, folder, progress)
    noted = time.monotonic()
    while not (await asyncio.wait({work}, timeout=NOTED_EVERY_SECONDS))[0]:
        if time.monotonic() - noted >= NOTED_EVERY_SECONDS:
            noted = time.monotonic()
            await records.note_progress(wanted.run_id, "checking", *latest)
            await dispatcher.hints.publish({TOPIC})
    return await work
