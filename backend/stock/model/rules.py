"""The rules of an item's lots at a site: who may set them, and what no lot can keep."""

from decimal import Decimal
from hashlib import sha256
from typing import Final

from backend.catalog.model.facts import ItemFacts, ItemSiteFacts, lot_fits
from backend.stock.errors import (
    LastDayError,
    LotMaximumError,
    LotRuleRangeError,
    LotRulesMovedError,
    LotRuleTooFineError,
    YieldOfBoughtError,
)
from shared.schemas.stock import LotRules
from shared.terms import Procurement, Role

LOT_SETTERS: Final = (Role.PLANNER, Role.ADMIN)
_LOT_QUANTITIES: Final = ("safety_stock", "lot_minimum", "lot_multiple", "lot_maximum")
_LOT_BOUNDS: Final = {
    "lead_time_days": (Decimal(0), Decimal(3650)),
    "lead_time_days_per_unit": (Decimal(0), Decimal(365)),
    **dict.fromkeys(_LOT_QUANTITIES, (Decimal(0), Decimal(999_999_999))),
    "lot_cover_days": (Decimal(0), Decimal(365)),
    "safety_days": (Decimal(0), Decimal(365)),
    "yield_ratio": (Decimal("0.01"), Decimal(1)),
}


def lot_rules_of(facts: ItemSiteFacts) -> LotRules:
    """The rules of an item's lots at a site as people set them."""
    lots = {name: getattr(facts.lots, name) for name in facts.lots.__dataclass_fields__}
    return LotRules(lead_time_days=facts.lead_time_days, safety_stock=facts.safety_stock, **lots)


def version_of(rules: LotRules) -> str:
    """What names a state of the rules."""
    values = (getattr(rules, name) for name in rules.__struct_fields__)
    said = [str(each.normalize() if isinstance(each, Decimal) else each) for each in values]
    return sha256("|".join(said).encode()).hexdigest()[:16]


def check_lot_rules(
    rules: LotRules, before: LotRules, ver: str, facts: ItemSiteFacts, item: ItemFacts
) -> None:
    """Refuse rules that no lot can keep, and rules set on others than those that stand."""
    if version_of(before) != ver:
        raise LotRulesMovedError
    for name, (least, most) in _LOT_BOUNDS.items():
        value = Decimal(getattr(rules, name))
        if not (value.is_finite() and least <= value <= most):
            raise LotRuleRangeError(name=name, least=least, most=most)
    for name in _LOT_QUANTITIES:
        quantity = getattr(rules, name)
        if quantity != quantity.quantize(Decimal(1).scaleb(-item.quantity_decimals)):
            raise LotRuleTooFineError(name=name, decimals=item.quantity_decimals)
    if not lot_fits(rules.lot_minimum, rules.lot_multiple, rules.lot_maximum):
        raise LotMaximumError
    if rules.first_on and rules.last_on and rules.last_on < rules.first_on:
        raise LastDayError
    if rules.yield_ratio < 1 and facts.procurement == Procurement.BUY:
        raise YieldOfBoughtError
