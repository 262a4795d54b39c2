"""From which site an order is served: compared, suggested, asked from there; the shop keeps its share."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.catalog import tables as catalog
from backend.catalog.queries import customer_row
from backend.demand.commands import RerouteDemandLine, RouteDemandChange
from backend.demand.errors import EmptyChangeError, LineHasSiteError
from backend.demand.queries import change_facts
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.identity import tables as identity
from backend.identity.errors import NotAllowedError
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.plan.tables import PlanRevision
from backend.promise.commands import ChooseRouting, ChooseSiteReserve
from backend.promise.errors import RoutingRefusedError
from backend.promise.quotations import Asked, answer_for
from backend.promise.routing import routes_for, routes_of_change, routes_of_line
from backend.proposal.commands import DecideProposal
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.supply.tables import Stock
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.routing import RouteBoard, RoutingChoice
from shared.terms import DecisionKind, Role
from tests.builders import NOW, SmallCompany, add_person, request
from tests.phones import Phone

API = "/api/v1"
TENTH = date(2026, 12, 10)
NEARNESS = RoutingChoice(0, 0, 0, 100, 0, Decimal(0), Decimal(0))


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Orlov", [Role.PLANNER], [ids.north, ids.south, ids.riga])


@pytest.fixture
async def shop(small_company: SmallCompany, planner: UUID) -> UUID:
    """A shop in Hamburg with 80 cans of thinner; Hartmann is in Bremerhaven, next door."""
    shop_id = new_id()
    await identity.Scope.insert(
        identity.Scope(id=shop_id, kind="site", code="ham", name="Hamburg shop", region="")
    )
    await identity.ScopeMembership.insert(
        identity.ScopeMembership(id=new_id(), person_id=planner, scope_id=shop_id, granted_at=NOW)
    )
    [riga] = await catalog.Site.select().where(catalog.Site.id == small_company.riga)
    await catalog.Site.insert(
        catalog.Site(
            **{**riga, "id": shop_id, "scope_id": shop_id, "code": "HAM-SHOP", "name": "Hamburg shop",
               "kind": "shop", "latitude": Decimal("53.55"), "longitude": Decimal("9.99")}
        )
    )  # fmt: skip
    await catalog.Site.update(
        {catalog.Site.latitude: Decimal("56.95"), catalog.Site.longitude: Decimal("24.11")}
    ).where(catalog.Site.id == small_company.riga)
    await catalog.Customer.update(
        {catalog.Customer.latitude: Decimal("53.55"), catalog.Customer.longitude: Decimal("8.58")}
    ).where(catalog.Customer.id == small_company.hartmann)
    [row] = await catalog.ItemSite.select().where(
        (catalog.ItemSite.item_id == small_company.thinner)
        & (catalog.ItemSite.site_id == small_company.riga)
    )
    await catalog.ItemSite.insert(catalog.ItemSite(**{**row, "id": new_id(), "site_id": shop_id}))
    await Stock.insert(
        Stock(
            id=new_id(), item_id=small_company.thinner, site_id=shop_id, lot_code="S1", quantity=80
        )
    )
    return shop_id


async def board(ids: SmallCompany, quantity: int = 60) -> RouteBoard:
    viewer = await viewer_for(ids.marta)
    return await routes_for(viewer, ids.hartmann, ids.thinner, Decimal(quantity), TENTH, NOW)


async def quoted_at(ids: SmallCompany, quantity: int = 60) -> UUID:
    asked = Asked(ids.hartmann, ids.thinner, Decimal(quantity), TENTH)
    return (await answer_for(await viewer_for(ids.marta), asked, NOW)).site_id


async def test_the_near_shop_is_suggested_and_quoted_from(
    small_company: SmallCompany, shop: UUID
) -> None:
    found = await board(small_company)

    first, second = found.routes
    assert (first.site_id, second.site_id) == (shop, small_company.riga)
    assert (first.refused, first.option, first.days_late) == (None, "as_asked", 0)
    assert first.distance_km is not None
    assert second.distance_km is not None
    assert first.distance_km < 120
    assert second.distance_km > 900
    assert first.cost < second.cost
    assert await quoted_at(small_company) == shop


async def test_what_the_shop_keeps_for_its_own_is_not_promised_to_others(
    small_company: SmallCompany, shop: UUID, planner: UUID, dispatcher: Dispatcher
) -> None:
    await dispatcher.dispatch(ChooseSiteReserve(shop, Decimal("0.5")), actor_id=planner)

    found = await board(small_company)

    last = found.routes[-1]
    assert (last.site_id, last.refused, int(last.reserved_quantity)) == (shop, "kept_back", 40)
    assert await quoted_at(small_company) == small_company.riga
    assert await quoted_at(small_company, 40) == shop
    assert await customer_row(small_company.hartmann, [small_company.north]) is not None


async def test_where_no_site_can_the_usual_one_answers(
    small_company: SmallCompany, shop: UUID
) -> None:
    found = await board(small_company, 100_000)

    assert {route.site_id for route in found.routes} == {shop, small_company.riga}
    expected = found.routes[0].site_id if found.routes[0].refused is None else small_company.riga
    assert await quoted_at(small_company, 100_000) == expected


async def test_the_weights_are_the_planners(
    small_company: SmallCompany, shop: UUID, planner: UUID, dispatcher: Dispatcher
) -> None:
    nothing = RoutingChoice(0, 0, 0, 0, 0, Decimal(1), Decimal(1))
    with pytest.raises(RoutingRefusedError):
        await dispatcher.dispatch(ChooseRouting(nothing), actor_id=planner)
    with pytest.raises(RoutingRefusedError):
        await dispatcher.dispatch(ChooseSiteReserve(shop, Decimal("1.1")), actor_id=planner)

    await dispatcher.dispatch(ChooseRouting(NEARNESS), actor_id=planner)

    found = await board(small_company)
    assert found.choice == NEARNESS
    assert [route.score for route in found.routes][-1] == 0
    assert (found.may_choose, found.routes[0].site_id) == (False, shop)


async def test_a_new_line_is_asked_from_another_site(
    small_company: SmallCompany, shop: UUID, planner: UUID, dispatcher: Dispatcher
) -> None:
    asked = request(
        small_company, demand_line_id=None, item_id=small_company.thinner, site_id=small_company.riga,
        quantity_delta=Decimal(30), due_on=TENTH,
    )  # fmt: skip
    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    marta = await viewer_for(small_company.marta)
    assert (await routes_of_change(marta, asked.id, NOW)).may_route

    await dispatcher.dispatch(RouteDemandChange(asked.id, shop), actor_id=small_company.marta)

    row = (await change_facts([asked.id]))[asked.id]
    assert (row["site_id"], row["status"]) == (shop, "received")
    of_line = request(small_company)
    await dispatcher.dispatch(of_line, actor_id=small_company.marta)
    with pytest.raises(LineHasSiteError):
        await dispatcher.dispatch(
            RouteDemandChange(of_line.id, small_company.riga), actor_id=small_company.marta
        )


async def test_a_line_that_there_is_moves_to_another_site_through_a_decision(
    small_company: SmallCompany,
    shop: UUID,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    ids = small_company
    await PlanRevision.insert(
        PlanRevision(id=new_id(), site_id=shop, number=1, revised_at=NOW, note="")
    )
    # Ostrov is at home in Riga: from Hamburg it is 969 km further, at 0.9 a kilometre.
    await catalog.Customer.update(
        {catalog.Customer.latitude: Decimal("56.95"), catalog.Customer.longitude: Decimal("24.11")}
    ).where(catalog.Customer.id == ids.ostrov)
    found = await routes_of_line(await viewer_for(planner), ids.ostrov_line, NOW)
    assert {each.site_id: each.days_late for each in found.routes} == {shop: 0, ids.riga: 0}
    assert {each.site_id: each.distance_km for each in found.routes} == {shop: 969, ids.riga: 0}
    assert (found.site_id, found.may_route, int(found.quantity)) == (ids.riga, True, 10)
    assert not (await routes_of_line(await viewer_for(ids.igor), ids.ostrov_line, NOW)).may_route
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(
            RerouteDemandLine(new_id(), ids.ostrov_line, shop, ""), actor_id=ids.igor
        )
    with pytest.raises(EmptyChangeError):
        await dispatcher.dispatch(
            RerouteDemandLine(new_id(), ids.ostrov_line, ids.riga, ""), actor_id=planner
        )

    change = await dispatcher.dispatch(
        RerouteDemandLine(new_id(), ids.ostrov_line, shop, ""), actor_id=planner
    )
    await drain(worker)
    selma = await add_person("Selma Brandt", [Role.SUPERVISOR], [shop])
    [row] = await proposals_waiting_for(await viewer_for(selma))
    view = await proposal_for(await viewer_for(selma), row.id)
    assert view.change.from_site_name == "Riga plant"
    [way] = view.alternatives
    assert (way.code, way.cost) == ("as_asked", Decimal("872.10"))
    assert [(each.code, each.facts["site"]) for each in way.cost_reasons] == [
        ("site_freight", "Hamburg shop")
    ]
    await dispatcher.dispatch(
        DecideProposal(
            row.id, DecisionKind.APPROVE, view.plan_revision_id, None, (), None, "", view.ver
        ),
        actor_id=selma,
    )

    [line] = await DemandLine.select().where(DemandLine.id == ids.ostrov_line)
    assert (line["site_id"], int(line["quantity"]), line["status"]) == (shop, 10, "open")
    assert (await change_facts([change]))[change]["status"] == "applied"


async def test_a_line_asked_for_from_yet_another_site_is_asked_for_once(
    small_company: SmallCompany,
    shop: UUID,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    ids = small_company
    await PlanRevision.insert(
        PlanRevision(id=new_id(), site_id=shop, number=1, revised_at=NOW, note="")
    )
    selma = await add_person("Selma Brandt", [Role.SUPERVISOR], [shop])
    first = await dispatcher.dispatch(
        RerouteDemandLine(new_id(), ids.ostrov_line, shop, ""), actor_id=planner
    )
    await drain(worker)

    second = await dispatcher.dispatch(
        RerouteDemandLine(new_id(), ids.ostrov_line, shop, ""), actor_id=planner
    )
    await drain(worker)

    found = await change_facts([first, second])
    assert [found[each]["status"] for each in (first, second)] == ["withdrawn", "proposed"]
    waiting = await proposals_waiting_for(await viewer_for(selma))
    assert [row.change.id for row in waiting] == [second]


async def ask(phone: Phone, method: str, path: str, body: Any = None) -> httpx.Response:
    headers = {"X-CSRF-Token": phone.token}
    return await phone.http.request(method, f"{API}{path}", json=body, headers=headers)


async def test_others_customers_and_changes_are_not_seen(
    small_company: SmallCompany, shop: UUID, dispatcher: Dispatcher, new_phone: Callable[[], Phone]
) -> None:
    asked = request(small_company)
    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    igor, viktor = new_phone(), new_phone()
    await igor.sign_in("igor")
    await viktor.sign_in("viktor")
    where = f"item_id={small_company.thinner}&quantity=10&due_on=2026-12-10"
    weights = {
        "date": 1, "stock": 1, "capacity": 1, "distance": 1, "cost": 1,
        "cost_per_delivery": "1", "cost_per_km": "1",
    }  # fmt: skip

    statuses = [
        (
            await ask(igor, "GET", f"/routes?{where}&customer_id={small_company.hartmann}")
        ).status_code,
        (await ask(igor, "GET", f"/demand-changes/{asked.id}/routes")).status_code,
        (
            await ask(igor, "POST", f"/demand-changes/{asked.id}/site", {"site_id": str(shop)})
        ).status_code,
        (
            await ask(viktor, "POST", f"/demand-changes/{asked.id}/site", {"site_id": str(shop)})
        ).status_code,
        (await ask(viktor, "PUT", "/routing", weights)).status_code,
        (await ask(viktor, "PUT", f"/sites/{shop}/reserve", {"reserved_ratio": "0.2"})).status_code,
    ]

    assert statuses == [404, 404, 404, 403, 403, 403]
    assert (await ask(igor, "GET", f"/routes?{where}")).status_code == 200
