"""What the intake does when it is asked."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from backend.dispatch import Context
from backend.intake import records, repository
from backend.intake.commands import LoadCompany, RequestImport
from backend.intake.errors import ImportRefusedError
from backend.intake.events import CompanyLoaded, ImportRequested
from backend.intake.staging import Manifest
from shared.schemas.intake import BadCell


class Loaded(msgspec.Struct, frozen=True):
    """What a load did; `skipped_count` rows were left out, for the reasons in `bad_cells`."""

    added_count: int
    changed_count: int
    skipped_count: int
    bad_cells: list[BadCell]
    bad_count: int


async def load_company(command: LoadCompany, context: Context) -> Loaded:
    """Store everything that was staged, or refuse it as a whole."""
    manifest = Manifest.load(Path(command.staged))
    own = next((each for each in manifest.entities if each.entity == "company"), None)
    if own is not None and not command.is_demo and await records.is_demo_loaded():
        # Two companies in one would be neither.
        raise ImportRefusedError([BadCell(own.file, 0, "", "", "over_demo", {})], 1)

    loading = await repository.load_staged(
        manifest,
        now=context.now,
        actor_id=context.actor_id,
        is_demo=command.is_demo,
        lists_dependents=command.skips_bad,
    )
    if loading.bad.count and not command.skips_bad:
        raise ImportRefusedError(loading.bad.kept, loading.bad.count)

    loaded = Loaded(
        added_count=sum(count.added for count in loading.counts.values()),
        changed_count=sum(count.changed for count in loading.counts.values()),
        skipped_count=manifest.skipped_count + loading.dropped_count,
        bad_cells=loading.bad.kept,
        bad_count=loading.bad.count,
    )
    context.note(
        added=loaded.added_count, changed=loaded.changed_count, skipped=loaded.skipped_count
    )
    context.emit(
        CompanyLoaded(
            run_id=command.run_id, is_demo=command.is_demo, stock_nodes=loading.stock_nodes
        )
    )
    return loaded


async def request_import(command: RequestImport, context: Context) -> None:
    """Note an uploaded file; the worker imports it."""
    await records.add_run(
        command.run_id,
        command.file_name,
        now=context.now,
        actor_id=context.actor_id,
        status="waiting",
        skips_bad=command.skips_bad,
    )
    context.emit(
        ImportRequested(
            run_id=command.run_id,
            file_name=command.file_name,
            stored_name=command.stored_name,
            skips_bad=command.skips_bad,
            requested_by=context.actor_id,
        )
    )


async def note_stopped(run_id: UUID, file_name: str, now: datetime) -> None:
    """Put on record that an import ended without an answer: killed, or out of memory."""
    found = await records.runs(run_id=run_id)
    if found and found[0].ended_at is None:
        stopped = BadCell(file_name, 0, "", "", "stopped", {})
        await records.end_run(
            run_id, status="refused", now=now, skipped_count=0, bad_cells=[stopped], bad_count=1
        )
