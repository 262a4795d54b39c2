"""Reads of alert rules for screens: rules, what they can be made of, what they would have done, detection."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.alert.queries import standing_by_rule
from backend.approval.queries import people_named
from backend.catalog.queries import planning_catalog
from backend.engine.scale import money
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kpi.reading import DEFINITIONS
from backend.promise.queries import node_facts
from backend.replenishment.model import is_started
from backend.watch.model.judge import is_watched
from backend.watch.model.replay import PastAlert, known_from, past_quantity, replay
from backend.watch.model.rule import Rule, check_rule
from backend.watch.repository.history import histories_of
from backend.watch.repository.rules import all_rules, charged_with, rule_with, sites_seen_by
from backend.watch.repository.subjects import today_by_site
from backend.watch.tables import AlertRule
from shared.schemas.approval import PersonName
from shared.schemas.watch import (
    AlertRuleChoice,
    AlertRuleView,
    Detection,
    PastAlertRow,
    PastStartRow,
    PastStarts,
    RulePreview,
    WatchChoices,
)
from shared.terms import Role
from shared.watch_terms import DeadlineKind, Threshold, Watched

RULERS: Final = (Role.PLANNER, Role.ADMIN)
PREVIEW_DAYS: Final = 90
DETECTION_DAYS: Final = 30
LIMIT: Final = timedelta(minutes=15)
_SHOWN_ALERTS: Final = 20


async def alert_rules_for(viewer: Viewer) -> list[AlertRuleView]:
    """The rules of the viewer's sites and those of no site, the first made first; for those who make them."""
    viewer.must_be(*RULERS)
    kept = [
        (rule, is_on)
        for rule, is_on in await all_rules()
        if rule.site_id is None or viewer.sees(rule.site_id)
    ]
    names = await people_named(
        {each for rule, _ in kept for each in (rule.owner_id, *rule.deputy_ids)}
    )
    standing = await standing_by_rule(viewer.scope_ids)
    catalog = await planning_catalog()
    calendars = {each.id: each.name for each in await _calendars()}
    charged = await charged_with(rule.id for rule, _ in kept if rule.id is not None)
    return [
        AlertRuleView(
            id=rule.id,
            rule=choice_of(rule),
            is_on=is_on,
            owner_name=names.get(rule.owner_id, ""),
            deputy_names=[names.get(each, "") for each in rule.deputy_ids],
            site_name=catalog.sites[rule.site_id].name if rule.site_id else None,
            calendar_name=calendars.get(rule.calendar_id) if rule.calendar_id else None,
            unit=unit_of(rule),
            standing_count=standing.get(rule.id, 0),
            is_seconded=charged[rule.id].is_seconded,
        )
        for rule, is_on in kept
        if rule.id is not None
    ]


async def watch_choices_for(viewer: Viewer) -> WatchChoices:
    """What the viewer can make a rule of."""
    viewer.must_be(*RULERS)
    catalog = await planning_catalog()
    sites = sorted(
        (each for each in catalog.sites.values() if viewer.sees(each.scope_id)),
        key=lambda each: each.name,
    )
    rows = await AlertRule.raw(
        """
        SELECT DISTINCT person.id, person.name FROM person
        JOIN scope_membership AS membership ON membership.person_id = person.id
          AND membership.revoked_at IS NULL AND membership.scope_id = ANY({}::uuid[])
        WHERE person.is_active ORDER BY person.name, person.id
        """,
        [each.scope_id for each in sites],
    )
    return WatchChoices(
        people=[PersonName(row["id"], row["name"]) for row in rows],
        sites=[PersonName(each.id, each.name) for each in sites],
        calendars=await _calendars(),
        families=sorted({item.family for item in catalog.items.values()}),
        time_zones=sorted({"UTC", *(each.time_zone for each in catalog.sites.values())}),
        currency=catalog.company.currency,
    )


async def preview_for(viewer: Viewer, rule: Rule, now: datetime) -> RulePreview:
    """What a rule would have done over the last 90 days, at sites that the viewer sees too."""
    viewer.must_be(*RULERS)
    check_rule(rule)
    catalog = await planning_catalog()
    seen = await sites_seen_by((viewer.person_id,))
    last = max((await today_by_site(now)).values(), default=now.date())
    first = last - timedelta(days=PREVIEW_DAYS - 1)
    histories = [
        each
        for each in await histories_of(rule, first, last, now)
        if each.subject.site_id in seen[viewer.person_id] and is_watched(rule, each.subject)
    ]
    past = replay(rule, histories, first, last)
    return RulePreview(
        from_on=first,
        to_on=last,
        known_from=known_from(histories),
        watched_count=len(histories),
        alert_count=len(past),
        standing_count=sum(alert.cleared_on is None for alert in past),
        alerts=[
            PastAlertRow(
                raised_on=alert.raised_on,
                cleared_on=alert.cleared_on,
                subject=_name(alert),
                site_name=catalog.sites[alert.subject.site_id].name,
                count=alert.count,
            )
            for alert in reversed(past[-_SHOWN_ALERTS:])
        ],
        starts=await _past_starts(rule, past),
    )


