"""Reads of allocations: what is short, who would get what, what waits for a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.allocation import repository
from backend.allocation.errors import NothingShortError
from backend.allocation.model import (
    NOBODY,
    SHARE_OUT,
    effect_of,
    families_of,
    rule_of,
    rules_for,
    seen_id,
)
from backend.approval.queries import RULERS, Asked, asked_now, must_ever_be_asked, needs_of
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import SOLD_KINDS, planning_catalog
from backend.engine.ground import ground_of
from backend.engine.sharing import LotGets, Share, SharedOut, share_out, shortage_at
from backend.engine.sharing_component import (
    ComponentShortage,
    component_shortage_at,
    share_out_component,
)
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.promise.queries import situation_at
from backend.undo.queries import undo_until
from shared.schemas.allocation import (
    AllocationBoard,
    AllocationLot,
    AllocationPreview,
    AllocationRow,
    AllocationRule,
    AllocationShare,
    AllocationView,
    ClassChoice,
    DecidedAllocation,
    ShortageRow,
)
from shared.schemas.impact import Adjustment, DayQuantity, Slip
from shared.terms import ProposalStatus, Role

LOOKERS: Final = (Role.PLANNER, Role.SUPERVISOR)
LONGEST_LIST: Final = 100
LATELY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Worked:
    """A shortage worked out: the answer, the rules that made it, and its family."""

    found: SharedOut
    rules: list[AllocationRule]
    family: str
    choices: tuple[ClassChoice, ...]


async def work_out(
    item_id: UUID, site_id: UUID, choices: Sequence[ClassChoice], now: datetime
) -> Worked:
    """Who gets what as the company stands; `NotFoundError` where the item is not planned there."""
    catalog = await planning_catalog()
    item = catalog.items.get(item_id)
    if item is None or site_id not in catalog.sites:
        raise NotFoundError
    situation = await situation_at(now, site_id, catalog)
    rules = rules_for(await repository.rules(), item.family)
    node, rule = (item_id, site_id), rule_of(rules, choices)
    ground = ground_of(situation)
    if node not in ground.facts:
        raise NotFoundError
    share = share_out_component if shortage_at(ground, node) is None else share_out
    found = share(situation, node, rule)
    if found is None:
        raise NothingShortError
    return Worked(found, rules, item.family, tuple(choices))


async def board_for(viewer: Viewer, now: datetime) -> AllocationBoard:
    """What is short at the viewer's sites, what waits, and the rules."""
    viewer.must_be(*LOOKERS)
    catalog = await planning_catalog()
    waiting = await repository.waiting(viewer.scope_ids)
    open_ids = {(row["item_id"], row["site_id"]): row["id"] for row in waiting}
    rows: list[ShortageRow] = []
    for site in sorted(catalog.sites.values(), key=lambda each: each.name):
        if viewer.sees(site.scope_id):
            rows += await _shortages_at(catalog, site.id, open_ids, now)
    rows.sort(key=lambda row: (-row.broken_count, row.first_on, row.item_name))
    sold = {item.id for item in catalog.items.values() if item.kind in SOLD_KINDS}
    return AllocationBoard(
        shortages=rows[:LONGEST_LIST],
        waiting=[_row(catalog, row) for row in waiting],
        decided=[
            DecidedAllocation(
                id=row["id"],
                item_name=catalog.items[row["item_id"]].name,
                site_name=catalog.sites[row["site_id"]].name,
                status=ProposalStatus(row["status"]),
                decided_at=row["decided_at"],
                decided_by_name=row["decided_by_name"],
                requested_by_name=row["requested_by_name"],
            )
            for row in await repository.closed_since(viewer.scope_ids, now - LATELY)
        ],
        rules=await repository.rules(),
        families=families_of({item.id: item.family for item in catalog.items.values()}, sold),
        may_open=True,
        may_rule=not viewer.roles.isdisjoint(RULERS),
    )


async def preview_for(
    viewer: Viewer, item_id: UUID, site_id: UUID, choices: Sequence[ClassChoice], now: datetime
) -> AllocationPreview:
    """Who would get what of a shortage at one of the viewer's sites."""
    viewer.must_be(*LOOKERS)
    await must_see(viewer, site_id)
    return shown(await work_out(item_id, site_id, choices, now), may_open=True)


