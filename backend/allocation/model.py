"""The rules of sharing out: which strategy a line has, what an answer is called, what is promised anew."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from backend.approval.model import Effect
from backend.engine.answer import DayQuantity
from backend.engine.sharing import Rule, Share, SharedOut
from backend.engine.situation import Demand
from backend.floor.events import MovedPromise
from shared.schemas.allocation import AllocationRule, ClassChoice
from shared.terms import AllocationStrategy

SHARE_OUT: Final = "share_out"
CLASSES: Final = range(1, 10)
NOBODY: Final = UUID(int=0)
MOST_TOLD: Final = 100


def usual_rules() -> list[AllocationRule]:
    """Without a word of the company: what there is goes by class, the first class first."""
    return [
        AllocationRule("", each, AllocationStrategy.REDISTRIBUTE, 100 - 10 * each)
        for each in CLASSES
    ]


def rules_for(rules: Iterable[AllocationRule], family: str) -> list[AllocationRule]:
    """What holds for a family: its own rule of a class, else that of every family, else the usual one."""
    found = {each.customer_class: each for each in usual_rules()}
    said = list(rules)
    for wanted in ("", family):
        found |= {each.customer_class: each for each in said if each.family == wanted}
    return [found[each] for each in CLASSES]


def rule_of(rules: Sequence[AllocationRule], choices: Iterable[ClassChoice]) -> Rule:
    """How each line is served: its class's rule, with another strategy where one was chosen."""
    chosen = {each.customer_class: each.strategy for each in choices}
    by_class = {each.customer_class: each for each in rules}

    def rule(line: Demand) -> tuple[AllocationStrategy, int]:
        customer_class = min(max(line.priority, CLASSES[0]), CLASSES[-1])
        found = by_class[customer_class]
        return chosen.get(customer_class, found.strategy), found.weight

    return rule


def seen_id(found: SharedOut) -> UUID:
    """The name of an answer: the same lines, promises and parts have the same one."""
    words = [
        f"{share.line.demand_line_id} {share.line.open_quantity.normalize()} {share.promised_on} "
        f"{share.strategy} {[(part.on.isoformat(), str(part.quantity.normalize())) for part in share.parts]}"
        for share in found.shares
    ]
    words += [
        f"{move.kind} {move.item_id} {move.reference} {move.quantity.normalize()} {move.from_on} {move.on}"
        for move in found.moves
    ]
    return uuid5(NAMESPACE_OID, "\n".join([str(found.node), *sorted(words)]))


@dataclass(frozen=True, slots=True)
class Promised:
    """A line that is promised anew, in these parts: what no day has any for keeps its promise."""

    demand_line_id: UUID
    parts: tuple[DayQuantity, ...]


def promised_anew(found: SharedOut) -> list[Promised]:
    """The lines whose promise is another by the allocation, and those of their orders that wait."""
    shares = {share.line.demand_line_id: share for share in found.shares}
    anew = {
        share.line.demand_line_id: parts
        for share in found.shares
        for parts in (parts_of(share),)
        if parts and parts != (DayQuantity(share.promised_on, share.line.open_quantity),)
    }
    for slip in found.slips:
        is_together = (
            slip.demand_line_id not in shares
            or shares[slip.demand_line_id].line.rule.ships_together
        )
        if is_together and slip.possible_on is not None:
            anew[slip.demand_line_id] = (DayQuantity(slip.possible_on, slip.quantity),)
    return [Promised(line_id, parts) for line_id, parts in anew.items()]


def parts_of(share: Share) -> tuple[DayQuantity, ...]:
    """What a line is promised: its parts; what is open keeps its old day, and none is promised too early."""
    if not share.parts:
        return ()
    first = share.wanted_on
    by_day: dict[object, DayQuantity] = {}
    rest = [DayQuantity(share.promised_on, share.open_quantity)] if share.open_quantity else []
    for part in sorted((*share.parts, *rest), key=lambda each: each.on):
        on = max(part.on, first)
        before = by_day[on].quantity if on in by_day else Decimal(0)
        by_day[on] = DayQuantity(on, before + part.quantity)
    return tuple(by_day.values())


def effect_of(found: SharedOut, site_id: UUID) -> Effect:
    """What an allocation does to those who come off worse, for the rules of approval."""
    late = [share for share in found.shares if share.days_late]
    return Effect(
        site_id=site_id,
        value=sum((slip_value(share) for share in late), Decimal(0)),
        days_late=max((share.days_late for share in late), default=0),
        fence=found.fence,
        priority=min((share.line.priority for share in late), default=CLASSES[-1]),
    )


def slip_value(share: Share) -> Decimal:
    on_time = sum(
        (part.quantity for part in share.parts if part.on <= share.promised_on), Decimal(0)
    )
    return (share.line.open_quantity - on_time) * share.line.unit_price


def won(found: SharedOut) -> tuple[MovedPromise, ...]:
    """Lines that come sooner than the plan alone would have had them, the soonest first, as many as fit."""
    gained = sorted(
        (share for share in found.shares if share.is_better and share.done_on is not None),
        key=lambda share: (share.done_on, share.line.order_reference),
    )
    return tuple(
        MovedPromise(
            demand_line_id=share.line.demand_line_id,
            order_reference=share.line.order_reference,
            customer_name=share.line.customer_name,
            item_name=share.item_name,
            unit=share.unit,
            quantity=share.line.open_quantity,
            promised_on=share.promised_on,
            possible_on=max(share.done_on or share.wanted_on, share.wanted_on),
            days_late=0,
        )
        for share in gained[:MOST_TOLD]
    )


def is_worth_asking(found: SharedOut | None) -> bool:
    """Whether the rules give anybody another day than the plan does by itself."""
    return found is not None and any(share.is_better or share.is_worse for share in found.shares)


def families_of(names: Mapping[UUID, str], sold: Collection[UUID]) -> list[str]:
    """Families of what is sold, by name."""
    return sorted({family for item_id, family in names.items() if item_id in sold and family})
