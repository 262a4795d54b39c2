"""Reads of replenishments: what would be done now, what waits, what an alert has started."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.approval.model import DECIDING, Effect
from backend.approval.model import Rule as ApprovalRule
from backend.approval.queries import Asked, asked_now, needs_of, rule_of
from backend.catalog.queries import planning_catalog
from backend.engine.ground import ground_of
from backend.engine.refill import Refill, Window, refill, refill_last, refill_window
from backend.forecast.queries.consuming import expected_at
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.promise.queries import node_facts, situation_at
from backend.promotion.queries.seasons import first_weeks
from backend.promotion.queries.supply import promised_days
from backend.replenishment import repository
from backend.replenishment.model import (
    ASKABLE,
    ASKERS,
    LEAST_IMPORTANT,
    NOBODY,
    REFILL,
    best_priority,
    cause_of,
    effect_of,
    is_rush,
    lacking_of,
    level_of,
    seen_id,
    why_asked,
)
from backend.stock.queries import SEEN_BY
from backend.undo.queries import undo_until
from shared.schemas.impact import Adjustment
from shared.schemas.replenishment import (
    RefillShown,
    ReplenishmentRow,
    ReplenishmentView,
    SupplyEnd,
)
from shared.terms import Fence, ProposalStatus
from shared.watch_terms import ReplenishmentCause

LONGEST_LIST: Final = 100


@dataclass(frozen=True, slots=True)
class Worked:
    """A replenishment worked out on the plan as it is; without `found` it is needed no more."""

    found: Refill | None
    effect: Effect
    approval_rule: ApprovalRule
    is_rush: bool


async def work_out(row: Mapping[str, Any], now: datetime) -> Worked:
    """What would fill a position up by now, as the rule that started it, the promotion, the season or the end of supply has it."""
    catalog = await planning_catalog()
    node = row["item_id"], row["site_id"]
    situation = await situation_at(now, row["site_id"], catalog)
    lines = ground_of(situation).demands.at(node)
    priority = best_priority(lines)
    rush = is_rush(row["rush_priority"], priority)
    facts = (await node_facts()).get(node)
    found = None
    if facts is not None:
        expected = await expected_at(node, situation.today)
        cause, pack = cause_of(row), catalog.items[row["item_id"]].pack_multiple
        if cause is ReplenishmentCause.SUPPLY_END:
            found = refill_last(situation, node, expected, pack)
        elif cause is not ReplenishmentCause.RULE:
            window = await _window(row, situation.today)
            if window is not None:
                found = refill_window(situation, node, window, expected)
        else:
            level = level_of(row["fill_to"], row["fill_in"], facts, pack)
            found = refill(situation, node, level, at_once=rush, expected=expected)
    effect = (
        effect_of(found, priority)
        if found is not None
        else Effect(row["site_id"], row["fill_to"] * 0, 0, Fence.FREE, LEAST_IMPORTANT)
    )
    return Worked(found, effect, await rule_of(effect), rush)


async def _window(row: Mapping[str, Any], today: date) -> Window | None:
    """The days for which something is to be there: a promotion's that still takes place, a season's first."""
    item = (await planning_catalog()).items[row["item_id"]]
    if row["promotion_id"] is not None:
        days = await promised_days(row["promotion_id"], item.id, row["site_id"], today)
        return days and Window(*days, pack=item.pack_multiple)
    days = await first_weeks(item.id, today)
    return days and Window(*days, is_ahead=True, pack=item.pack_multiple)


def may_ask(viewer: Viewer, kind: str, rows: Iterable[ReplenishmentRow]) -> bool:
    """Whether the viewer can have proposed what an alert says will be missing: nothing of it waits already."""
    waits = any(row.status is ProposalStatus.OPEN for row in rows)
    return kind in ASKABLE and viewer.has_role(*ASKERS) and not waits


def shown(worked: Worked, row: Mapping[str, Any]) -> RefillShown | None:
    """An answer as screens see it, and as it is kept when it is decided."""
    found = worked.found
    if found is None:
        return None
    return RefillShown(
        stock=found.stock,
        missing=found.missing,
        quantity=found.quantity,
        on=found.on,
        value=found.value,
        fence=found.fence,
        is_rush=worked.is_rush,
        why_asked=[]
        if row["rule_id"] is None
        else list(
            why_asked(
                found,
                row["auto_value"],
                may_act=row["may_act"],
                approval_rule=worked.approval_rule,
            )
        ),
        adjustments=[
            msgspec.convert(each, type=Adjustment, from_attributes=True)
            for each in found.adjustments
        ],
        seen_id=seen_id(found),
    )


async def replenishments_for(viewer: Viewer, now: datetime) -> list[ReplenishmentRow]:
    """What waits at the viewer's sites, the soonest deadline first, then what was decided last."""
    viewer.must_be(*DECIDING)
    rows = await repository.listed(viewer.scope_ids, LONGEST_LIST)
    return [await _row(row, now) for row in rows]


