"""What was moved away comes back once hours or material are there again, and harms nobody by it."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend.engine.follow import Loss
from backend.engine.follow_back import kept_again, moves_back, promises_back
from backend.engine.follow_material import moves_for_loss
from backend.engine.ground import ground_of
from backend.engine.situation import Situation
from backend.engine.view import View
from tests.mixer import MIXER, line, on
from tests.planning import TODAY, named, situation_from


def plant(supply: list[dict[str, Any]], **more: Any) -> Situation:
    """Base is mixed at ten hours a day, kits are filled of it as fast as anybody likes."""
    return situation_from(
        {
            "horizon": 20,
            "items": [
                {"item": "Kit", "lead": 1, "multiple": 1},
                {"item": "Base", "lead": 1, "multiple": 1},
            ],
            "made_of": [{"item": "Kit", "of": "Base", "per": 1}],
            "work_centers": [{"name": "Mixer", "hours": 10, "weekend": 10}],
            "steps": [{"item": "Base", "at": "Mixer", "hours": 1}],
            "supply": supply,
            **more,
        }
    )


def back(situation: Situation, **since: int) -> dict[str, int]:
    """To which day of the horizon lines come back that had been on a day before."""
    ids = {supply.reference: supply.id for supply in situation.supplies}
    found = moves_back(situation, {ids[name]: on(day) for name, day in since.items()})
    return {str(move.reference): (move.on - TODAY).days for move in found if move.on}


def test_a_line_comes_back_to_the_day_that_it_had() -> None:
    assert back(plant([line("A", 9)]), A=4) == {"A": 4}


def test_it_comes_no_sooner_than_it_was_and_only_where_there_is_room() -> None:
    assert back(plant([line("A", 9), line("B", 4), line("C", 5)]), A=4) == {"A": 6}


def test_it_begins_today_at_the_soonest() -> None:
    assert back(plant([line("A", 9)]), A=-2) == {"A": 1}


def test_where_the_days_between_are_full_it_stays() -> None:
    assert back(plant([line("A", 6), line("B", 4), line("C", 5)]), A=4) == {}


def test_what_is_needed_first_has_the_first_day() -> None:
    orders = [
        {"line": "O1", "item": "Base", "quantity": 10, "due": 12},
        {"line": "O2", "item": "Base", "quantity": 10, "due": 5},
    ]
    # Of two lines alike the first by reference serves the first order.
    assert back(plant([line("A", 9), line("B", 10)], orders=orders), A=4, B=4) == {"A": 4, "B": 5}


def test_what_is_made_of_it_comes_back_after_it_and_never_before() -> None:
    kit = line("K", 11, item="Kit")
    assert back(plant([line("A", 10), kit]), A=4, K=5) == {"A": 4, "K": 5}
    assert back(plant([line("A", 10), kit]), K=5) == {}


def test_a_line_that_is_firm_stays() -> None:
    assert back(plant([line("A", 9, firm=True)]), A=4) == {}


def outage(supply: list[dict[str, Any]], hours: list[int]) -> dict[str, tuple[date, date]]:
    """From which day to which lines move when the mixer loses hours from day 2 on."""
    days = {2 + number: 10 - each for number, each in enumerate(hours)}
    down = plant(supply, work_centers=[{"name": "Mixer", "hours": 10, "weekend": 10, "days": days}])
    lost = {on(2 + number): Decimal(each) for number, each in enumerate(hours)}
    moves = moves_for_loss(down, Loss({MIXER: lost})).moves
    return {
        str(move.reference): (move.from_on, move.on) for move in moves if move.on and move.from_on
    }


def test_after_an_outage_that_was_none_everything_is_where_it_was() -> None:
    supply = [*(line(f"B{day}", day) for day in (2, 3, 4)), line("K", 5, item="Kit")]
    moved = outage(supply, [10, 10, 10])
    assert {name: (to - TODAY).days for name, (_, to) in moved.items()} == {
        "B2": 5,
        "B3": 6,
        "B4": 7,
        "K": 6,
    }
    away = [{**row, "day": moved[row["line"]][1], "start": None} for row in supply]

    assert back(plant(away), B2=2, B3=3, B4=4, K=5) == {"B2": 2, "B3": 3, "B4": 4, "K": 5}


@given(
    days=st.lists(st.integers(2, 8), min_size=1, max_size=8),
    hours=st.lists(st.integers(0, 10), min_size=3, max_size=3),
)
def test_after_any_outage_what_comes_back_overloads_nothing_and_makes_nothing_short(
    days: list[int], hours: list[int]
) -> None:
    supply = [line(f"L{number}", day) for number, day in enumerate(days)]
    supply += [line(f"K{number}", day + 2, item="Kit") for number, day in enumerate(days)]
    moved = outage(supply, hours)
    after = plant(
        [
            {**row, "day": moved[row["line"]][1], "start": None} if row["line"] in moved else row
            for row in supply
        ]
    )
    since = {named(name): left for name, (left, _) in moved.items()}

    found = moves_back(after, since)

    ground = ground_of(after)
    view, base = View(ground), (named("Base"), named("Riga"))
    lowest = view.projected(base).clip(max=0)
    for move in found:
        held = next(each for each in after.supplies if each.id == move.plan_line_id)
        assert move.on is not None
        assert since[held.id] <= move.on < held.on
        view.take_away(held, int(move.quantity))
        view.add((move.item_id, move.site_id), int(move.quantity), (move.on - TODAY).days)
    over = view.load(MIXER) > view.hours(MIXER)
    assert not (over & (view.load(MIXER) > ground.load(MIXER))).any()
    assert (view.projected(base) >= lowest).all()


def promised(day: int, **more: Any) -> dict[str, Any]:
    """An order line of ten base for day 4 that has been promised for a later one."""
    return {"line": "O1", "item": "Base", "quantity": 10, "due": 4, "promised": on(day), **more}


def sooner(situation: Situation, **since: int) -> dict[str, int]:
    ids = {named(name): name for name in since}
    found = promises_back(situation, {line: on(since[name]) for line, name in ids.items()})
    return {ids[line_id]: (day - TODAY).days for line_id, day in found.items()}


def test_a_promise_comes_back_to_the_first_day_that_keeps_it() -> None:
    assert sooner(plant([line("A", 4)], orders=[promised(9)]), O1=4) == {"O1": 4}
    assert sooner(plant([line("A", 6)], orders=[promised(9)]), O1=4) == {"O1": 6}
    assert sooner(plant([line("A", 9)], orders=[promised(9)]), O1=4) == {}


def test_a_promise_comes_back_at_nobody_elses_cost() -> None:
    other = {"line": "O2", "item": "Base", "quantity": 10, "due": 6}
    supply = [line("A", 5), line("B", 8)]
    assert sooner(plant(supply, orders=[promised(9), other]), O1=4) == {"O1": 8}


def test_lines_that_ship_together_come_back_together() -> None:
    lines = [
        promised(9, order="1", together=True),
        {
            "line": "O2",
            "item": "Kit",
            "quantity": 10,
            "due": 4,
            "promised": on(9),
            "order": "1",
            "together": True,
        },
    ]
    supply = [line("A", 4), line("C", 5), line("K", 7, item="Kit")]
    assert sooner(plant(supply, orders=lines), O1=4, O2=4) == {"O1": 7, "O2": 7}


def test_it_is_known_what_is_kept_again_without_another_day() -> None:
    first = {"line": "O1", "item": "Base", "quantity": 10, "due": 4}
    ids = [named("O1")]
    assert kept_again(plant([line("A", 4)], orders=[first]), ids) == set(ids)
    assert kept_again(plant([line("A", 5)], orders=[first]), ids) == set()
