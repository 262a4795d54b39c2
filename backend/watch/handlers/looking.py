"""Looks at what rules watch when it has moved, and makes alerts agree with what is beyond.

Wanted in the flow: `CompanyLoaded`, `AlertRuleChanged`, `ReservationMoved` → `look_at_rules`; `PlanRevised` → `look_at_site`;
`FloorReported` → `look_at_report`; `ForecastMade` → `look_at_forecasts`; `DemandLineChanged` → `look_at_line`; `PurchaseMoved` →
`look_at_purchase`; `ProductionOrderMoved` → `look_at_order`; `KPIsCounted` → `look_at_figures`; `ProposalOpened`, `ProposalDecided`,
`ProposalWithdrawn` → `look_at_decisions`; `PlanRevised`, `CompanyLoaded`, `ForecastMade`, `ForecastOverridden`, `PromotionChanged` →
`look_at_promotions`. Timetable: `CheckAlertRules` every five minutes, `WatchPromotions` every hour.
"""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.alert.handlers.following import follow_causes
from backend.alert.handlers.promotions import follow_promotions
from backend.alert.handlers.supplies import follow_ending_supplies
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.promotion.queries.seasons import season_outlook
from backend.promotion.queries.supply import short_promotions
from backend.watch.commands import CheckAlertRules
from backend.watch.handlers.judging import RULE_KINDS, judge, judge_all, kind_of
from backend.watch.model.index import RuleIndex
from backend.watch.model.judge import Subject, is_watched, measured_weeks, periods_in_a_row
from backend.watch.model.replay import beyond_now
from backend.watch.repository import findings, rules, subjects
from backend.watch.repository.forecasts import forecast_histories
from backend.watch.repository.lacking import lacking_no_more, lacking_subjects
from backend.watch.repository.rules import index_of
from shared.watch_terms import DeadlineKind, Threshold, Watched

_READINGS_KEPT: Final = timedelta(days=100)


async def check_alert_rules(command: CheckAlertRules, context: Context) -> None:
    """Look at everything, since days and hours pass without anybody telling."""
    await look_at_rules(command, context)
    today = await subjects.today_by_site(context.now)
    await findings.forget_readings(min(today.values(), default=context.now.date()) - _READINGS_KEPT)


async def look_at_rules(event: object, context: Context) -> None:
    """Anything may have moved: look at all that any rule watches; of a load of stock alone at that stock."""
    await rules.lock_rules()
    nodes = getattr(event, "stock_nodes", None)
    if nodes is not None:
        await _look_at_stock(nodes, context)
        return
    await _look_at_stock(None, context)
    await _look_at_capacity(None, context)
    await _look_at_deadlines(tuple(DeadlineKind), context)
    await _look_at_figures(context)
    # A forecast moves with its runs and with orders, and tells so; time alone brings nothing.
    if not isinstance(event, CheckAlertRules):
        await _look_at_forecasts(None, context)
    await _clear_of_rules_off(event, context)
    if hasattr(event, "rule_id"):
        await _look_at_promotions(context)


async def look_at_promotions(event: object, context: Context) -> None:  # noqa: ARG001 -- whatever moved, all are looked at
    """What promotions and seasons expect, what there will be, or until when it can be had, has moved."""
    await rules.lock_rules()
    await _look_at_promotions(context)


async def look_at_site(event: Any, context: Context) -> None:
    """A site's plan moved: its stock, its loads, and what comes to other sites from it."""
    await rules.lock_rules()
    catalog = await planning_catalog()
    await _look_at_stock(
        {
            node
            for node, facts in catalog.item_sites.items()
            if event.site_id in (node[1], facts.source_site_id)
        },
        context,
    )
    await _look_at_capacity(
        [each.id for each in catalog.work_centers.values() if each.site_id == event.site_id],
        context,
    )


async def look_at_forecasts(event: object, context: Context) -> None:  # noqa: ARG001 -- every series has moved
    """A forecast is in force: closed periods were measured against what they had been forecast to be."""
    await rules.lock_rules()
    await _look_at_forecasts(None, context)


async def look_at_report(event: Any, context: Context) -> None:
    """The floor has reported: what it made or lost, and where it works."""
    await rules.lock_rules()
    await _look_at_stock({(item, event.site_id) for item in event.item_ids}, context)
    await _look_at_capacity(event.work_center_ids, context)
    await _look_at_deadlines((DeadlineKind.PRODUCTION,), context)


async def look_at_line(event: Any, context: Context) -> None:
    """An order line changed: the stock that it is served from, and what was forecast of it."""
    node = await subjects.node_of_line(event.demand_line_id)
    await rules.lock_rules()
    await _look_at_stock(node, context)
    await _look_at_forecasts(node, context)


async def look_at_purchase(event: Any, context: Context) -> None:
    """A purchase moved: the stock that it fills, and its deadline."""
    node = await subjects.node_of_purchase(event.purchase_line_id)
    await rules.lock_rules()
    await _look_at_stock(node, context)
    await _look_at_deadlines((DeadlineKind.DELIVERY,), context)


async def look_at_order(event: Any, context: Context) -> None:
    """A production order moved: the stock that it fills, and its deadline."""
    node = await subjects.node_of_order(event.production_order_id)
    await rules.lock_rules()
    await _look_at_stock(node, context)
    await _look_at_deadlines((DeadlineKind.PRODUCTION,), context)


