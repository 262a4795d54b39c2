"""The screens' only door to the backend: one gateway a signed-in session, checked at every call.

Each method authorises the session, the role and the row at the moment it is called and raises
`shared.problem.ProblemError` when that fails; a page shows the error's sentence. A file is an area of screens.
"""

from typing import Protocol

from shared.gateway.alerts import AlertGateway
from shared.gateway.allocations import AllocationGateway
from shared.gateway.approvals import ApprovalGateway
from shared.gateway.customers import CustomerGateway
from shared.gateway.demand import DemandGateway
from shared.gateway.figures import FigureGateway
from shared.gateway.floor import FloorGateway
from shared.gateway.forecast import ForecastGateway
from shared.gateway.foresight import ForesightGateway
from shared.gateway.promotions import PromotionGateway
from shared.gateway.proposals import ProposalGateway
from shared.gateway.session import SessionGateway
from shared.gateway.suppliers import SupplierGateway
from shared.gateway.threads import ThreadGateway
from shared.gateway.undelivered import UndeliveredGateway
from shared.gateway.urgent import UrgentGateway
from shared.gateway.what_ifs import WhatIfGateway


class Gateway(
    SessionGateway,
    ProposalGateway,
    ApprovalGateway,
    AlertGateway,
    ThreadGateway,
    UrgentGateway,
    FloorGateway,
    DemandGateway,
    ForecastGateway,
    ForesightGateway,
    PromotionGateway,
    AllocationGateway,
    WhatIfGateway,
    FigureGateway,
    SupplierGateway,
    CustomerGateway,
    UndeliveredGateway,
    Protocol,
):
    """What a page may ask and do for the person who looks at it."""
