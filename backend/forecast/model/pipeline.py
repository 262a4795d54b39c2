"""What deals add to the forecast: by what their stage has been worth so far, and nothing twice.

A stage's probability is how many of the closed deals that got as far were won, with the form's own figure
counting as ten deals. A deal adds what is expected of it beyond what its customer orders of the item anyway,
or has ordered for those days by now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.forecast.model.series import Place

PRIOR_DEALS: Final = 10.0
NEAR: Final = timedelta(days=60)
WINDOW_DAYS: Final = 28
STALE: Final = timedelta(days=60)


class DealKind(StrEnum):
    """What a customer has said, the surest last."""

    INQUIRY = "inquiry"
    OPPORTUNITY = "opportunity"
    QUOTATION = "quotation"


class DealOutcome(StrEnum):
    """Why a deal adds what it adds."""

    ADDED = "added"
    BEYOND = "beyond"
    COVERED = "covered"
    DOUBLE = "double"
    STALE = "stale"


_RANK: Final = tuple(DealKind)


@dataclass(frozen=True, slots=True)
class Deal:
    """Something that may become an order; `form_ratio` is what was written down, and may be nonsense.

    `usual` is what the customer orders of the item in 28 days, `ordered` what there is already for the
    days around the expected one; all three quantities in hundredths.
    """

    id: UUID
    kind: DealKind
    reference: str
    customer_id: UUID
    customer_name: str
    place: Place
    stage: str
    form_ratio: float
    quantity: int
    expected_on: date
    usual: int = 0
    ordered: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A deal with its stage's probability and what it adds, in hundredths, and why no more."""

    deal: Deal
    probability: float
    added: int
    outcome: DealOutcome


def sound_ratio(ratio: float) -> float:
    """A probability within 0 and 1; what was written as a percentage beyond it counts as certain.

    >>> sound_ratio(1.4), sound_ratio(-0.1), sound_ratio(float("nan"))
    (1.0, 0.0, 0.0)
    """
    return min(1.0, max(0.0, ratio)) if ratio == ratio else 0.0  # noqa: PLR0124 -- nan is not itself


def stage_probabilities(
    form: Mapping[str, float], closed: Iterable[tuple[str, bool]]
) -> dict[str, float]:
    """Of each stage: closed deals that got there and were won, the form's figure weighing as ten deals.

    Stages stand in the order of the form's figures. A deal that was won got through all of them; one that
    was lost got as far as the stage where it ended.
    """
    order = sorted(form, key=lambda stage: (sound_ratio(form[stage]), stage))
    rank = {stage: number for number, stage in enumerate(order)}
    known = [(rank[stage], won) for stage, won in closed if stage in rank]
    won_count = sum(won for _, won in known)
    found = {}
    for stage, number in rank.items():
        lost = sum(not won and at >= number for at, won in known)
        reached = won_count + lost
        found[stage] = round(
            (won_count + PRIOR_DEALS * sound_ratio(form[stage])) / (reached + PRIOR_DEALS), 4
        )
    return found


def weighed(
    deals: Sequence[Deal], probabilities: Mapping[tuple[DealKind, str], float], today: date
) -> list[Weighed]:
    """Every deal with what it adds.

    Of one customer's deals about one item within sixty days of each other the surest kind counts first, and a
    less sure one for what goes beyond all that surer ones say. A deal that was expected more than sixty days ago
    counts no more.
    """
    order = sorted(deals, key=lambda each: (-_RANK.index(each.kind), -each.quantity, str(each.id)))
    counted: list[Deal] = []
    found: dict[UUID, Weighed] = {}
    for deal in order:
        probability = probabilities.get((deal.kind, deal.stage), sound_ratio(deal.form_ratio))
        if deal.expected_on < today - STALE:
            found[deal.id] = Weighed(deal, probability, 0, DealOutcome.STALE)
            continue
        surer = sum(other.quantity for other in counted if _is_same(deal, other))
        left = max(0, deal.quantity - surer)
        counted.append(deal)
        if surer and not left:
            found[deal.id] = Weighed(deal, probability, 0, DealOutcome.DOUBLE)
            continue
        added = max(0, round(probability * left) - max(deal.usual, deal.ordered))
        outcome = DealOutcome.BEYOND if left < deal.quantity else DealOutcome.ADDED
        if not added:
            outcome = DealOutcome.COVERED
        found[deal.id] = Weighed(deal, probability, added, outcome)
    return [found[deal.id] for deal in deals]


def _is_same(deal: Deal, other: Deal) -> bool:
    """The same demand said twice: another kind of word about the same item of the same customer."""
    return (
        deal.customer_id == other.customer_id
        and deal.place.item_id == other.place.item_id
        and deal.kind is not other.kind
        and abs(deal.expected_on - other.expected_on) <= NEAR
    )
