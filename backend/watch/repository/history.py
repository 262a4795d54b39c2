"""What is known of past days: kept readings, KPI weeks, forecast periods, promises kept or missed, deadlines met or not."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from backend.kpi.queries import weekly_figures
from backend.watch.model.judge import Subject
from backend.watch.model.replay import History, Reading
from backend.watch.model.rule import Rule
from backend.watch.repository.findings import readings_since
from backend.watch.repository.forecasts import forecast_histories
from backend.watch.repository.lacking import lacking_histories
from backend.watch.repository.subjects import (
    capacity_subjects,
    kpi_subjects,
    stock_subjects,
    today_by_site,
)
from backend.watch.tables import AlertRule
from shared.watch_terms import DeadlineKind, Watched

_HOUR: Final = 3600
_MOST_LINES: Final = 20_000


async def histories_of(rule: Rule, first: date, last: date, now: datetime) -> list[History]:
    """What a rule would have looked at from one day to another."""
    if rule.watched in (Watched.STOCK, Watched.CAPACITY):
        return await _kept(rule.watched, first, now)
    if rule.watched is Watched.FORECAST:
        return await forecast_histories(now, rule.lowest_priority)
    if rule.watched is Watched.PROMOTION:
        return await lacking_histories(first)
    if rule.watched is Watched.KPI:
        return await _weeks(rule, first, now)
    if rule.watched is Watched.PROMISE:
        return [_lateness(rule, row, first, last) for row in await _lines(first, last)]
    if rule.deadline is DeadlineKind.DECISION:
        return [_decision(rule, row, first, last) for row in await _decisions(first)]
    statement = _DELIVERIES if rule.deadline is DeadlineKind.DELIVERY else _ORDERS
    rows = await AlertRule.raw(statement, first, last, _MOST_LINES)
    return [_lateness(rule, row, first, last) for row in rows]


async def _kept(watched: Watched, first: date, now: datetime) -> list[History]:
    subjects = (
        await stock_subjects(now) if watched is Watched.STOCK else await capacity_subjects(now)
    )
    readings = await readings_since(watched, first)
    return [History(each, readings.get(each.key, ())) for each in subjects]


async def _weeks(rule: Rule, first: date, now: datetime) -> list[History]:
    """A week's figure is known on the Monday after it, the running week's today."""
    assert rule.kpi is not None  # noqa: S101 -- the rule was checked
    subjects = await kpi_subjects(rule.kpi, now)
    known = await weekly_figures(rule.kpi, now)
    today = await today_by_site(now)
    return [
        History(
            subject,
            tuple(
                Reading(on, value, known.target)
                for monday, value in known.sites[subject.site_id]
                if (on := min(monday + timedelta(days=7), today[subject.site_id])) >= first
            ),
        )
        for subject, _ in subjects.values()
    ]


async def _lines(first: date, last: date) -> list[dict[str, Any]]:
    return list(await AlertRule.raw(_PROMISES, first, last, _MOST_LINES))


async def _decisions(first: date) -> list[dict[str, Any]]:
    return list(await AlertRule.raw(_DECISIONS, first, _MOST_LINES))


def _lateness(rule: Rule, row: Mapping[str, Any], first: date, last: date) -> History:
    """Days after a day that was promised, one reading a day, until it was done."""
    due_on, done_on = row["due_on"], row["done_on"]
    end = min(done_on or last, last)
    looked_from = due_on + timedelta(days=min(0, int(rule.threshold)))
    begin = max(first, min(looked_from, end))
    readings = [
        Reading(begin + timedelta(days=count), Decimal((begin - due_on).days + count))
        for count in range((end - begin).days + 1)
        if done_on is None or begin + timedelta(days=count) < done_on
    ]
    if done_on is not None and done_on <= last:
        readings.append(Reading(max(done_on, first), None, ends=True))
    return History(_subject(row), tuple(readings))


def _decision(rule: Rule, row: Mapping[str, Any], first: date, last: date) -> History:
    """The day on which a proposal without a decision came within the rule's hours, until it was decided."""
    over_at: datetime = row["decide_by"] + timedelta(seconds=float(rule.threshold) * _HOUR)
    over_at = max(over_at, row["opened_at"])
    done_at: datetime | None = row["decided_at"]
    readings = []
    if (done_at is None or over_at < done_at) and over_at.date() <= last:
        readings.append(Reading(max(over_at.date(), first), rule.threshold))
        if done_at is not None:
            # What was decided on the very day still was an alert on it.
            readings.append(Reading(max(done_at.date(), over_at.date() + _DAY), None, ends=True))
    else:
        readings.append(Reading(max(row["opened_at"].date(), first), None, ends=True))
    return History(_subject(row), tuple(readings))


