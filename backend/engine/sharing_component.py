"""Where a component is short of what lots draw, and what that makes of the order lines above it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend.engine.answer import DayQuantity, Slip
from backend.engine.fences import fence_on, tightest
from backend.engine.follow import with_waiting
from backend.engine.ground import Ground, ground_of
from backend.engine.scale import quantity_of
from backend.engine.sharing import (
    LotGets,
    Rule,
    Share,
    SharedOut,
    plan_days,
    shares_at,
    slip_of,
)
from backend.engine.sharing_lots import (
    Followed,
    LotShare,
    by_day,
    can_be_had_from,
    drawings,
    follow_component,
    missing_units,
    moves_between,
)
from backend.engine.situation import Node, Situation
from shared.terms import AdjustmentKind, Fence

__all__ = ["ComponentShortage", "component_shortage_at", "share_out_component"]


@dataclass(frozen=True, slots=True)
class ComponentShortage:
    """A component that lots draw before more of it can be had; `lots` of them share it."""

    node: Node
    item_name: str
    site_name: str
    unit: str
    missing: Decimal
    first_on: date
    lots: int


def component_shortage_at(ground: Ground, node: Node) -> ComponentShortage | None:
    """What is short of a component: two lots or more draw on it, and it does not reach for all."""
    units, first = missing_units(ground, node)
    if first is None:
        return None
    lots = drawings(ground, node, can_be_had_from(ground, node))
    if len(lots) < 2:  # noqa: PLR2004 -- one lot alone shares with nobody
        return None
    facts = ground.facts[node]
    return ComponentShortage(
        node=node,
        item_name=facts.item_name,
        site_name=facts.site_name,
        unit=facts.unit,
        missing=quantity_of(units, facts.quantity_decimals),
        first_on=ground.day_of(first),
        lots=len(lots),
    )


def share_out_component(situation: Situation, node: Node, rule: Rule) -> SharedOut | None:
    """Who gets a component by a rule, which lots move, and what becomes of the order lines above it.

    Compared with what comes when every lot gets what there is when it starts. Lots and lines of other
    sites keep what they have. None where nothing is short.
    """
    ground = ground_of(situation)
    if node not in ground.facts:
        return None
    short = component_shortage_at(ground, node)
    if short is None:
        return None
    usual = follow_component(situation, node, by_day)
    followed = follow_component(situation, node, rule)
    shares = _shares(usual, followed, rule)
    moves = (*followed.added, *moves_between(situation, followed.situation))
    after = ground_of(followed.situation)
    slips: list[Slip] = [slip_of(after, share) for share in shares if share.days_late > 0]
    return SharedOut(
        node=node,
        item_name=short.item_name,
        site_name=short.site_name,
        unit=short.unit,
        missing=short.missing,
        shares=shares,
        slips=tuple(with_waiting(after, slips)),
        lots=tuple(_gets(ground, node, lot) for lot in followed.lots),
        moves=moves,
        fence=tightest(
            [
                _fence(ground, (move.item_id, move.site_id), on)
                for move in moves
                for on in (move.on, move.from_on)
                if on is not None and move.kind is AdjustmentKind.MOVE
            ]
        ),
    )


def _shares(usual: Followed, followed: Followed, rule: Rule) -> tuple[Share, ...]:
    """Order lines of all that is made on other days which come off better, worse, or late."""
    before, after = ground_of(usual.situation), ground_of(followed.situation)
    found: list[Share] = []
    for node in dict.fromkeys((*usual.nodes, *followed.nodes)):
        plan = plan_days(before, node)
        found += (
            share
            for share in shares_at(after, node, rule, plan)
            if share.is_better or share.is_worse or share.days_late or share.open_quantity
        )
    return tuple(found)


def _gets(ground: Ground, node: Node, lot: LotShare) -> LotGets:
    drawing, move = lot.drawing, lot.drawing.move
    facts = ground.facts[drawing.parent]
    last = lot.parts[-1][0] if lot.parts and not lot.open_units else ground.days
    return LotGets(
        reference=move.supply.reference,
        item_name=facts.item_name,
        unit=facts.unit,
        quantity=quantity_of(move.units, facts.quantity_decimals),
        drawn=quantity_of(drawing.units, ground.facts[node].quantity_decimals),
        starts_on=ground.day_of(move.start),
        order_reference=drawing.line.order_reference if drawing.line else "",
        customer_name=drawing.line.customer_name if drawing.line else "",
        customer_class=drawing.line.priority if drawing.line else 9,
        strategy=lot.strategy,
        parts=tuple(
            DayQuantity(ground.day_of(day), quantity_of(units, facts.quantity_decimals))
            for day, units in lot.parts
        ),
        open_quantity=quantity_of(lot.open_units, facts.quantity_decimals),
        days_late=last - move.start,
    )


def _fence(ground: Ground, node: Node, on: date) -> Fence:
    facts = ground.facts[node]
    return fence_on(ground.today, on, facts.frozen_days, facts.negotiable_days)
