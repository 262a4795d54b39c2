"""What alerts of a rule start by themselves: a position that is to be filled up, once for each alert."""

from collections.abc import Iterable
from uuid import UUID

from backend.alert.queries import standing_of_rule
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.replenishment.events import ReplenishmentWanted
from backend.replenishment.queries import started
from backend.watch.model.judge import Group
from backend.watch.model.rule import Rule
from backend.watch.repository.rules import charged_with
from shared.watch_terms import Watched


async def start_flows(
    rule: Rule, groups: Iterable[Group], named: frozenset[str], context: Context, *, is_all: bool
) -> None:
    """Ask for what a rule's standing alerts are to start and have not yet.

    `named` are subjects that an alert had named before; they are asked for again when everything is looked
    at, since what filled them up by itself may have gone.
    """
    if rule.starts is None or rule.id is None:
        return
    catalog = await planning_catalog()
    standing = await standing_of_rule(rule.id)
    done = await started(standing.values())
    charged = (await charged_with([rule.id]))[rule.id]
    for group in groups:
        key = f"rule:{rule.id}:{group.key}"
        alert_id = standing.get((key, catalog.sites[group.site_id].scope_id))
        if alert_id is None:
            continue
        for each in group.found:
            item_id = UUID(each.subject.item)
            if each.subject.key in named and not is_all:
                continue
            if (alert_id, item_id, group.site_id) in done:
                continue
            context.emit(
                ReplenishmentWanted(
                    alert_id=alert_id,
                    rule_id=rule.id,
                    rule_name=rule.name,
                    item_id=item_id,
                    site_id=group.site_id,
                    starts=rule.starts,
                    fill_to=rule.fill_to,
                    fill_in=rule.threshold_in,
                    lacks=each.subject.key if rule.watched is Watched.PROMOTION else "",
                    rush_priority=rule.rush_priority,
                    auto_value=rule.auto_value,
                    asked_by=charged.changed_by,
                    may_act=charged.is_seconded,
                ),
                lane=f"refill:{item_id}:{group.site_id}",
            )
