"""Every query that loads or saves replenishments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.replenishment.tables import Replenishment
from shared.schemas.replenishment import RefillShown
from shared.watch_terms import Threshold

_COLUMNS = """
    SELECT one.id, one.scope_id, site_id, item_id, alert_id, rule_id, promotion_id, rule_name, fill_to,
           fill_in, rush_priority, auto_value, may_act, status, shown::text AS shown, opened_at, decide_by,
           requested_by, asker.name AS asked_by_name, decided_by, person.name AS decided_by_name, decided_at,
           reason, note, (SELECT name FROM promotion WHERE promotion.id = one.promotion_id) AS promotion_name,
           (SELECT cause_key FROM alert WHERE alert.id = one.alert_id) AS cause_key
    FROM replenishment AS one LEFT JOIN person ON person.id = one.decided_by
    LEFT JOIN person AS asker ON asker.id = one.requested_by
"""


async def add(values: Mapping[str, Any]) -> bool:
    """Save a new replenishment; false where the alert's rule has started one for the position before.

    The plans that the position is supplied from are held, so nobody else saves one meanwhile.
    """
    rows = await Replenishment.raw(
        """
        INSERT INTO replenishment (id, scope_id, site_id, item_id, alert_id, rule_id, promotion_id,
                                   rule_name, fill_to, fill_in, rush_priority, auto_value, may_act, status, opened_at,
                                   decide_by, requested_by, note)
        SELECT {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 'open', {}, {}, {}, ''
        WHERE {}::uuid IS NULL
           OR NOT EXISTS (SELECT FROM replenishment WHERE alert_id = {} AND item_id = {} AND site_id = {}
                                                          AND rule_id IS NOT NULL)
        RETURNING id
        """,
        *(
            values[name]
            for name in (
                "id", "scope_id", "site_id", "item_id", "alert_id", "rule_id", "promotion_id", "rule_name",
                "fill_to", "fill_in", "rush_priority", "auto_value", "may_act", "opened_at", "decide_by",
                "requested_by", "rule_id", "alert_id", "item_id", "site_id",
            )
        ),
    )  # fmt: skip
    return bool(rows)


async def close(replenishment_id: UUID, values: Mapping[str, Any]) -> None:
    """Save how a replenishment ended."""
    shown = values.get("shown")
    changes: dict[Any, Any] = {
        **values,
        "shown": None if shown is None else msgspec.json.encode(shown).decode(),
    }
    await Replenishment.update(changes).where(Replenishment.id == replenishment_id)


async def move_deadline(replenishment_id: UUID, decide_by: datetime) -> None:
    """Save by when a replenishment is to be decided."""
    await Replenishment.update({Replenishment.decide_by: decide_by}).where(
        Replenishment.id == replenishment_id
    )


async def replenishment(
    replenishment_id: UUID, scope_ids: Sequence[UUID] | None, *, locked: bool = False
) -> dict[str, Any] | None:
    """A replenishment of these scopes (of any, without a list); `locked` holds it."""
    wanted = None if scope_ids is None else list(scope_ids)
    rows = await Replenishment.raw(
        _COLUMNS
        + " WHERE one.id = {} AND ({}::uuid[] IS NULL OR one.scope_id = ANY({}::uuid[]))"
        + (" FOR UPDATE OF one" if locked else ""),
        replenishment_id,
        wanted,
        wanted,
    )
    return _decoded(rows[0]) if rows else None


async def listed(scope_ids: Sequence[UUID], limit: int) -> list[dict[str, Any]]:
    """Those that wait, the soonest deadline first, then the newest of the others."""
    rows = await Replenishment.raw(
        _COLUMNS
        + """
        WHERE one.scope_id = ANY({}::uuid[])
        ORDER BY status <> 'open', CASE WHEN status = 'open' THEN decide_by END, decided_at DESC, one.id
        LIMIT {}
        """,
        list(scope_ids),
        limit,
    )
    return [_decoded(row) for row in rows]


async def started_by(alert_id: UUID) -> list[dict[str, Any]]:
    """What an alert has started, the oldest first."""
    rows = await Replenishment.raw(
        _COLUMNS + " WHERE alert_id = {} ORDER BY opened_at, one.id", alert_id
    )
    return [_decoded(row) for row in rows]


async def started(alert_ids: Iterable[UUID]) -> frozenset[tuple[UUID, UUID, UUID]]:
    """For which positions these alerts have started something: alert, item, site."""
    rows = await Replenishment.raw(
        "SELECT alert_id, item_id, site_id FROM replenishment WHERE alert_id = ANY({}::uuid[])",
        list(alert_ids),
    )
    return frozenset((row["alert_id"], row["item_id"], row["site_id"]) for row in rows)


async def open_at(item_id: UUID, site_id: UUID) -> UUID | None:
    """What waits for a decision about a position already."""
    rows = await Replenishment.raw(
        "SELECT id FROM replenishment WHERE status = 'open' AND item_id = {} AND site_id = {}",
        item_id,
        site_id,
    )
    return rows[0]["id"] if rows else None


async def open_of_alert(alert_id: UUID) -> list[UUID]:
    """What an alert has started that waits for a decision, locked."""
    rows = await Replenishment.raw(
        "SELECT id FROM replenishment WHERE status = 'open' AND alert_id = {} FOR UPDATE", alert_id
    )
    return [row["id"] for row in rows]


async def hold_alert(alert_id: UUID) -> bool:
    """Keep an alert as it is until the transaction ends; false when it is cleared."""
    rows = await Replenishment.raw(
        "SELECT 1 AS one FROM alert WHERE id = {} AND cleared_at IS NULL FOR SHARE", alert_id
    )
    return bool(rows)


async def cause_key(alert_id: UUID, scope_ids: Sequence[UUID]) -> str | None:
    """What a standing alert of these scopes is about."""
    rows = await Replenishment.raw(
        "SELECT cause_key FROM alert WHERE id = {} AND cleared_at IS NULL AND scope_id = ANY({}::uuid[])",
        alert_id,
        list(scope_ids),
    )
    return rows[0]["cause_key"] if rows else None


async def ending_supplies(item_id: UUID, scope_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Standing alerts that an item's supply ends: their ids, what they are about and their facts, as the JSON that they are kept in."""
    rows: list[dict[str, Any]] = await Replenishment.raw(
        "SELECT id, cause_key, facts::text AS facts FROM alert WHERE kind = 'supply_ends' AND cleared_at IS NULL "
        "AND cause_key LIKE {} AND scope_id = ANY({}::uuid[])",
        f"supply_ends:%:{item_id}",
        list(scope_ids),
    )
    return rows


def _decoded(row: Mapping[str, Any]) -> dict[str, Any]:
    shown = row["shown"] and msgspec.json.decode(row["shown"], type=RefillShown, strict=False)
    return {**row, "shown": shown, "fill_in": Threshold(row["fill_in"])}
