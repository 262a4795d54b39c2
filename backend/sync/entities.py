"""The entities that phones hold: which columns travel, and when a row is there for a phone.

The statements of this file are made once, from the tables below and nothing else.
"""

from dataclasses import dataclass
from typing import Final

_DECIMAL: Final = "trim_scale({})::text"
_INSTANT: Final = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


@dataclass(frozen=True, slots=True)
class Entity:
    """A synced table; `columns` in the order of the wire, `live` the rows that a phone should have."""

    name: str
    columns: tuple[str, ...]
    live: str
    decimals: frozenset[str] = frozenset()
    instants: frozenset[str] = frozenset()

    @property
    def values(self) -> str:
        """A row's values in SQL, each as it travels."""
        return ", ".join(self._value(column) for column in self.columns)

    @property
    def fields(self) -> str:
        """A row's names and values in SQL, for one JSON object."""
        return ", ".join(f"'{column}', {self._value(column)}" for column in self.columns)

    def _value(self, column: str) -> str:
        if column in self.decimals:
            return _DECIMAL.format(column)
        if column in self.instants:
            return _INSTANT.format(column)
        return column


ENTITIES: Final = (
    Entity(
        name="demand_line",
        columns=(
            "id", "ver", "scope_id", "customer_id", "item_id", "site_id", "order_reference",
            "line_number", "channel", "ordered_on", "due_on", "promised_on", "quantity",
            "shipped_quantity", "unit_price", "status", "is_urgent", "maximum_days_late",
            "allows_partial", "minimum_partial_quantity", "ships_together",
        ),
        live="deleted_at IS NULL AND archived_at IS NULL",
        decimals=frozenset(
            {"quantity", "shipped_quantity", "unit_price", "minimum_partial_quantity"}
        ),
    ),
    Entity(
        name="demand_change",
        columns=(
            "id", "ver", "scope_id", "demand_line_id", "customer_id", "item_id", "site_id",
            "quantity_before", "quantity_delta", "due_on_before", "due_on", "is_cancellation",
            "is_urgent", "reason", "confidence", "note", "status", "decision", "requested_by",
            "requested_by_name", "requested_at", "impact", "proposal_id", "decided_at",
            "decision_note",
        ),
        live="deleted_at IS NULL",
        decimals=frozenset({"quantity_before", "quantity_delta"}),
        instants=frozenset({"requested_at", "decided_at"}),
    ),
    Entity(
        name="proposal",
        columns=(
            "id", "ver", "scope_id", "demand_change_id", "site_id", "status", "plan_revision_id",
            "decide_by", "impact", "alternatives", "decision", "chosen_alternative", "decided_by",
            "decided_by_name", "decided_at", "reason", "note",
        ),
        live="deleted_at IS NULL",
        instants=frozenset({"decide_by", "decided_at"}),
    ),
    Entity(
        name="alert",
        columns=(
            "id", "ver", "scope_id", "kind", "severity", "facts", "raised_at", "acknowledged_at",
            "cleared_at", "path",
        ),
        live="deleted_at IS NULL AND cleared_at IS NULL",
        instants=frozenset({"raised_at", "acknowledged_at", "cleared_at"}),
    ),
    Entity(
        name="quotation",
        columns=(
            "id", "ver", "scope_id", "customer_id", "item_id", "site_id", "reference", "quantity",
            "due_on", "status", "option", "deliveries", "open_quantity", "held_until", "note",
            "asked_by", "asked_by_name", "asked_at", "ended_at", "demand_change_id",
        ),
        live="deleted_at IS NULL",
        decimals=frozenset({"quantity", "open_quantity"}),
        instants=frozenset({"held_until", "asked_at", "ended_at"}),
    ),
    Entity(
        name="floor_report",
        columns=(
            "id", "ver", "scope_id", "site_id", "kind", "work_center_id", "item_id", "plan_line_id",
            "production_order_id", "reference", "facts", "note", "happened_on", "reported_by_name",
            "reported_at", "ended_at", "reversed_by_name", "reversed_at", "reversal_note",
        ),
        live="deleted_at IS NULL",
        instants=frozenset({"reported_at", "ended_at", "reversed_at"}),
    ),
)  # fmt: skip
BY_NAME: Final = {entity.name: entity for entity in ENTITIES}
