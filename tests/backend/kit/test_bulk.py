"""Many rows at once: only inside a transaction, only what differs, and nothing of a text becomes SQL."""

from pathlib import Path
from uuid import UUID

import pytest

from backend.catalog.tables import Calendar
from backend.dispatch import engine
from backend.kit.bulk import (
    Target,
    Upserted,
    copy_in,
    copy_rows,
    quoted,
    transaction_connection,
    upsert,
)
from backend.settings import Settings
from shared.ids import new_id

TARGET = Target("calendar", key=("code",), columns=("code", "name"))
COLUMNS = {"id": "uuid", "code": "text", "name": "text"}

pytestmark = pytest.mark.usefixtures("database")


async def bring(*rows: tuple[UUID, str, str]) -> Upserted:
    async with engine().transaction():
        connection = transaction_connection()
        await copy_rows(connection, "fresh", COLUMNS, rows)
        done = await upsert(connection, TARGET, "fresh")
    return done  # noqa: RET504 -- returned inside the block, mypy would miss a return after it


async def kept() -> list[tuple[UUID, str, str]]:
    rows = await Calendar.select().order_by(Calendar.code)
    return [(row["id"], row["code"], row["name"]) for row in rows]


async def test_new_rows_are_added_and_only_different_ones_changed() -> None:
    first, second, third = (
        (new_id(), "A", "One shift"),
        (new_id(), "B", "Two"),
        (new_id(), "C", "Three"),
    )
    assert await bring(first, second) == Upserted(added=2, changed=0)
    assert await bring(
        (new_id(), "A", "One shift"), (new_id(), "B", "Two shifts"), third
    ) == Upserted(1, 1)
    assert await kept() == [first, (second[0], "B", "Two shifts"), third]


async def test_a_transaction_that_ends_badly_leaves_nothing() -> None:
    async def fail() -> None:
        async with engine().transaction():
            connection = transaction_connection()
            await copy_rows(connection, "fresh", COLUMNS, [(new_id(), "A", "One")])
            await upsert(connection, TARGET, "fresh")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await kept() == []


async def test_a_files_texts_come_in_as_they_are(tmp_path: Path, database: Settings) -> None:
    del database
    name = "tab\\tnew\\nline \\\\ '; DROP TABLE calendar; --"
    path = tmp_path / "calendar.copy"
    path.write_text(f"{new_id()}\tA\t{name}\n", encoding="utf-8")
    async with engine().transaction():
        connection = transaction_connection()
        await copy_in(connection, "fresh", COLUMNS, path)
        await upsert(connection, TARGET, "fresh")
    ((_, _, found),) = await kept()
    assert found == "tab\tnew\nline \\ '; DROP TABLE calendar; --"


async def test_bulk_work_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        transaction_connection()


def test_identifiers_are_quoted() -> None:
    assert quoted('on"; DROP TABLE x; --') == '"on""; DROP TABLE x; --"'
