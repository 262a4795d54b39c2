"""What loses its hours comes to other days in parts, what is needed soonest first; what has no day is told."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.engine.follow import Following, Loss, without_room
from backend.engine.follow_back import moves_back
from backend.engine.follow_material import moves_for_loss
from backend.engine.ground import ground_of
from backend.engine.situation import Situation, SupplyKind
from backend.engine.view import View
from backend.plan.model import PlanLine, apply_delta, revise, with_parts_joined
from tests.mixer import MIXER, line, on
from tests.planning import TODAY, named, situation_from

HORIZON = 20


def plant(
    supply: list[dict[str, Any]],
    hours: dict[int, int] | None = None,
    rules: dict[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A mixer of ten hours a day, for base and for glue; `hours` says on which days it has others."""
    rules = {"lead": 1, "multiple": 1, **(rules or {})}
    return {
        "horizon": HORIZON,
        "items": [
            {"item": "Base", **rules},
            {"item": "Glue", **rules},
            {"item": "Sand", **rules},
            {"item": "Resin", "get": "buy", "lead": 14},
        ],
        "work_centers": [{"name": "Mixer", "hours": 10, "weekend": 10, "days": hours or {}}],
        "steps": [
            {"item": "Base", "at": "Mixer", "hours": 1},
            {"item": "Glue", "at": "Mixer", "hours": 1},
            {"item": "Sand", "at": "Mixer", "hours": 1},
        ],
        "supply": supply,
        **more,
    }


def followed(given_: dict[str, Any]) -> Following:
    """What follows where the mixer has fewer hours than ten on the days that are told."""
    days = given_["work_centers"][0]["days"]
    lost = {on(day): Decimal(10 - hours) for day, hours in days.items() if hours < 10}
    return moves_for_loss(situation_from(given_), Loss({MIXER: lost}))


def parts(found: Following) -> dict[str, list[tuple[int, int]]]:
    """Of each line to which day of the horizon how much comes."""
    told: dict[str, list[tuple[int, int]]] = {}
    for move in found.moves:
        assert move.on is not None
        told.setdefault(str(move.reference), []).append(
            ((move.on - TODAY).days, int(move.quantity))
        )
    return told


def test_a_lot_fills_the_gaps_of_the_days_after_it() -> None:
    full = [line(f"F{day}", day, 7, firm=True) for day in range(3, 9)]

    found = followed(plant([line("A", 2), *full], {2: 0}))

    assert parts(found) == {"A": [(3, 3), (4, 3), (5, 3), (6, 1)]}
    assert found.stuck == ()


def test_no_part_is_smaller_than_a_lot_may_be_and_all_are_whole_multiples() -> None:
    full = [line(f"F{day}", day, 3, firm=True) for day in range(3, 9)]

    found = followed(plant([line("A", 2, 20), *full], {2: 0}, {"minimum": 4, "multiple": 2}))

    # Seven hours are free a day: six of them, then six, then four, so that four are left for the last.
    assert parts(found) == {"A": [(3, 6), (4, 6), (5, 4), (6, 4)]}


def test_what_the_day_has_hours_for_stays() -> None:
    found = followed(plant([line("A", 2)], {2: 6}))

    assert parts(found) == {"A": [(3, 4)]}


def test_each_part_is_set_up_for_itself() -> None:
    steps = [{"item": "Base", "at": "Mixer", "hours": 1, "setup": 2}]

    found = followed(plant([line("A", 2, 8)], {2: 6}, steps=steps))

    assert parts(found) == {"A": [(3, 4)]}


def both(**more: Any) -> dict[str, Any]:
    """Five of base and five of glue on a day without hours; the next one has five of them."""
    supply = [
        line("A", 2, 5),
        line("G", 2, 5, item="Glue"),
        line("F", 3, 5, item="Sand", firm=True),
    ]
    return plant([*supply, *more.pop("supply", [])], {2: 0}, **more)


