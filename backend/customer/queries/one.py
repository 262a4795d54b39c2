"""One customer from all sides."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import company
from backend.customer.model.invoices import Billed, by_urgency, owed, year_of_payments
from backend.customer.model.orders import (
    YEAR_DAYS,
    counts_as,
    families,
    growth,
    habits,
    values_between,
)
from backend.customer.model.segments import service_goal
from backend.customer.queries.book import HISTORY_DAYS
from backend.customer.queries.marks import marks_of, ordered
from backend.customer.queries.ranking import ranking
from backend.customer.queries.rights import LOGGERS, TELLERS, may_rule
from backend.customer.repository import orders, own
from backend.customer.repository.signals import signals_of
from backend.demand.queries import change_facts, change_row
from backend.engine.rhythm import rhythm
from backend.forecast.queries.asking import stage_chances
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kpi.model import (
    OrderLine,
    Period,
    Ratio,
    order_fill_rate,
    order_lead_time,
    otif,
)
from backend.kpi.queries import aims, present_day
from backend.kpi.reading import DEFINITIONS, is_on_target
from shared.schemas.customer import (
    ChannelShare,
    CustomerLines,
    CustomerView,
    DealRow,
    DeliveryWishes,
    FieldValue,
    JudgedLine,
    LikedItem,
    OpenLineRow,
    OrderDay,
    Preferences,
    ReturnRow,
    RhythmView,
    ServiceFigure,
    WeekdayShare,
    YearFigures,
)
from shared.schemas.demand import DemandChangeRow
from shared.schemas.invoice import InvoiceRow, InvoiceSum, InvoicesView
from shared.terms import Channel, KPIName

SERVICE: Final = (KPIName.OTIF, KPIName.ORDER_FILL_RATE, KPIName.ORDER_LEAD_TIME)
WEEKS_DAYS: Final = 28
SHOWN_FAMILIES: Final = 2
SHOWN_ORDER_DAYS: Final = 24
SHOWN_CHANGES: Final = 10
SHOWN_RETURNS: Final = 20
SHOWN_INVOICES: Final = 20


async def customer_for(viewer: Viewer, customer_id: UUID, now: datetime) -> CustomerView:
    """A customer in the viewer's territories; `NotFoundError` for any other."""
    row = await _must_see(viewer, customer_id)
    today = await present_day(now)
    history = await orders.habit_lines(
        [row["territory_id"]], customer_id, today - timedelta(days=HISTORY_DAYS)
    )
    found = rhythm((line["ordered_on"] for line in history), today)
    open_rows = await orders.open_lines(customer_id)
    back = await orders.returns(customer_id, today - timedelta(days=YEAR_DAYS - 1))
    return CustomerView(
        **{
            name: row[name]
            for name in (
                "id", "code", "name", "city", "country", "territory_name", "region", "segment",
                "industry", "contact_name", "phone",
            )
        },
        currency=(await company()).currency,
        as_of_on=today,
        may_edit=viewer.has_role(*TELLERS),
        may_rule=may_rule(viewer),
        may_log=viewer.has_role(*LOGGERS),
        delivery=DeliveryWishes(
            **{name: row[name] for name in DeliveryWishes.__struct_fields__},
        ),
        year=_year(history, open_rows, back, today),
        marks=marks_of(found, history, today),
        service=await _service(await _order_lines(customer_id, today), today, row["priority"]),
        rhythms=_rhythms(history, today),
        preferences=_preferences(history, today),
        open_lines=[
            OpenLineRow(**{name: each[name] for name in OpenLineRow.__struct_fields__})
            for each in open_rows
        ],
        changes=await _changes(customer_id),
        deals=await _deals(customer_id, today),
        returns=[
            ReturnRow(**{name: each[name] for name in ReturnRow.__struct_fields__})
            for each in back[:SHOWN_RETURNS]
        ],
        invoices=await _invoices(customer_id, today),
        fields=await _fields(customer_id),
        signals=await signals_of(customer_id),
        rank=(await ranking(today)).view(customer_id, row["priority"]),
    )  # fmt: skip