async def look_at_decisions(event: object, context: Context) -> None:  # noqa: ARG001 -- all open decisions are looked at
    """A decision came or went."""
    await rules.lock_rules()
    await _look_at_deadlines((DeadlineKind.DECISION,), context)


async def look_at_figures(event: object, context: Context) -> None:  # noqa: ARG001 -- figures and promises were counted together
    """Figures were counted, and with them the promises that the plan keeps."""
    await rules.lock_rules()
    await _look_at_figures(context)


async def _look_at_stock(nodes: Iterable[tuple[UUID, UUID]] | None, context: Context) -> None:
    index = await index_of(Watched.STOCK)
    if not index.rules and nodes is not None:
        return
    wanted = None if nodes is None else list(nodes)
    # What goes out is worked out only where somebody counts in days of cover.
    with_cover = wanted is None or index.counts(Threshold.COVER, await subjects.scopes_of(wanted))
    seen = await subjects.stock_subjects(context.now, wanted, with_cover=with_cover)
    await _keep_and_judge(Watched.STOCK, index, seen, context, is_all=nodes is None)


async def _look_at_capacity(work_center_ids: Iterable[UUID] | None, context: Context) -> None:
    index = await index_of(Watched.CAPACITY)
    if not index.rules and work_center_ids is not None:
        return
    seen = await subjects.capacity_subjects(context.now, work_center_ids)
    await _keep_and_judge(Watched.CAPACITY, index, seen, context, is_all=work_center_ids is None)


async def _keep_and_judge(
    watched: Watched, index: RuleIndex, seen: list[Subject], context: Context, *, is_all: bool
) -> None:
    """Note the day's figures for later previews, and hold them against the rules."""
    today = await subjects.today_by_site(context.now)
    await findings.keep_readings(watched, seen, today)
    await judge_all(index, seen, context, is_all=is_all)


async def _look_at_figures(context: Context) -> None:
    index = await index_of(Watched.KPI)
    known = {
        kpi: await subjects.kpi_subjects(kpi, context.now)
        for kpi in {rule.kpi for rule in index.rules if rule.kpi is not None}
    }
    standing = await findings.findings_of(index.by_id)
    beyond: dict[UUID, list[tuple[Subject, Decimal]]] = {}
    for rule_id, rule in index.by_id.items():
        assert rule.kpi is not None  # noqa: S101 -- it was checked
        named = standing.get(rule_id, {})
        beyond[rule_id] = [
            (subject, weeks[-1])
            for key, (subject, figures) in known[rule.kpi].items()
            if is_watched(rule, subject)
            for weeks in [measured_weeks(rule, subject, figures)]
            if weeks[-1] is not None
            and periods_in_a_row(rule, weeks, stands=key in named and named[key][1])
        ]
    await judge(index, beyond, None, context)
    promising = await index_of(Watched.PROMISE)
    if promising.rules:
        late = await subjects.promise_subjects(context.now)
        await judge_all(promising, late, context, is_all=True)


async def _look_at_forecasts(nodes: Iterable[tuple[UUID, UUID]] | None, context: Context) -> None:
    index = await index_of(Watched.FORECAST)
    if not index.rules:
        return
    known = {
        level: await forecast_histories(context.now, level, nodes)
        for level in {rule.lowest_priority for rule in index.rules}
    }
    standing = await findings.findings_of(index.by_id)
    beyond = {
        rule_id: beyond_now(
            rule,
            known[rule.lowest_priority],
            frozenset(key for key, (_, raised) in standing.get(rule_id, {}).items() if raised),
        )
        for rule_id, rule in index.by_id.items()
    }
    keys = {history.subject.key for histories in known.values() for history in histories}
    await judge(index, beyond, None if nodes is None else sorted(keys), context)


async def _look_at_promotions(context: Context) -> None:
    """What no rule has an alert about has the one that everybody is told of."""
    short = await short_promotions(context.now)
    missing, left = await season_outlook(context.now)
    seen = await lacking_subjects(short, missing)
    today = await subjects.today_by_site(context.now)
    gone = await lacking_no_more(seen, today)
    await findings.keep_readings(Watched.PROMOTION, [*seen, *gone], today)
    await judge_all(await index_of(Watched.PROMOTION), seen, context, is_all=True)
    await follow_promotions(short, missing, left, context)
    await follow_ending_supplies(context)


async def _look_at_deadlines(kinds: Iterable[DeadlineKind], context: Context) -> None:
    every = await index_of(Watched.DEADLINE)
    for kind in kinds:
        index = RuleIndex([rule for rule in every.rules if rule.deadline is kind])
        if index.rules:
            seen = await subjects.deadline_subjects(kind, context.now)
            await judge_all(index, seen, context, is_all=True)


async def _clear_of_rules_off(event: object, context: Context) -> None:
    """What a rule that is switched off or gone has raised goes with it."""
    rule_id = getattr(event, "rule_id", None)
    if rule_id is None:
        return
    kept = await rules.rule_with(rule_id)
    is_on = kept is not None and kept[1]
    present = kind_of(kept[0]) if kept is not None and is_on else None
    for kind in RULE_KINDS:
        if kind is not present:
            await follow_causes(kind, f"rule:{rule_id}:", [], context)
