"""Segments found from orders, beside what a person has chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from backend.catalog.queries import company
from backend.customer.model.segments import Segment, Turnover, find_segments, part_of
from backend.customer.queries.rights import may_rule
from backend.customer.repository import orders, own
from backend.identity.model import Viewer
from backend.kpi.queries import present_day
from shared.customer_terms import OrderSize, Standing, ValueClass
from shared.schemas.customer import OverrideView, SegmentView
from shared.schemas.segment import SegmentBoard, SegmentGroup, SegmentRow, SegmentRules

_NOBODY = Segment(
    ValueClass.NONE, Standing.NEW, OrderSize.SMALL, 1, 1, 1, 1, 1, Decimal(0), Decimal(0), None
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everybody's segments on a day, with what they were found from and what was chosen by hand."""

    rules: SegmentRules
    turnovers: Mapping[UUID, Turnover]
    segments: Mapping[UUID, Segment]
    overrides: Mapping[UUID, Mapping[str, Any]]
    today: date

    def view(self, customer_id: UUID, customer_class: int) -> SegmentView:
        """A customer's segment as screens show it."""
        found = self.segments.get(customer_id, _NOBODY)
        turnover = self.turnovers.get(customer_id)
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
            window_days=self.rules.window_days,
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
                is_over=chosen["expires_on"] < self.today,
            ),
        )


async def ranking(today: date) -> Ranking:
    """Segments of all customers as they stand today."""
    rules = await own.segment_rules()
    since = today - timedelta(days=rules.window_days - 1)
    rows = await orders.turnovers(since, today, [each.value for each in rules.ranked_channels])
    turnovers = {
        row["customer_id"]: Turnover(
            **{**row, "usual_order": Decimal(str(row["usual_order"]))},
        )
        for row in rows
    }
    return Ranking(
        rules=rules,
        turnovers=turnovers,
        segments=find_segments(turnovers.values(), rules, today),
        overrides=await own.overrides(),
        today=today,
    )


async def segments_for(viewer: Viewer, now: datetime) -> SegmentBoard:
    """Customers of the viewer's territories by value, and whose class data would have otherwise."""
    today = await present_day(now)
    found = await ranking(today)
    rows = [
        SegmentRow(
            id=row["id"],
            code=row["code"],
            name=row["name"],
            territory_name=row["territory_name"],
            region=row["region"],
            industry=row["industry"],
            segment=found.view(row["id"], row["priority"]),
        )
        for row in await orders.customers(viewer.scope_ids)
    ]
    ranked = [row for row in rows if row.segment.suggested_class is not None]
    ranked.sort(key=lambda row: (-row.segment.value, row.name, row.id))
    return SegmentBoard(
        as_of_on=today,
        currency=(await company()).currency,
        rules=found.rules,
        groups=groups_of(ranked),
        rows=ranked,
        moves=[row for row in ranked if would_move(row.segment)],
        not_ranked_count=len(rows) - len(ranked),
        may_rule=may_rule(viewer),
    )


def would_move(segment: SegmentView) -> bool:
    """Whether data would have another class, and no person's word holds."""
    is_chosen = segment.override is not None and not segment.override.is_over
    return not is_chosen and segment.suggested_class not in {None, segment.customer_class}


def groups_of(rows: Sequence[SegmentRow]) -> list[SegmentGroup]:
    """What the value classes come to among these customers."""
    total = sum((row.segment.value for row in rows), Decimal(0))
    found = []
    for value_class in ValueClass:
        own_rows = [row for row in rows if row.segment.value_class is value_class]
        value = sum((row.segment.value for row in own_rows), Decimal(0))
        found.append(SegmentGroup(value_class, len(own_rows), value, part_of(value, total)))
    return found