async def replenishment_for(
    viewer: Viewer, replenishment_id: UUID, now: datetime
) -> ReplenishmentView:
    """One at the viewer's sites; an open one is worked out as things stand now."""
    viewer.must_be(*DECIDING)
    row = await repository.replenishment(replenishment_id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    catalog = await planning_catalog()
    refill_now, need = row["shown"], None
    if row["status"] == ProposalStatus.OPEN:
        worked = await work_out(row, now)
        refill_now = shown(worked, row)
        [need] = await needs_of(
            replenishment_id,
            {REFILL: worked.effect},
            viewer,
            row["scope_id"],
            row["requested_by"] or NOBODY,
            now,
        )
    item = catalog.items[row["item_id"]]
    return ReplenishmentView(
        id=replenishment_id,
        status=ProposalStatus(row["status"]),
        item_name=item.name,
        site_name=catalog.sites[row["site_id"]].name,
        unit=item.unit,
        cause=cause_of(row),
        rule_name=row["rule_name"],
        is_by_rule=row["rule_id"] is not None,
        promotion_name=row["promotion_name"] or "",
        alert_id=row["alert_id"],
        refill=refill_now,
        currency=catalog.company.currency,
        opened_at=row["opened_at"],
        decide_by=row["decide_by"],
        can_decide=need is not None and need.is_viewers,
        approval=need,
        is_automatic=_is_automatic(row),
        asked_by_name=row["asked_by_name"] if row["rule_id"] is None else None,
        decided_by_name=row["decided_by_name"],
        decided_at=row["decided_at"],
        reason=row["reason"],
        note=row["note"],
        undo_until=None
        if row["status"] == ProposalStatus.OPEN
        else await undo_until(replenishment_id, viewer, now),
    )


async def supply_ends_for(viewer: Viewer, item_id: UUID) -> list[SupplyEnd]:
    """Where at the viewer's sites an item's supply ends while it is needed, and what has to be bought until when."""
    viewer.must_be(*SEEN_BY)
    found = []
    for row in await repository.ending_supplies(item_id, viewer.scope_ids):
        lacking = lacking_of(row["cause_key"])
        if lacking is None:
            continue
        facts = msgspec.json.decode(row["facts"], type=dict[str, str])
        found.append(
            SupplyEnd(
                site_id=lacking.site_id,
                alert_id=row["id"],
                ends_on=date.fromisoformat(facts["end_on"]),
                order_on=date.fromisoformat(facts["due_on"]),
                short_on=date.fromisoformat(facts["on"]),
                needed=Decimal(facts["needed_quantity"]),
                missing=Decimal(facts["quantity"]),
                lead_time_days=int(facts["days"]),
                waiting_id=await repository.open_at(item_id, lacking.site_id),
                may_ask=viewer.has_role(*ASKERS),
            )
        )
    return found


async def started_by(alert_id: UUID, now: datetime) -> list[ReplenishmentRow]:
    """What an alert has started; whoever sees the alert sees its site."""
    return [await _row(row, now) for row in await repository.started_by(alert_id)]


async def started(alert_ids: Iterable[UUID]) -> frozenset[tuple[UUID, UUID, UUID]]:
    """For which positions these alerts have started something: alert, item, site."""
    return await repository.started(alert_ids)


async def replenishment_asked(
    replenishment_id: UUID, now: datetime
) -> tuple[dict[str, Any], Asked] | None:
    """A row with who may approve it next; None when it does not wait."""
    row = await repository.replenishment(replenishment_id, None)
    if row is None or row["status"] != ProposalStatus.OPEN:
        return None
    worked = await work_out(row, now)
    return row, await asked_now(replenishment_id, REFILL, worked.effect, now)


async def _row(row: Mapping[str, Any], now: datetime) -> ReplenishmentRow:
    catalog = await planning_catalog()
    found = row["shown"]
    if row["status"] == ProposalStatus.OPEN:
        found = shown(await work_out(row, now), row)
    item = catalog.items[row["item_id"]]
    return ReplenishmentRow(
        id=row["id"],
        item_name=item.name,
        site_name=catalog.sites[row["site_id"]].name,
        unit=item.unit,
        cause=cause_of(row),
        rule_name=row["rule_name"],
        is_by_rule=row["rule_id"] is not None,
        promotion_name=row["promotion_name"] or "",
        status=ProposalStatus(row["status"]),
        quantity=found and found.quantity,
        on=found and found.on,
        value=found and found.value,
        is_rush=bool(found and found.is_rush),
        is_automatic=_is_automatic(row),
        decide_by=row["decide_by"],
        alert_id=row["alert_id"],
    )


def _is_automatic(row: Mapping[str, Any]) -> bool:
    return row["status"] == ProposalStatus.APPROVED and row["decided_by"] is None
