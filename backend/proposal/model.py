"""Ways out of a change with their price, the recommendation, and what may be decided.

`propose_alternatives(situation, change, impact, weights, rates)` finds and prices them,
`amend(...)` re-checks one that a supervisor has altered, `decide(...)` is the state machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol
from uuid import UUID

from backend.approval.model import Effect
from backend.engine.answer import Adjustment, DayQuantity, Gain, LoadBar, Reason, Slip
from backend.engine.apply import PROMISING, PURCHASING, Amendment, amended, applied
from backend.engine.case import Case, case_of
from backend.engine.cost import costs_of
from backend.engine.fences import fence_on, tightest
from backend.engine.gains import gains_of
from backend.engine.loads import bars_with
from backend.engine.scale import day_quantities, money, quantity_of
from backend.engine.score import Weights, score_of, unit_price
from backend.engine.situation import Change, Situation
from backend.engine.together import allowed, with_companions
from backend.engine.ways import Breach, Rates, Way, breaches
from backend.engine.ways_less import ways_less
from backend.engine.ways_more import last_resort, ways_as_asked, ways_more
from backend.impact.model import Impact, deliveries_of
from backend.proposal.errors import (
    AlreadyDecidedError,
    AmendmentNotPossibleError,
    NothingAmendedError,
    OwnProposalError,
    PlanHasMovedError,
    PricingMovedError,
    PricingOutOfRangeError,
    ReasonMissingError,
    UnknownAlternativeError,
)
from shared.terms import AdjustmentKind, DecisionKind, DecisionReason, Fence, ProposalStatus, Role

__all__ = [
    "Alternative",
    "Amendment",
    "Rates",
    "Weights",
    "amend",
    "decide",
    "propose_alternatives",
]

CODES: Final = (
    "as_asked", "make_sooner", "send_sooner", "make_more", "transfer", "buy_more", "stock_elsewhere",
    "other_work_center", "other_bill_of_material", "buy_instead", "make_instead", "other_site", "several_ways",
    "split_purchase", "buy_sooner", "extra_shift", "overtime", "move_other", "two_deliveries", "later", "make_less", "send_less",
    "move_later", "send_later", "reduce_purchase",
    "cancel_purchase", "buy_later", "keep_stock", "in_part", "as_before",
)  # fmt: skip
"""Every code, in the order that settles equal scores at equal cost."""

ALLOWED: Final[Mapping[ProposalStatus, frozenset[ProposalStatus]]] = {
    ProposalStatus.OPEN: frozenset(set(ProposalStatus) - {ProposalStatus.OPEN}),
    ProposalStatus.APPROVED: frozenset(),
    ProposalStatus.AMENDED: frozenset(),
    ProposalStatus.REJECTED: frozenset(),
    ProposalStatus.SENT_BACK: frozenset(),
    ProposalStatus.WITHDRAWN: frozenset(),
}
"""Where a proposal may go; a re-assessed change opens a new one."""

OUTCOMES: Final[Mapping[DecisionKind, ProposalStatus]] = {
    DecisionKind.APPROVE: ProposalStatus.APPROVED,
    DecisionKind.AMEND: ProposalStatus.AMENDED,
    DecisionKind.REJECT: ProposalStatus.REJECTED,
    DecisionKind.SEND_BACK: ProposalStatus.SENT_BACK,
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way out with its price; `shared.schemas.impact.Alternative` field by field."""

    code: str
    is_recommended: bool
    adjustments: tuple[Adjustment, ...]
    deliveries: tuple[DayQuantity, ...]
    losers: tuple[Slip, ...]
    cost: Decimal
    cost_reasons: tuple[Reason, ...]
    margin: Decimal
    fence: Fence
    loads: tuple[LoadBar, ...]
    projected: tuple[DayQuantity, ...]
    score: int
    gains: tuple[Gain, ...] = ()
    was_score: int | None = None
    was_cost: Decimal | None = None


