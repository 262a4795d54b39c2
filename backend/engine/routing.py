"""Which site serves an order best: by date, stock, capacity, distance and cost, as the company weighs them.

Each factor is a share of the best that there is, 0 to 1, so that sites compare; the same input gives the
same order, bit for bit.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

HALF: Final = Decimal("0.5")
ONE: Final = Decimal(1)
NONE: Final = Decimal(0)
FACTORS: Final = ("date", "stock", "capacity", "distance", "cost")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site that plans the item.

    `days_late` is None where it cannot deliver all of it; `from_stock` says that nothing has to be made,
    bought or sent first, `free_ratio` is the share of the hours until then that is left. `kept_back`
    are units that it would take from what is kept for the site's own customers.
    """

    site_id: UUID
    site_name: str
    days_late: int | None
    from_stock: bool
    free_ratio: Decimal
    distance_km: Decimal | None
    cost: Decimal
    is_usual: bool = False
    kept_back: Decimal = NONE


@dataclass(frozen=True, slots=True)
class RoutingWeights:
    """How much each factor counts, and after how many days of delay a site has no points for the date."""

    date: int = 40
    stock: int = 20
    capacity: int = 10
    distance: int = 15
    cost: int = 15
    slow_days: int = 14


@dataclass(frozen=True, slots=True)
class Route:
    """A candidate with its points by factor and its score, 0 to 100; `refused` says why it is none."""

    candidate: Candidate
    points: dict[str, Decimal]
    score: int
    refused: str | None


def routes(candidates: Iterable[Candidate], weights: RoutingWeights) -> tuple[Route, ...]:
    """The sites in the order in which they are suggested; those that cannot serve it come last.

    Equal scores: the earlier, the cheaper, the nearer, the usual one, then by name.
    """
    sites = list(candidates)
    able = [site for site in sites if refusal(site) is None]
    found = [_route(site, able, weights) for site in sites]
    return tuple(sorted(found, key=_place))


def refusal(site: Candidate) -> str | None:
    """Why a site cannot serve it at all."""
    if site.days_late is None:
        return "cannot"
    return "kept_back" if site.kept_back > 0 else None


def _route(site: Candidate, able: Sequence[Candidate], weights: RoutingWeights) -> Route:
    refused = refusal(site)
    if refused is not None:
        return Route(site, dict.fromkeys(FACTORS, NONE), 0, refused)
    points = {
        "date": max(NONE, ONE - Decimal(site.days_late or 0) / max(1, weights.slow_days)),
        "stock": ONE if site.from_stock else NONE,
        "capacity": min(max(site.free_ratio, NONE), ONE),
        "distance": _nearness(site, able),
        "cost": _cheapness(site, able),
    }
    total = sum(getattr(weights, factor) for factor in FACTORS)
    gained = sum((getattr(weights, factor) * points[factor] for factor in FACTORS), NONE)
    score = int((100 * gained / total).to_integral_value(ROUND_HALF_UP)) if total else 0
    return Route(site, points, score, None)


def _nearness(site: Candidate, able: Sequence[Candidate]) -> Decimal:
    """The farthest has none, next door all; where no distance is known it counts half."""
    farthest = max(
        (each.distance_km for each in able if each.distance_km is not None), default=NONE
    )
    if site.distance_km is None:
        return HALF
    return ONE - site.distance_km / farthest if farthest > 0 else ONE


def _cheapness(site: Candidate, able: Sequence[Candidate]) -> Decimal:
    dearest = max(each.cost for each in able)
    return ONE - site.cost / dearest if dearest > 0 else ONE


def _place(route: Route) -> tuple[bool, int, int, Decimal, Decimal, bool, str, int]:
    site = route.candidate
    return (
        route.refused is not None,
        -route.score,
        site.days_late if site.days_late is not None else 10**6,
        site.cost,
        Decimal(10**6) if site.distance_km is None else site.distance_km,
        not site.is_usual,
        site.site_name,
        site.site_id.int,
    )


EARTH_KM: Final = 6371.0088


def distance_km(here: tuple[Decimal, Decimal], there: tuple[Decimal, Decimal]) -> Decimal:
    """Great-circle distance of two places given as latitude and longitude in degrees, in whole km.

    >>> distance_km((Decimal("56.95"), Decimal("24.11")), (Decimal("53.55"), Decimal("9.99")))
    Decimal('969')
    """
    lat1, lon1, lat2, lon2 = (math.radians(float(each)) for each in (*here, *there))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return Decimal(round(2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))))
