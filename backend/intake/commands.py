"""What may be asked of the intake."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LoadCompany:
    """Load the tables that were checked into the folder `staged`, all or nothing.

    With `skips_bad` refused rows, and those that depend on them, are left out instead.
    """

    run_id: UUID
    file_name: str
    staged: str
    skips_bad: bool
    is_demo: bool


@dataclass(frozen=True, slots=True)
class RequestImport:
    """Import a file that was uploaded as `stored_name`; `file_name` is only what it was called."""

    run_id: UUID
    file_name: str
    stored_name: str
    skips_bad: bool
