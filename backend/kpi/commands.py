"""What the timetable asks of the KPIs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefreshKPIs:
    """Look again at what moves with the plan: demand at risk, proposals waiting."""


@dataclass(frozen=True, slots=True)
class RollKPIsOver:
    """Count what has become due since the last look: the weeks that the cards are read from."""


@dataclass(frozen=True, slots=True)
class RecomputeKPIs:
    """Count every week there is again, from the rows."""
