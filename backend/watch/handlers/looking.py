"""Looks at what rules watch when it has moved, and makes alerts agree with what is beyond.

Wanted in the flow: `CompanyLoaded`, `AlertRuleChanged`, `ReservationMoved` → `look_at_rules`; `PlanRevised` → `look_at_site`;
`FloorReported` → `look_at_report`; `DemandLineChanged` → `look_at_line`; `PurchaseMoved` →
`look_at_purchase`; `ProductionOrderMoved` → `look_at_order`; `KPIsCounted` → `look_at_figures`; `ProposalOpened`, `ProposalDecided`,
`ProposalWithdrawn` → `look_at_decisions`. Timetable: `CheckAlertRules` every five minutes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.alert.events import OwnerDue
from backend.alert.handlers.following import follow_causes
from backend.alert.model import AlertKind, Cause
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.watch.commands import CheckAlertRules
from backend.watch.model.judge import (
    Found,
    Group,
    Subject,
    first_rule_takes,
    found_beyond,
    grouped,
    lasts_long_enough,
    measured_weeks,
    weeks_in_a_row,
)
from backend.watch.model.rule import Rule
from backend.watch.model.telling import tell_at
from backend.watch.repository import findings, rules, subjects
from backend.watch.repository.owners import Owners, owners_of, working_days_of
from shared.watch_terms import DeadlineKind, Watched

_READINGS_KEPT: Final = timedelta(days=100)
_KINDS: Final = {
    Watched.STOCK: AlertKind.RULE_STOCK,
    Watched.KPI: AlertKind.RULE_KPI,
    Watched.PROMISE: AlertKind.RULE_PROMISE,
    Watched.CAPACITY: AlertKind.RULE_CAPACITY,
}
_DEADLINE_KINDS: Final = {
    DeadlineKind.DECISION: AlertKind.RULE_DECISION,
    DeadlineKind.DELIVERY: AlertKind.RULE_DELIVERY,
    DeadlineKind.PRODUCTION: AlertKind.RULE_PRODUCTION,
}


async def check_alert_rules(command: CheckAlertRules, context: Context) -> None:
    """Look at everything, since days and hours pass without anybody telling."""
    await look_at_rules(command, context)
    today = await subjects.today_by_site(context.now)
    await findings.forget_readings(min(today.values(), default=context.now.date()) - _READINGS_KEPT)


async def look_at_rules(event: object, context: Context) -> None:
    """Anything may have moved: look at all that any rule watches."""
    await rules.lock_rules()
    await _look_at_stock(None, context)
    await _look_at_capacity(None, context)
    await _look_at_deadlines(tuple(DeadlineKind), context)
    await _look_at_figures(context)
    await _clear_of_rules_off(event, context)


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


async def look_at_report(event: Any, context: Context) -> None:
    """The floor has reported: what it made or lost, and where it works."""
    await rules.lock_rules()
    await _look_at_stock({(item, event.site_id) for item in event.item_ids}, context)
    await _look_at_capacity(event.work_center_ids, context)
    await _look_at_deadlines((DeadlineKind.PRODUCTION,), context)


async def look_at_line(event: Any, context: Context) -> None:
    """An order line changed: the stock that it is served from."""
    node = await subjects.node_of_line(event.demand_line_id)
    await rules.lock_rules()
    await _look_at_stock(node, context)


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
    watching = await rules.rules_on(Watched.STOCK)
    if not watching and nodes is not None:
        return
    seen = await subjects.stock_subjects(context.now, nodes)
    await _keep_and_judge(Watched.STOCK, watching, seen, context, is_all=nodes is None)


async def _look_at_capacity(work_center_ids: Iterable[UUID] | None, context: Context) -> None:
    watching = await rules.rules_on(Watched.CAPACITY)
    if not watching and work_center_ids is not None:
        return
    seen = await subjects.capacity_subjects(context.now, work_center_ids)
    await _keep_and_judge(Watched.CAPACITY, watching, seen, context, is_all=work_center_ids is None)


async def _keep_and_judge(
    watched: Watched, watching: list[Rule], seen: list[Subject], context: Context, *, is_all: bool
) -> None:
    """Note the day's figures for later previews, and hold them against the rules."""
    today = await subjects.today_by_site(context.now)
    await findings.keep_readings(watched, seen, today)
    await _judge(watching, dict.fromkeys(_ids(watching), seen), context, is_all=is_all)


async def _look_at_figures(context: Context) -> None:
    watching = await rules.rules_on(Watched.KPI)
    known = {
        kpi: await subjects.kpi_subjects(kpi, context.now)
        for kpi in {rule.kpi for rule in watching if rule.kpi is not None}
    }
    standing = await findings.findings_of(_ids(watching))
    beyond: dict[UUID, list[Subject]] = {}
    for rule in watching:
        assert rule.id is not None  # noqa: S101 -- it was read
        assert rule.kpi is not None  # noqa: S101 -- it was checked
        named = standing.get(rule.id, {})
        beyond[rule.id] = [
            subject
            for key, (subject, weeks) in known[rule.kpi].items()
            if weeks_in_a_row(
                rule, measured_weeks(rule, subject, weeks), stands=key in named and named[key][1]
            )
        ]
    await _judge(watching, beyond, context, is_all=True)
    promising = await rules.rules_on(Watched.PROMISE)
    if promising:
        late = await subjects.promise_subjects(context.now)
        await _judge(promising, dict.fromkeys(_ids(promising), late), context, is_all=True)


