"""Changes of demand, why a line is late, how it is delivered and from where."""

from decimal import Decimal
from uuid import UUID

from backend.demand.commands import (
    ChooseDeliveryRule,
    ChooseUsualDelivery,
    RerouteDemandLine,
    RouteDemandChange,
)
from backend.demand.queries import delivery_rule_for, demand_change_for, demand_changes_for
from backend.gateway.opened import OpenedGateway
from backend.impact.queries import why_line
from backend.promise.commands import ChooseRouting, ChooseSiteReserve
from backend.promise.routing import routes_of_change, routes_of_line
from shared.ids import new_id
from shared.schemas.delivery import DeliveryChoice, DeliveryRuleView, UsualDelivery
from shared.schemas.demand import DemandChangeRow, DemandChangeView
from shared.schemas.routing import RouteBoard, RoutingChoice
from shared.schemas.why import LineWhy


class DemandScreens(OpenedGateway):
    """Changes of demand, why a line is late, how it is delivered and from where."""

    async def demand_changes(self) -> list[DemandChangeRow]:
        """Changes in the viewer's territories and sites, newest first."""
        return await demand_changes_for(await self._viewer())

    async def demand_change(self, demand_change_id: UUID) -> DemandChangeView:
        """One change with its steps."""
        return await demand_change_for(await self._viewer(), demand_change_id)

    async def line_why(self, demand_line_id: UUID) -> LineWhy:
        """Why an open order line is when it is."""
        return await why_line(await self._viewer(), demand_line_id, self._dispatcher.clock.now())

    async def delivery_rule(self, demand_line_id: UUID) -> DeliveryRuleView:
        """How an order line may be delivered."""
        return await delivery_rule_for(await self._viewer(), demand_line_id)

    async def choose_delivery_rule(self, demand_line_id: UUID, choice: DeliveryChoice) -> None:
        """Say how an order line may be delivered."""
        await self._perform(ChooseDeliveryRule(demand_line_id, choice))

    async def choose_usual_delivery(self, customer_id: UUID, usual: UsualDelivery) -> None:
        """Say how a customer's orders may be delivered."""
        await self._perform(ChooseUsualDelivery(customer_id, usual))

    async def change_routes(self, demand_change_id: UUID) -> RouteBoard:
        """From where a change could be served, the suggested site first."""
        now = self._dispatcher.clock.now()
        return await routes_of_change(await self._viewer(), demand_change_id, now)

    async def route_change(self, demand_change_id: UUID, site_id: UUID) -> None:
        """Ask for a new line from another site; for reps and planners."""
        await self._perform(RouteDemandChange(demand_change_id, site_id))

    async def line_routes(self, demand_line_id: UUID) -> RouteBoard:
        """From where what is open of an order line could be served."""
        now = self._dispatcher.clock.now()
        return await routes_of_line(await self._viewer(), demand_line_id, now)

    async def reroute_line(self, demand_line_id: UUID, site_id: UUID) -> UUID:
        """Ask for an order line from another site; returns the change, which goes the usual way."""
        command = RerouteDemandLine(new_id(), demand_line_id, site_id, "")
        await self._perform(command)
        return command.id

    async def choose_routing(self, choice: RoutingChoice) -> None:
        """Say how sites are compared; for planners and admins."""
        await self._perform(ChooseRouting(choice))

    async def choose_site_reserve(self, site_id: UUID, reserved_ratio: Decimal) -> None:
        """Say what a site keeps of its stock for its own customers; for planners and admins."""
        await self._perform(ChooseSiteReserve(site_id, reserved_ratio))
