"""From which site an order is served: every site that plans the item is asked, and compared by weights."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from msgspec import structs

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import ItemFacts, SiteFacts
from backend.catalog.queries import customer_row, planning_catalog
from backend.demand.errors import DemandLineClosedError
from backend.demand.queries import (
    LineFilter,
    change_facts,
    demand_change_for,
    demand_line_page,
    open_demands,
    usual_site_of,
)
from backend.engine.cost import freight_of
from backend.engine.ground import Ground, ground_of
from backend.engine.netting import below
from backend.engine.quote import Option, quote
from backend.engine.routing import Candidate, Route, RoutingWeights, distance_km, routes
from backend.engine.scale import quantity_of
from backend.engine.situation import Change, DeliveryRule, Situation
from backend.engine.view import View
from backend.engine.ways import rates_from
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.promise import repository
from backend.promise.queries import SOLD_KINDS, situation_at, without_line
from shared.schemas.routing import RouteBoard, RouteOption, RoutingChoice, SiteShare
from shared.terms import AdjustmentKind, DemandChangeStatus, Role, SiteKind

ROUTERS: Final = frozenset({Role.REP, Role.PLANNER})
REROUTERS: Final = frozenset({Role.PLANNER, Role.SUPERVISOR})
CHOOSERS: Final = frozenset({Role.PLANNER, Role.ADMIN})
COUNTERS: Final = frozenset({SiteKind.SHOP, SiteKind.ONLINE})
OPEN: Final = frozenset(
    {DemandChangeStatus.RECEIVED, DemandChangeStatus.ASSESSED, DemandChangeStatus.PROPOSED}
)
NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be served: how much of what by when, for whom (None: nobody in particular).

    Of an order line that there is, `line_id` names it and `rule` is its own.
    """

    customer: dict[str, Any] | None
    item: ItemFacts
    quantity: Decimal
    due_on: date
    line_id: UUID | None = None
    rule: DeliveryRule | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One site with the quote that it gives and how it compares."""

    route: Route
    option: Option | None
    free: Decimal
    reserved: Decimal


async def compared(wanted: Wanted, catalog: PlanningCatalog, now: datetime) -> list[Compared]:
    """Every site that plans the item, the one that is suggested first."""
    choice = await repository.routing_choice()
    shares = await repository.site_shares()
    customer_id = wanted.customer["id"] if wanted.customer else NOBODY
    usual = await usual_site_of(customer_id, wanted.item.id) if wanted.customer else None
    found: dict[UUID, tuple[Candidate, Option | None, Decimal, Decimal]] = {}
    for item_id, site_id in sorted(catalog.item_sites, key=str):
        if item_id == wanted.item.id:
            situation = await situation_at(now, site_id, catalog)
            if wanted.line_id is not None:
                situation = without_line(situation, wanted.line_id)
            found[site_id] = _candidate(
                wanted,
                situation,
                catalog,
                site_id,
                choice,
                shares.get(site_id, Decimal(0)),
                is_usual=site_id == usual,
            )
    weights = RoutingWeights(
        choice.date, choice.stock, choice.capacity, choice.distance, choice.cost
    )
    ordered = routes((each[0] for each in found.values()), weights)
    return [Compared(route, *found[route.candidate.site_id][1:]) for route in ordered]


async def suggested_site(wanted: Wanted, catalog: PlanningCatalog, now: datetime) -> UUID | None:
    """The site that serves it best; None where there is no choice, or none can serve all of it."""
    if sum(item_id == wanted.item.id for item_id, _ in catalog.item_sites) < 2:  # noqa: PLR2004 -- one site is no choice
        return None
    best = (await compared(wanted, catalog, now))[0].route
    return None if best.refused else best.candidate.site_id


async def routes_for(
    viewer: Viewer,
    customer_id: UUID | None,
    item_id: UUID,
    quantity: Decimal,
    due_on: date,
    now: datetime,
) -> RouteBoard:
    """From where an order could be served; `NotFoundError` for what the viewer may not see or sell."""
    catalog = await planning_catalog()
    customer = None
    if customer_id is not None:
        customer = await customer_row(customer_id, viewer.scope_ids)
        if customer is None:
            raise NotFoundError
    item = catalog.items.get(item_id)
    if item is None or item.kind not in SOLD_KINDS:
        raise NotFoundError
    wanted = Wanted(customer, item, quantity, due_on)
    return await _board(viewer, wanted, catalog, now, site_id=None, may_route=False)


async def freight_more(
    customer_id: UUID, scope_id: UUID, from_site_id: UUID, site_id: UUID
) -> Decimal:
    """What a delivery costs a customer's way more from one site than from another; 0 where no way is known."""
    choice = await repository.routing_choice()
    catalog = await planning_catalog()
    customer = await customer_row(customer_id, [scope_id])
    was, now = (_kilometres(catalog.sites[each], customer) for each in (from_site_id, site_id))
    return Decimal(0) if was is None or now is None else choice.cost_per_km * (now - was)


