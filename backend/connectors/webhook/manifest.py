"""What this connector is: its name, its direction, what it can tell, and what it is set up with."""

from typing import Final

NAME: Final = "webhook"
DIRECTIONS: Final = ("publish",)
# An event of ours → how an endpoint asks for it; on the wire `lockstep.<name>.v1`.
EVENTS: Final = {
    "DemandChangeRequested": "demand_change.requested",
    "DemandChangeAmended": "demand_change.amended",
    "DemandChangeAssessed": "demand_change.assessed",
    "DemandChangeWithdrawn": "demand_change.withdrawn",
    "ProposalOpened": "proposal.opened",
    "ProposalDecided": "proposal.decided",
    "ProposalWithdrawn": "proposal.withdrawn",
    "PlanRevised": "plan.revised",
    "PurchaseMoved": "purchase.moved",
    "ProductionOrderMoved": "production_order.moved",
    "DemandLineChanged": "demand_line.changed",
    "AlertRaised": "alert.raised",
    "KPICrossed": "kpi.crossed",
}
TEST: Final = "webhook.test"
SETTINGS: Final = ("LOCKSTEP_PRIVATE_NETWORKS", "LOCKSTEP_DIAL_ROUTES", "LOCKSTEP_SECRETS")
