"""What has happened in the intake."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CompanyLoaded:
    """A company's data came in: anything may have moved; with `stock_nodes` the stock of these positions alone."""

    topics: ClassVar[tuple[str, ...]] = ("*",)

    run_id: UUID
    is_demo: bool
    stock_nodes: tuple[tuple[UUID, UUID], ...] | None = None


@dataclass(frozen=True, slots=True)
class ImportRequested:
    """A file was uploaded and waits to be imported."""

    topics: ClassVar[tuple[str, ...]] = ("import",)

    run_id: UUID
    file_name: str
    stored_name: str
    skips_bad: bool
    requested_by: UUID | None
