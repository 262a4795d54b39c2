"""Fields, what is said in them, rules of segments, classes by hand."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.customer.tables import (
    ClassOverride,
    CustomerField,
    CustomerFieldValue,
    SegmentRuleSet,
)
from backend.kit.sql import fetch
from shared.customer_terms import FieldKind
from shared.ids import new_id
from shared.schemas import customer as schema
from shared.schemas.segment import OverrideChoice, SegmentRules

_ONE = 1


async def fields(*, locked: bool = False) -> list[schema.CustomerField]:
    """The company's fields in their order; `locked` lets nobody else define any meanwhile."""
    if locked:
        await CustomerField.raw("LOCK TABLE customer_field IN SHARE ROW EXCLUSIVE MODE")
    rows = await CustomerField.raw(
        """
        SELECT id, name, kind, choices::text AS choices, position FROM customer_field
        WHERE removed_at IS NULL ORDER BY position, id
        """
    )
    return [
        schema.CustomerField(
            row["id"],
            row["name"],
            FieldKind(row["kind"]),
            msgspec.json.decode(row["choices"], type=list[str]),
            row["position"],
        )
        for row in rows
    ]


async def add_field(field_id: UUID, choice: schema.CustomerFieldChoice, position: int) -> None:
    """Save a new field."""
    await CustomerField.insert(
        CustomerField(
            id=field_id,
            name=choice.name,
            kind=choice.kind.value,
            choices=msgspec.json.encode(choice.choices).decode(),
            position=position,
        )
    )


async def change_field(field_id: UUID, choice: schema.CustomerFieldChoice) -> None:
    """Save a field anew; its kind stays."""
    await CustomerField.update(
        {
            CustomerField.name: choice.name,
            CustomerField.choices: msgspec.json.encode(choice.choices).decode(),
        }
    ).where(CustomerField.id == field_id)


async def remove_field(field_id: UUID, now: datetime) -> None:
    """Show a field no longer."""
    await CustomerField.update({CustomerField.removed_at: now}).where(CustomerField.id == field_id)


async def values_of(customer_id: UUID) -> dict[UUID, dict[str, Any]]:
    """What is said of a customer, by field."""
    rows = await CustomerFieldValue.select().where(CustomerFieldValue.customer_id == customer_id)
    return {row["field_id"]: row for row in rows}


async def say(
    customer_id: UUID, said: Iterable[tuple[UUID, str]], by_name: str, now: datetime
) -> None:
    """Save what was said in fields; an empty value takes back what was there."""
    for field_id, value in said:
        await CustomerFieldValue.delete().where(
            (CustomerFieldValue.customer_id == customer_id)
            & (CustomerFieldValue.field_id == field_id)
        )
        if value:
            await CustomerFieldValue.insert(
                CustomerFieldValue(
                    id=new_id(),
                    customer_id=customer_id,
                    field_id=field_id,
                    value=value,
                    said_by_name=by_name,
                    said_at=now,
                )
            )


async def segment_rules() -> SegmentRules:
    """The company's rules of segments, or the usual ones."""
    rows = await SegmentRuleSet.raw("SELECT rules::text AS rules FROM segment_rule_set")
    if not rows:
        return SegmentRules()
    return msgspec.json.decode(rows[0]["rules"], type=SegmentRules, strict=False)


async def buying_classes(item_id: UUID | None, since: date) -> list[dict[str, Any]]:
    """How many customers of each class have a line of an item (None: of each) due from a day on, by site, the best class first."""
    rows = await fetch(
        """
        SELECT line.item_id, line.site_id, customer.priority AS customer_class,
               count(DISTINCT customer.id)::int AS customer_count
        FROM demand_line AS line
        JOIN customer ON customer.id = line.customer_id
        WHERE ($1::uuid IS NULL OR line.item_id = $1) AND line.due_on >= $2
          AND line.status <> 'cancelled' AND line.deleted_at IS NULL
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """,
        item_id,
        since,
    )
    return [dict(row) for row in rows]


async def keep_segment_rules(rules: SegmentRules) -> None:
    """Save the rules in place of those that there are."""
    await SegmentRuleSet.raw(
        """
        INSERT INTO segment_rule_set (id, rules) VALUES ({}, {}::jsonb)
        ON CONFLICT (id) DO UPDATE SET rules = excluded.rules
        """,
        _ONE,
        msgspec.json.encode(rules).decode(),
    )


async def overrides(customer_ids: Sequence[UUID] | None = None) -> dict[UUID, dict[str, Any]]:
    """Classes by hand, of these customers or of all, by customer."""
    query = ClassOverride.select()
    if customer_ids is not None:
        query = query.where(ClassOverride.customer_id.is_in(list(customer_ids) or [UUID(int=0)]))
    return {row["customer_id"]: row for row in await query}


async def keep_override(
    customer_id: UUID, choice: OverrideChoice, by_name: str, now: datetime
) -> None:
    """Save a class by hand in place of the one that there is."""
    await remove_override(customer_id)
    await ClassOverride.insert(
        ClassOverride(
            id=new_id(),
            customer_id=customer_id,
            customer_class=choice.customer_class,
            reason=choice.reason.strip(),
            expires_on=choice.expires_on,
            set_by_name=by_name,
            set_at=now,
        )
    )


async def remove_override(customer_id: UUID) -> bool:
    """Forget a class by hand; false when there is none."""
    rows = (
        await ClassOverride.delete()
        .where(ClassOverride.customer_id == customer_id)
        .returning(ClassOverride.id)
    )
    return bool(rows)


async def lock_classes(customer_ids: Sequence[UUID]) -> dict[UUID, tuple[int, str]]:
    """The classes and names of customers, held until the transaction ends."""
    rows = await ClassOverride.raw(
        """
        SELECT id, name, priority FROM customer WHERE id = ANY({}::uuid[]) ORDER BY id FOR UPDATE
        """,
        list(customer_ids),
    )
    return {row["id"]: (row["priority"], row["name"]) for row in rows}
