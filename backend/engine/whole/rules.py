"""What a planner may choose for a whole plan."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """The choices behind a plan; the defaults are the company's everyday plan.

    Without `finite_capacity` hours are booked but never bind. With `allow_overtime` the overtime that
    a work centre may still work counts as hours. Without `use_alternates` only the usual ways count,
    without `respect_fences` the frozen zone is planned like any day. `keep_plan` leaves every plan line
    where it stands and adds to it; without it only those stay that are firm, frozen or under way.
    """

    finite_capacity: bool = True
    allow_overtime: bool = False
    use_alternates: bool = True
    respect_fences: bool = True
    keep_plan: bool = False
