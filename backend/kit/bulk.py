"""Many rows at once, inside Piccolo's own transaction: COPY into a temporary table, then set-based SQL.

Rows that would not change are not written, so that triggers and versions stay still.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from backend.kit.engine import engine


@dataclass(frozen=True, slots=True)
class Target:
    """Where rows go: a table, the columns that make a row the same row, and how to write the rest.

    `expressions` say what a changed column becomes where that is not simply the new value (`old` and
    `new` are the two rows); `for_new` are SQL values of columns that only a new row is given. NULL in one of
    `open_key` is a value of its own; rows that agree with one that comes in `replaces`, the first columns
    of the key, and do not come themselves go.
    """

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    expressions: Mapping[str, str] = field(default_factory=dict)
    for_new: Mapping[str, str] = field(default_factory=dict)
    open_key: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Upserted:
    """How many rows were added, and how many differed and were changed or went."""

    added: int
    changed: int


def transaction_connection() -> "asyncpg.Connection[Any]":
    """The connection of the open Piccolo transaction; RuntimeError outside of one."""
    transaction = engine.current_transaction.get()
    if transaction is None:
        raise RuntimeError("Bulk work belongs inside a transaction: dispatch a command.")
    return transaction.connection


def quoted(name: str) -> str:
    """An identifier as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def listed(names: Iterable[str], prefix: str = "") -> str:
    """Identifiers with commas between; with a table's alias before each where told."""
    dot = f"{prefix}." if prefix else ""
    return ", ".join(f"{dot}{quoted(name)}" for name in names)


async def allow_long_statements(connection: "asyncpg.Connection[Any]") -> None:
    """Lift the short time limits for the rest of the transaction."""
    await connection.execute(
        "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; "
        "SET LOCAL lock_timeout = '30s'; SET LOCAL work_mem = '64MB'; SET LOCAL temp_buffers = '32MB'"
    )


async def copy_in(
    connection: "asyncpg.Connection[Any]", table: str, columns: Mapping[str, str], path: Path
) -> None:
    """Make the temporary `table` (column → SQL type) and fill it from a file in COPY's text format."""
    described = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
    await connection.execute(f"CREATE TEMPORARY TABLE {quoted(table)} ({described}) ON COMMIT DROP")
    await connection.copy_to_table(table, source=path, columns=list(columns), format="text")
    await connection.execute(f"ANALYZE {quoted(table)}")


async def copy_rows(
    connection: "asyncpg.Connection[Any]",
    table: str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Make the temporary `table` and fill it from values in memory."""
    described = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
    await connection.execute(f"CREATE TEMPORARY TABLE {quoted(table)} ({described}) ON COMMIT DROP")
    await connection.copy_records_to_table(table, records=rows, columns=list(columns))
    await connection.execute(f"ANALYZE {quoted(table)}")


async def upsert(connection: "asyncpg.Connection[Any]", target: Target, source: str) -> Upserted:
    """Bring the rows of the temporary table `source` into their target.

    `source` has the target's columns and `id`, which only new rows take over.
    """
    table = quoted(target.table)
    same = " AND ".join(_agree(name, target) for name in target.key) or "true"
    settable = [name for name in target.columns if name not in target.key]
    changed = added = 0
    if target.replaces:
        alike = " AND ".join(_agree(name, target) for name in target.replaces)
        changed = row_count(
            await connection.execute(
                f"DELETE FROM {table} AS old WHERE EXISTS (SELECT 1 FROM {quoted(source)} AS new WHERE {alike}) "  # noqa: S608 -- identifiers are quoted
                f"AND NOT EXISTS (SELECT 1 FROM {quoted(source)} AS new WHERE {same})"
            )
        )
    if settable:
        values = {name: target.expressions.get(name, f"new.{quoted(name)}") for name in settable}
        assigned = ", ".join(f"{quoted(name)} = {value}" for name, value in values.items())
        changed += row_count(
            await connection.execute(
                f"UPDATE {table} AS old SET {assigned} FROM {quoted(source)} AS new WHERE {same} "  # noqa: S608 -- identifiers are quoted, expressions are our own
                f"AND ROW({listed(settable, 'old')}) IS DISTINCT FROM ROW({', '.join(values.values())})"
            )
        )
    into = listed(("id", *target.columns, *target.for_new))
    values_of_new = ", ".join((listed(("id", *target.columns), "new"), *target.for_new.values()))
    added = row_count(
        await connection.execute(
            f"INSERT INTO {table} ({into}) SELECT {values_of_new} FROM {quoted(source)} AS new "  # noqa: S608 -- as above
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} AS old WHERE {same}) ORDER BY new.id"
        )
    )
    return Upserted(added, changed)


def _agree(name: str, target: Target) -> str:
    """Whether the old and the new row have the same in a column of the key."""
    is_open = name in target.open_key
    return f"old.{quoted(name)} {'IS NOT DISTINCT FROM' if is_open else '='} new.{quoted(name)}"


def row_count(status: str) -> int:
    """The number of rows in PostgreSQL's answer, such as `INSERT 0 12`."""
    return int(status.rsplit(" ", 1)[-1])
