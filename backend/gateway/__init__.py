"""The screens' only door: implements `shared.gateway.Gateway` for one signed-in session.

Every method asks first whether the session still stands and what the person may see now; the screens'
own word is never taken for it. A file is an area of screens, as in `shared.gateway`.
"""

from backend.gateway.alerts import AlertScreens
from backend.gateway.allocations import AllocationScreens
from backend.gateway.approvals import ApprovalScreens
from backend.gateway.customers import CustomerScreens
from backend.gateway.demand import DemandScreens
from backend.gateway.figures import FigureScreens
from backend.gateway.floor import FloorScreens
from backend.gateway.forecast import ForecastScreens
from backend.gateway.foresight import ForesightScreens
from backend.gateway.promotions import PromotionScreens
from backend.gateway.proposals import ProposalScreens
from backend.gateway.session import SessionScreens
from backend.gateway.suppliers import SupplierScreens
from backend.gateway.threads import ThreadScreens
from backend.gateway.undelivered import UndeliveredScreens
from backend.gateway.urgent import UrgentScreens
from backend.gateway.what_ifs import WhatIfScreens


class SessionGateway(
    SessionScreens,
    ProposalScreens,
    ApprovalScreens,
    AlertScreens,
    ThreadScreens,
    UrgentScreens,
    FloorScreens,
    DemandScreens,
    ForecastScreens,
    ForesightScreens,
    PromotionScreens,
    AllocationScreens,
    WhatIfScreens,
    FigureScreens,
    SupplierScreens,
    CustomerScreens,
    UndeliveredScreens,
):
    """What the pages of one session may ask and do."""
