"""First expired first out, remaining life by customer, and what is wasted, against exact oracles."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from backend.engine import kernels
from backend.engine.ground import ground_of
from backend.engine.shelf import FOREVER, Claim, Lot, Shelf, receipts_that_end, settle
from backend.engine.tracing import Tracing
from backend.engine.view import View
from tests.planning import situation_from
from tests.random_companies import EXAMPLES, MANY, companies

DAYS = 9
lots_given = some.lists(
    some.builds(
        lambda there, lasts, units: Lot(there, there + lasts, units),
        some.integers(0, DAYS - 1),
        some.one_of(some.integers(0, 9), some.just(FOREVER)),
        some.integers(1, 9),
    ),
    max_size=5,
)
claims_given = some.lists(
    some.builds(
        Claim, some.integers(0, DAYS - 1), some.integers(1, 9), some.sampled_from((0, 0, 2, 5))
    ),
    max_size=5,
).map(lambda claims: sorted(claims, key=lambda claim: claim.day))


def most_served(lots: list[Lot], claims: list[Claim]) -> int:
    """The most units that any sharing-out whatever can serve on their day, unit by unit."""
    asked = [claim for claim in claims for _ in range(claim.units)]
    there = [lot for lot in lots for _ in range(lot.units)]
    taken_by: dict[int, int] = {}

    def serve(claim: int, seen: set[int]) -> bool:
        need = asked[claim]
        for unit, lot in enumerate(there):
            if unit in seen or lot.there > need.day or lot.last < need.day + need.life:
                continue
            seen.add(unit)
            if unit not in taken_by or serve(taken_by[unit], seen):
                taken_by[unit] = claim
                return True
        return False

    return sum(serve(claim, set()) for claim in range(len(asked)))


@MANY
@given(lots_given, claims_given)
def test_nothing_is_used_before_it_is_there_or_after_its_last_day(
    lots: list[Lot], claims: list[Claim]
) -> None:
    takes = settle(lots, claims, DAYS)
    for take in takes:
        lot, claim = lots[take.lot], claims[take.claim]
        assert lot.there <= take.day >= claim.day
        assert lot.last >= take.day + claim.life
    for place, lot in enumerate(lots):
        assert sum(take.units for take in takes if take.lot == place) <= lot.units
    for place, claim in enumerate(claims):
        assert sum(take.units for take in takes if take.claim == place) <= claim.units


@MANY
@given(lots_given, claims_given)
def test_first_expired_first_out_serves_as_much_as_can_be_served(
    lots: list[Lot], claims: list[Claim]
) -> None:
    takes = settle(lots, claims, DAYS, waits=False)
    assert sum(take.units for take in takes) == most_served(lots, claims)


@MANY
@given(lots_given, claims_given, some.integers(0, DAYS - 1), some.sampled_from((0, 3)))
def test_what_is_free_is_the_most_that_harms_nobody(
    lots: list[Lot], claims: list[Claim], day: int, life: int
) -> None:
    shelf = Shelf(lots, claims, DAYS)
    served = [Claim(take.day, take.units, claims[take.claim].life) for take in shelf.takes]
    wanted = sum(claim.units for claim in served)
    most = 0
    while most_served(lots, [*served, Claim(day, most + 1, life)]) == wanted + most + 1:
        most += 1
    assert shelf.free_on(day, life) == most
    assert shelf.free(life)[day] == most


@MANY
@given(lots_given, claims_given)
def test_where_nothing_ends_it_is_the_textbook_line(lots: list[Lot], claims: list[Claim]) -> None:
    kept = [Lot(lot.there, FOREVER, lot.units) for lot in lots]
    inflow, outflow = np.zeros(DAYS, dtype=np.int64), np.zeros(DAYS, dtype=np.int64)
    for lot in kept:
        inflow[lot.there] += lot.units
    for claim in claims:
        outflow[claim.day] += claim.units
    line = kernels.project(0, inflow, outflow)
    shelf = Shelf(kept, [Claim(claim.day, claim.units) for claim in claims], DAYS)
    assert shelf.line().tolist() == line.tolist()
    assert shelf.free(0).tolist() == kernels.available(line).tolist()


@MANY
@given(
    lots_given,
    claims_given,
    some.sampled_from((None, 1, 4)),
    some.integers(0, 5),
    some.sampled_from((0, 6)),
    some.sampled_from((0, 4)),
    some.sampled_from((0, 12)),
    some.sampled_from((1, 4)),
)
def test_what_is_brought_keeps_the_safety_stock_on_every_day(
    lots: list[Lot],
    claims: list[Claim],
    shelf_life: int | None,
    safety: int,
    minimum: int,
    multiple: int,
    maximum: int,
    cover: int,
) -> None:
    rule = minimum, multiple, maximum
    receipts = receipts_that_end(
        lots, claims, DAYS, shelf_life=shelf_life, safety=safety, rule=rule, cover=cover
    )
    last = FOREVER if shelf_life is None else shelf_life
    brought = [Lot(day, day + last, int(units)) for day, units in enumerate(receipts) if units]
    helped = [claim for claim in claims if claim.life <= last]
    assert (Shelf([*lots, *brought], helped, DAYS).line() >= safety).all()
    for lot in brought:
        assert lot.units >= minimum
        assert not multiple or lot.units % multiple == 0
        before = [other for other in brought if other.there < lot.there]
        assert Shelf([*lots, *before], helped, DAYS).line()[lot.there] < safety


@EXAMPLES
@given(companies())
def test_no_line_lives_on_what_is_too_old_for_it(company: dict[str, Any]) -> None:
    situation = situation_from(company)
    ground = ground_of(situation)
    tracing = Tracing(ground)
    for node in ground.demands:
        for line in ground.demands.at(node):
            needed = line.counts_on + timedelta(days=line.remaining_life_days)
            usable = sum(
                int(stock.quantity)
                for stock in ground.stocks.at(node)
                if stock.usable_until is None or stock.usable_until >= needed
            )
            pegs = tracing.of_line(node, line)
            assert sum(peg.units for peg in pegs if peg.move is None) <= usable
            life = ground.facts[node].shelf_life_days
            if life is not None and line.remaining_life_days > life:
                assert all(peg.move is None for peg in pegs)


@EXAMPLES
@given(companies())
def test_who_asks_for_life_is_never_promised_more_than_who_does_not(
    company: dict[str, Any],
) -> None:
    view = View(ground_of(situation_from(company)))
    for node in view.ground.facts:
        for life in (1, 3, 8):
            assert (view.free(node, life) <= view.free(node)).all()


def test_what_is_left_of_a_lot_on_its_last_day_is_waste() -> None:
    situation = situation_from(
        {
            "items": [{"item": "Sealant", "cost": 4}],
            "stock": [{"item": "Sealant", "quantity": 20, "until": 3, "lot": "A"}],
            "orders": [{"line": "1", "item": "Sealant", "quantity": 8, "due": 1}],
        }
    )
    (node,) = ground_of(situation).facts
    assert [(lot.last, units) for lot, units in View(ground_of(situation)).shelf(node).left()] == [
        (3, 12)
    ]
    assert Decimal(12) * ground_of(situation).facts[node].unit_cost == Decimal(48)
