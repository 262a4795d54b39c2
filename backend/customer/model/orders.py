"""What one customer's order lines say: what is liked, what is out of line, the year beside the year before."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median, median_low
from typing import Final
from uuid import UUID

from backend.engine.rhythm import Jump, jump
from backend.kpi.model import OrderLine

YEAR_DAYS: Final = 365
RECENT_DAYS: Final = 28
LIKED_ITEMS: Final = 6
_RATIO: Final = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order line as far as habits go; cancelled ones are not among them."""

    line_id: UUID
    order_reference: str
    item_id: UUID
    family: str
    channel: str
    ordered_on: date
    due_on: date
    quantity: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class Liked:
    """An item with the share of the orders that have it, and the usual quantity at a time."""

    item_id: UUID
    order_count: int
    order_ratio: Decimal
    usual_quantity: Decimal
    last_on: date


@dataclass(frozen=True, slots=True)
class Habits:
    """What is liked; shares are of orders, weekdays of the days on which something was ordered."""

    order_count: int
    items: list[Liked]
    channels: list[tuple[str, Decimal]]
    weekdays: list[tuple[int, Decimal]]
    days_ahead: int | None


@dataclass(frozen=True, slots=True)
class ItemJump:
    """A line whose quantity is out of line for this customer and item."""

    line: Ordered
    jump: Jump


def habits(lines: Sequence[Ordered], today: date) -> Habits:
    """What the orders of the last year say that a customer likes, the most frequent first."""
    first = today - timedelta(days=YEAR_DAYS - 1)
    recent = [line for line in lines if first <= line.ordered_on <= today]
    orders = {line.order_reference for line in recent}
    by_item: dict[UUID, list[Ordered]] = defaultdict(list)
    for line in recent:
        by_item[line.item_id].append(line)
    liked = [
        Liked(
            item_id,
            len({line.order_reference for line in own}),
            _part(len({line.order_reference for line in own}), len(orders)),
            median_low([line.quantity for line in own]),
            max(line.ordered_on for line in own),
        )
        for item_id, own in by_item.items()
    ]
    channels = Counter(dict.fromkeys((line.order_reference, line.channel) for line in recent))
    by_channel = Counter(channel for _, channel in channels)
    days = {line.ordered_on for line in recent}
    weekdays = Counter(day.isoweekday() for day in days)
    ahead = [(line.due_on - line.ordered_on).days for line in recent]
    return Habits(
        order_count=len(orders),
        items=sorted(
            liked, key=lambda each: (-each.order_count, -each.last_on.toordinal(), each.item_id)
        )[:LIKED_ITEMS],
        channels=[
            (name, _part(count, sum(by_channel.values()))) for name, count in _ranked(by_channel)
        ],
        weekdays=[(day, _part(count, len(days))) for day, count in sorted(weekdays.items())],
        days_ahead=median_low(ahead) if ahead else None,
    )


def jumps(lines: Iterable[Ordered], today: date) -> list[ItemJump]:
    """Lines of the last four weeks that are out of line for their item, the farthest first.

    A line is compared with those of the same item ordered on earlier days.
    """
    first = today - timedelta(days=RECENT_DAYS - 1)
    by_item: dict[UUID, list[Ordered]] = defaultdict(list)
    for line in lines:
        if line.ordered_on <= today:
            by_item[line.item_id].append(line)
    found = []
    for own in by_item.values():
        for line in own:
            if line.ordered_on < first:
                continue
            before = [each.quantity for each in own if each.ordered_on < line.ordered_on]
            out = jump(before, line.quantity)
            if out is not None:
                found.append(ItemJump(line, out))
    return sorted(found, key=lambda each: (-_distance(each.jump), each.line.line_id))


def _distance(found: Jump) -> Decimal:
    return found.factor if found.factor >= 1 else 1 / max(found.factor, Decimal("0.01"))


def families(lines: Iterable[Ordered]) -> list[str]:
    """Families by what was spent on them, the most first."""
    spent: Counter[str] = Counter()
    for line in lines:
        spent[line.family] += line.value  # type: ignore[assignment]  # a counter of money
    return [name for name, _ in sorted(spent.items(), key=lambda each: (-each[1], each[0]))]


def values_between(lines: Iterable[Ordered], first: date, last: date) -> Decimal:
    """What was ordered from one day to another, both counted."""
    return sum((line.value for line in lines if first <= line.ordered_on <= last), Decimal(0))


def growth(now: Decimal, before: Decimal) -> Decimal | None:
    """How much more it is than before, as a share of before; None where there was nothing."""
    if before <= 0:
        return None
    return ((now - before) / before).quantize(_RATIO, ROUND_HALF_UP)


def usual(values: Sequence[Decimal]) -> Decimal:
    """The middle one; 0 where there is none."""
    return Decimal(median(values)) if values else Decimal(0)


def counts_as(line: OrderLine) -> str:
    """How a line that was due counts: hit, miss (late), part or open; as the KPI pages judge it."""
    if line.delivered_quantity <= 0:
        return "open"
    if line.delivered_quantity < line.quantity:
        return "part"
    reference = line.promised_on or line.due_on
    is_late = line.last_delivered_on is not None and line.last_delivered_on > reference
    return "miss" if is_late else "hit"


def _ranked(counted: "Counter[str]") -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def _part(count: int, of: int) -> Decimal:
    return (Decimal(count) / of).quantize(_RATIO, ROUND_HALF_UP) if of else Decimal(0)
