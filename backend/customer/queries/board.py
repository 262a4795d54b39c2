"""Customers in a list: by territory, with what stands out."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from backend.catalog.queries import company
from backend.customer.queries.book import Book
from backend.customer.queries.ranking import Ranking, ranking
from backend.customer.queries.rights import may_rule
from backend.identity.model import Viewer
from backend.kpi.queries import present_day
from shared.customer_terms import CustomerMark
from shared.schemas.customer import (
    CustomerBoard,
    CustomerListRow,
    CustomersAsked,
    TerritoryCount,
)

PAGE: Final = 50


async def customers_for(viewer: Viewer, asked: CustomersAsked, now: datetime) -> CustomerBoard:
    """Customers in the viewer's territories that fit what was asked, fifty rows."""
    found = await ranking(await present_day(now))
    currency = (await company()).currency
    return await asyncio.to_thread(_board, viewer, asked, found, currency)


def _board(viewer: Viewer, asked: CustomersAsked, found: Ranking, currency: str) -> CustomerBoard:
    book, scopes = found.book, set(viewer.scope_ids)
    rows = [row for row in book.rows if row["territory_id"] in scopes]
    words = asked.words.casefold().split()
    wanted = [row for row in rows if _fits(row, words, asked, book)]
    counted = Counter(row["territory_id"] for row in wanted)
    if asked.territory_id is not None:
        wanted = [row for row in wanted if row["territory_id"] == asked.territory_id]
    names = {row["territory_id"]: row["territory_name"] for row in rows}
    marks = Counter(
        kind for row in rows for kind in {each.kind for each in book.entry(row["id"]).marks}
    )
    start = max(asked.offset, 0)
    return CustomerBoard(
        as_of_on=book.today,
        currency=currency,
        rows=[_row(row, found) for row in wanted[start : start + PAGE]],
        row_count=len(wanted),
        next_offset=start + PAGE if start + PAGE < len(wanted) else None,
        territories=[TerritoryCount(each, name, counted[each]) for each, name in names.items()],
        marked={mark: marks[mark] for mark in CustomerMark},
        may_rule=may_rule(viewer),
    )


def _row(row: Mapping[str, Any], ranks: Ranking) -> CustomerListRow:
    entry = ranks.book.entry(row["id"])
    found = entry.rhythm
    segment = ranks.view(row["id"], row["priority"])
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
        marks=list(entry.marks),
    )


def _fits(row: Mapping[str, Any], words: Sequence[str], asked: CustomersAsked, book: Book) -> bool:
    return (
        all(word in book.words[row["id"]] for word in words)
        and asked.value_class in {None, book.segments.value_class(row["id"])}
        and (asked.mark is None or book.entry(row["id"]).has(asked.mark))
    )
