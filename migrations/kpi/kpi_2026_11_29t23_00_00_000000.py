"""Keep the rows behind a figure in the order in which they are shown, so that a page reads only itself."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T23:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Rows behind a figure in their order"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="kpi", description=DESCRIPTION)

    async def run() -> None:
        await engine_finder().run_ddl(
            "CREATE INDEX kpi_row_shown ON kpi_row "
            "(kpi, (counts_as = 'hit'), weight DESC, order_on, demand_line_id)"
        )

    manager.add_raw(run)
    return manager