def test_what_better_priorities_wait_for_has_the_first_hours() -> None:
    orders = [
        {"line": "O1", "item": "Glue", "quantity": 5, "due": 2, "priority": 1},
        {"line": "O2", "item": "Base", "quantity": 5, "due": 2, "priority": 3},
    ]
    assert parts(followed(both(orders=orders))) == {"A": [(4, 5)], "G": [(3, 5)]}


def test_what_is_needed_sooner_goes_before_a_better_priority_that_needs_it_later() -> None:
    orders = [
        {"line": "O1", "item": "Glue", "quantity": 5, "due": 9, "priority": 1},
        {"line": "O2", "item": "Base", "quantity": 5, "due": 3, "priority": 3},
    ]
    assert parts(followed(both(orders=orders))) == {"A": [(3, 5)], "G": [(4, 5)]}


def test_a_priority_counts_through_what_is_made_of_a_line() -> None:
    orders = [
        {"line": "O1", "item": "Kit", "quantity": 5, "due": 6, "priority": 1},
        {"line": "O2", "item": "Base", "quantity": 5, "due": 5, "priority": 3},
    ]
    given_ = both(orders=orders, supply=[line("K", 6, 5, item="Kit")])
    given_["items"].append({"item": "Kit", "lead": 1, "multiple": 1})
    given_["made_of"] = [{"item": "Kit", "of": "Glue"}]

    # Both are needed on day 5, glue for the kit of first priority.
    assert parts(followed(given_)) == {"A": [(4, 5)], "G": [(3, 5)]}


def test_what_has_no_day_within_the_horizon_is_told_by_its_quantity() -> None:
    full = [line(f"F{day}", day, 10, firm=True) for day in range(3, HORIZON)]

    found = followed(plant([line("A", 2), *full], {2: 0, HORIZON: 4}))

    assert parts(found) == {"A": [(HORIZON, 4)]}
    assert [(rest.reference, rest.quantity, rest.on) for rest in found.stuck] == [
        ("A", Decimal(6), on(2))
    ]


def test_a_line_stands_without_room_as_long_as_its_day_has_not_its_hours() -> None:
    ids = [named("A")]

    assert without_room(situation_from(plant([line("A", 2)], {2: 9})), ids) == frozenset(ids)
    assert without_room(situation_from(plant([line("A", 2)])), ids) == frozenset()


def test_nothing_comes_to_a_day_on_which_its_site_is_closed() -> None:
    found = followed(plant([line("A", 2)], {2: 0}, closed={"Riga": [3, 4]}))

    assert parts(found) == {"A": [(5, 10)]}


def of_resin(supply: list[dict[str, Any]], hours: dict[int, int], resin: int) -> dict[str, Any]:
    """The same, with base that is made of a resin each."""
    return plant(
        supply,
        hours,
        made_of=[{"item": "Base", "of": "Resin"}],
        stock=[{"item": "Resin", "quantity": resin}],
    )


def test_what_began_before_today_has_drawn_and_draws_nothing_anew() -> None:
    # All resin is for the second line; the first has had its own.
    supply = [line("A", 2, start=on(-1)), line("B", 6, start=on(5))]

    found = followed(of_resin(supply, {2: 4}, 10))

    assert parts(found) == {"A": [(3, 6)]}
    after = carried_out(of_resin(supply, {2: 4}, 10), found)
    assert {(each.on, each.start_on) for each in after if each.reference != "B"} == {
        (on(2), on(-1)),
        (on(3), on(-1)),
    }


def test_what_begins_today_or_later_draws_when_its_part_begins() -> None:
    supply = [line("A", 2), line("B", 6, start=on(5))]

    after = carried_out(of_resin(supply, {2: 4}, 20), followed(of_resin(supply, {2: 4}, 20)))

    assert {(each.on, each.start_on) for each in after if each.reference != "B"} == {
        (on(2), on(1)),
        (on(3), on(2)),
    }


