"""Bringing staged tables into the company's own, set by set, inside the command's transaction.

Entities come in the format's order, so that what a row refers to is there before it. A row that
cannot be taken is reported and dropped, and so is all that depends on it.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg

from backend.intake.format import BY_NAME
from backend.intake.model import LIST_SEPARATOR, Entity, Kind, edges_in_cycles
from backend.intake.staging import KEPT_BAD_CELLS, KEY_SEPARATOR, BadCells, Manifest, StagedEntity
from backend.intake.storage import FOUND, referred_entity, sql_type, store_of
from backend.kit.bulk import Upserted, copy_in, listed, quoted, upsert

REJECTED: Final = "staged_rejected"
# Where the words of a promotion have to be known from.
_NAMED: Final = {"families": "item.family", "segments": "customer.segment"}
# What of what a file says is made.
_STAGED_COMPONENTS: Final = {
    "bill_of_material_line": "SELECT _line, parent_item_code AS parent, component_item_code AS component "
    "FROM staged_bill_of_material_line",
    "alternate_component": "SELECT row._line, item.code AS parent, row.component_item_code AS component "
    "FROM staged_alternate_component AS row JOIN alternate ON alternate.code = row.alternate_code "
    "JOIN item ON item.id = alternate.item_id",
}


@dataclass(slots=True)
class Loading:
    """What one load has come to; of a load of stock alone the positions whose stock moved, if they are few."""

    connection: "asyncpg.Connection[Any]"
    bad: BadCells
    lists_dependents: bool
    counts: dict[str, Upserted] = field(default_factory=dict)
    dropped_count: int = 0
    stock_nodes: tuple[tuple[UUID, UUID], ...] | None = None


async def load_entity(loading: Loading, staged: StagedEntity) -> str:
    """Stage, check and store one entity; returns the temporary table with its good rows."""
    entity = BY_NAME[staged.entity]
    table = f"staged_{entity.name}"
    columns = {"_id": "uuid", "_line": "integer"}
    columns |= {column.name: sql_type(column) for column in entity.columns}
    await copy_in(loading.connection, table, columns, Path(staged.path))
    await _drop_doubles(loading, entity, staged.file)
    for use in entity.references:
        await _drop_unknown(loading, entity, use, staged.file)
    for column in entity.columns:
        if column.kind is Kind.CODES:
            await _drop_unknown_in_list(loading, entity, column.name, staged.file)
        if column.by_item_decimals:
            await _drop_too_fine(loading, entity, column.name, staged.file)
    if entity.name in _ALSO_CHECKED:
        await _ALSO_CHECKED[entity.name](loading, entity, staged.file)
    return table


async def store_entity(loading: Loading, entity: Entity) -> None:
    """Write the good rows of a staged entity where they belong."""
    store = store_of(entity)
    joins = "".join(
        f" LEFT JOIN {_sought(entity, use)} AS to_{use} ON {_meets(entity, use)}"
        for use in entity.references
    )
    if entity.name == "site":
        joins += " JOIN scope AS to_scope ON to_scope.kind = 'site' AND to_scope.code = row.code"
    row_id = "to_scope.id" if entity.name == "site" else "row._id"
    values = "".join(f", {value} AS {quoted(name)}" for name, value in store.values.items())
    source = f"ready_{entity.name}"
    await loading.connection.execute(
        f"CREATE TEMPORARY TABLE {source} ON COMMIT DROP AS SELECT {row_id} AS id{values} "  # noqa: S608 -- every name comes from the format, none from a file
        f"FROM staged_{entity.name} AS row{joins}; ANALYZE {source}"
    )
    loading.counts[entity.name] = await upsert(loading.connection, store.target, source)


async def stage_rejected(connection: "asyncpg.Connection[Any]", manifest: Manifest) -> None:
    """Stage the keys of rows that were refused cell by cell, to tell who depends on them."""
    await copy_in(
        connection, REJECTED, {"entity": "text", "key": "text"}, Path(manifest.rejected_path)
    )


def _sought(entity: Entity, use: str) -> str:
    found = FOUND[referred_entity(entity, use)]
    if found.condition == "true":
        return quoted(found.table)
    return f"(SELECT * FROM {quoted(found.table)} WHERE {found.condition})"  # noqa: S608 -- as above


def _meets(entity: Entity, use: str) -> str:
    found = FOUND[referred_entity(entity, use)]
    return " AND ".join(
        f"to_{use}.{quoted(theirs)} = row.{quoted(ours)}"
        for ours, theirs in zip(entity.references[use], found.key, strict=True)
    )


def _key_text(names: tuple[str, ...]) -> str:
    """A key as the rejected are listed by; names of columns of `row`."""
    cells = (f"COALESCE(row.{quoted(name)}::text, '')" for name in names)
    return f" || '{KEY_SEPARATOR}' || ".join(cells) or "''"


async def _drop_doubles(loading: Loading, entity: Entity, file: str) -> None:
    by = f"PARTITION BY {listed(entity.key)} " if entity.key else ""
    column = entity.key[-1] if entity.key else entity.columns[0].name
    await _drop(
        loading, entity, file, column, "duplicate_key",
        f"SELECT row._line, row.{quoted(column)}::text AS value, row.first::text AS first_line, false AS depends "  # noqa: S608 -- as above
        f"FROM (SELECT *, row_number() OVER ({by}ORDER BY _line) AS place, min(_line) OVER ({by.strip()}) AS first "
        f"FROM staged_{entity.name}) AS row WHERE row.place > 1",
        keeps_key=True,
    )  # fmt: skip


async def _drop_unknown(loading: Loading, entity: Entity, use: str, file: str) -> None:
    names = entity.references[use]
    target = referred_entity(entity, use)
    await _drop(
        loading, entity, file, names[0], "unknown_reference",
        f"SELECT row._line, {' || $$ / $$ || '.join(f'row.{quoted(name)}::text' for name in names)} AS value, "  # noqa: S608 -- as above
        f"'{target}' AS entity, EXISTS (SELECT 1 FROM {REJECTED} AS gone WHERE gone.entity = '{target}' "
        f"AND gone.key = {_key_text(names)}) AS depends "
        f"FROM staged_{entity.name} AS row LEFT JOIN {_sought(entity, use)} AS to_{use} ON {_meets(entity, use)} "
        f"WHERE row.{quoted(names[0])} IS NOT NULL AND to_{use}.id IS NULL",
    )  # fmt: skip


async def _drop_unknown_in_list(loading: Loading, entity: Entity, name: str, file: str) -> None:
    target = str(entity.column(name).refers_to)
    found = FOUND[target]
    await _drop(
        loading, entity, file, name, "unknown_reference",
        f"SELECT row._line, part AS value, '{target}' AS entity, EXISTS (SELECT 1 FROM {REJECTED} AS gone "  # noqa: S608 -- as above
        f"WHERE gone.entity = '{target}' AND gone.key = part) AS depends FROM staged_{entity.name} AS row "
        f"CROSS JOIN LATERAL unnest(string_to_array(row.{quoted(name)}, '{LIST_SEPARATOR}')) AS part "
        f"WHERE NOT EXISTS (SELECT 1 FROM {quoted(found.table)} AS target "
        f"WHERE target.{quoted(found.key[0])} = part AND {found.condition})",
    )  # fmt: skip


async def _drop_all_unnamed(loading: Loading, entity: Entity, file: str) -> None:
    for name, place in _NAMED.items():
        await _drop_unnamed(loading, entity, name, file, place)


async def _drop_unnamed(loading: Loading, entity: Entity, name: str, file: str, place: str) -> None:
    """Words that no row of a table has."""
    table, column = place.split(".")
    await _drop(
        loading, entity, file, name, "unknown_word",
        f"SELECT row._line, part AS value, false AS depends FROM staged_{entity.name} AS row "  # noqa: S608 -- as above
        f"CROSS JOIN LATERAL unnest(string_to_array(row.{quoted(name)}, '{LIST_SEPARATOR}')) AS part "
        f"WHERE part <> '' AND NOT EXISTS (SELECT 1 FROM {quoted(table)} AS target "
        f"WHERE target.{quoted(column)} = part)",
    )  # fmt: skip


async def _drop_other_currencies(loading: Loading, entity: Entity, file: str) -> None:
    await _drop(
        loading, entity, file, "currency", "other_currency",
        f"SELECT row._line, row.currency AS value, company.currency AS own, false AS depends "  # noqa: S608 -- the name comes from the format
        f"FROM staged_{entity.name} AS row CROSS JOIN company WHERE row.currency <> company.currency",
    )  # fmt: skip


async def _drop_orders_of_others(loading: Loading, entity: Entity, file: str) -> None:
    """An order that is not known is no mistake: it may be older than what was brought."""
    await _drop(
        loading, entity, file, "order_reference", "order_of_other",
        "SELECT row._line, row.order_reference AS value, min(customer.code) AS customer, false AS depends "  # noqa: S608 -- the name comes from the format
        f"FROM staged_{entity.name} AS row JOIN demand_line AS line ON line.order_reference = row.order_reference "
        "JOIN customer ON customer.id = line.customer_id GROUP BY row._line, row.order_reference "
        "HAVING NOT bool_or(customer.code = row.customer_code)",
    )  # fmt: skip


async def _drop_too_fine(loading: Loading, entity: Entity, name: str, file: str) -> None:
    await _drop(
        loading, entity, file, name, "too_many_decimals",
        f"SELECT row._line, row.{quoted(name)}::text AS value, item.quantity_decimals::text AS places, "  # noqa: S608 -- as above
        f"false AS depends FROM staged_{entity.name} AS row JOIN {_item_of(entity)} "
        f"WHERE trim_scale(row.{quoted(name)}) <> trim_scale(round(row.{quoted(name)}, item.quantity_decimals))",
    )  # fmt: skip


def _item_of(entity: Entity) -> str:
    if "item" in entity.references:
        return "item ON item.code = row.item_code"
    return (
        "demand_line AS line ON line.order_reference = row.order_reference "
        "AND line.line_number = row.line_number JOIN item ON item.id = line.item_id"
    )


async def _drop_circles(loading: Loading, entity: Entity, file: str) -> None:
    """Refuse rows by which an item would be part of itself, by any mixture of usual and other bills of material."""
    staged = _STAGED_COMPONENTS[entity.name]
    edges = await loading.connection.fetch(
        f"SELECT parent, component FROM ({staged}) AS staged "  # noqa: S608 -- one of the constants above
        "UNION SELECT parent.code, component.code FROM bill_of_material_line AS line "
        "JOIN item AS parent ON parent.id = line.parent_item_id "
        "JOIN item AS component ON component.id = line.component_item_id "
        "UNION SELECT parent.code, component.code FROM alternate_component AS line "
        "JOIN alternate ON alternate.id = line.alternate_id JOIN item AS parent ON parent.id = alternate.item_id "
        "JOIN item AS component ON component.id = line.component_item_id"
    )
    circles = edges_in_cycles((edge["parent"], edge["component"]) for edge in edges)
    if not circles:
        return
    parents, components = zip(*sorted(circles), strict=True)
    await _drop(
        loading, entity, file, "component_item_code", "cyclic_bill_of_material",
        f"SELECT _line, component AS value, false AS depends FROM ({staged}) AS staged "  # noqa: S608 -- as above
        "JOIN unnest($1::text[], $2::text[]) AS circle (parent, component) USING (parent, component)",
        list(parents), list(components),
    )  # fmt: skip


async def _drop_bad_bills(loading: Loading, entity: Entity, file: str) -> None:
    """Refuse circles and days that overlap; the rows of a component in an item come together or not at all."""
    await _drop_circles(loading, entity, file)
    await _drop(
        loading, entity, file, "first_on", "overlapping_days",
        "SELECT row._line, row.first_on AS value, min(other._line)::text AS other_line, false AS depends "  # noqa: S608 -- the name comes from the format
        f"FROM staged_{entity.name} AS row JOIN staged_{entity.name} AS other "
        "ON (other.parent_item_code, other.component_item_code) = (row.parent_item_code, row.component_item_code) "
        "WHERE other._line < row._line AND COALESCE(other.first_on, '-infinity') <= COALESCE(row.last_on, 'infinity') "
        "AND COALESCE(row.first_on, '-infinity') <= COALESCE(other.last_on, 'infinity') GROUP BY row._line, row.first_on",
    )  # fmt: skip
    await _drop(
        loading, entity, file, "component_item_code", "depends_on_bad",
        f"SELECT row._line, row.component_item_code AS value, '{entity.name}' AS entity, true AS depends "  # noqa: S608 -- as above
        f"FROM staged_{entity.name} AS row WHERE EXISTS (SELECT 1 FROM {REJECTED} AS gone "
        f"WHERE gone.entity = '{entity.name}' AND split_part(gone.key, '{KEY_SEPARATOR}', 1) = row.parent_item_code "
        f"AND split_part(gone.key, '{KEY_SEPARATOR}', 2) = row.component_item_code)",
    )  # fmt: skip


async def _drop_alternates_of_others(loading: Loading, entity: Entity, file: str) -> None:
    staged = f"staged_{entity.name}"
    await _drop(
        loading, entity, file, "alternate_code", "alternate_of_other",
        "SELECT row._line, row.alternate_code AS value, item.code AS item, site.code AS site, false AS depends "  # noqa: S608 -- the name comes from the format
        f"FROM {staged} AS row JOIN alternate ON alternate.code = row.alternate_code "
        "JOIN item ON item.id = alternate.item_id JOIN site ON site.id = alternate.site_id "
        "WHERE (item.code, site.code) IS DISTINCT FROM (row.item_code, row.site_code)",
    )  # fmt: skip


async def _drop(
    loading: Loading, entity: Entity, file: str, column: str, code: str, query: str,
    *parameters: object, keeps_key: bool = False,
) -> None:  # fmt: skip
    """Report and remove the rows that `query` finds; other columns of it become the report's facts.

    A row that fails only because what it refers to was refused is no mistake of its own: it is
    listed where refused rows are skipped, and kept quiet where nothing is loaded anyway.
    """
    connection = loading.connection
    await connection.execute("DROP TABLE IF EXISTS found_bad")
    # The same columns whatever was found: the statement that reads them is prepared once.
    await connection.execute(
        "CREATE TEMPORARY TABLE found_bad ON COMMIT DROP AS SELECT _line, value::text, depends, "  # noqa: S608 -- as above
        f"(to_jsonb(bad) - '{{_line,value,depends}}'::text[])::text AS facts FROM ({query}) AS bad",
        *parameters,
    )
    total = await connection.fetchval("SELECT count(*) FROM found_bad")
    if not total:
        return
    shown = await connection.fetch(
        "SELECT * FROM found_bad WHERE NOT depends OR $1 ORDER BY _line LIMIT $2",
        loading.lists_dependents, KEPT_BAD_CELLS,
    )  # fmt: skip
    reported = await connection.fetchval(
        "SELECT count(*) FROM found_bad WHERE NOT depends OR $1", loading.lists_dependents
    )
    for row in shown:
        told = "depends_on_bad" if row["depends"] else code
        facts = json.loads(row["facts"])
        loading.bad.add(file, row["_line"], column, row["value"] or "", told, facts)
    loading.bad.count += reported - len(shown)
    if entity.key and not keeps_key:
        await connection.execute(
            f"INSERT INTO {REJECTED} SELECT '{entity.name}', {_key_text(entity.key)} "  # noqa: S608 -- as above
            f"FROM staged_{entity.name} AS row WHERE _line IN (SELECT _line FROM found_bad)"
        )
    status = await connection.execute(
        f"DELETE FROM staged_{entity.name} WHERE _line IN (SELECT _line FROM found_bad)"  # noqa: S608 -- as above
    )
    loading.dropped_count += int(status.rsplit(" ", 1)[-1])


_ALSO_CHECKED: Final[dict[str, Callable[[Loading, Entity, str], Awaitable[None]]]] = {
    "promotion": _drop_all_unnamed,
    "invoice": _drop_orders_of_others,
    "opportunity": _drop_other_currencies,
    "bill_of_material_line": _drop_bad_bills,
    "alternate_component": _drop_circles,
    "plan_line": _drop_alternates_of_others,
    "production_order": _drop_alternates_of_others,
}
