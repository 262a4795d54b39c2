"""The site that serves an order: never one that cannot, never one that another beats in everything."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.engine.routing import (
    FACTORS,
    Candidate,
    RoutingWeights,
    distance_km,
    refusal,
    routes,
)

WEIGHTS = st.builds(RoutingWeights, *(st.integers(0, 100) for _ in FACTORS), slow_days=st.integers(1, 30))  # fmt: skip
SITE = st.builds(
    Candidate,
    site_id=st.integers(1, 50).map(lambda at: UUID(int=at)),
    site_name=st.sampled_from("abc"),
    days_late=st.none() | st.integers(0, 30),
    from_stock=st.booleans(),
    free_ratio=st.decimals(0, 1, places=2),
    distance_km=st.integers(0, 3000).map(Decimal),
    cost=st.integers(0, 500).map(Decimal),
    is_usual=st.booleans(),
    kept_back=st.sampled_from([Decimal(0), Decimal(0), Decimal(5)]),
)
SITES = st.lists(SITE, max_size=6, unique_by=lambda site: site.site_id)


@given(SITES, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_question_does_not_matter(sites, weights, random) -> None:
    shuffled = list(sites)
    random.shuffle(shuffled)

    assert routes(sites, weights) == routes(shuffled, weights)


@given(SITES, WEIGHTS)
def test_a_site_that_cannot_serve_it_is_never_suggested(sites, weights) -> None:
    found = routes(sites, weights)

    able = [site for site in sites if site.days_late is not None and site.kept_back == 0]
    assert [route.refused is None for route in found] == [True] * len(able) + [False] * (
        len(sites) - len(able)
    )


def late_by(site: Candidate) -> int:
    assert site.days_late is not None
    return site.days_late


def km_of(site: Candidate) -> Decimal:
    assert site.distance_km is not None
    return site.distance_km


@given(SITES, WEIGHTS)
def test_no_site_stands_behind_one_that_it_beats_in_everything(sites, weights) -> None:
    found = [route.candidate for route in routes(sites, weights) if route.refused is None]

    for place, ahead in enumerate(found):
        for behind in found[place + 1 :]:
            beats = (
                late_by(behind) < late_by(ahead)
                and behind.from_stock >= ahead.from_stock
                and behind.free_ratio >= ahead.free_ratio
                and km_of(behind) < km_of(ahead)
                and behind.cost < ahead.cost
            )
            assert not beats


@given(SITES, WEIGHTS)
def test_the_score_is_the_weighted_mean_of_the_points(sites, weights) -> None:
    for route in routes(sites, weights):
        assert 0 <= route.score <= 100
        assert all(0 <= point <= 1 for point in route.points.values())
        total = sum(getattr(weights, factor) for factor in FACTORS)
        if total and route.refused is None:
            mean = sum(getattr(weights, factor) * route.points[factor] for factor in FACTORS)
            assert abs(route.score - 100 * mean / total) <= Decimal("0.5")


def site(name: str, **changes: Any) -> Candidate:
    facts: dict[str, Any] = {
        "site_id": UUID(int=ord(name)), "site_name": name, "days_late": 0, "from_stock": True,
        "free_ratio": Decimal(1), "distance_km": Decimal(100), "cost": Decimal(100),
    }  # fmt: skip
    return Candidate(**(facts | changes))


@pytest.mark.parametrize(
    ("other", "weights", "first"),
    [
        ({"days_late": 5}, RoutingWeights(), "a"),
        ({"distance_km": Decimal(10), "cost": Decimal(10)}, RoutingWeights(), "b"),
        ({"distance_km": Decimal(10), "days_late": 7}, RoutingWeights(), "a"),
        ({"distance_km": Decimal(10), "days_late": 7}, RoutingWeights(0, 0, 0, 100, 0), "b"),
        ({"from_stock": False, "free_ratio": Decimal("0.1")}, RoutingWeights(), "a"),
        ({"cost": Decimal(1), "kept_back": Decimal(3)}, RoutingWeights(), "a"),
        ({}, RoutingWeights(), "a"),
        ({"is_usual": True}, RoutingWeights(), "b"),
    ],
)
def test_of_two_sites(other: dict[str, Any], weights: RoutingWeights, first: str) -> None:
    assert routes([site("a"), site("b", **other)], weights)[0].candidate.site_name == first


def test_a_site_without_a_place_counts_half_for_its_distance() -> None:
    near, nowhere = site("a", distance_km=Decimal(1)), site("b", distance_km=None)
    far = site("c", distance_km=Decimal(1000))

    found = routes([far, nowhere, near], RoutingWeights())

    assert [route.candidate.site_name for route in found] == ["a", "b", "c"]
    assert refusal(replace(near, days_late=None)) == "cannot"


def test_distances_are_those_of_the_map() -> None:
    riga, hamburg = (Decimal("56.95"), Decimal("24.11")), (Decimal("53.55"), Decimal("9.99"))

    assert distance_km(riga, riga) == 0
    assert distance_km(riga, hamburg) == distance_km(hamburg, riga)
    assert 940 <= distance_km(riga, hamburg) <= 990
