"""Segments found from orders, beside what a person has chosen."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.allocation.queries import usual_service
from backend.catalog.queries import company
from backend.customer.model.segments import Segment, part_of, service_goal
from backend.customer.queries.book import Book, book_of
from backend.customer.queries.rights import may_rule
from backend.customer.repository import kept, own
from backend.identity.model import Viewer
from backend.kpi.queries import aims, present_day
from shared.customer_terms import OrderSize, Standing, ValueClass
from shared.schemas.allocation import AllocationRule
from shared.schemas.customer import OverrideView, SegmentView
from shared.schemas.segment import (
    ClassServed,
    SegmentBoard,
    SegmentGroup,
    SegmentRow,
    SegmentRules,
    SegmentsAsked,
)
from shared.terms import KPIName

PAGE: Final = 25
MOST_MOVES: Final = 200
_NOBODY = Segment(
    ValueClass.NONE, Standing.NEW, OrderSize.SMALL, 1, 1, 1, 1, 1, Decimal(0), Decimal(0), None
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everybody's segments on a day, with what they were found from and what was chosen by hand."""

    book: Book
    overrides: Mapping[UUID, Mapping[str, Any]]

    def view(self, customer_id: UUID, customer_class: int) -> SegmentView:
        """A customer's segment as screens show it."""
        found = self.book.segments.get(customer_id, _NOBODY)
        turnover = self.book.turnovers.get(customer_id)
        chosen = self.overrides.get(customer_id)
        return SegmentView(
            value_class=found.value_class,
            standing=found.standing,
            order_size=found.order_size,
            is_high_value=found.value_class is ValueClass.A,
            recency=found.recency,
            frequency=found.frequency,
            money=found.money,
            value=turnover.value if turnover else Decimal(0),
            order_count=turnover.order_count if turnover else 0,
            last_ordered_on=turnover.last_on if turnover else None,
            rank=found.rank,
            of_count=found.of_count,
            share=found.share,
            share_before=found.share_before,
            window_days=self.book.rules.window_days,
            customer_class=customer_class,
            suggested_class=found.suggested_class,
            override=None
            if chosen is None
            else OverrideView(
                customer_class=chosen["customer_class"],
                reason=chosen["reason"],
                expires_on=chosen["expires_on"],
                set_by_name=chosen["set_by_name"],
                set_at=chosen["set_at"],
                is_over=self._is_over(chosen),
            ),
        )

    def would_move(self, row: Mapping[str, Any]) -> bool:
        """Whether data would have another class for a customer, and no person's word holds."""
        chosen = self.overrides.get(row["id"])
        if chosen is not None and not self._is_over(chosen):
            return False
        return self.book.segments.suggested_class(row["id"]) not in {None, row["priority"]}

    def _is_over(self, chosen: Mapping[str, Any]) -> bool:
        return bool(chosen["expires_on"] < self.book.today)


@dataclass(frozen=True, slots=True)
class Serving:
    """How classes are served: the rules of allocation, customers' lines due and on time in full, the KPI's target."""

    rules: Mapping[int, AllocationRule]
    rows: Sequence[Mapping[str, Any]]
    target: Decimal | None


async def ranking(today: date) -> Ranking:
    """Segments of all customers as they stand today."""
    return Ranking(await book_of(today), await own.overrides())


async def segments_for(viewer: Viewer, asked: SegmentsAsked, now: datetime) -> SegmentBoard:
    """Customers of the viewer's territories by value, and whose class data would have otherwise."""
    found = await ranking(await present_day(now))
    currency = (await company()).currency
    serving = Serving(
        await usual_service(),
        await kept.served_by_customer(viewer.scope_ids),
        (await aims()).get(KPIName.OTIF),
    )
    return await asyncio.to_thread(_board, viewer, asked, found, currency, serving)


def _board(
    viewer: Viewer, asked: SegmentsAsked, found: Ranking, currency: str, serving: Serving
) -> SegmentBoard:
    book, scopes = found.book, set(viewer.scope_ids)
    rows = [row for row in book.rows if row["territory_id"] in scopes]
    ranked = [row for row in rows if book.turnovers[row["id"]].is_ranked]
    ranked.sort(key=lambda row: (-book.turnovers[row["id"]].value, row["name"], row["id"]))
    moves = [row for row in ranked if found.would_move(row)]
    shown = [
        row
        for row in ranked
        if asked.value_class in {None, book.segments.value_class(row["id"])}
        and asked.territory_id in {None, row["territory_id"]}
    ]
    start, first = max(asked.offset, 0), max(asked.moves_offset, 0)
    return SegmentBoard(
        as_of_on=book.today,
        currency=currency,
        rules=book.rules,
        groups=groups_of(ranked, book),
        rows=[_row(found, row) for row in shown[start : start + PAGE]],
        row_count=len(shown),
        next_offset=start + PAGE if start + PAGE < len(shown) else None,
        moves=[_row(found, row) for row in moves[first : first + MOST_MOVES]],
        move_count=len(moves),
        not_ranked_count=len(rows) - len(ranked),
        may_rule=may_rule(viewer),
        classes=classes_served(Counter(row["priority"] for row in rows), book.rules, serving),
    )


def classes_served(
    counts: Mapping[int, int], rules: SegmentRules, serving: Serving
) -> list[ClassServed]:
    """How each class is served, the first one first; `counts` are its customers."""
    found = []
    for customer_class in sorted(counts):
        goal = service_goal(customer_class, rules, serving.target)
        own_rows = [row for row in serving.rows if row["priority"] == customer_class and row["due"]]
        due = sum((row["due"] for row in own_rows), Decimal(0))
        hits = sum((row["hits"] for row in own_rows), Decimal(0))
        rule = serving.rules[min(max(customer_class, 1), max(serving.rules))]
        found.append(
            ClassServed(
                customer_class=customer_class,
                customer_count=counts[customer_class],
                strategy=rule.strategy,
                weight=rule.weight,
                goal=goal,
                otif=part_of(hits, due) if due else None,
                due_count=int(due),
                below_count=sum(
                    goal is not None and row["hits"] < goal * row["due"] for row in own_rows
                ),
            )
        )
    return found


def _row(found: Ranking, row: Mapping[str, Any]) -> SegmentRow:
    return SegmentRow(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        territory_name=row["territory_name"],
        region=row["region"],
        industry=row["industry"],
        segment=found.view(row["id"], row["priority"]),
    )


def groups_of(rows: Sequence[Mapping[str, Any]], book: Book) -> list[SegmentGroup]:
    """What the value classes come to among these customers."""
    counts: Counter[ValueClass] = Counter()
    values = dict.fromkeys(ValueClass, Decimal(0))
    for row in rows:
        value_class = book.segments.value_class(row["id"])
        counts[value_class] += 1
        values[value_class] += book.turnovers[row["id"]].value
    total = sum(values.values(), Decimal(0))
    return [
        SegmentGroup(each, counts[each], values[each], part_of(values[each], total))
        for each in ValueClass
    ]