async def _past_starts(rule: Rule, past: list[PastAlert]) -> PastStarts | None:
    """What the rule would have started for every position that its past alerts name."""
    if rule.starts is None:
        return None
    catalog, facts = await planning_catalog(), await node_facts()
    rows, unknown = [], 0
    for on, subject in sorted(
        (each for alert in past for each in alert.members), key=lambda each: (each[0], each[1].key)
    ):
        known = facts.get((UUID(subject.item), subject.site_id))
        if known is None or not is_started(rule.starts, known.procurement):
            continue
        quantity = past_quantity(rule, subject, known, catalog.items[known.item_id].pack_multiple)
        if quantity is None:
            unknown += 1
            continue
        value = money(quantity * known.unit_cost)
        rows.append(
            PastStartRow(
                on=on,
                item_name=known.item_name,
                site_name=catalog.sites[subject.site_id].name,
                quantity=quantity,
                unit=known.unit,
                value=value,
                is_automatic=rule.auto_value is not None and value <= rule.auto_value,
            )
        )
    return PastStarts(
        count=len(rows),
        automatic_count=sum(row.is_automatic for row in rows),
        unknown_count=unknown,
        value=sum((row.value for row in rows), Decimal(0)),
        rows=rows[: -_SHOWN_ALERTS - 1 : -1],
    )


async def preview_of(viewer: Viewer, rule_id: UUID, now: datetime) -> RulePreview:
    """What a rule that is kept would have done."""
    viewer.must_be(*RULERS)
    kept = await rule_with(rule_id)
    if kept is None or (kept[0].site_id is not None and not viewer.sees(kept[0].site_id)):
        raise NotFoundError
    return await preview_for(viewer, kept[0], now)


async def detection_for(viewer: Viewer, now: datetime) -> Detection:
    """How long alerts in the viewer's scopes took until they were raised and their owners told."""
    viewer.must_be(*RULERS)
    limit = int(LIMIT.total_seconds())
    rows = await AlertRule.raw(
        """
        SELECT count(*) AS count,
               percentile_cont(ARRAY[0.5, 0.95, 1.0]) WITHIN GROUP (ORDER BY seconds) AS found,
               percentile_cont(0.95) WITHIN GROUP (ORDER BY told_seconds) AS told,
               count(*) FILTER (WHERE seconds > {} OR told_seconds > {}) AS over_limit
        FROM (
          SELECT extract(epoch FROM raised_at - caused_at) AS seconds,
                 extract(epoch FROM raised_at - caused_at) + told_seconds AS told_seconds
          FROM alert
          WHERE caused_at IS NOT NULL AND raised_at > {} AND scope_id = ANY({}::uuid[])
        ) AS measured
        """,
        limit,
        limit,
        now - timedelta(days=DETECTION_DAYS),
        list(viewer.scope_ids),
    )
    row = rows[0]
    found: list[Any] = row["found"] or [None, None, None]
    return Detection(
        days=DETECTION_DAYS,
        alert_count=row["count"],
        median_seconds=_seconds(found[0]),
        p95_seconds=_seconds(found[1]),
        longest_seconds=_seconds(found[2]),
        told_p95_seconds=_seconds(row["told"]),
        over_limit=row["over_limit"],
    )


def unit_of(rule: Rule) -> str:
    """What a rule's threshold is counted in: quantity, ratio, days, hours, money, count."""
    if rule.threshold_in is Threshold.TARGET or rule.watched is Watched.CAPACITY:
        return "ratio"
    if rule.threshold_in is Threshold.SIGNAL:
        return "count"
    if rule.threshold_in is Threshold.COVER or rule.watched is Watched.PROMISE:
        return "days"
    if rule.deadline is not None:
        return "hours" if rule.deadline is DeadlineKind.DECISION else "days"
    return DEFINITIONS[rule.kpi].unit if rule.kpi is not None else "quantity"


def choice_of(rule: Rule) -> AlertRuleChoice:
    """A rule as it could be asked for again."""
    after = rule.escalate_after
    return AlertRuleChoice(
        name=rule.name,
        watched=rule.watched,
        threshold=_plain(rule.threshold),
        owner_id=rule.owner_id,
        threshold_in=rule.threshold_in,
        is_above=rule.is_above,
        clears_at=None if rule.clears_at is None else _plain(rule.clears_at),
        kpi=rule.kpi,
        deadline=rule.deadline,
        side=rule.side,
        periods=rule.periods,
        family=rule.family,
        site_id=rule.site_id,
        lowest_priority=rule.lowest_priority,
        severity=rule.severity,
        grouping=rule.grouping,
        deputy_ids=list(rule.deputy_ids),
        escalate_after_minutes=None if after is None else int(after.total_seconds() // 60),
        time_zone=rule.time_zone,
        quiet_from=_clock(rule.quiet_from),
        quiet_until=_clock(rule.quiet_until),
        calendar_id=rule.calendar_id,
        digest_at=_clock(rule.digest_at),
        starts=rule.starts,
        fill_to=None if rule.fill_to is None else _plain(rule.fill_to),
        rush_priority=rule.rush_priority,
        auto_value=None if rule.auto_value is None else _plain(rule.auto_value),
    )


async def _calendars() -> list[PersonName]:
    rows = await AlertRule.raw("SELECT id, name FROM calendar ORDER BY name, id")
    return [PersonName(row["id"], row["name"]) for row in rows]


def _clock(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"


def _name(alert: PastAlert) -> str:
    facts = alert.subject.facts
    said = [
        facts.get(name, "")
        for name in ("name", "customer", "supplier", "item", "work_center", "reference")
    ]
    return " · ".join(part for part in said if part)


def _plain(value: Decimal) -> Decimal:
    """Without the idle places of a column."""
    return Decimal(f"{value:f}".rstrip("0").rstrip(".")) if value % 1 else Decimal(int(value))


def _seconds(value: float | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(Decimal("0.1"))
