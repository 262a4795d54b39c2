"""Where each entity of the format is stored: its table, its columns, and how its references are found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from backend.intake.model import Column, Entity, Kind
from backend.kit.bulk import Target

SQL_TYPES: Final = {
    Kind.WHOLE: "bigint",
    Kind.DECIMAL: "numeric",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.FLAG: "boolean",
}
DAYS_BEFORE_ARCHIVING: Final = 30
# The command's own time, set for the transaction: nothing here asks the database's clock.
NOW: Final = "current_setting('lockstep.now')::timestamptz"
TODAY: Final = f"({NOW} AT TIME ZONE 'UTC')::date"


@dataclass(frozen=True, slots=True)
class Store:
    """A target and, by its columns, SQL over `row` (the checked row) and `to_<use>` (referred rows)."""

    target: Target
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """How a reference is looked up: a table, its key, and what else has to hold."""

    table: str
    key: tuple[str, ...]
    condition: str = "true"


FOUND: Final[dict[str, Found]] = {
    "territory": Found("scope", ("code",), "kind = 'territory'"),
    "calendar": Found("calendar", ("code",)),
    "site": Found("site", ("code",)),
    "person": Found("person", ("email",)),
    "work_center": Found("work_center", ("code",)),
    "supplier": Found("supplier", ("code",)),
    "item": Found("item", ("code",)),
    "alternate": Found("alternate", ("code",)),
    "customer": Found("customer", ("code",)),
    "demand_line": Found("demand_line", ("order_reference", "line_number")),
}


def sql_type(column: Column) -> str:
    """The type in which a column is staged."""
    return SQL_TYPES.get(column.kind, "text")


def referred_entity(entity: Entity, use: str) -> str:
    """The entity that a use of it refers to: `source_site` is a `site`."""
    return str(entity.column(entity.references[use][0]).refers_to)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What differs from the rule "same name, same column" when an entity is stored."""

    table: str = ""
    key: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    expressions: Mapping[str, str] = field(default_factory=dict)
    for_new: Mapping[str, str] = field(default_factory=dict)
    open_key: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


def _kept(*columns: str) -> dict[str, str]:
    """Columns that keep the value that a person has set, where the row brought says nothing."""
    return {column: f"COALESCE(new.{column}, old.{column})" for column in columns}


def _words(column: str) -> str:
    """A list as an array, empty where there is none."""
    return f"COALESCE(string_to_array(NULLIF(row.\"{column}\", ''), '|'), '{{}}')::varchar[]"


def _ids(table: str, column: str, condition: str = "") -> str:
    """The ids of rows that a list names by their codes."""
    return (
        f"ARRAY(SELECT each.id FROM {table} AS each "  # noqa: S608 -- names of our own
        f"WHERE each.code = ANY({_words(column)}){condition} ORDER BY each.id)"
    )


_CLOSED_ON = 'COALESCE(row."closed_on", row."promised_on", row."due_on")'

_PLANS: Final[dict[str, _Plan]] = {
    "territory": _Plan(
        table="scope", key=("kind", "code"), also={"kind": "'territory'"}, expressions=_kept("country")
    ),
    "site": _Plan(also={"scope_id": "to_scope.id"}, expressions=_kept("calendar_id")),
    "supplier": _Plan(expressions=_kept("calendar_id")),
    "person": _Plan(
        without=("roles", "territories", "sites"),
        for_new={
            "password_hash": "NULL",
            "theme": "'device'",
            "is_demo": "current_setting('lockstep.is_demo')::boolean",
            "created_at": NOW,
        },
    ),
    "item_site": _Plan(
        expressions=_kept(
            "lot_maximum", "lot_cover_days", "yield_ratio", "lead_time_days_per_unit", "counts_open_days", "calendar_id",
            "safety_days", "first_on", "last_on",
        )
    ),
    "bill_of_material_line": _Plan(
        open_key=("first_on",), replaces=("parent_item_id", "component_item_id")
    ),
    "customer": _Plan(
        without=("territory_code",), also={"scope_id": "to_territory.id"},
        expressions=_kept("maximum_days_late", "allows_partial", "minimum_partial_ratio", "ships_together"),
    ),
    "demand_line": _Plan(
        without=("closed_on",),
        also={
            "scope_id": "to_customer.scope_id",
            # A fixed moment of the closing day, so that the same file says the same a day later.
            "archived_at": (
                f"CASE WHEN row.status <> 'open' AND {_CLOSED_ON} + {DAYS_BEFORE_ARCHIVING} < {TODAY} "
                f"THEN ({_CLOSED_ON} + {DAYS_BEFORE_ARCHIVING})::timestamp AT TIME ZONE 'UTC' END"
            ),
        },
        expressions={
            "archived_at": (
                "CASE WHEN new.status <> 'open' THEN COALESCE(old.archived_at, new.archived_at) END"
            ),
            **_kept(
                "maximum_days_late", "allows_partial", "minimum_partial_quantity", "ships_together"
            ),
        },
    ),
    "promotion": _Plan(
        without=("item_codes", "site_codes", "territory_codes", "customer_codes", "families", "segments",
                 "channels"),
        also={
            "item_ids": _ids("item", "item_codes"),
            "site_ids": _ids("site", "site_codes"),
            "scope_ids": _ids("scope", "territory_codes", " AND each.kind = 'territory'"),
            "customer_ids": _ids("customer", "customer_codes"),
            **{name: _words(name) for name in ("families", "segments", "channels")},
        },
        expressions={
            "status": "CASE WHEN old.status = 'cancelled' THEN old.status ELSE new.status END"
        },
        for_new={"note": "''", "made_by": "NULL", "made_by_name": "''", "made_at": NOW, "changed_at": NOW},
    ),
    "invoice": _Plan(
        also={
            "currency": "COALESCE(row.currency, (SELECT company.currency FROM company))",
            "paid_amount": (
                "COALESCE(row.paid_amount, CASE WHEN row.paid_on IS NULL THEN 0 ELSE row.amount END)"
            ),
        }
    ),
    "opportunity": _Plan(without=("currency",)),
    "item_season": _Plan(for_new={"set_by_name": "''", "set_at": NOW}),
    "kpi_target": _Plan(for_new={"is_crossed": "false"}),
}  # fmt: skip


def store_of(entity: Entity) -> Store:
    """Where and how an entity is stored."""
    plan = _PLANS.get(entity.name, _Plan())
    uses = {column: use for use, columns in entity.references.items() for column in columns}
    values: dict[str, str] = {}
    for column in entity.columns:
        if column.name in plan.without:
            continue
        if column.name in uses:
            use = uses[column.name]
            values[f"{use}_id"] = f'to_{use}."id"'
        else:
            values[column.name] = f'row."{column.name}"'
    values |= plan.also
    key = plan.key or tuple(
        dict.fromkeys(f"{uses[name]}_id" if name in uses else name for name in entity.key)
    )
    return Store(
        Target(
            plan.table or entity.name,
            key,
            tuple(values),
            plan.expressions,
            plan.for_new,
            plan.open_key,
            plan.replaces,
        ),
        values,
    )
