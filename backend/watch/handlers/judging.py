"""Holds what was seen against rules, keeps what is beyond, and makes alerts agree with it.

Only rules are touched that find something, that have found something of what was looked at, or, when everything
was looked at, whose alerts stand; what they share with others is settled among all that find it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.alert.events import OwnerDue
from backend.alert.handlers.following import follow_causes
from backend.alert.model import AlertKind, Cause
from backend.alert.queries import rules_with_alerts
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.watch.handlers.starting import start_flows
from backend.watch.model.index import RuleIndex
from backend.watch.model.judge import (
    Found,
    Group,
    Subject,
    first_rule_takes,
    grouped,
    lasts_long_enough,
)
from backend.watch.model.rule import COUNTED_PERIODS, Rule
from backend.watch.model.telling import tell_at
from backend.watch.repository import findings, subjects
from backend.watch.repository.findings import Known
from backend.watch.repository.owners import Owners, owners_of, working_days_of
from shared.watch_terms import DeadlineKind, Watched

_KINDS: Final = {
    Watched.STOCK: AlertKind.RULE_STOCK,
    Watched.KPI: AlertKind.RULE_KPI,
    Watched.PROMISE: AlertKind.RULE_PROMISE,
    Watched.CAPACITY: AlertKind.RULE_CAPACITY,
    Watched.FORECAST: AlertKind.RULE_FORECAST,
    Watched.PROMOTION: AlertKind.RULE_PROMOTION,
}
_DEADLINE_KINDS: Final = {
    DeadlineKind.DECISION: AlertKind.RULE_DECISION,
    DeadlineKind.DELIVERY: AlertKind.RULE_DELIVERY,
    DeadlineKind.PRODUCTION: AlertKind.RULE_PRODUCTION,
}
RULE_KINDS: Final = (*_KINDS.values(), *_DEADLINE_KINDS.values())

Beyond = Mapping[UUID, Sequence[tuple[Subject, Decimal]]]


async def judge_all(
    index: RuleIndex, seen: Sequence[Subject], context: Context, *, is_all: bool
) -> None:
    """Hold all that was seen against all rules of its kind."""
    if not index.rules:
        return
    keys = None if is_all else [each.key for each in seen]
    known = await _known(index, keys)
    standing = {
        rule_id: frozenset(key for key, (_, is_raised) in found.items() if is_raised)
        for rule_id, found in known.items()
    }
    await judge(index, index.beyond(seen, standing), keys, context, known)


async def judge(
    index: RuleIndex,
    beyond: Beyond,
    keys: Sequence[str] | None,
    context: Context,
    known: Known | None = None,
) -> None:
    """Make findings and alerts agree with what rules find; `keys` are what was looked at, None is all."""
    if known is None:
        known = await _known(index, keys)
    touched = {rule_id for rule_id, found in beyond.items() if found} | set(known)
    if keys is None:
        touched |= await rules_with_alerts() & set(index.by_id)
    if not touched:
        return
    before = known if keys is None else await findings.findings_of(touched)
    today = await subjects.today_by_site(context.now)
    owners = await owners_of((index.by_id[rule_id] for rule_id in touched), context.now)
    looked_at = None if keys is None else frozenset(keys)

    now: dict[UUID, dict[str, Found]] = {}
    dropped: list[tuple[UUID, str]] = []
    changed: list[tuple[UUID, Found]] = []
    for rule_id in touched:
        rule, had = index.by_id[rule_id], before.get(rule_id, {})
        found = {
            subject.key: Found(subject, value, _since(had, subject.key) or today[subject.site_id])
            for subject, value in beyond.get(rule_id, ())
            if owners.watches(rule, subject.site_id)
        }
        gone = {key for key in had if looked_at is None or key in looked_at} - set(found)
        dropped += [(rule_id, key) for key in gone]
        changed += [
            (rule_id, each) for key, each in found.items() if key not in had or had[key][0] != each
        ]
        kept = {key: each for key, (each, _) in had.items() if key not in gone}
        now[rule_id] = {**kept, **found}
    await findings.drop_findings(dropped)
    await findings.keep_findings(changed)

    rivals = await _rivals(index, now)
    lasting: dict[UUID | None, list[Found]] = {
        rule_id: [
            each
            for key, each in found.items()
            if _is_raised(before if rule_id in now else rivals, rule_id, key)
            or index.by_id[rule_id].watched in COUNTED_PERIODS
            or lasts_long_enough(index.by_id[rule_id], each, today[each.subject.site_id])
        ]
        for rule_id, found in (*now.items(), *_found_alone(rivals))
    }
    contending = [rule for rule in index.rules if rule.id in lasting]
    left = first_rule_takes(contending, lasting)
    for rule_id in sorted(touched, key=str):
        had = before.get(rule_id, {})
        named = frozenset(key for key, (_, is_raised) in had.items() if is_raised)
        rule = index.by_id[rule_id]
        await _follow(rule, left[rule_id], owners, named, context, is_all=looked_at is None)


async def _known(index: RuleIndex, keys: Sequence[str] | None) -> Known:
    """What rules of an index have found before: all of it, or of some things."""
    if keys is None:
        return await findings.findings_of(index.by_id)
    found = await findings.findings_on(keys)
    return {rule_id: each for rule_id, each in found.items() if rule_id in index.by_id}


async def _rivals(index: RuleIndex, now: Mapping[UUID, Mapping[str, Found]]) -> Known:
    """What other rules have found of the same things: an alert is the gravest one's."""
    keys = {key for found in now.values() for key in found}
    known = await _known(index, sorted(keys)) if keys else {}
    return {rule_id: found for rule_id, found in known.items() if rule_id not in now}


def _found_alone(known: Known) -> Iterable[tuple[UUID, dict[str, Found]]]:
    for rule_id, found in known.items():
        yield rule_id, {key: each for key, (each, _) in found.items()}


def _since(had: Mapping[str, tuple[Found, bool]], key: str) -> date | None:
    return had[key][0].since if key in had else None


def _is_raised(known: Known, rule_id: UUID, key: str) -> bool:
    found = known.get(rule_id, {})
    return key in found and found[key][1]


async def _follow(
    rule: Rule,
    found: list[Found],
    owners: Owners,
    named: frozenset[str],
    context: Context,
    *,
    is_all: bool,
) -> None:
    """Raise, alter and clear a rule's alerts, and let their owners be told when it is their time."""
    assert rule.id is not None  # noqa: S101 -- it was read
    catalog = await planning_catalog()
    at = tell_at(rule, context.now, await working_days_of(rule))
    groups = grouped(rule, found)
    causes = [
        _cause(rule, group, catalog.sites[group.site_id].scope_id, owners, at) for group in groups
    ]
    raised = await follow_causes(kind_of(rule), f"rule:{rule.id}:", causes, context)
    for alert_id, cause in raised:
        if cause.owner_id is not None:
            context.emit(OwnerDue(alert_id), run_at=at)
    await findings.note_raised(rule.id, [each.subject.key for each in found])
    await start_flows(rule, groups, named, context, is_all=is_all)


def _cause(rule: Rule, group: Group, scope_id: UUID, owners: Owners, at: datetime) -> Cause:
    worst = group.found[0]
    return Cause(
        key=f"rule:{rule.id}:{group.key}",
        scope_id=scope_id,
        kind=kind_of(rule),
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


def kind_of(rule: Rule) -> AlertKind:
    """The kind of alert that a rule raises."""
    return _DEADLINE_KINDS[rule.deadline] if rule.deadline else _KINDS[rule.watched]
