"""A search for room: the plan that it fills, what it may use, and the adjustments that do it."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from backend.engine.answer import Adjustment
from backend.engine.ground import Ground
from backend.engine.others import OtherWay
from backend.engine.scale import quantity_of
from backend.engine.situation import NodeFacts, PlannedSupply, SupplyKind
from backend.engine.view import View
from shared.terms import AdjustmentKind

LOTS = frozenset({AdjustmentKind.MAKE_MORE, AdjustmentKind.BUY, AdjustmentKind.TRANSFER})
BRINGING = LOTS | {AdjustmentKind.BUY_SOONER}


@dataclass(frozen=True, slots=True)
class Freedom:
    """What a search may use beyond free stock and regular hours outside the frozen zone.

    `split`: of an order that is called in, only what is missing. `other` names the kind of alternates
    that may be used; the item itself is got by one of them if it has any. `extra_shift`: overtime on days
    alone on which a work centre has no regular hours; `evenings`: on days alone on which it has.
    """

    overtime: bool = False
    extra_shift: bool = False
    evenings: bool = False
    express: bool = False
    frozen: bool = False
    split: bool = False
    other: OtherWay | None = None


@dataclass(slots=True)
class Search:
    """A view that is being filled, and the adjustments that do it, components before parents.

    `express_ratio` is the share of a supplier's lead time that express delivery needs.
    """

    view: View
    freedom: Freedom
    express_ratio: Decimal
    adjustments: list[Adjustment] = field(default_factory=list)

    @property
    def ground(self) -> Ground:
        return self.view.ground

    def keep(self) -> tuple[View, int]:
        return self.view.copy(), len(self.adjustments)

    def undo(self, kept: tuple[View, int]) -> None:
        view, count = kept
        self.view.become(view)
        del self.adjustments[count:]


def note(
    search: Search,
    kind: AdjustmentKind,
    facts: NodeFacts,
    units: int,
    day: int | None,
    *,
    from_day: int | None = None,
    supply: PlannedSupply | None = None,
    way: UUID | None = None,
) -> None:
    """Write an adjustment down."""
    search.adjustments.append(
        adjustment_of(search.ground, kind, facts, units, day, from_day, supply, way)
    )


def adjustment_of(
    ground: Ground,
    kind: AdjustmentKind,
    facts: NodeFacts,
    units: int,
    day: int | None,
    from_day: int | None = None,
    supply: PlannedSupply | None = None,
    way: UUID | None = None,
) -> Adjustment:
    """An adjustment of a node, or of one of its supplies, got in a way."""
    if supply is not None:
        way = supply.alternate_id
    other = ground.master.alternate(facts.node, way)
    from_on = None if from_day is None else ground.day_of(from_day)
    is_line = supply is not None and supply.kind is SupplyKind.PLAN_LINE
    source = facts.by(other).source_site_id if kind is AdjustmentKind.TRANSFER else None
    return Adjustment(
        kind=kind,
        item_id=facts.item_id,
        item_name=facts.item_name,
        unit=facts.unit,
        site_id=facts.site_id,
        quantity=quantity_of(units, facts.quantity_decimals),
        on=None if day is None else ground.day_of(day),
        from_on=supply.on if supply is not None else from_on,
        reference=supply.reference if supply is not None else None,
        plan_line_id=supply.id if supply is not None and is_line else None,
        alternate_id=None if other is None else other.id,
        alternate_name=None if other is None else other.name,
        source_site_name=ground.facts[facts.item_id, source].site_name if source else None,
    )