def propose_alternatives(
    situation: Situation,
    change: Change,
    impact: Impact,
    weights: Weights,
    rates: Rates | None = None,
) -> tuple[Alternative, ...]:
    """Ways out that the plan carries, best score first, at least one, the first recommended."""
    case = case_of(situation, change)
    rates = rates or Rates()
    ways: list[Way] = []
    if impact.short_quantity:
        ways += ways_more(case, rates)
    elif case.frees:
        ways += ways_less(case, rates)
    else:
        ways += ways_as_asked(case, rates)
    ways = allowed(case, ways) or [with_companions(case, last_resort(case))]
    priced = [price(case, way, weights, rates) for way in ways]
    priced.sort(key=lambda found: (-found.score, found.cost, CODES.index(found.code)))
    return tuple(recommended(priced))


PRICERS: Final = (Role.PLANNER, Role.ADMIN)
WEIGHTS: Final = ("reliability", "cost", "speed")
RATES: Final[Mapping[str, tuple[Decimal, Decimal]]] = {
    "stock_cost_ratio": (Decimal(0), Decimal(2)),
    "late_cost_ratio": (Decimal(0), Decimal(1)),
    "express_cost_ratio": (Decimal(0), Decimal(5)),
    "express_ratio": (Decimal("0.05"), Decimal(1)),
    "purchase_fee_ratio": (Decimal(0), Decimal(1)),
    "second_delivery_cost": (Decimal(0), Decimal(1_000_000)),
    "split_purchase_cost": (Decimal(0), Decimal(1_000_000)),
    "transfer_cost": (Decimal(0), Decimal(1_000_000)),
}
"""The least and the most that each rate can be."""