async def customer_lines(
    viewer: Viewer, customer_id: UUID, kpi: KPIName, now: datetime
) -> CustomerLines:
    """The lines of the last year behind one of a customer's service figures, misses first."""
    row = await _must_see(viewer, customer_id)
    if kpi not in SERVICE:
        raise NotFoundError
    today = await present_day(now)
    rows = await _order_lines(customer_id, today)
    figures = {each.kpi: each for each in await _service(rows, today, row["priority"])}
    period = _year_until(today)
    is_days = kpi is KPIName.ORDER_LEAD_TIME
    judged = [
        _judged(each, line)
        for each, line in rows
        if (
            line.is_complete
            and line.last_delivered_on is not None
            and line.last_delivered_on in period
            if is_days
            else (line.promised_on or line.due_on) in period
        )
    ]
    order = {"open": 0, "part": 1, "miss": 2, "hit": 3}
    judged.sort(
        key=lambda each: (
            (-(each.days or 0), each.id)
            if is_days
            else (order[each.counts_as], -each.reference_on.toordinal(), each.id)
        )
    )
    return CustomerLines(
        customer_name=row["name"],
        kpi=kpi,
        figure=figures[kpi],
        from_on=period.first,
        until_on=period.last,
        rows=judged,
    )


async def _must_see(viewer: Viewer, customer_id: UUID) -> dict[str, Any]:
    row = await orders.customer(customer_id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    return row


def _year_until(today: date) -> Period:
    """The 365 days before today; what is due today may still come."""
    return Period(today - timedelta(days=YEAR_DAYS), today - timedelta(days=1))


def _year(
    history: Sequence[Mapping[str, Any]],
    open_rows: Sequence[Mapping[str, Any]],
    back: Sequence[Mapping[str, Any]],
    today: date,
) -> YearFigures:
    lines = [ordered(row) for row in history]
    first = today - timedelta(days=YEAR_DAYS - 1)
    value = values_between(lines, first, today)
    before = values_between(lines, first - timedelta(days=YEAR_DAYS), first - timedelta(days=1))
    # A year that had hardly begun when the history does is no year to compare with.
    has_before = bool(lines) and min(line.ordered_on for line in lines) <= first - timedelta(
        days=YEAR_DAYS - 60
    )
    returned = sum((row["value"] for row in back), Decimal(0))
    return YearFigures(
        value=value,
        value_before=before,
        growth=growth(value, before) if has_before else None,
        order_count=len({each.order_reference for each in lines if each.ordered_on >= first}),
        open_value=sum((row["open_quantity"] * row["unit_price"] for row in open_rows), Decimal(0)),
        return_count=len(back),
        returned_ratio=returned / value if value else None,
    )


async def _order_lines(customer_id: UUID, today: date) -> list[tuple[dict[str, Any], OrderLine]]:
    rows = await orders.judged_lines(customer_id, today - timedelta(days=YEAR_DAYS))
    return [
        (
            row,
            OrderLine(
                id=row["id"],
                ordered_on=row["ordered_on"],
                due_on=row["due_on"],
                promised_on=row["promised_on"],
                quantity=row["quantity"],
                delivered_quantity=row["delivered_quantity"],
                last_delivered_on=row["last_delivered_on"],
                cause=row["cause"],
            ),
        )
        for row in rows
    ]


async def _deals(customer_id: UUID, today: date) -> list[DealRow]:
    """What is in the pipeline, as likely as its stage has proved, not as its form says."""
    rows = await orders.deals(customer_id, today)
    chances = await stage_chances() if rows else {}
    return [
        DealRow(
            **{
                **row,
                "probability": None
                if row["probability"] is None
                else Decimal(str(chances.get(row["stage"], row["probability"]))),
            }
        )
        for row in rows
    ]


async def _service(
    rows: Sequence[tuple[dict[str, Any], OrderLine]], today: date, customer_class: int
) -> list[ServiceFigure]:
    """The company's own KPIs over one customer's lines: a year, and the last four weeks.

    On time in full is held against what the customer's class is owed.
    """
    lines = [line for _, line in rows]
    year = _year_until(today)
    weeks = Period(today - timedelta(days=WEEKS_DAYS), today - timedelta(days=1))
    wanted = await aims()
    goal = service_goal(customer_class, await own.segment_rules(), wanted.get(KPIName.OTIF))
    if goal is not None:
        wanted = {**wanted, KPIName.OTIF: goal}
    rules: dict[KPIName, Callable[[Sequence[OrderLine], Period], Ratio]] = {
        KPIName.OTIF: otif,
        KPIName.ORDER_FILL_RATE: order_fill_rate,
        KPIName.ORDER_LEAD_TIME: lambda some, period: order_lead_time(some, period).total,
    }
    due = sum(not line.is_cancelled and (line.promised_on or line.due_on) in year for line in lines)
    done = order_lead_time(lines, year).total.denominator
    found = []
    for kpi in SERVICE:
        value = rules[kpi](lines, year).value
        found.append(
            ServiceFigure(
                kpi=kpi,
                unit=DEFINITIONS[kpi].unit,
                year=value,
                weeks=rules[kpi](lines, weeks).value,
                count=int(done) if kpi is KPIName.ORDER_LEAD_TIME else due,
                target=wanted.get(kpi),
                is_on_target=is_on_target(DEFINITIONS[kpi], value, wanted.get(kpi)),
            )
        )
    return found


def _judged(row: Mapping[str, Any], line: OrderLine) -> JudgedLine:
    done = line.last_delivered_on if line.is_complete else None
    return JudgedLine(
        id=line.id,
        order_reference=row["order_reference"],
        item_name=row["item_name"],
        unit=row["unit"],
        quantity=line.quantity,
        delivered_quantity=line.delivered_quantity,
        ordered_on=line.ordered_on,
        reference_on=line.promised_on or line.due_on,
        delivered_on=line.last_delivered_on,
        counts_as=counts_as(line),
        cause=line.cause,
        days=(done - line.ordered_on).days if done else None,
    )


def _rhythms(history: Sequence[Mapping[str, Any]], today: date) -> list[RhythmView]:
    """Of everything, then of the families that most was spent on; only those that have one."""
    lines = [ordered(row) for row in history]
    found = []
    for family in ("", *families(lines)):
        values: dict[date, Decimal] = {}
        for line in lines:
            if family in {"", line.family}:
                values[line.ordered_on] = values.get(line.ordered_on, Decimal(0)) + line.value
        own_rhythm = rhythm(values, today)
        if own_rhythm is None:
            continue
        found.append(
            RhythmView(
                family=family,
                order_days=[
                    OrderDay(day, values[day]) for day in own_rhythm.order_days[-SHOWN_ORDER_DAYS:]
                ],
                order_count=len(own_rhythm.order_days),
                gap_count=own_rhythm.gap_count,
                every_days=own_rhythm.every_days,
                spread_days=own_rhythm.spread_days,
                elapsed_days=own_rhythm.elapsed_days,
                usual_on=own_rhythm.usual_on,
                expected_on=own_rhythm.expected_on,
                from_on=own_rhythm.from_on,
                until_on=own_rhythm.until_on,
                window_chance=Decimal(own_rhythm.window_chance).quantize(Decimal("0.0001")),
                is_quiet=own_rhythm.is_quiet,
            )
        )
        if len(found) > SHOWN_FAMILIES:
            break
    return found


def _preferences(history: Sequence[Mapping[str, Any]], today: date) -> Preferences:
    said = habits([ordered(row) for row in history], today)
    items = {row["item_id"]: row for row in history}
    return Preferences(
        order_count=said.order_count,
        items=[
            LikedItem(
                item_id=each.item_id,
                item_name=items[each.item_id]["item_name"],
                family=items[each.item_id]["family"],
                unit=items[each.item_id]["unit"],
                order_count=each.order_count,
                order_ratio=each.order_ratio,
                usual_quantity=each.usual_quantity,
                last_on=each.last_on,
            )
            for each in said.items
        ],
        channels=[ChannelShare(Channel(name), ratio) for name, ratio in said.channels],
        weekdays=[WeekdayShare(day, ratio) for day, ratio in said.weekdays],
        days_ahead=said.days_ahead,
    )


async def _changes(customer_id: UUID) -> list[DemandChangeRow]:
    ids = await orders.change_ids(customer_id, SHOWN_CHANGES)
    facts = await change_facts(ids) if ids else {}
    return [change_row(facts[each]) for each in ids if each in facts]


async def _invoices(customer_id: UUID, today: date) -> InvoicesView:
    rows = await orders.invoices(customer_id, year_of_payments(today))
    found = by_urgency(Billed(**row) for row in rows)
    return InvoicesView(
        sums=[
            InvoiceSum(each.currency, each.open_amount, each.overdue_amount, each.paid_amount)
            for each in owed(found, today)
        ],
        rows=[
            InvoiceRow(
                reference=each.reference,
                order_reference=each.order_reference,
                issued_on=each.issued_on,
                due_on=each.due_on,
                currency=each.currency,
                amount=each.amount,
                open_amount=each.open_amount,
                overdue_days=each.overdue_days(today),
                paid_on=each.paid_on,
            )
            for each in found[:SHOWN_INVOICES]
        ],
        open_count=sum(each.open_amount > 0 for each in found),
        row_count=len(found),
    )


async def _fields(customer_id: UUID) -> list[FieldValue]:
    said = await own.values_of(customer_id)
    return [
        FieldValue(
            field=each,
            value=said[each.id]["value"] if each.id in said else "",
            said_by_name=said[each.id]["said_by_name"] if each.id in said else None,
            said_at=said[each.id]["said_at"] if each.id in said else None,
        )
        for each in await own.fields()
    ]
