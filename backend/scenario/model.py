"""The rules of what-ifs: who may look, which edits make sense, how scenarios are worked out and ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.approval.model import Effect
from backend.engine.score import Weights
from backend.engine.situation import Situation
from backend.engine.ways import Rates
from backend.engine.whatif.edits import LOWEST_PRIORITY, Edit, Subjects
from backend.engine.whatif.figures import FIRST_CLASS, Figures, score_of_figures
from backend.engine.whatif.outcome import Outcome, Part, figures_today, outcome_of
from backend.engine.whatif.response import components_first
from backend.identity.model import Viewer
from backend.scenario.errors import (
    EditIncompleteError,
    NameMissingError,
    NothingToAdoptError,
    ScenarioOutdatedError,
    TooManyScenariosError,
    WeightsMissingError,
    WhatIfClosedError,
)
from shared.terms import EditKind, Role

MAKERS: Final = frozenset({Role.PLANNER, Role.SUPERVISOR})
READERS: Final = MAKERS | {Role.EXECUTIVE, Role.ADMIN}
MOST_SCENARIOS: Final = 6
MOST_EDITS: Final = 50
LONGEST_NAME: Final = 100
WHOLE: Final = 100
ADOPT: Final = "adopt"
"""The one way out of an adoption, as approvals name it."""

_MOST_FACTOR: Final = Decimal(10)
_MOST_HOURS: Final = Decimal(24)

NEEDED: Final[Mapping[EditKind, tuple[str, ...]]] = {
    EditKind.DEMAND: ("ratio",),
    EditKind.DEMAND_LINE: ("demand_line_id",),
    EditKind.NEW_DEMAND: ("item_id", "site_id", "customer_id", "quantity", "on"),
    EditKind.PURCHASE: ("supply_id",),
    EditKind.PLAN_LINE: ("supply_id",),
    EditKind.CAPACITY: ("work_center_id", "hours"),
    EditKind.CALENDAR: ("site_id", "on"),
    EditKind.PROMOTION: ("ratio",),
    EditKind.PRICE: ("ratio",),
    EditKind.PLAN_ANEW: (),
}
"""What each kind of edit has to say."""

EITHER: Final[Mapping[EditKind, tuple[str, ...]]] = {
    EditKind.DEMAND_LINE: ("quantity", "on"),
    EditKind.PURCHASE: ("quantity", "on"),
    EditKind.PLAN_LINE: ("quantity", "on"),
    EditKind.PROMOTION: ("item_id", "family"),
}
"""Of which a kind has to say at least one."""


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """The present plan as it was when it was copied, with the names that edits may speak of."""

    situation: Situation
    site_id: UUID
    plan_sites: frozenset[tuple[UUID, UUID]]
    families: dict[UUID, str]
    customers: dict[UUID, str]

    @property
    def part(self) -> Part:
        """The nodes that the site's plan makes or buys for, components first."""
        return Part(self.site_id, tuple(components_first(self.situation, self.plan_sites)))

    @property
    def subjects(self) -> Subjects:
        return Subjects(self.families, self.customers)


def may_look(viewer: Viewer, scope_id: UUID, owner_id: UUID, *, is_shared: bool) -> bool:
    """Whoever sees the site and plans, decides or steers; before it is shared only its owner."""
    is_theirs = is_shared or viewer.person_id == owner_id
    return is_theirs and viewer.sees(scope_id) and viewer.has_role(*READERS)


def named(name: str) -> str:
    """A name without the space round it; raises `NameMissingError` for none, or one too long."""
    found = " ".join(name.split())
    if not 0 < len(found) <= LONGEST_NAME:
        raise NameMissingError(most=LONGEST_NAME)
    return found


def weighed(reliability: Decimal, cost: Decimal, speed: Decimal) -> dict[str, Decimal]:
    """Weights by name; raises `WeightsMissingError` unless each is 0 to 100 and one counts."""
    found = {"reliability": reliability, "cost": cost, "speed": speed}
    if not all(0 <= value <= WHOLE for value in found.values()) or not any(found.values()):
        raise WeightsMissingError
    return found


def checked(edit: Edit) -> Edit:
    """The edit, if it says what its kind needs; else `EditIncompleteError`."""
    missing = any(getattr(edit, name) is None for name in NEEDED[edit.kind])
    either = EITHER.get(edit.kind, ())
    has_none = bool(either) and all(getattr(edit, name) is None for name in either)
    is_backwards = edit.from_on is not None and edit.to_on is not None and edit.to_on < edit.from_on
    if missing or has_none or is_backwards or _is_out_of_range(edit):
        raise EditIncompleteError(kind=edit.kind.value)
    return edit


