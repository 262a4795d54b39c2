"""Take over the price actions that were kept with demand: one promotion a reference."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T10:27:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "Take over price actions"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="promotion", description=DESCRIPTION)

    async def take_over() -> None:
        engine = engine_finder()
        await engine.run_ddl(
            "INSERT INTO promotion (id, reference, name, status, starts_on, ends_on, discount_ratio, item_ids, "
            "families, site_ids, scope_ids, segments, customer_ids, channels, note, made_by_name, made_at, changed_at) "
            "SELECT gen_random_uuid(), reference, min(name), 'planned', min(starts_on), max(ends_on), "
            "max(discount_ratio), array_agg(DISTINCT item_id), '{}', '{}', '{}', '{}', '{}', "
            "array_agg(DISTINCT channel), '', '', now(), now() FROM promotion_before GROUP BY reference"
        )
        await engine.run_ddl("DROP TABLE promotion_before")

    manager.add_raw(take_over)
    return manager
