"""The owner of a rule's alert is woken, nobody else, and once for all that is due together."""

from decimal import Decimal

from backend.dispatch import Dispatcher
from backend.outbox.relay import drain
from backend.supply.tables import Stock
from backend.watch.commands import AddAlertRule, SwitchAlertRule
from backend.watch.model.rule import Rule
from backend.worker import OutboxWorker
from shared.terms import Role
from shared.watch_terms import Watched
from tests.backend.push.conftest import Subscribe
from tests.builders import SmallCompany, add_person
from tests.push_service import PushService


async def test_only_the_owner_is_woken_and_several_at_once_are_one_message(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    planner = await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])
    pavel, viktor = await subscribe(planner), await subscribe(small_company.viktor)
    few = Rule(None, "Few left", Watched.STOCK, Decimal(95), planner, is_above=False)
    rule_id = await dispatcher.dispatch(AddAlertRule(few), actor_id=planner)
    await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=planner)
    await drain(worker)

    (told,) = push_service.messages(pavel)
    assert told["title"] == "Yours: Few left"
    assert told["body"] == "Epoxy primer 2K, grey RAL 7035, 20 kg kit · Riga plant."
    assert told["path"].startswith("/alerts/")

    await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=False), actor_id=planner)
    await drain(worker)
    await Stock.update({Stock.quantity: Decimal(1)}).where(Stock.item_id == small_company.thinner)
    await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=planner)
    await drain(worker)

    (_, both) = push_service.messages(pavel)
    assert (both["title"], both["path"]) == ("2 alerts are yours", "/inbox")
    assert push_service.messages(viktor) == []