def _is_out_of_range(edit: Edit) -> bool:
    return (
        (edit.quantity is not None and edit.quantity < 0)
        or (edit.kind is EditKind.NEW_DEMAND and not edit.quantity)
        or (edit.ratio is not None and not -1 <= edit.ratio <= _MOST_FACTOR)
        or (edit.discount is not None and not 0 <= edit.discount <= 1)
        or (edit.hours is not None and not -_MOST_HOURS <= edit.hours <= _MOST_HOURS)
        or (edit.kind is EditKind.CAPACITY and not edit.hours)
        or any(not 1 <= day <= 7 for day in edit.weekdays)  # noqa: PLR2004 -- Monday to Sunday
    )


def with_edit(edits: Sequence[Edit], edit: Edit) -> list[Edit]:
    """The edits with one more."""
    if len(edits) >= MOST_EDITS:
        raise TooManyScenariosError(most=MOST_EDITS)
    return [*edits, checked(edit)]


def without_edit(edits: Sequence[Edit], place: int) -> list[Edit]:
    """The edits without the one at a place; one that is not there is gone already."""
    return [edit for number, edit in enumerate(edits) if number != place]


def measured(copy: PlanCopy) -> Figures:
    """The figures of the plan as it was copied."""
    return figures_today(copy.situation, copy.part)


def worked_out(copy: PlanCopy, edits: Sequence[Edit], rates: Rates) -> Outcome:
    """What the edits bring on the copied plan at these rates; the same edits bring the same."""
    return outcome_of(copy.situation, edits, copy.subjects, copy.part, rates)


def must_be_open(*, is_archived: bool, is_adopted: bool = False) -> None:
    """Raise `WhatIfClosedError` for what is kept as it is."""
    if is_archived or is_adopted:
        raise WhatIfClosedError


def must_have_room(count: int) -> None:
    """Raise `TooManyScenariosError` where no more scenario can be compared."""
    if count >= MOST_SCENARIOS:
        raise TooManyScenariosError(most=MOST_SCENARIOS)


def must_stand(basis: Mapping[UUID, int], current: Mapping[UUID, int]) -> None:
    """Raise `ScenarioOutdatedError` unless every plan that was copied still stands."""
    for site_id, number in basis.items():
        if current.get(site_id) != number:
            raise ScenarioOutdatedError(
                copied_number=number, present_number=current.get(site_id, 0)
            )


def adoptable(outcome: Outcome) -> Outcome:
    """The outcome, if there is anything in it to decide; else `NothingToAdoptError`."""
    if not outcome.adjustments:
        raise NothingToAdoptError
    return outcome


def effect_of(site_id: UUID, today: Figures, outcome: Outcome) -> Effect:
    """What of an adoption decides who has to agree: only what it makes worse than the plan today."""
    figures = outcome.figures
    is_longer = figures.worst_delay_days > today.worst_delay_days
    hits_first = figures.first_class_count > today.first_class_count
    return Effect(
        site_id=site_id,
        value=outcome.value,
        days_late=figures.worst_delay_days if is_longer else 0,
        fence=outcome.fence,
        priority=FIRST_CLASS if hits_first else LOWEST_PRIORITY,
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """Points of each plan, the plan today first; who leads, and while reliability weighs how much.

    `first` is the place of the leading scenario, None without any. The other weights keep their
    proportion while reliability moves from `first_from` to `first_to` of a hundred.
    """

    scores: tuple[int, ...]
    first: int | None
    first_from: int
    first_to: int


def ranked(today: Figures, scenarios: Sequence[Figures], weights: Weights) -> Ranking:
    """Rank plans by weights; at equal points the one that stands first."""
    points = _points(today, scenarios, weights)
    first = _best(points)
    if first is None:
        return Ranking(points, None, 0, WHOLE)
    total = weights.reliability + weights.cost + weights.speed
    here = int(WHOLE * weights.reliability / total) if total else 0
    low = high = here
    while low > 0 and _leads(first, today, scenarios, weights, low - 1):
        low -= 1
    while high < WHOLE and _leads(first, today, scenarios, weights, high + 1):
        high += 1
    return Ranking(points, first, low, high)


def _points(today: Figures, scenarios: Sequence[Figures], weights: Weights) -> tuple[int, ...]:
    return tuple(score_of_figures(each, today.margin, weights) for each in (today, *scenarios))


def _best(points: Sequence[int]) -> int | None:
    if len(points) < 2:  # noqa: PLR2004 -- the plan today and at least one other
        return None
    return max(range(len(points) - 1), key=lambda place: (points[place + 1], -place))


def _leads(
    first: int, today: Figures, scenarios: Sequence[Figures], weights: Weights, reliability: int
) -> bool:
    others = weights.cost + weights.speed
    rest = Decimal(WHOLE - reliability)
    cost = rest / 2 if not others else rest * weights.cost / others
    moved = replace(weights, reliability=Decimal(reliability), cost=cost, speed=rest - cost)
    return _best(_points(today, scenarios, moved)) == first
