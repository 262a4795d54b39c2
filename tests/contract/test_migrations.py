"""Every slice's tables are what its migrations make, whatever the order in which machines run them."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.new import AutoMigrationManager
from piccolo.conf.apps import AppConfig

from backend.kit.engine import connection_arguments
from backend.launch.progress import Progress
from backend.launch.release import release
from backend.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
SLICES: dict[str, AppConfig] = {
    app.app_name: app for app in BaseMigrationManager().get_app_registry().app_configs.values()
}


@pytest.mark.parametrize("name", SLICES)
def test_a_slice_with_tables_has_its_migrations_in_its_own_folder(name: str) -> None:
    folder = Path(SLICES[name].resolved_migrations_folder_path)
    assert folder == PROJECT / "migrations" / name
    assert list(folder.glob("*.py"))


@pytest.mark.parametrize("name", SLICES)
async def test_no_migration_is_pending(name: str) -> None:
    pending = await AutoMigrationManager(auto_input="n").get_alter_statements(SLICES[name])
    assert [statement for each in pending for statement in each.statements] == []


def test_no_two_migrations_share_a_module_name() -> None:
    # Piccolo imports them by their bare file names.
    names = [
        each.stem for each in (PROJECT / "migrations").rglob("*.py") if each.stem != "__init__"
    ]
    assert sorted(names) == sorted(set(names))


async def test_a_second_release_changes_nothing(
    settings: Settings, owner_connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    before = await owner_connection.fetch("SELECT * FROM migration ORDER BY id")
    assert before
    # The engine is the process's own, so the release runs beside this loop, as it does in life.
    await asyncio.to_thread(lambda: asyncio.run(release(settings, Progress())))
    assert await owner_connection.fetch("SELECT * FROM migration ORDER BY id") == before


async def test_the_application_has_its_rights_on_every_table(settings: Settings) -> None:
    connection = await asyncpg.connect(**connection_arguments(settings.database_url))
    try:
        rows = await connection.fetch(
            "SELECT tablename, has_table_privilege(quote_ident(tablename), 'SELECT') AS reads, "
            "has_table_privilege(quote_ident(tablename), 'INSERT') AS adds, "
            "has_table_privilege(quote_ident(tablename), 'DELETE') AS removes, "
            "has_table_privilege(quote_ident(tablename), 'TRUNCATE') AS empties "
            "FROM pg_tables WHERE schemaname = 'public'"
        )
    finally:
        await connection.close()
    rights = {
        row["tablename"]: (row["reads"], row["adds"], row["removes"], row["empties"])
        for row in rows
    }
    assert rights.pop("migration") == (True, False, False, False)
    assert rights.pop("audit_line") == (True, True, False, False)
    assert set(rights.values()) == {(True, True, True, False)}
