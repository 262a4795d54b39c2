"""Setting the rules of an item's lots; plans and open proposals follow."""

from uuid import UUID

from backend.catalog.handlers import hold_calendar, keep_lot_rules
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.plan.handlers import lock_plans, record_revision
from backend.plan.model import PlanRevisionDelta
from backend.plan.queries import current_revisions
from backend.stock.commands import SetLotRules
from backend.stock.model import LOT_SETTERS, check_lot_rules, lot_rules_of
from shared.schemas.stock import LotRules


async def set_lot_rules(command: SetLotRules, context: Context) -> None:
    """Set them; what was planned stays, and a new revision sees to it that nobody decides on the old ones."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*LOT_SETTERS)
    await keep_rules(viewer, command.item_id, command.site_id, command.ver, command.rules, context)


async def keep_rules(
    viewer: Viewer, item_id: UUID, site_id: UUID, ver: str, rules: LotRules, context: Context
) -> None:
    """Set rules of lots for who may, on the state that was seen; who sets them in another slice has checked the role."""
    catalog = await planning_catalog()
    facts = catalog.item_sites.get((item_id, site_id))
    if facts is None or not viewer.sees(catalog.sites[site_id].scope_id):
        raise NotFoundError
    sites = {site_id, catalog.plan_site_of(item_id, site_id)}
    heads = await lock_plans(await current_revisions(sorted(sites, key=str)))

    before = lot_rules_of(facts)
    lane_id = rules.calendar_id
    if lane_id is not None and not await hold_calendar(lane_id):
        raise NotFoundError
    check_lot_rules(rules, before, ver, facts, catalog.items[item_id])

    await keep_lot_rules(item_id, site_id, rules)
    for planned_id in heads:
        await record_revision(
            heads, planned_id, PlanRevisionDelta(), {}, site_of_line={}, note="", context=context
        )

    context.note(item_id=item_id, site_id=site_id, before=before, after=rules)
