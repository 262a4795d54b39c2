"""The rules of replenishments: up to which level, how soon, and what may be carried out without asking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import NAMESPACE_OID, UUID, uuid5

from backend.approval.model import Effect
from backend.approval.model import Rule as ApprovalRule
from backend.engine.refill import Level, Refill
from backend.engine.situation import Demand, NodeFacts
from shared.terms import Fence, Procurement, Role
from shared.watch_terms import FlowStart, ReplenishmentCause, Threshold, WhyAsked

REFILL: Final = "refill"
NOBODY: Final = UUID(int=0)
LEAST_IMPORTANT: Final = 9


ASKERS: Final = (Role.PLANNER, Role.SUPERVISOR, Role.ADMIN)
ASKABLE: Final = frozenset({"promotion_short", "season_short", "supply_ends", "rule_promotion"})
_LACKING: Final = ASKABLE - {"rule_promotion"}
"""The kinds of alerts that say how much will be missing of what is expected, and from when on."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """The position that an alert is about, and the promotion that outruns it; without one its season or the end of its supply."""

    promotion_id: UUID | None
    item_id: UUID
    site_id: UUID


def lacking_of(cause_key: str) -> Lacking | None:
    """What an alert about a promotion, a season or the end of supply lacks, a rule's too; None for any other alert."""
    kind, *ids = cause_key.split(":")
    if kind == "rule":
        _, kind, *ids = ids
    if kind not in _LACKING:
        return None
    *promotion, site, item = map(UUID, ids)
    return Lacking(promotion[0] if promotion else None, item, site)


def cause_of(row: Mapping[str, Any]) -> ReplenishmentCause:
    """What a replenishment fills up; a rule's level is above zero, so that without one it is the item's season."""
    if row["promotion_id"] is not None:
        return ReplenishmentCause.PROMOTION
    if row["cause_key"].startswith("supply_ends:"):
        return ReplenishmentCause.SUPPLY_END
    return ReplenishmentCause.RULE if row["fill_to"] else ReplenishmentCause.SEASON


def level_of(fill_to: Decimal, fill_in: Threshold, facts: NodeFacts, pack: Decimal) -> Level:
    """Up to where a position is filled: a quantity, a share of its safety stock, or days of cover."""
    if fill_in is Threshold.COVER:
        return Level(fill_to, is_cover=True, pack=pack)
    if fill_in is Threshold.TARGET:
        return Level(fill_to * facts.safety_stock, pack=pack)
    return Level(fill_to, pack=pack)


def is_started(starts: FlowStart, procurement: Procurement) -> bool:
    """Whether a rule starts what this position is got by: the plant's own work, or a purchase.

    >>> is_started(FlowStart.PURCHASE, Procurement.MAKE)
    False
    """
    is_bought = procurement is Procurement.BUY
    return starts is FlowStart.EITHER or is_bought == (starts is FlowStart.PURCHASE)


def best_priority(lines: Iterable[Demand]) -> int:
    """The class of the best customer who waits for a position; the lowest where nobody does."""
    return min((line.priority for line in lines), default=LEAST_IMPORTANT)


def is_rush(rush_priority: int | None, priority: int) -> bool:
    """Whether a position is to be filled today or tomorrow, because customers of that class wait for it."""
    return rush_priority is not None and priority <= rush_priority


def effect_of(found: Refill, priority: int) -> Effect:
    """What a replenishment does, for the rules of approval; nobody is late by it."""
    return Effect(
        site_id=found.facts.site_id,
        value=found.value,
        days_late=0,
        fence=found.fence,
        priority=priority,
    )


def why_asked(
    found: Refill, auto_value: Decimal | None, *, may_act: bool, approval_rule: ApprovalRule
) -> tuple[WhyAsked, ...]:
    """What stands against carrying a replenishment out without asking; nothing does where it is empty."""
    if auto_value is None:
        return (WhyAsked.NEVER_ALONE,)
    against = {
        WhyAsked.ONE_PERSON: not may_act,
        WhyAsked.TOO_MUCH: found.value > auto_value,
        WhyAsked.FENCE: found.fence is not Fence.FREE,
        WhyAsked.HASTENED: not found.is_ordinary,
        WhyAsked.APPROVAL_RULE: approval_rule.id is not None,
    }
    return tuple(reason for reason, stands in against.items() if stands)


def seen_id(found: Refill) -> UUID:
    """The name of an answer: the same things done on the same days have the same one."""
    words = [
        f"{each.kind} {each.item_id} {each.site_id} {each.quantity.normalize()} {each.on} {each.from_on} "
        f"{each.reference} {each.alternate_id} {each.hours}"
        for each in found.adjustments
    ]
    return uuid5(NAMESPACE_OID, "\n".join([str(found.facts.node), *words]))
