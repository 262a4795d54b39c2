"""What is said of stock after something moved: worked out anew where it moved, and nowhere else."""

from dataclasses import replace
from typing import Any

from hypothesis import given

from backend.stock.model.lines import stock_lines
from tests.planning import situation_from
from tests.random_companies import MANY, companies

MOVING = ("stock", "orders", "supply", "remaining_life")


@MANY
@given(companies(), companies())
def test_lines_that_are_taken_over_are_those_worked_out_from_nothing(
    company: dict[str, Any], other: dict[str, Any]
) -> None:
    for names in (("stock",), ("orders",), ("supply",), MOVING):
        moved = situation_from({**company, **{name: other[name] for name in names}})
        first = situation_from(company)
        stock_lines(first)
        later = replace(
            first,
            demands=moved.demands,
            stocks=moved.stocks,
            supplies=moved.supplies,
            remaining_life=moved.remaining_life,
        )
        # The other situation has master data of its own, so that nothing is taken over there.
        assert stock_lines(later) == stock_lines(moved), names


@MANY
@given(companies())
def test_a_lot_that_moves_has_only_its_own_line_worked_out_anew(company: dict[str, Any]) -> None:
    first = situation_from(company)
    if not first.stocks:
        return
    before = stock_lines(first)
    lot, *others = first.stocks
    later = replace(first, stocks=(replace(lot, quantity=lot.quantity + 1), *others))
    after = stock_lines(later)
    own = (lot.item_id, lot.site_id)
    assert [line.node for line in after] == [line.node for line in before]
    assert {line.node for line, known in zip(after, before, strict=True) if line is not known} == {
        own
    }
