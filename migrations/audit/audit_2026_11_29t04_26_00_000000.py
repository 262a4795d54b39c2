"""Let the lines that are there be found by the ids that they name, too."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T04:26:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Name the subjects of old lines"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="audit", description=DESCRIPTION)

    async def run() -> None:
        await engine_finder().run_ddl(
            "UPDATE audit_line SET subject_ids = ARRAY(SELECT DISTINCT found[1]::uuid FROM regexp_matches("
            "facts::text, '\"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\"', 'g') AS found) "
            "WHERE subject_ids = '{}'"
        )

    manager.add_raw(run)
    return manager
