"""What the demo company watches by rules of its own: its service, and hours that are asked for twice."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.connectors.demo_company.sites import FIRST_TIME_ZONE
from shared.schemas.watch import AlertRuleChoice
from shared.terms import KPIName
from shared.watch_terms import AlertGrouping, Threshold, Watched

_SERVICE: Final = Decimal("0.97")
_FULL: Final = Decimal("1.2")


def alert_rules(planner_id: UUID, supervisor_id: UUID) -> Sequence[AlertRuleChoice]:
    """The rules in the order in which they are made; planners own them, supervisors stand in."""
    return (
        AlertRuleChoice(
            name="On time in full three points under target",
            watched=Watched.KPI,
            kpi=KPIName.OTIF,
            threshold=_SERVICE,
            threshold_in=Threshold.TARGET,
            is_above=False,
            periods=2,
            owner_id=planner_id,
            deputy_ids=[supervisor_id],
            escalate_after_minutes=24 * 60,
            time_zone=FIRST_TIME_ZONE,
        ),
        AlertRuleChoice(
            name="A week asks for a fifth more hours than there are",
            watched=Watched.CAPACITY,
            threshold=_FULL,
            periods=2,
            grouping=AlertGrouping.SITE,
            owner_id=planner_id,
            deputy_ids=[supervisor_id],
            time_zone=FIRST_TIME_ZONE,
        ),
    )
