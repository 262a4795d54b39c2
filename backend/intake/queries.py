"""Imports as their page shows them."""

from uuid import UUID

from backend.identity.model import Viewer
from backend.intake import records
from backend.intake.errors import ImportUnknownError
from backend.intake.records import LineIds
from shared.schemas.intake import ImportRun
from shared.terms import Role


def must_import(viewer: Viewer) -> None:
    """Raise `NotAllowedError` for all but admins and stewards."""
    viewer.must_be(Role.ADMIN, Role.STEWARD)


async def import_runs(viewer: Viewer) -> list[ImportRun]:
    """The last fifty imports, newest first; raises `NotAllowedError` for other roles."""
    must_import(viewer)
    return await records.runs()


async def import_run(viewer: Viewer, run_id: UUID) -> ImportRun:
    """One import; raises `ImportUnknownError`."""
    must_import(viewer)
    found = await records.runs(run_id=run_id)
    if not found:
        raise ImportUnknownError
    return found[0]


async def company_on_hand() -> "tuple[str, bool] | None":
    """The company that is loaded: its name, and whether it is the demo; None when there is none."""
    return await records.company_on_hand()


async def demo_people() -> list[UUID]:
    """Everybody who came with the demo company."""
    return await records.demo_people()


async def named_line(order_reference: str, line_number: int) -> LineIds:
    """The ids of an order line that came in with an import."""
    return await records.named_line(order_reference, line_number)


async def person_named(email: str) -> UUID:
    """The id of somebody who came in with an import."""
    return await records.person_named(email)
