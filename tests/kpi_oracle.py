"""What the cells of the KPIs must be, counted line by line by the rules of backend/kpi/model.py."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from backend.kpi.model import (
    OrderLine,
    Period,
    ReferenceDate,
    lines_due,
    order_fill_rate,
    order_lead_time,
    otif,
    reference_on,
)
from backend.kpi.reading import Cell, monday_of
from shared.ids import new_id
from shared.terms import KPIName


@dataclass(frozen=True)
class PlacedLine:
    """An order line with its territory and site."""

    scope_id: UUID
    site_id: UUID
    line: OrderLine

    @property
    def row(self) -> dict[str, Any]:
        """The line as `frames.weekly_cells` takes it."""
        return {
            "scope_id": self.scope_id,
            "site_id": self.site_id,
            "ordered_on": self.line.ordered_on,
            "due_on": self.line.due_on,
            "promised_on": self.line.promised_on,
            "quantity": self.line.quantity,
            "delivered_quantity": self.line.delivered_quantity,
            "last_delivered_on": self.line.last_delivered_on,
            "is_cancelled": self.line.is_cancelled,
        }


def oracle_cells(lines: Iterable[PlacedLine], today: Mapping[UUID, date]) -> set[Cell]:
    """One period a week, ending the day before today at the site; cells of nothing are left out.

    A week is only shown the lines that are due or were delivered in it: no rule looks at others.
    """
    places: dict[tuple[UUID, UUID, date], dict[UUID, OrderLine]] = {}
    for placed in lines:
        line = placed.line
        for day in {reference_on(line), line.last_delivered_on or reference_on(line)}:
            if day < today[placed.site_id]:
                place = (placed.scope_id, placed.site_id, monday_of(day))
                places.setdefault(place, {})[line.id] = line
    cells: set[Cell] = set()
    for (scope_id, site_id, monday), found_by_id in places.items():
        found = list(found_by_id.values())
        yesterday = today[site_id] - timedelta(days=1)
        week = Period(monday, min(monday + timedelta(days=6), yesterday))
        fill, hits = order_fill_rate(found, week), otif(found, week)
        lead_time = order_lead_time(found, week).total
        due = lines_due(found, week, ReferenceDate.PROMISED)
        for kpi, parts, is_there in (
            (KPIName.ORDER_FILL_RATE, fill, bool(due)),
            (KPIName.OTIF, hits, bool(due)),
            (KPIName.ORDER_LEAD_TIME, lead_time, bool(lead_time.denominator)),
        ):
            if is_there:
                cells.add(Cell(kpi, scope_id, site_id, monday, parts.numerator, parts.denominator))
    return cells


def random_lines(
    seed: int, scopes: list[UUID], sites: list[UUID], today: date, count: int = 300
) -> list[PlacedLine]:
    """Order lines of all kinds: early, late, partial, too much, undelivered, cancelled, unpromised."""
    chance = random.Random(seed)
    lines = []
    for _ in range(count):
        ordered_on = today - timedelta(days=chance.randint(0, 90))
        due_on = ordered_on + timedelta(days=chance.randint(0, 30))
        promised_on = chance.choice([None, due_on, due_on + timedelta(days=chance.randint(-3, 9))])
        quantity = Decimal(chance.randint(1, 4000)) / chance.choice([1, 1, 10, 1000])
        share = Decimal(chance.choice(["0", "0", "0.5", "1", "1", "1", "1", "1.25"]))
        delivered = quantity * share
        last = ordered_on + timedelta(days=chance.randint(0, 40)) if delivered else None
        lines.append(
            PlacedLine(
                chance.choice(scopes),
                chance.choice(sites),
                OrderLine(
                    id=new_id(),
                    ordered_on=ordered_on,
                    due_on=due_on,
                    promised_on=promised_on,
                    quantity=quantity,
                    delivered_quantity=delivered,
                    last_delivered_on=last,
                    is_cancelled=chance.random() < 0.05,
                    unit_price=Decimal(chance.randint(1, 900)) / 100,
                ),
            )
        )
    return lines
