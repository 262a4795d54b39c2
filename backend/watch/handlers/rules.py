"""Keeps alert rules: made, changed, switched, removed by those who plan."""

from uuid import UUID

from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.watch.commands import AddAlertRule, ChangeAlertRule, RemoveAlertRule, SwitchAlertRule
from backend.watch.errors import OwnerRefusedError
from backend.watch.events import AlertRuleChanged
from backend.watch.model.rule import Rule, check_rule
from backend.watch.queries import RULERS
from backend.watch.repository import rules
from backend.watch.repository.findings import forget_findings
from shared.ids import new_id


async def add_alert_rule(command: AddAlertRule, context: Context) -> UUID:
    """Keep a new rule, switched off; returns its id."""
    viewer = await _must_rule(command.rule, context)
    rule_id = new_id()
    await rules.add_rule(rule_id, command.rule, viewer.person_id, context.now)
    context.note(rule_id=rule_id)
    context.emit(AlertRuleChanged(rule_id))
    return rule_id


async def change_alert_rule(command: ChangeAlertRule, context: Context) -> None:
    """Say a rule anew; what was beyond the old one counts no more."""
    viewer = await _must_rule(command.rule, context)
    await _must_see(command.rule_id, context)
    if not await rules.change_rule(command.rule_id, command.rule, viewer.person_id):
        raise NotFoundError
    await forget_findings(command.rule_id)
    context.emit(AlertRuleChanged(command.rule_id))


async def switch_alert_rule(command: SwitchAlertRule, context: Context) -> None:
    """Let a rule watch, or no more."""
    viewer = await _must_see(command.rule_id, context)
    if not await rules.switch_rule(command.rule_id, viewer.person_id, is_on=command.is_on):
        raise NotFoundError
    await forget_findings(command.rule_id)
    context.emit(AlertRuleChanged(command.rule_id))


async def remove_alert_rule(command: RemoveAlertRule, context: Context) -> None:
    """Watch no more by a rule."""
    await _must_see(command.rule_id, context)
    if not await rules.remove_rule(command.rule_id, context.now):
        raise NotFoundError
    await forget_findings(command.rule_id)
    context.emit(AlertRuleChanged(command.rule_id))


async def _must_see(rule_id: UUID, context: Context) -> Viewer:
    """A rule of another site is not there for somebody who does not see the site."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*RULERS)
    kept = await rules.rule_with(rule_id)
    if kept is None:
        raise NotFoundError
    site_id = kept[0].site_id
    if site_id is not None and not viewer.sees(site_id):
        raise NotFoundError
    return viewer


async def _must_rule(rule: Rule, context: Context) -> Viewer:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*RULERS)
    check_rule(rule)
    if rule.site_id is not None and not viewer.sees(rule.site_id):
        raise NotFoundError
    seen = await rules.sites_seen_by((rule.owner_id, *rule.deputy_ids))
    for sites in seen.values():
        if not sites or (rule.site_id is not None and rule.site_id not in sites):
            raise OwnerRefusedError
    return viewer
