"""What an order's delivery rule makes of deliveries: in one part, large enough, together, not too late.

Parts may always wait: what can be promised for a day can be promised for every later one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.engine.ground import Ground
from backend.engine.pegging import claims_at, served_at
from backend.engine.scale import want
from backend.engine.situation import DeliveryRule, Demand
from backend.engine.view import View

Parts = tuple[tuple[int, int], ...]
"""Deliveries: `(day, units)`, the earliest first."""


@dataclass(frozen=True, slots=True)
class Companion:
    """The latest other line of an order that ships together, and the day on which it is there.

    `day` is None where the plan has not enough for it within the horizon.
    """

    line: Demand
    day: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Deliveries that keep a rule, and in which way it made them others than supply has them.

    `waiting` is a part that is there and waits for more, and the day on which it would be there;
    `beyond` is the first day that is too late, None where nothing was.
    """

    parts: Parts
    waiting: tuple[int, int] | None
    beyond: int | None


def keep(
    parts: Sequence[tuple[int, int]],
    units: int,
    rule: DeliveryRule,
    least: int,
    last_day: int | None,
) -> Kept:
    """Make deliveries of at most `units` keep a rule: small parts wait, what is too late falls away.

    `least` is the smallest part in units, `last_day` the last day that is not too late.
    """
    kept: list[tuple[int, int]] = []
    waiting: tuple[int, int] | None = None
    gathered, given = 0, 0
    for day, part in parts:
        gathered += part
        given += part
        is_last = given >= units
        if is_last or (rule.allows_partial and gathered >= least):
            kept.append((day, gathered))
            gathered = 0
        elif waiting is None:
            waiting = day, part
    beyond = None
    if last_day is not None:
        beyond = next((day for day, _ in kept if day > last_day), None)
        kept = [(day, part) for day, part in kept if day <= last_day]
    return Kept(tuple(kept), waiting, beyond)


def is_kept(
    parts: Sequence[tuple[int, int]],
    units: int,
    rule: DeliveryRule,
    least: int,
    last_day: int | None,
) -> bool:
    """Whether deliveries keep a rule as they are; nothing delivered at all keeps every rule."""
    kept = keep(parts, units, rule, least, last_day)
    return kept.parts == tuple(parts)


def companions(ground: Ground, line: Demand) -> tuple[Demand, ...]:
    """The other open lines of a line's order that ship together with it."""
    if not line.rule.ships_together or not line.order:
        return ()
    orders: dict[str, list[Demand]] | None = ground.situation.memory.get("orders")
    if orders is None:
        orders = {}
        for each in ground.situation.demands:
            if each.rule.ships_together and each.order and not each.is_held:
                orders.setdefault(each.order, []).append(each)
        ground.situation.memory["orders"] = orders
    return tuple(each for each in orders.get(line.order, ()) if each is not line)


def latest_companion(view: View, lines: Sequence[Demand]) -> Companion | None:
    """The line that is there last as the plan stands; of equals the first by reference."""
    found = [Companion(line, there_on(view, line)) for line in lines]
    return max(
        found,
        key=lambda each: (
            view.ground.days if each.day is None else each.day,
            each.line.order_reference,
        ),
        default=None,
    )


def is_too_late(demand: Demand, on: date) -> bool:
    """Whether a day is later than a line may be promised for."""
    most = demand.rule.maximum_days_late
    return most is not None and on > max(demand.counts_on, demand.due_on + timedelta(days=most))


def there_on(view: View, line: Demand) -> int | None:
    """The day on which the plan has all of a line, not before the day that it counts on."""
    ground, node = view.ground, (line.item_id, line.site_id)
    if node not in ground.facts:
        return ground.index_of(line.counts_on)
    if not want(line.open_quantity, ground.facts[node].quantity_decimals):
        return ground.index_of(line.counts_on)
    for served in served_at(view, node, claims_at(ground, node)):
        if served.claim.line is line:
            return served.done
    return None
