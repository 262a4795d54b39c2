"""What draws on material that comes later, or not at all, waits for it: only as much as that, level by level."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.engine.follow import Loss
from backend.engine.follow_material import moves_for_loss, moves_without_material
from backend.engine.ground import ground_of
from backend.engine.view import View
from tests.planning import TODAY, named, situation_from

RESIN = named("Resin"), named("Riga")


def on(day: int) -> date:
    return TODAY + timedelta(days=day)


def line(
    name: str, quantity: int, day: int, *, item: str = "Primer", **more: Any
) -> dict[str, Any]:
    """A plan line that is started a day before it is done."""
    return {
        "line": name,
        "item": item,
        "quantity": quantity,
        "day": day,
        "start": on(day - 1),
        **more,
    }


def plant(supply: list[dict[str, Any]], *, stock: int = 0, **more: Any) -> dict[str, Any]:
    """Primer of two resin each, a kit of one primer each; resin is bought."""
    return {
        "horizon": 20,
        "items": [
            {"item": "Kit", "lead": 1, "multiple": 1},
            {"item": "Primer", "lead": 1, "multiple": 1},
            {"item": "Resin", "get": "buy", "lead": 14},
        ],
        "made_of": [
            {"item": "Primer", "of": "Resin", "per": 2},
            {"item": "Kit", "of": "Primer", "per": 1},
        ],
        "stock": [{"item": "Resin", "quantity": stock}],
        "supply": supply,
        "orders": [],
        **more,
    }


def resin(day: int, quantity: int) -> dict[str, Any]:
    return {"purchase": f"B{day}", "item": "Resin", "quantity": quantity, "day": day}


def followed(
    given_: dict[str, Any], before: list[tuple[int, int]], now: list[tuple[int, int]]
) -> tuple[dict[str, int], list[str]]:
    """Which lines move to which day of the horizon, and which have none."""
    quantities = [
        {RESIN: [(on(day), Decimal(quantity)) for day, quantity in coming]}
        for coming in (before, now)
    ]
    found = moves_without_material(situation_from(given_), *quantities)
    moves = {str(each.reference): (each.on - TODAY).days for each in found.moves if each.on}
    return moves, [each.reference for each in found.stuck]


def test_a_line_waits_for_the_day_on_which_its_material_comes() -> None:
    # 40 resin were to come on day 3; they come on day 8. A line of 20 draws them when it starts.
    given_ = plant([resin(8, 40), line("P1", 20, 5)])

    assert followed(given_, [(3, 40)], [(8, 40)]) == ({"P1": 9}, [])


def test_only_as_much_waits_as_is_missing_what_is_needed_latest_first() -> None:
    # 20 of 40 come in time: one of two lines is made as planned, the one that is needed first.
    given_ = plant(
        [resin(3, 20), resin(9, 20), line("P1", 10, 5), line("P2", 10, 5)],
        orders=[],
    )
    given_["orders"] = [
        {"line": "O1", "item": "Primer", "quantity": 10, "due": 6, "priority": 3},
        {"line": "O2", "item": "Primer", "quantity": 10, "due": 12, "priority": 3},
    ]
    # Both lines serve both orders; of equal ones the first by reference waits.
    assert followed(given_, [(3, 40)], [(3, 20), (9, 20)]) == ({"P1": 10}, [])


def test_of_lines_that_are_needed_alike_the_smaller_waits() -> None:
    given_ = plant([resin(3, 40), resin(10, 10), line("P1", 20, 5), line("P2", 5, 5)])

    assert followed(given_, [(3, 50)], [(3, 40), (10, 10)]) == ({"P2": 11}, [])


def test_what_was_short_before_stays_where_it_is() -> None:
    # Nothing was to come for it before either: the plan was short already.
    given_ = plant([resin(9, 40), line("P1", 20, 5)])

    assert followed(given_, [(9, 40)], [(9, 40)]) == ({}, [])
    assert followed(given_, [], []) == ({}, [])


def test_what_comes_sooner_or_more_moves_nothing() -> None:
    given_ = plant([resin(2, 60), line("P1", 20, 5)])

    assert followed(given_, [(3, 40)], [(2, 60)]) == ({}, [])


def test_what_stands_above_waits_too() -> None:
    # The kit draws on the primer that is done on day 5; the primer waits until day 9, the kit until day 10.
    given_ = plant([resin(8, 40), line("P1", 20, 5), line("K1", 20, 6, item="Kit")])

    assert followed(given_, [(3, 40)], [(8, 40)]) == ({"P1": 9, "K1": 10}, [])


def test_a_line_that_is_firm_is_not_moved() -> None:
    given_ = plant([resin(8, 40), line("P1", 20, 5, firm=True)])

    assert followed(given_, [(3, 40)], [(8, 40)]) == ({}, [])


def test_a_lorry_that_has_left_is_not_called_back() -> None:
    # Both bring ten primers to the shop, where nobody waits for them; of what they load ten come late.
    lorries = [
        line(name, 10, day, site="Shop", start=on(day - 3)) for name, day in (("T1", 2), ("T2", 4))
    ]
    given_ = plant([line("P1", 10, 4), resin(1, 20), *lorries])
    given_["items"].append(
        {"item": "Primer", "site": "Shop", "get": "transfer", "source": "Riga", "lead": 3}
    )
    primer = named("Primer"), named("Riga")

    found = moves_without_material(
        situation_from(given_), {primer: [(on(1), Decimal(10))]}, {primer: [(on(4), Decimal(10))]}
    )

    assert [(move.reference, move.on) for move in found.moves] == [("T2", on(7))]
    assert not found.stuck


@pytest.mark.parametrize("comes", [[], [(20, 40)]])
def test_a_line_without_a_day_within_the_horizon_is_told(comes: list[tuple[int, int]]) -> None:
    given_ = plant([*(resin(*each) for each in comes), line("P1", 20, 5)])

    assert followed(given_, [(3, 40)], comes) == ({}, ["P1"])


def test_it_waits_for_hours_as_well() -> None:
    # The line takes ten of the day's ten hours; day 9 is taken by a line of another item.
    given_ = plant(
        [resin(8, 40), line("P1", 20, 5), line("X1", 20, 9, item="Other")],
        work_centers=[{"name": "Line 2", "hours": 10}],
    )
    given_["items"].append({"item": "Other", "lead": 1, "multiple": 1})
    given_["steps"] = [
        {"item": "Primer", "at": "Line 2", "hours": "0.5"},
        {"item": "Other", "at": "Line 2", "hours": "0.5"},
    ]
    assert followed(given_, [(3, 40)], [(8, 40)]) == ({"P1": 10}, [])


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(2, 12)), min_size=1, max_size=6),
    st.integers(1, 12),
    st.integers(0, 100),
)
def test_what_has_moved_draws_on_what_is_there_and_nothing_else_moves(
    lines: list[tuple[int, int]], later: int, kept: int
) -> None:
    total = sum(2 * 10 * tens for tens, _ in lines)
    late = total - min(kept, total)
    supply = [line(f"P{at}", 10 * tens, day) for at, (tens, day) in enumerate(lines)]
    given_ = plant([resin(1, total - late), resin(1 + later, late), *supply])
    now = [(1, total - late), (1 + later, late)]

    moves, stuck = followed(given_, [(1, total)], now)

    assert not stuck, "all of it comes within the horizon"
    after = [
        {**each, **({"day": moves[each["line"]], "start": on(moves[each["line"]] - 1)} if each["line"] in moves else {})}
        for each in supply
    ]  # fmt: skip
    situation = situation_from(plant([resin(1, total - late), resin(1 + later, late), *after]))
    assert int(View(ground_of(situation)).projected(RESIN).min()) >= 0
    assert all(day > 1 + later for day in moves.values()), (
        "nothing waits longer than for its material"
    )
    if late == 0:
        assert moves == {}


def test_what_is_made_of_a_line_that_has_lost_its_hours_waits_for_it() -> None:
    kits = [line("K1", 20, 7, item="Kit"), line("K2", 10, 14, item="Kit")]
    given_ = plant(
        [line("P1", 20, 5), line("P2", 10, 13), *kits],
        stock=100,
        work_centers=[
            {"name": "Mixer", "hours": 8, "weekend": 8, "days": dict.fromkeys(range(4, 9), 0)}
        ],
        steps=[{"item": "Primer", "at": "Mixer", "hours": "0.4"}],
    )
    lost = {on(day): Decimal(8) for day in range(4, 9)}

    found = moves_for_loss(situation_from(given_), Loss({named("Mixer"): lost}))

    moves = {move.reference: (move.on - TODAY).days for move in found.moves if move.on}
    assert moves == {"P1": 9, "K1": 10}
    assert found.stuck == ()


def test_where_a_line_has_no_day_left_what_is_made_of_it_has_none_either() -> None:
    given_ = plant(
        [line("P1", 20, 5), line("K1", 20, 7, item="Kit")],
        stock=100,
        work_centers=[{"name": "Mixer", "hours": 0, "weekend": 0}],
        steps=[{"item": "Primer", "at": "Mixer", "hours": "0.4"}],
    )
    lost = {on(day): Decimal(8) for day in range(21)}

    found = moves_for_loss(situation_from(given_), Loss({named("Mixer"): lost}))

    assert found.moves == ()
    assert [supply.reference for supply in found.stuck] == ["P1", "K1"]
