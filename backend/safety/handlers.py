"""Taking proposed safety stocks over; plans and open proposals follow as they do when lots are set."""

from msgspec.structs import replace

from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.safety.commands import SetSafetyStocks, TakeSafetyStock
from backend.safety.errors import SafetyStockMovedError
from backend.safety.queries import safety_stocks_for
from backend.stock.errors import LotRulesMovedError
from backend.stock.handlers import keep_rules, keep_rules_of
from backend.stock.model.rules import LOT_SETTERS, lot_rules_of


async def take_safety_stock(command: TakeSafetyStock, context: Context) -> None:
    """Set it in the rules of lots as it was seen; the audit trail has what it was worked out from."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*LOT_SETTERS)
    view = await safety_stocks_for(viewer, command.item_id, context.now)
    at = next((each for each in view.sites if each.site_id == command.site_id), None)
    if at is None:
        raise NotFoundError
    if at.proposal is None or at.proposal.safety_stock != command.safety_stock:
        raise SafetyStockMovedError

    facts = (await planning_catalog()).item_sites[command.item_id, command.site_id]
    rules = replace(lot_rules_of(facts), safety_stock=command.safety_stock)
    await keep_rules(viewer, command.item_id, command.site_id, command.ver, rules, context)

    context.note(proposal=at.proposal)


async def set_safety_stocks(command: SetSafetyStocks, context: Context) -> None:
    """Set them all, or none where one of them stands on other rules than were seen, or comes twice."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*LOT_SETTERS)
    item_sites = (await planning_catalog()).item_sites
    wanted = {}
    for each in command.stocks:
        node = (each.item_id, each.site_id)
        if node not in item_sites:
            raise NotFoundError
        if node in wanted:
            raise LotRulesMovedError
        rules = replace(lot_rules_of(item_sites[node]), safety_stock=each.safety_stock)
        wanted[node] = (each.ver, rules)
    replaced = await keep_rules_of(viewer, wanted, context)

    before = {node: rules.safety_stock for node, rules in zip(wanted, replaced, strict=True)}
    after = {node: rules.safety_stock for node, (_, rules) in wanted.items()}
    context.note(before=before, after=after)
