"""Setting the rules of an item's lots; plans and open proposals follow."""

from backend.catalog.handlers import hold_calendar, keep_lot_rules
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.plan.handlers import lock_plans, record_revision
from backend.plan.model import PlanRevisionDelta
from backend.plan.queries import current_revisions
from backend.stock.commands import SetLotRules
from backend.stock.model import LOT_SETTERS, check_lot_rules, lot_rules_of


async def set_lot_rules(command: SetLotRules, context: Context) -> None:
    """Set them; what was planned stays, and a new revision sees to it that nobody decides on the old ones."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*LOT_SETTERS)
    catalog = await planning_catalog()
    facts = catalog.item_sites.get((command.item_id, command.site_id))
    if facts is None or not viewer.sees(catalog.sites[command.site_id].scope_id):
        raise NotFoundError
    sites = {command.site_id, catalog.plan_site_of(command.item_id, command.site_id)}
    heads = await lock_plans(await current_revisions(sorted(sites, key=str)))

    before = lot_rules_of(facts)
    lane_id = command.rules.calendar_id
    if lane_id is not None and not await hold_calendar(lane_id):
        raise NotFoundError
    check_lot_rules(command.rules, before, command.ver, facts, catalog.items[command.item_id])

    await keep_lot_rules(command.item_id, command.site_id, command.rules)
    for site_id in heads:
        await record_revision(
            heads, site_id, PlanRevisionDelta(), {}, site_of_line={}, note="", context=context
        )

    context.note(
        item_id=command.item_id, site_id=command.site_id, before=before, after=command.rules
    )