def _kilometres(site: SiteFacts, customer: dict[str, Any] | None) -> Decimal | None:
    """How far a site is from a customer; None where either place is unknown."""
    if customer is None or None in (
        places := (site.latitude, site.longitude, customer["latitude"], customer["longitude"])
    ):
        return None
    return distance_km(places[:2], places[2:])  # type: ignore[arg-type]  # none of the four is None


async def routes_of_change(viewer: Viewer, demand_change_id: UUID, now: datetime) -> RouteBoard:
    """From where a change could be served that the viewer may see."""
    await demand_change_for(viewer, demand_change_id)
    row = (await change_facts([demand_change_id]))[demand_change_id]
    catalog = await planning_catalog()
    customer = await customer_row(row["customer_id"], [row["scope_id"]])
    item = catalog.items[row["item_id"]]
    due_on = row["due_on"] or row["line_due_on"]
    quantity = row["quantity_before"] + row["quantity_delta"]
    is_new = row["demand_line_id"] is None
    may_route = is_new and DemandChangeStatus(row["status"]) in OPEN and not ROUTERS.isdisjoint(viewer.roles)  # fmt: skip
    wanted = Wanted(customer, item, max(quantity, Decimal(1)), due_on)
    return await _board(
        viewer,
        wanted,
        catalog,
        now,
        site_id=row["site_id"],
        may_route=may_route and viewer.sees(row["scope_id"]),
    )


async def routes_of_line(viewer: Viewer, demand_line_id: UUID, now: datetime) -> RouteBoard:
    """From where what is open of a line could be served, its own site among them."""
    rows = (await demand_line_page(viewer, LineFilter(demand_line_id=demand_line_id), None, 1)).rows
    if not rows:
        raise NotFoundError
    [row] = rows
    catalog = await planning_catalog()
    open_line = next(
        (each for each in await open_demands([row.item_id]) if each.demand_line_id == row.id), None
    )
    if open_line is None:
        raise DemandLineClosedError(status=row.status.value)
    customer = await customer_row(row.customer_id, [row.scope_id])
    wanted = Wanted(
        customer,
        catalog.items[row.item_id],
        open_line.open_quantity,
        open_line.due_on,
        line_id=row.id,
        rule=replace(open_line.rule, ships_together=False),
    )
    board = await _board(
        viewer,
        wanted,
        catalog,
        now,
        site_id=row.site_id,
        may_route=not REROUTERS.isdisjoint(viewer.roles),
    )
    return structs.replace(board, promised_on=open_line.promised_on)


def rule_for(customer: dict[str, Any] | None, quantity: Decimal) -> DeliveryRule:
    """How a customer's new line may be delivered; anyhow for nobody in particular."""
    if customer is None:
        return DeliveryRule()
    return DeliveryRule(
        maximum_days_late=customer["maximum_days_late"],
        allows_partial=customer["allows_partial"] is not False,
        minimum_partial=quantity * (customer["minimum_partial_ratio"] or 0),
    )