def priced_by(
    weights: Mapping[str, Decimal], rates: Mapping[str, Decimal], base_number: int, number: int
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Weights and rates that make sense, set in the place of those that the setter saw.

    Raises `PricingMovedError` and `PricingOutOfRangeError`.
    """
    if base_number != number:
        raise PricingMovedError(number=number)
    bounds = {name: (Decimal(0), Decimal(100)) for name in WEIGHTS}
    for given, known in ((weights, bounds), (rates, RATES)):
        for name in sorted({*given, *known}):
            value = given.get(name)
            least, most = known.get(name, (Decimal(0), Decimal(0)))
            if (
                name not in known
                or value is None
                or not value.is_finite()
                or not least <= value <= most
            ):
                raise PricingOutOfRangeError(name=name, least=least, most=most)
    if not any(weights.values()):
        raise PricingOutOfRangeError(name="reliability", least=Decimal(1), most=Decimal(100))
    return dict(weights), dict(rates)


def check_freight(cost_per_delivery: Decimal, cost_per_pallet: Decimal) -> None:
    """Refuse costs of a lane that make no sense with `PricingOutOfRangeError`."""
    least, most = RATES["transfer_cost"]
    for name, cost in (
        ("cost_per_delivery", cost_per_delivery),
        ("cost_per_pallet", cost_per_pallet),
    ):
        if not (cost.is_finite() and least <= cost <= most):
            raise PricingOutOfRangeError(name=name, least=least, most=most)


def weights_from(chosen: Mapping[str, Decimal]) -> Weights:
    """The weights that a company has set, the usual ones where it has not."""
    usual = Weights()
    return replace(
        usual,
        reliability=chosen.get("reliability", usual.reliability),
        cost=chosen.get("cost", usual.cost),
        speed=chosen.get("speed", usual.speed),
    )


def recommended(alternatives: Sequence[Alternative]) -> list[Alternative]:
    """The same, the first marked as recommended."""
    return [
        replace(alternative, is_recommended=place == 0)
        for place, alternative in enumerate(alternatives)
    ]


def price(case: Case, way: Way, weights: Weights, rates: Rates) -> Alternative:
    """Put cost, margin, fence, load, stock and score to a way out."""
    cost, cost_reasons = costs_of(case, way, rates)
    delivered = quantity_of(sum(units for _, units in way.deliveries), case.decimals)
    value = unit_price(case)
    fence = tightest(fences_of(case, way.adjustments))
    return Alternative(
        code=way.code,
        is_recommended=False,
        adjustments=way.adjustments,
        deliveries=deliveries_of(case, list(way.deliveries)),
        losers=way.losers,
        cost=cost,
        cost_reasons=cost_reasons,
        margin=money(delivered * (value - case.facts.unit_cost)) - cost,
        fence=fence,
        loads=bars_with(case, way.view),
        projected=day_quantities(
            case.ground.today, way.view.projected(case.node).tolist(), case.decimals
        ),
        score=score_of(case, way, cost, fence, weights),
        gains=gains_of(case, way) if case.frees else (),
    )


def fences_of(case: Case, adjustments: Sequence[Adjustment]) -> list[Fence]:
    """The zones of the days that adjustments leave and come to.

    One's own deliveries are free, and purchases follow their lead time, not the zones of the plan.
    """
    fences: list[Fence] = []
    for adjustment in adjustments:
        facts = case.ground.facts[adjustment.item_id, adjustment.site_id]
        own = adjustment.demand_line_id == case.change.demand_line_id
        if adjustment.kind in PURCHASING or (adjustment.kind in PROMISING and own):
            continue
        # For a transfer `from_on` is when the lorry leaves, not a day that the plan had.
        left = None if adjustment.kind is AdjustmentKind.TRANSFER else adjustment.from_on
        fences += [
            fence_on(case.ground.today, day, facts.frozen_days, facts.negotiable_days)
            for day in (adjustment.on, left)
            if day is not None
        ]
    return fences


def amend(
    situation: Situation,
    change: Change,
    alternative: Alternative,
    amendments: Sequence[Amendment],
    weights: Weights,
    rates: Rates | None = None,
) -> Alternative:
    """The alternative with a supervisor's amendments, checked against the plan as it stands.

    Raises `NothingAmendedError`, and `AmendmentNotPossibleError` with what stands against it.
    """
    case = case_of(situation, change)
    adjustments = amended(alternative.adjustments, amendments)
    if adjustments is None:
        raise NothingAmendedError
    way = applied(case, alternative.code, adjustments)
    found = [way] if isinstance(way, Breach) else broken(case, way)
    if isinstance(way, Breach) or found:
        first = found[0]
        raise AmendmentNotPossibleError(
            cause=first.code, name=first.name, on=case.ground.day_of(first.day)
        )
    losers = tuple(
        moved(slip, adjustment)
        for slip in alternative.losers
        for adjustment in adjustments
        if adjustment.demand_line_id == slip.demand_line_id
    )
    rates = rates or Rates()
    return price(case, replace(way, losers=losers), weights, rates)


def broken(case: Case, way: Way) -> list[Breach]:
    """What an amended way would break: the plan, or how the line may be delivered."""
    found = breaches(case, way.view)
    if not found and not case.allows(way.deliveries):
        last = max(day for day, _ in way.deliveries)
        found.append(Breach("delivery_rule", case.facts.item_name, last))
    return found


def moved(slip: Slip, adjustment: Adjustment) -> Slip:
    """What a line loses when the adjustment of its promise is amended."""
    late = 0 if adjustment.on is None else (adjustment.on - slip.promised_on).days
    return replace(
        slip,
        possible_on=adjustment.on,
        quantity=adjustment.quantity,
        days_late=max(0, late),
    )


class Shown(Protocol):
    """What of a way out decides who has to agree to it; the rules' own and the saved one both have it."""

    @property
    def fence(self) -> Fence: ...
    @property
    def losers(self) -> Sequence[Any]: ...
    @property
    def deliveries(self) -> Sequence[Any]: ...


def effect_of(
    way: Shown, *, site_id: UUID, value: Decimal, wanted_on: date, priority: int
) -> Effect:
    """What a way out does to others and to whoever asked, for the rules of approval."""
    delays = [slip.days_late for slip in way.losers]
    delays += [(delivery.on - wanted_on).days for delivery in way.deliveries]
    return Effect(
        site_id=site_id,
        value=value,
        days_late=max([0, *delays]),
        fence=way.fence,
        priority=priority,
    )


@dataclass(frozen=True, slots=True)
class ProposalState:
    """What a decision has to know of a proposal."""

    status: ProposalStatus
    plan_revision_id: UUID
    requested_by: UUID
    alternatives: tuple[str, ...]
    recommended: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides, on the plan revision that they saw."""

    kind: DecisionKind
    decided_by: UUID
    plan_revision_id: UUID
    alternative: str | None = None
    reason: DecisionReason | None = None
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """Where a decision takes a proposal, and which way out is carried out, if any."""

    status: ProposalStatus
    alternative: str | None


def decide(proposal: ProposalState, decision: Decision, plan_revision_now: UUID) -> Decided:
    """Take a decision, or refuse it and change nothing.

    Refused, in this order: decided before, a change of one's own (four eyes), a plan that has moved,
    a way out that is not there, a rejection without reason, an amendment of nothing.
    """
    status = OUTCOMES[decision.kind]
    if status not in ALLOWED[proposal.status]:
        raise AlreadyDecidedError(status=proposal.status.value)
    if decision.decided_by == proposal.requested_by:
        raise OwnProposalError
    if not decision.plan_revision_id == proposal.plan_revision_id == plan_revision_now:
        raise PlanHasMovedError(
            decided_on_id=decision.plan_revision_id, current_id=plan_revision_now
        )
    if decision.kind in {DecisionKind.REJECT, DecisionKind.SEND_BACK}:
        if decision.reason is None:
            raise ReasonMissingError
        return Decided(status, None)
    code = decision.alternative or proposal.recommended
    if code not in proposal.alternatives:
        raise UnknownAlternativeError(alternative=code)
    if decision.kind is DecisionKind.AMEND and not decision.amendments:
        raise NothingAmendedError
    return Decided(status, code)


def decide_one_way(
    way: str, status: ProposalStatus, asked_by: UUID, decision: Decision, seen_now: UUID
) -> Decided:
    """Decide what can only be done as it is shown; `decision.plan_revision_id` is what was seen of it."""
    state = ProposalState(status, seen_now, asked_by, (way,), way)
    return decide(state, decision, seen_now)


def withdraw(status: ProposalStatus) -> ProposalStatus:
    """Withdraw an open proposal, because its change was withdrawn or assessed anew."""
    if ProposalStatus.WITHDRAWN not in ALLOWED[status]:
        raise AlreadyDecidedError(status=status.value)
    return ProposalStatus.WITHDRAWN


MOST_TOGETHER: Final = 20


def then_and_now(
    shown: Sequence[Alternative], fresh: Sequence[Alternative]
) -> tuple[Alternative, ...]:
    """Ways out that were worked out anew on the same plan, each with what it had before.

    Where nothing has changed this time, what it had before that stays beside it.
    """
    before = {each.code: each for each in shown}
    found = []
    for each in fresh:
        was = before.get(each.code)
        if was is None:
            found.append(each)
        elif (was.score, was.cost) == (each.score, each.cost):
            found.append(replace(each, was_score=was.was_score, was_cost=was.was_cost))
        else:
            found.append(replace(each, was_score=was.score, was_cost=was.cost))
    return tuple(found)


def still_stands(shown: Alternative, fresh: Sequence[Alternative]) -> Alternative | None:
    """The same way out worked out anew, if it is as good as it was shown to the decider.

    As good: the same deliveries, no more cost, nobody loses who was not said to lose.
    """
    lost = {slip.demand_line_id for slip in shown.losers}
    for each in fresh:
        if (
            each.code == shown.code
            and each.deliveries == shown.deliveries
            and each.cost <= shown.cost
            and {slip.demand_line_id for slip in each.losers} <= lost
        ):
            return each
    return None