async def _look_at_deadlines(kinds: Iterable[DeadlineKind], context: Context) -> None:
    every = await rules.rules_on(Watched.DEADLINE)
    for kind in kinds:
        watching = [rule for rule in every if rule.deadline is kind]
        if watching:
            seen = await subjects.deadline_subjects(kind, context.now)
            await _judge(watching, dict.fromkeys(_ids(watching), seen), context, is_all=True)


async def _judge(
    watching: list[Rule],
    seen: Mapping[UUID, list[Subject]],
    context: Context,
    *,
    is_all: bool,
) -> None:
    """Hold what was seen against rules of one kind, keep what is beyond, and make alerts agree with it."""
    if not watching:
        return
    today = await subjects.today_by_site(context.now)
    known = await findings.findings_of(_ids(watching))
    owners = await owners_of(watching, context.now)
    lasting: dict[UUID | None, list[Found]] = {}
    for rule in watching:
        assert rule.id is not None  # noqa: S101 -- it was read
        before = known.get(rule.id, {})
        now_beyond = found_beyond(
            rule,
            [each for each in seen[rule.id] if owners.watches(rule, each.site_id)],
            {key: found.since for key, (found, _) in before.items() if found.since is not None},
            frozenset(key for key, (_, is_raised) in before.items() if is_raised),
            today,
        )
        beyond = {each.subject.key: each for each in now_beyond}
        looked_at = set(before) if is_all else {each.key for each in seen[rule.id]}
        await findings.drop_findings(rule.id, (set(before) & looked_at) - set(beyond))
        changed = [
            each for key, each in beyond.items() if key not in before or before[key][0] != each
        ]
        await findings.keep_findings(rule.id, changed)
        kept = [found for key, (found, _) in before.items() if key not in looked_at]
        lasting[rule.id] = [
            each
            for each in (*kept, *beyond.values())
            if (each.subject.key in before and before[each.subject.key][1])
            or rule.watched is Watched.KPI
            or lasts_long_enough(rule, each, today[each.subject.site_id])
        ]
    for rule_id, found in first_rule_takes(watching, lasting).items():
        rule = next(each for each in watching if each.id == rule_id)
        await _follow(rule, found, owners, context)


async def _follow(
    rule: Rule,
    found: list[Found],
    owners: Owners,
    context: Context,
) -> None:
    """Raise, alter and clear a rule's alerts, and let their owners be told when it is their time."""
    assert rule.id is not None  # noqa: S101 -- it was read
    catalog = await planning_catalog()
    at = tell_at(rule, context.now, await working_days_of(rule))
    causes = [
        _cause(rule, group, catalog.sites[group.site_id].scope_id, owners, at)
        for group in grouped(rule, found)
    ]
    raised = await follow_causes(_kind(rule), f"rule:{rule.id}:", causes, context)
    for alert_id, cause in raised:
        if cause.owner_id is not None:
            context.emit(OwnerDue(alert_id), run_at=at)
    await findings.note_raised(rule.id, [each.subject.key for each in found])


async def _clear_of_rules_off(event: object, context: Context) -> None:
    """What a rule that is switched off or gone has raised goes with it."""
    rule_id = getattr(event, "rule_id", None)
    if rule_id is None:
        return
    kept = await rules.rule_with(rule_id)
    is_on = kept is not None and kept[1]
    present = _kind(kept[0]) if kept is not None and is_on else None
    for kind in (*_KINDS.values(), *_DEADLINE_KINDS.values()):
        if kind is not present:
            await follow_causes(kind, f"rule:{rule_id}:", [], context)


def _cause(rule: Rule, group: Group, scope_id: UUID, owners: Owners, at: datetime) -> Cause:
    worst = group.found[0]
    return Cause(
        key=f"rule:{rule.id}:{group.key}",
        scope_id=scope_id,
        kind=_kind(rule),
        severity=rule.severity,
        path=worst.subject.path,
        facts={**worst.subject.facts, "rule": rule.name, **_how_many(group)},
        rule_id=rule.id,
        owner_id=owners.owner_at(rule, group.site_id),
        tell_at=at,
    )


def _how_many(group: Group) -> dict[str, str]:
    """How many there are; `several` chooses the sentence, also where a count has become words."""
    count = len(group.found)
    return {"count": str(count), "several": "yes" if count > 1 else "no"}


def _kind(rule: Rule) -> AlertKind:
    return _DEADLINE_KINDS[rule.deadline] if rule.deadline else _KINDS[rule.watched]


def _ids(watching: Iterable[Rule]) -> list[UUID]:
    return [rule.id for rule in watching if rule.id is not None]
