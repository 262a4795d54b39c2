"""What the two roles of the embedded PostgreSQL may and may not do."""

import asyncpg
import pytest

from backend.kit.engine import connection_arguments, engine
from backend.settings import Settings


async def test_the_application_role_works_on_a_migrated_database(database: Settings) -> None:
    found = await engine._run_in_pool("SELECT count(*) AS applied FROM migration")
    assert found[0]["applied"] > 0


async def test_the_application_role_cannot_run_programs_or_make_tables(database: Settings) -> None:
    connection = await asyncpg.connect(**connection_arguments(database.database_url))
    try:
        for statement in (
            "COPY (SELECT 1) TO PROGRAM 'cat'",
            "COPY (SELECT 1) TO '/lockstep-was-here'",
            "CREATE TABLE left_behind (id int)",
            "CREATE ROLE friend SUPERUSER",
            "CREATE DATABASE mine",
            "UPDATE audit_line SET command = 'nothing'",
            "DELETE FROM audit_line",
            "DELETE FROM migration",
            "ALTER ROLE lockstep_app SUPERUSER",
            "SET ROLE lockstep_owner",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_the_superuser_has_no_way_in(settings: Settings) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        await asyncpg.connect(settings.database_url.replace("lockstep_app@", "postgres@"))


async def test_nothing_of_the_application_waits_for_long(database: Settings) -> None:
    connection = await asyncpg.connect(database.database_url)
    try:
        limits = {
            name: await connection.fetchval(f"SHOW {name}")
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        }
    finally:
        await connection.close()
    assert limits == {
        "statement_timeout": "5s",
        "lock_timeout": "2s",
        "idle_in_transaction_session_timeout": "5s",
    }
