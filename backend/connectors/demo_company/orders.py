"""Two and a half years of orders: who ordered what when, what was promised, and how it went."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from backend.connectors.demo_company.customers import Buyer
from backend.connectors.demo_company.days import DAY, WEEK, open_from, open_until
from backend.connectors.demo_company.goods import Good
from backend.connectors.demo_company.promotions import Action, action_on
from backend.connectors.demo_company.seasons import Span
from backend.connectors.demo_company.sites import PLACE

DAYS_BACK: Final = 913
FIRST_ORDER: Final = 10_001
# Share of lines that miss, by weeks before today: a breakdown five weeks ago, and a slow recovery.
MISSES: Final = {0: 0.058, 1: 0.062, 2: 0.060, 3: 0.072, 4: 0.094, 5: 0.088, 6: 0.050}
CAUSES: Final = {
    "capacity": 9,
    "material": 6,
    "date_moved": 4,
    "picking": 2,
    "carrier": 2,
    "quality": 1,
}
CAUSES_AFTER_THE_BREAKDOWN: Final = {
    "capacity": 16,
    "material": 4,
    "date_moved": 3,
    "picking": 1,
    "carrier": 1,
}
# What a family sells in each month, January first, against its year's average.
SEASONS: Final = {
    "Epoxy primers": (0.78, 0.84, 1.0, 1.1, 1.16, 1.16, 1.08, 1.06, 1.1, 1.04, 0.92, 0.76),
    "PU topcoats": (0.74, 0.82, 0.98, 1.12, 1.2, 1.2, 1.1, 1.08, 1.1, 1.02, 0.9, 0.74),
    "Zinc primers": (0.72, 0.8, 1.0, 1.14, 1.22, 1.2, 1.12, 1.08, 1.08, 1.02, 0.88, 0.74),
    "Floor coatings": (0.92, 0.94, 1.0, 1.02, 1.0, 1.1, 1.24, 1.16, 1.0, 0.94, 0.88, 0.8),
    "MS sealants": (0.76, 0.84, 1.04, 1.14, 1.14, 1.06, 1.0, 1.02, 1.14, 1.12, 0.98, 0.76),
    "Thinners and cleaners": (0.8, 0.86, 1.0, 1.08, 1.14, 1.14, 1.08, 1.06, 1.06, 1.02, 0.94, 0.82),
}  # fmt: skip


@dataclass(slots=True)
class Line:
    """A line of an order, and what left for it: `(day, quantity)`."""

    buyer: Buyer
    good: Good
    ordered_on: date
    due_on: date
    promised_on: date | None
    quantity: int
    price: float
    order_reference: str = ""
    line_number: int = 0
    status: str = "open"
    cause: str | None = None
    closed_on: date | None = None
    is_urgent: bool = False
    deliveries: list[tuple[date, int]] = field(default_factory=list)

    @property
    def shipped(self) -> int:
        """What has left so far."""
        return sum(quantity for _, quantity in self.deliveries)

    @property
    def counts_on(self) -> date:
        """The day that the plan has to have it."""
        return self.promised_on or self.due_on


def draw_orders(
    random: Random,
    buyers: list[Buyer],
    actions: list[Action],
    spans: dict[str, Span],
    today: date,
) -> list[Line]:
    """All lines, by order number; the company opened its books two and a half years before today."""
    orders: list[tuple[date, str, list[Line]]] = []
    for buyer in buyers:
        on = (
            today
            - timedelta(days=DAYS_BACK)
            + timedelta(days=random.uniform(0, buyer.every_days * 2))
        )
        at = float(on.toordinal())
        while at <= today.toordinal():
            on = date.fromordinal(int(at))
            if buyer.channel == "direct":
                on = open_from(PLACE[buyer.site].country, on)
            if on <= today:
                lines = [
                    line
                    for line in _draw_order(random, buyer, actions, on, today)
                    if line.good.code not in spans or spans[line.good.code].sells_on(line.due_on)
                ]
                if lines:
                    orders.append((on, buyer.code, lines))
            at += buyer.every_days * random.uniform(0.55, 1.5)
    orders.sort(key=lambda order: order[:2])
    for number, (_, _, lines) in enumerate(orders, start=FIRST_ORDER):
        for line_number, line in enumerate(lines, start=1):
            line.order_reference, line.line_number = str(number), line_number
    found = [line for _, _, lines in orders for line in lines]
    _let_happen(random, found, today)
    return found


def _draw_order(
    random: Random, buyer: Buyer, actions: list[Action], on: date, today: date
) -> list[Line]:
    count = random.choices(
        (1, 2, 3, 4), (4, 3, 2, 1) if buyer.channel == "direct" else (7, 3, 1, 0)
    )[0]
    goods = {
        random.choices([good for good, _ in buyer.items], [liking for _, liking in buyer.items])[0]
        for _ in range(count)
    }
    ahead = _days_ahead(random, buyer)
    country = PLACE[buyer.site].country
    due_on = open_from(country, on + timedelta(days=ahead))
    lines = []
    for good in sorted(goods, key=lambda each: each.code):
        season = SEASONS[good.family][due_on.month - 1]
        growth = 1 + 0.05 * (on - today).days / 365
        action = action_on(actions, good.code, buyer.channel, on)
        uplift = 1 + 3.0 * action.discount if action else 1
        quantity = _quantity(random, good, buyer.size * season * growth * uplift)
        price = round(good.price * (1 - (action.discount if action else 0)) * _rebate(buyer), 2)
        promised: date | None = due_on
        if buyer.channel == "direct" and random.random() < 0.09:  # noqa: PLR2004 -- where the customer's day could not be kept
            promised = open_from(country, due_on + timedelta(days=random.choice((1, 2, 2, 3, 4))))
        if buyer.channel == "direct" and on >= today - DAY and random.random() < 0.3:  # noqa: PLR2004 -- orders of yesterday and today that nobody has answered
            promised = None
        lines.append(Line(buyer, good, on, due_on, promised, quantity, price))
    return lines


def _days_ahead(random: Random, buyer: Buyer) -> int:
    if buyer.channel == "shop":
        return random.choice((1, 1, 2, 3))
    if buyer.channel == "online":
        return random.choice((2, 3, 3, 4))
    kind = random.random()
    if kind < 0.84:  # noqa: PLR2004 -- most want it within two weeks
        return round(random.triangular(4, 14, 8))
    if kind < 0.95:  # noqa: PLR2004 -- some plan ahead
        return random.randint(14, 24)
    return random.randint(28, 48)


def _quantity(random: Random, good: Good, size: float) -> int:
    """Dear goods are ordered in smaller numbers; always whole packs."""
    typical = 5400 / (good.price + 42) * size
    drawn = typical * math.exp(random.gauss(0, 0.55))
    return max(1, round(drawn / good.pack)) * good.pack


def _rebate(buyer: Buyer) -> float:
    return {"key account": 0.88, "regular": 0.94}.get(buyer.segment, 1.0)


def _let_happen(random: Random, lines: list[Line], today: date) -> None:
    """Ship, miss, cancel: by the week that a line was promised for, so that each week has its share."""
    weeks: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if random.random() < 0.014 and line.ordered_on < today - WEEK:  # noqa: PLR2004 -- cancelled by the customer
            _cancel(random, line, today)
        elif line.counts_on < today:
            weeks[(today - line.counts_on).days // 7].append(line)
    for week, due in sorted(weeks.items()):
        share = MISSES.get(week, 0.040 + 0.016 * ((week * 7) % 5) / 4)
        missed = set(random.sample(range(len(due)), round(share * len(due))))
        for number, line in enumerate(due):
            if number in missed:
                _miss(random, line, week, today)
            else:
                _deliver(random, line, today)
    _ship_ahead(random, lines, today)


def _cancel(random: Random, line: Line, today: date) -> None:
    line.status = "cancelled"
    span = max(1, (line.counts_on - line.ordered_on).days)
    line.closed_on = min(today - DAY, line.ordered_on + timedelta(days=random.randint(1, span)))


def _deliver(random: Random, line: Line, today: date) -> None:
    early = random.choices((0, 1, 2), (70, 22, 8))[0] if line.buyer.channel == "direct" else 0
    on = max(
        line.ordered_on, open_until(PLACE[line.buyer.site].country, line.counts_on - early * DAY)
    )
    _close(line, [(min(on, today - DAY), line.quantity)])


def _miss(random: Random, line: Line, week: int, today: date) -> None:
    """Late as a whole, in two parts, or closed with less than was ordered."""
    causes = CAUSES_AFTER_THE_BREAKDOWN if week in {3, 4, 5} else CAUSES
    line.cause = random.choices(list(causes), list(causes.values()))[0]
    country = PLACE[line.buyer.site].country
    promised = line.counts_on
    later = open_from(country, promised + timedelta(days=random.choice((1, 1, 2, 2, 3, 4, 6))))
    if week == 0 and random.random() < 0.5:  # noqa: PLR2004 -- half of this week's are still waited for
        later = open_from(country, max(later, today + timedelta(days=random.randint(1, 4))))
    part = int(line.quantity * random.uniform(0.1, 0.7)) // line.good.pack * line.good.pack
    kind = random.random()
    if kind < 0.5 and part and week >= 1:  # noqa: PLR2004 -- the customer took what there was
        _close(line, [(open_until(country, promised), part)])
    elif kind < 0.7 and part:  # noqa: PLR2004 -- the rest came later
        first = open_until(country, promised)
        rest = (later, line.quantity - part)
        _deliver_parts(line, [(first, part), rest], today)
    else:
        _deliver_parts(line, [(later, line.quantity)], today)


def _deliver_parts(line: Line, parts: list[tuple[date, int]], today: date) -> None:
    """What lies after today has not left yet: the line stays open and is late."""
    if parts[-1][0] < today:
        _close(line, parts)
    else:
        line.deliveries = [(on, quantity) for on, quantity in parts if on < today]


def _close(line: Line, deliveries: list[tuple[date, int]]) -> None:
    line.deliveries = deliveries
    line.status = "shipped"
    line.closed_on = deliveries[-1][0]


def _ship_ahead(random: Random, lines: list[Line], today: date) -> None:
    """Some open lines have partly left; a few are urgent."""
    near = [
        line
        for line in lines
        if line.status == "open"
        and line.buyer.channel == "direct"
        and today <= line.counts_on <= today + 2 * WEEK
    ]
    for line in random.sample(near, min(len(near), len(near) // 14)):
        part = line.quantity // 2 // line.good.pack * line.good.pack
        shipped_on = open_until(PLACE[line.buyer.site].country, today - 2 * DAY)
        if part and shipped_on >= line.ordered_on:
            line.deliveries = [(shipped_on, part)]
    for line in random.sample(near, min(len(near), 4)):
        line.is_urgent = True
