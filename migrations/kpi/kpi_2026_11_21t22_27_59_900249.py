from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-21T22:27:59:900249"
VERSION = "1.38.0"
DESCRIPTION = "True"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="kpi", description=DESCRIPTION
    )

    manager.drop_table(
        class_name="KPIOpenLine", tablename="kpi_open_line", schema=None
    )

    return manager
