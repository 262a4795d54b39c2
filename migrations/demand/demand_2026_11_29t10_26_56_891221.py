"""Hand price actions over to promotions, which keep them from now on."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T10:26:56:891221"
VERSION = "1.38.0"
DESCRIPTION = ""


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="demand", description=DESCRIPTION
    )

    async def hand_over() -> None:
        await engine_finder().run_ddl("CREATE TABLE promotion_before AS TABLE promotion")

    manager.add_raw(hand_over)
    manager.drop_table(class_name="Promotion", tablename="promotion", schema=None)

    return manager
