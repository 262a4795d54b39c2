"""What whoever carries out a run has to know."""

from uuid import UUID

from backend.forecast.repository import runs


async def chunk_count(run_id: UUID) -> int:
    """How many chunks a run has; 0 where there is no such run."""
    run = await runs.run_of(run_id)
    found: int = 0 if run is None else run["chunk_count"]
    return found
