"""Imports of a company's own data, as their page shows them."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct


class BadCell(Struct, frozen=True):
    """One refused value: where it stands, what it was and, as `intake-<code>`, what to do."""

    file: str
    line: int
    column: str
    value: str
    code: str
    facts: dict[str, str]


class ImportRun(Struct, frozen=True):
    """One import, running or ended. `status` is waiting, checking, loading, done or refused."""

    id: UUID
    file_name: str
    status: str
    started_at: datetime
    ended_at: datetime | None
    done_count: int
    total_count: int
    skipped_count: int
    bad_cells: list[BadCell]
    bad_count: int
