"""Changes of demand, why a line is late, how it is delivered and from where."""

from decimal import Decimal
from typing import Protocol
from uuid import UUID

from shared.schemas.delivery import DeliveryChoice, DeliveryRuleView, UsualDelivery
from shared.schemas.demand import DemandChangeRow, DemandChangeView
from shared.schemas.routing import RouteBoard, RoutingChoice
from shared.schemas.why import LineWhy


class DemandGateway(Protocol):
    """Changes of demand, why a line is late, how it is delivered and from where."""

    async def demand_changes(self) -> list[DemandChangeRow]:
        """Changes in the viewer's territories and sites, newest first, at most 200."""
        ...

    async def demand_change(self, demand_change_id: UUID) -> DemandChangeView:
        """One change with its steps."""
        ...

    async def line_why(self, demand_line_id: UUID) -> LineWhy:
        """Why an open order line is when it is: chain, binding, slack, who is touched, what would help."""
        ...

    async def delivery_rule(self, demand_line_id: UUID) -> DeliveryRuleView:
        """How an order line may be delivered: its own words, its customer's, and what holds."""
        ...

    async def choose_delivery_rule(self, demand_line_id: UUID, choice: DeliveryChoice) -> None:
        """Say how an order line may be delivered; for reps and planners."""
        ...

    async def choose_usual_delivery(self, customer_id: UUID, usual: UsualDelivery) -> None:
        """Say how a customer's orders may be delivered; for reps and planners."""
        ...

    async def change_routes(self, demand_change_id: UUID) -> RouteBoard:
        """From where a change could be served, the suggested site first."""
        ...

    async def route_change(self, demand_change_id: UUID, site_id: UUID) -> None:
        """Ask for a new line from another site; for reps and planners."""
        ...

    async def line_routes(self, demand_line_id: UUID) -> RouteBoard:
        """From where what is open of an order line could be served."""
        ...

    async def reroute_line(self, demand_line_id: UUID, site_id: UUID) -> UUID:
        """Ask for an order line from another site; returns the change, which goes the usual way."""
        ...

    async def choose_routing(self, choice: RoutingChoice) -> None:
        """Say how sites are compared; for planners and admins."""
        ...

    async def choose_site_reserve(self, site_id: UUID, reserved_ratio: Decimal) -> None:
        """Say what a site keeps of its stock for its own customers; for planners and admins."""
        ...
