"""What is pegged adds up, both ways; slack is what it says; what would help really helps."""

from decimal import Decimal
from typing import Any

from hypothesis import given

from backend.engine.ground import ground_of
from backend.engine.tracing import Tracing, needs_at
from backend.engine.why import why
from tests.planning import named, situation_from
from tests.random_companies import EXAMPLES, companies

RIGA = named("Riga")
THINNER: dict[str, Any] = {
    "items": [{"item": "Thinner", "get": "buy", "lead": 7}],
    "stock": [{"item": "Thinner", "quantity": 40}],
    "supply": [{"purchase": "P1", "item": "Thinner", "quantity": 50, "day": 5}],
    "orders": [
        {"line": "A", "item": "Thinner", "quantity": 30, "due": 3, "customer": "Anna"},
        {"line": "B", "item": "Thinner", "quantity": 30, "due": 7, "customer": "Boris"},
        {"line": "C", "item": "Thinner", "quantity": 20, "due": 9, "customer": "Dora"},
    ],
}


@EXAMPLES
@given(companies())
def test_pegs_add_up_to_what_is_needed_or_to_what_there_is(company: dict[str, Any]) -> None:
    ground = ground_of(situation_from(company))
    tracing = Tracing(ground)
    for node in ground.facts:
        pegs = tracing.pegs(node)
        needs = needs_at(ground, node)
        there = ground.on_hand(node) + sum(
            m.units for m in ground.moves(node) if m.on < ground.days
        )
        pegged = sum(peg.units for peg in pegs)
        if ground.ends(node):
            assert pegged <= min(there, sum(need.units for need in needs))
        else:
            assert pegged == min(there, sum(need.units for need in needs))
        for need in needs:
            assert sum(peg.units for peg in pegs if peg.need is need) <= need.units
        for move in ground.moves(node):
            assert sum(peg.units for peg in tracing.on_supply(node, move)) <= move.units


@EXAMPLES
@given(companies())
def test_down_and_up_find_each_other(company: dict[str, Any]) -> None:
    ground = ground_of(situation_from(company))
    tracing = Tracing(ground)
    for node in ground.demands:
        for line in ground.demands.at(node):
            for peg in tracing.of_line(node, line):
                if peg.move is not None:
                    assert line in list(tracing.lines_on(node, peg.move))


def test_the_order_of_days_decides_who_lives_on_what() -> None:
    ground = ground_of(situation_from(THINNER))
    tracing = Tracing(ground)
    node = named("Thinner"), RIGA
    lines = {line.order_reference: line for line in ground.demands.at(node)}
    told = {
        name: [
            (peg.move.supply.reference if peg.move else "", peg.units)
            for peg in tracing.of_line(node, line)
        ]
        for name, line in lines.items()
    }

    assert told == {"A": [("", 30)], "B": [("", 10), ("P1", 20)], "C": [("P1", 20)]}
    assert tracing.slack(node, ground.moves(node)[0]) == 2


def test_the_chain_names_what_binds_and_whom_else_it_touches() -> None:
    situation = situation_from(THINNER)
    boris = next(line for line in situation.demands if line.order_reference == "B")

    found = why(situation, boris)

    assert [(link.kind, link.quantity, link.slack_days, link.is_binding) for link in found.links] == [
        ("stock", Decimal(10), None, False), ("purchase", Decimal(20), 2, True),
    ]  # fmt: skip
    assert [line.order_reference for line in found.touched] == ["C"]
    assert (found.short_quantity, found.would_help) == (Decimal(0), ())


@EXAMPLES
@given(companies())
def test_every_line_can_be_explained(company: dict[str, Any]) -> None:
    situation = situation_from(company)
    for line in situation.demands:
        found = why(situation, line)
        pegged = sum(link.quantity for link in found.links if link.level == 0)
        assert pegged + found.uncovered == found.quantity
        assert bool(found.would_help) <= bool(found.short_quantity)
        assert sum(link.is_binding for link in found.links) <= 1
