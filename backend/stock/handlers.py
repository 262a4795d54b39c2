"""Setting the rules of an item's lots and the days of its components and ways; plans and open proposals follow."""

from collections.abc import Mapping
from uuid import UUID

from backend.catalog.handlers import (
    hold_calendar,
    hold_item,
    keep_alternate_days,
    keep_components,
    keep_lot_rules,
)
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.engine.situation import Node
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.plan.handlers import lock_plans, record_revision
from backend.plan.model import Head, PlanRevisionDelta
from backend.plan.queries import current_revisions
from backend.stock.commands import SetAlternateDays, SetComponentDays, SetLotRules
from backend.stock.model.held import (
    alternate_days,
    bill_of,
    component_days,
    sees_all,
    sites_making,
)
from backend.stock.model.rules import LOT_SETTERS, check_lot_rules, lot_rules_of
from shared.schemas.stock import HeldDaysSet, LotRules


async def set_lot_rules(command: SetLotRules, context: Context) -> None:
    """Set them; what was planned stays, and a new revision sees to it that nobody decides on the old ones."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*LOT_SETTERS)
    await keep_rules(viewer, command.item_id, command.site_id, command.ver, command.rules, context)


async def keep_rules(
    viewer: Viewer, item_id: UUID, site_id: UUID, ver: str, rules: LotRules, context: Context
) -> None:
    """Set rules of lots for who may, on the state that was seen; who sets them in another slice has checked the role."""
    [before] = await keep_rules_of(viewer, {(item_id, site_id): (ver, rules)}, context)
    context.note(item_id=item_id, site_id=site_id, before=before, after=rules)


async def keep_rules_of(
    viewer: Viewer, wanted: Mapping[Node, tuple[str, LotRules]], context: Context
) -> list[LotRules]:
    """Set those of several items at sites, each on the state that was seen, and return what was before."""
    catalog = await planning_catalog()
    sites = set[UUID]()
    for item_id, site_id in wanted:
        if (item_id, site_id) not in catalog.item_sites or not viewer.sees(
            catalog.sites[site_id].scope_id
        ):
            raise NotFoundError
        sites |= {site_id, catalog.plan_site_of(item_id, site_id)}
    heads = await lock_plans(await current_revisions(sorted(sites, key=str)))
    # Who came first may have set them while this one waited for the plans.
    catalog = await planning_catalog()

    replaced = []
    for (item_id, site_id), (ver, rules) in wanted.items():
        facts = catalog.item_sites[item_id, site_id]
        before = lot_rules_of(facts)
        if rules.calendar_id is not None and not await hold_calendar(rules.calendar_id):
            raise NotFoundError
        check_lot_rules(rules, before, ver, facts, catalog.items[item_id])
        await keep_lot_rules(item_id, site_id, rules)
        replaced.append(before)
    await _renew(heads, context)
    return replaced


async def set_component_days(command: SetComponentDays, context: Context) -> None:
    """Set the days of a bill of material for who sees every site that makes the item; all of their plans follow."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*LOT_SETTERS)
    if not await hold_item(command.item_id):
        raise NotFoundError
    catalog = await planning_catalog()
    makers = sites_making(catalog, command.item_id)
    if not makers or not sees_all(viewer, catalog, makers):
        raise NotFoundError
    heads = await lock_plans(await current_revisions(sorted(makers, key=str)))

    before = bill_of(catalog, command.item_id)
    names = {line.component_item_id: catalog.items[line.component_item_id].name for line in before}
    after = component_days(before, command.ver, command.days, names)

    await keep_components(command.item_id, after)
    await _renew(heads, context)

    context.note(item_id=command.item_id, before=before, after=after)


async def set_alternate_days(command: SetAlternateDays, context: Context) -> None:
    """Set the days on which other ways to an item at a site may begin; the plan there and further up follows."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*LOT_SETTERS)
    if not await hold_item(command.item_id):
        raise NotFoundError
    catalog = await planning_catalog()
    before = catalog.alternates_of(command.item_id, command.site_id)
    if not before or not viewer.sees(catalog.sites[command.site_id].scope_id):
        raise NotFoundError
    sites = {command.site_id, catalog.plan_site_of(command.item_id, command.site_id)}
    heads = await lock_plans(await current_revisions(sorted(sites, key=str)))

    after = alternate_days(before, command.ver, command.days)

    await keep_alternate_days(after)
    await _renew(heads, context)

    context.note(
        item_id=command.item_id,
        site_id=command.site_id,
        before=[HeldDaysSet(other.id, other.first_on, other.last_on) for other in before],
        after=command.days,
    )


async def _renew(heads: Mapping[UUID, Head], context: Context) -> None:
    """A new revision of every plan that is touched, so that nobody decides on what held before."""
    for site_id in heads:
        await record_revision(
            heads, site_id, PlanRevisionDelta(), {}, site_of_line={}, note="", context=context
        )