def test_what_began_comes_back_with_the_start_that_it_had() -> None:
    situation = situation_from(of_resin([line("A", 5, start=on(-1))], {}, 0))

    [move] = moves_back(situation, {named("A"): on(2)})

    assert move.on == on(2)


def carried_out(
    given_: dict[str, Any], found: Following, new_id: Callable[[], UUID] | None = None
) -> list[PlanLine]:
    """The lines of the plan after the moves."""
    situation = situation_from(given_)
    ids = iter(range(1000))
    lines = lines_of(situation)
    delta = revise(
        lines,
        found.moves,
        ground_of(situation).facts,
        new_id or (lambda: named(f"part {next(ids)}")),
        begun=frozenset(each.id for each in lines if each.start_on < TODAY),
    )
    return apply_delta(lines, delta)


def lines_of(situation: Situation) -> list[PlanLine]:
    return [
        PlanLine(
            each.id,
            each.item_id,
            each.site_id,
            each.quantity,
            each.on,
            each.start_on or each.on,
            None,
            each.reference,
        )
        for each in situation.supplies
        if each.kind is SupplyKind.PLAN_LINE
    ]


def test_a_part_comes_back_to_the_rest_of_its_lot_without_a_set_up_of_its_own() -> None:
    steps = [{"item": "Base", "at": "Mixer", "hours": 1, "setup": 2}]
    supply = [line("A", 2, 4), line("Part", 3, 4)]
    situation = situation_from(plant(supply, steps=steps))
    since = {named("Part"): on(2)}

    assert moves_back(situation, since) == ()
    [move] = moves_back(situation, since, {named("Part"): named("A")})

    assert (move.plan_line_id, move.on) == (named("Part"), on(2))
    lines = lines_of(situation)
    delta = revise(lines, [move], ground_of(situation).facts, lambda: named("none"))
    joined = with_parts_joined(lines, delta, {named("Part"): named("A")})
    assert [(each.id, each.quantity) for each in apply_delta(lines, joined)] == [
        (named("A"), Decimal(8))
    ]


@given(
    days=st.lists(st.tuples(st.integers(1, 8), st.integers(1, 10)), min_size=1, max_size=8),
    hours=st.dictionaries(st.integers(1, 8), st.integers(0, 9), max_size=4),
    setup=st.integers(0, 2),
    rules=st.sampled_from([{}, {"minimum": 2}, {"multiple": 3}, {"maximum": 4}]),
)
def test_after_any_loss_nothing_is_lost_and_no_day_is_fuller_than_it_may_be(
    days: list[tuple[int, int]], hours: dict[int, int], setup: int, rules: dict[str, Any]
) -> None:
    steps = [{"item": "Base", "at": "Mixer", "hours": 1, "setup": setup}]
    supply = [line(f"L{at}", day, quantity) for at, (day, quantity) in enumerate(days)]
    given_ = plant(supply, hours, rules, steps=steps)

    found = followed(given_)

    after = carried_out(given_, found)
    whole = {each["line"]: each["quantity"] for each in supply}
    assert sum(each.quantity for each in after) == sum(whole.values())
    later = [
        {
            "line": str(at),
            "item": "Base",
            "quantity": each.quantity,
            "day": each.on,
            "start": each.start_on,
        }
        for at, each in enumerate(after)
    ]
    ground = ground_of(situation_from(plant(later, hours, rules, steps=steps)))
    before = ground_of(situation_from(given_)).load(MIXER)
    load, there = View(ground).load(MIXER), View(ground).hours(MIXER)
    assert not ((load > there) & (load > before)).any(), "no day is asked more than it has"
    stays = {rest.reference: rest.quantity for rest in found.stuck}
    for name, told in parts(found).items():
        assert sum(units for _, units in told) + stays.get(name, 0) <= whole[name]
        assert all(day > days[int(name[1:])][0] for day, _ in told), "nothing comes sooner"