async def allocation_for(viewer: Viewer, allocation_id: UUID, now: datetime) -> AllocationView:
    """An allocation at one of the viewer's sites; an open one is worked out as things stand now.

    Whoever a rule of approval may ask sees it as well.
    """
    if viewer.roles.isdisjoint(LOOKERS):
        await must_ever_be_asked(viewer, now)
    row = await repository.allocation(allocation_id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    is_open = row["status"] == ProposalStatus.OPEN
    need = None
    if is_open:
        worked = await work_out(row["item_id"], row["site_id"], row["choices"], now)
        preview = shown(worked, may_open=False)
        [need] = await needs_of(
            allocation_id,
            {SHARE_OUT: effect_of(worked.found, row["site_id"])},
            viewer,
            row["scope_id"],
            row["requested_by"] or NOBODY,
            now,
        )
    else:
        preview = row["shown"]
    return AllocationView(
        id=allocation_id,
        status=ProposalStatus(row["status"]),
        preview=preview,
        opened_at=row["opened_at"],
        decide_by=row["decide_by"],
        requested_by_name=row["requested_by_name"],
        can_decide=need is not None and need.is_viewers,
        approval=need,
        decided_by_name=row["decided_by_name"],
        decided_at=row["decided_at"],
        reason=row["reason"],
        note=row["note"],
        undo_until=None if is_open else await undo_until(allocation_id, viewer, now),
    )


async def usual_service() -> dict[int, AllocationRule]:
    """How each class is served where no family has a rule of its own."""
    return {each.customer_class: each for each in rules_for(await repository.rules(), "")}


async def allocation_decided(allocation_id: UUID) -> dict[str, Any] | None:
    """An allocation's row once it is decided: what there is to tell who asked for it."""
    return await repository.decided(allocation_id)


async def allocation_asked(
    allocation_id: UUID, now: datetime
) -> tuple[dict[str, Any], Asked] | None:
    """An allocation's row with who may approve it next; None when it does not wait, or nothing is short."""
    row = await repository.open_allocation(allocation_id)
    if row is None:
        return None
    try:
        worked = await work_out(row["item_id"], row["site_id"], row["choices"], now)
    except (NotFoundError, NothingShortError):
        return None
    effect = effect_of(worked.found, row["site_id"])
    return row, await asked_now(allocation_id, SHARE_OUT, effect, now)


async def must_see(viewer: Viewer, site_id: UUID) -> None:
    """`NotFoundError` for a site that the viewer may not see."""
    site = (await planning_catalog()).sites.get(site_id)
    if site is None or not viewer.sees(site.scope_id):
        raise NotFoundError


def shown(worked: Worked, *, may_open: bool) -> AllocationPreview:
    """An answer as screens see it."""
    found = worked.found
    item_id, site_id = found.node
    return AllocationPreview(
        item_id=item_id,
        site_id=site_id,
        item_name=found.item_name,
        site_name=found.site_name,
        family=worked.family,
        unit=found.unit,
        missing=found.missing,
        choices=list(worked.choices),
        rules=worked.rules,
        shares=sorted(
            (_share(share) for share in found.shares),
            key=lambda each: (each.customer_class, each.wanted_on, each.order_reference),
        ),
        slips=[msgspec.convert(slip, type=Slip, from_attributes=True) for slip in found.slips],
        seen_id=seen_id(found),
        may_open=may_open,
        lots=[_lot(lot) for lot in found.lots],
        moves=[
            msgspec.convert(move, type=Adjustment, from_attributes=True) for move in found.moves
        ],
        fence=found.fence,
    )


def nothing_short(catalog: PlanningCatalog, row: Mapping[str, Any]) -> AllocationPreview:
    """What is left to see of an allocation of what is short no more."""
    item, site = catalog.items[row["item_id"]], catalog.sites[row["site_id"]]
    return AllocationPreview(
        item_id=item.id,
        site_id=site.id,
        item_name=item.name,
        site_name=site.name,
        family=item.family,
        unit=item.unit,
        missing=Decimal(0),
        choices=row["choices"],
        rules=[],
        shares=[],
        slips=[],
        seen_id=row["id"],
        may_open=False,
    )


def _lot(lot: LotGets) -> AllocationLot:
    return AllocationLot(
        reference=lot.reference,
        item_name=lot.item_name,
        unit=lot.unit,
        quantity=lot.quantity,
        drawn=lot.drawn,
        starts_on=lot.starts_on,
        order_reference=lot.order_reference,
        customer_name=lot.customer_name,
        customer_class=lot.customer_class,
        strategy=lot.strategy,
        parts=[DayQuantity(part.on, part.quantity) for part in lot.parts],
        open_quantity=lot.open_quantity,
        days_late=lot.days_late,
    )


def _share(share: Share) -> AllocationShare:
    line = share.line
    return AllocationShare(
        demand_line_id=line.demand_line_id,
        order_reference=line.order_reference,
        customer_id=line.customer_id,
        customer_name=line.customer_name,
        customer_class=line.priority,
        strategy=share.strategy,
        weight=share.weight,
        quantity=line.open_quantity,
        wanted_on=share.wanted_on,
        promised_on=share.promised_on,
        plan_on=share.plan_on,
        parts=[DayQuantity(part.on, part.quantity) for part in share.parts],
        open_quantity=share.open_quantity,
        outcome=share.outcome,
        days_late=share.days_late,
        is_better=share.is_better,
        is_worse=share.is_worse,
        item_name=share.item_name,
        unit=share.unit,
    )


async def _shortages_at(
    catalog: PlanningCatalog,
    site_id: UUID,
    open_ids: dict[tuple[UUID, UUID], UUID],
    now: datetime,
) -> list[ShortageRow]:
    ground = ground_of(await situation_at(now, site_id, catalog))
    rows: list[ShortageRow] = []
    for node in [node for node in ground.facts if node[1] == site_id]:
        short = shortage_at(ground, node) or component_shortage_at(ground, node)
        if short is None:
            continue
        is_component = isinstance(short, ComponentShortage)
        rows.append(
            ShortageRow(
                item_id=node[0],
                site_id=site_id,
                item_name=short.item_name,
                site_name=short.site_name,
                family=catalog.items[node[0]].family,
                unit=short.unit,
                missing=short.missing,
                first_on=short.first_on,
                line_count=short.lots if isinstance(short, ComponentShortage) else short.lines,
                broken_count=0 if isinstance(short, ComponentShortage) else short.broken,
                allocation_id=open_ids.get(node),
                is_component=is_component,
            )
        )
    return rows


def _row(catalog: PlanningCatalog, row: dict[str, Any]) -> AllocationRow:
    return AllocationRow(
        id=row["id"],
        item_id=row["item_id"],
        site_id=row["site_id"],
        item_name=catalog.items[row["item_id"]].name,
        site_name=catalog.sites[row["site_id"]].name,
        opened_at=row["opened_at"],
        decide_by=row["decide_by"],
        requested_by_name=row["requested_by_name"],
    )
