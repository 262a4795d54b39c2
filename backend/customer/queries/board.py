"""Customers in a list: by territory, with what stands out."""

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import company
from backend.customer.model.orders import RECENT_DAYS
from backend.customer.queries.marks import marks_of
from backend.customer.queries.ranking import Ranking, ranking
from backend.customer.queries.rights import may_rule
from backend.customer.repository import orders
from backend.engine.rhythm import Rhythm, rhythm
from backend.identity.model import Viewer
from backend.kpi.queries import present_day
from shared.customer_terms import CustomerMark
from shared.schemas.customer import (
    CustomerBoard,
    CustomerListRow,
    CustomersAsked,
    MarkView,
    TerritoryCount,
)

PAGE: Final = 50
HISTORY_DAYS: Final = 730


async def customers_for(viewer: Viewer, asked: CustomersAsked, now: datetime) -> CustomerBoard:
    """Customers in the viewer's territories that fit what was asked, fifty rows."""
    today = await present_day(now)
    since = today - timedelta(days=HISTORY_DAYS)
    rows = await orders.customers(viewer.scope_ids)
    days = await orders.order_days(viewer.scope_ids, since)
    recent = today - timedelta(days=RECENT_DAYS - 1)
    lines: dict[UUID, list[dict[str, Any]]] = {}
    for line in await orders.habit_lines(viewer.scope_ids, None, since, recent):
        lines.setdefault(line["customer_id"], []).append(line)
    found = await ranking(today)
    rhythms = {row["id"]: rhythm(days.get(row["id"], ()), today) for row in rows}
    listed = [
        _row(
            row,
            rhythms[row["id"]],
            found,
            marks_of(rhythms[row["id"]], lines.get(row["id"], ()), today),
        )
        for row in rows
    ]
    wanted = [row for row in listed if _fits(row, asked)]
    counted = Counter(row.territory_id for row in wanted)
    if asked.territory_id is not None:
        wanted = [row for row in wanted if row.territory_id == asked.territory_id]
    names = {row["territory_id"]: row["territory_name"] for row in rows}
    start = max(asked.offset, 0)
    return CustomerBoard(
        as_of_on=today,
        currency=(await company()).currency,
        rows=wanted[start : start + PAGE],
        row_count=len(wanted),
        next_offset=start + PAGE if start + PAGE < len(wanted) else None,
        territories=[TerritoryCount(each, name, counted[each]) for each, name in names.items()],
        marked={
            mark: sum(any(each.kind is mark for each in row.marks) for row in listed)
            for mark in CustomerMark
        },
        may_rule=may_rule(viewer),
    )


def _row(
    row: dict[str, Any], found: Rhythm | None, segments: Ranking, marks: list[MarkView]
) -> CustomerListRow:
    segment = segments.view(row["id"], row["priority"])
    return CustomerListRow(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        city=row["city"],
        country=row["country"],
        industry=row["industry"],
        territory_id=row["territory_id"],
        territory_name=row["territory_name"],
        customer_class=row["priority"],
        value_class=segment.value_class,
        year_value=Decimal(segment.value),
        last_ordered_on=found.order_days[-1] if found else segment.last_ordered_on,
        expected_on=found.expected_on if found else None,
        from_on=found.from_on if found else None,
        until_on=found.until_on if found else None,
        marks=marks,
    )


def _fits(row: CustomerListRow, asked: CustomersAsked) -> bool:
    words = asked.words.casefold().split()
    said = f"{row.name} {row.code} {row.city} {row.industry}".casefold()
    return (
        all(word in said for word in words)
        and asked.value_class in {None, row.value_class}
        and (asked.mark is None or any(each.kind is asked.mark for each in row.marks))
    )
