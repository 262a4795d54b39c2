"""An import from tables in memory, as a test asks for it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import pytest

from backend.dispatch import Dispatcher
from backend.intake.handlers import Loaded
from backend.intake.runner import Import, carry_out, staged_here, start_run
from tests.tables import sheets_of

Importing = Callable[..., Awaitable[Loaded]]


@pytest.fixture
def load(dispatcher: Dispatcher) -> Importing:
    """Import tables; raises what the import raises."""

    async def run(
        tables: Mapping[str, Sequence[Mapping[str, Any]]], *, skips_bad: bool = False
    ) -> Loaded:
        run_id = await start_run(dispatcher, "tables")
        wanted = Import(run_id, "tables", skips_bad=skips_bad)
        return await carry_out(dispatcher, wanted, staged_here(sheets_of(tables)))

    return run