def _subject(row: Mapping[str, Any]) -> Subject:
    return Subject(
        key=str(row["id"]),
        site_id=row["site_id"],
        figure=Decimal(0),
        item=str(row["item_id"]),
        family=row["family"],
        customer=str(row["customer_id"] or ""),
        priority=row["priority"],
        facts={"item": row["item"], "customer": row["customer"], "reference": row["reference"]},
    )


_DAY: Final = timedelta(days=1)
_PROMISES: Final = """
    SELECT line.id, line.site_id, line.item_id, line.customer_id, line.order_reference AS reference,
           coalesce(line.promised_on, line.due_on) AS due_on,
           CASE WHEN line.status = 'shipped' THEN coalesce(
             (SELECT max(shipped_on) FROM shipment WHERE shipment.demand_line_id = line.id),
             coalesce(line.promised_on, line.due_on)) END AS done_on,
           customer.name AS customer, customer.priority, item.name AS item, item.family
    FROM demand_line AS line
    JOIN customer ON customer.id = line.customer_id
    JOIN item ON item.id = line.item_id
    WHERE line.status IN ('open', 'shipped') AND line.deleted_at IS NULL
      AND coalesce(line.promised_on, line.due_on) BETWEEN {}::date - 30 AND {}
    ORDER BY due_on DESC, line.id LIMIT {}
"""
_DECISIONS: Final = """
    SELECT proposal.id, proposal.site_id, proposal.opened_at, proposal.decide_by,
           coalesce(proposal.decided_at, CASE WHEN proposal.status <> 'open' THEN proposal.opened_at END)
             AS decided_at,
           change.customer_id, change.item_id, '' AS reference, customer.name AS customer,
           customer.priority, item.name AS item, item.family
    FROM proposal
    JOIN demand_change AS change ON change.id = proposal.demand_change_id
    JOIN customer ON customer.id = change.customer_id
    JOIN item ON item.id = change.item_id
    WHERE proposal.deleted_at IS NULL AND proposal.decide_by >= {}
    ORDER BY proposal.decide_by DESC, proposal.id LIMIT {}
"""
_DELIVERIES: Final = """
    SELECT line.id, line.site_id, line.item_id, line.supplier_id AS customer_id, line.due_on,
           CASE WHEN line.status <> 'open' THEN coalesce(line.received_on, line.due_on) END AS done_on,
           line.order_reference || ' / ' || line.line_number AS reference,
           supplier.name AS customer, NULL::smallint AS priority, item.name AS item, item.family
    FROM purchase_line AS line
    JOIN supplier ON supplier.id = line.supplier_id
    JOIN item ON item.id = line.item_id
    WHERE line.status <> 'cancelled' AND line.due_on BETWEEN {}::date - 30 AND {}
    ORDER BY line.due_on DESC, line.id LIMIT {}
"""
_ORDERS: Final = """
    SELECT made.id, made.site_id, made.item_id, NULL::uuid AS customer_id,
           made.planned_end_on AS due_on, made.actual_end_on AS done_on, made.reference,
           '' AS customer, NULL::smallint AS priority, item.name AS item, item.family
    FROM production_order AS made
    JOIN item ON item.id = made.item_id
    WHERE made.status <> 'cancelled' AND made.planned_end_on BETWEEN {}::date - 30 AND {}
    ORDER BY made.planned_end_on DESC, made.id LIMIT {}
"""