def _candidate(
    wanted: Wanted,
    situation: Situation,
    catalog: PlanningCatalog,
    site_id: UUID,
    choice: RoutingChoice,
    reserved_ratio: Decimal,
    *,
    is_usual: bool,
) -> tuple[Candidate, Option | None, Decimal, Decimal]:
    item, site, ground = wanted.item, catalog.sites[site_id], ground_of(situation)
    rates = rates_from(catalog.company.rates)
    node, decimals = (item.id, site_id), item.quantity_decimals
    asked = quote(situation, _asked(wanted, site_id), pack=item.pack_multiple, rates=rates)
    option = next(
        (each for each in asked.options if not each.needs_approval and not each.open_quantity), None
    )
    due = min(ground.index_of(wanted.due_on), ground.days - 1)
    free = quantity_of(max(0, int(View(ground).free(node)[due])), decimals)
    reserved = quantity_of(ground.on_hand(node), decimals) * reserved_ratio
    from_stock = option is not None and option.code == "as_asked"
    kept_back = Decimal(0)
    if from_stock and not is_usual:
        kept_back = max(Decimal(0), wanted.quantity - max(Decimal(0), free - reserved))
    far = _kilometres(site, wanted.customer)
    cost = choice.cost_per_delivery * (len(option.deliveries) if option else 1)
    cost += choice.cost_per_km * (far or 0)
    if option is not None:
        cost += sum(
            (
                freight_of(ground, each, rates)
                for each in option.adjustments
                if each.kind is AdjustmentKind.TRANSFER
            ),
            Decimal(0),
        )
    done = option.complete_on if option else None
    candidate = Candidate(
        site_id=site_id,
        site_name=site.name,
        days_late=None if done is None else max(0, (done - wanted.due_on).days),
        from_stock=from_stock,
        free_ratio=_free_ratio(ground, option, due),
        distance_km=far,
        cost=cost,
        is_usual=is_usual,
        kept_back=kept_back,
    )
    return candidate, option, free, reserved


def _asked(wanted: Wanted, site_id: UUID) -> Change:
    customer = wanted.customer
    return Change(
        item_id=wanted.item.id,
        site_id=site_id,
        customer_id=customer["id"] if customer else NOBODY,
        customer_name=customer["name"] if customer else "",
        quantity_before=Decimal(0),
        quantity_after=wanted.quantity,
        due_on_after=wanted.due_on,
        unit_price=wanted.item.price,
        priority=customer["priority"] if customer else None,
        rule=wanted.rule or rule_for(customer, wanted.quantity),
    )


def _free_ratio(ground: Ground, option: Option | None, due: int) -> Decimal:
    """The share of hours that is left until the day, at the fullest work centre that it needs; 1: none."""
    if option is None:
        return Decimal(0)
    view = View(ground)
    made = {
        (each.item_id, each.site_id)
        for each in option.adjustments
        if each.kind is AdjustmentKind.MAKE_MORE
    }
    centers = {
        center
        for node in made
        for known in below(ground, node)
        if known in made and ground.master.is_made(known)
        for center in ground.master.needs(known)
    }
    ratios = []
    for center in sorted(centers, key=str):
        hours = int(view.hours(center)[: due + 1].sum())
        load = int(view.load(center)[: due + 1].sum())
        ratios.append(Decimal(max(0, hours - load)) / hours if hours else Decimal(0))
    return min(ratios, default=Decimal(1)).quantize(Decimal("0.0001"))


async def _board(
    viewer: Viewer,
    wanted: Wanted,
    catalog: PlanningCatalog,
    now: datetime,
    *,
    site_id: UUID | None,
    may_route: bool,
) -> RouteBoard:
    found = await compared(wanted, catalog, now)
    shares = await repository.site_shares()
    sites = sorted(catalog.sites.values(), key=lambda site: site.name)
    return RouteBoard(
        customer_id=wanted.customer["id"] if wanted.customer else None,
        customer_name=wanted.customer["name"] if wanted.customer else "",
        item_id=wanted.item.id,
        item_name=wanted.item.name,
        unit=wanted.item.unit,
        quantity=wanted.quantity,
        due_on=wanted.due_on,
        site_id=site_id,
        routes=[_option(each, catalog) for each in found],
        choice=await repository.routing_choice(),
        shares=[
            SiteShare(site.id, site.name, site.kind, shares.get(site.id, Decimal(0)))
            for site in sites
            if site.kind in COUNTERS or shares.get(site.id)
        ],
        currency=catalog.company.currency,
        may_route=may_route,
        may_choose=not CHOOSERS.isdisjoint(viewer.roles),
    )


def _option(each: Compared, catalog: PlanningCatalog) -> RouteOption:
    site = each.route.candidate
    return RouteOption(
        site_id=site.site_id,
        site_name=site.site_name,
        kind=catalog.sites[site.site_id].kind,
        score=each.route.score,
        is_usual=site.is_usual,
        refused=each.route.refused,
        option=each.option.code if each.option else None,
        complete_on=each.option.complete_on if each.option else None,
        days_late=site.days_late,
        from_stock=site.from_stock,
        free_ratio=site.free_ratio,
        distance_km=site.distance_km,
        cost=site.cost,
        free_quantity=each.free,
        reserved_quantity=each.reserved,
        points={name: point.quantize(Decimal("0.01")) for name, point in each.route.points.items()},
    )
