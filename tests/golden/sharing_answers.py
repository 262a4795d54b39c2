"""What stories of shortages answer: who gets what, which lots move, who comes later."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from backend.allocation.model import rule_of, rules_for
from backend.engine.answer import Adjustment, DayQuantity
from backend.engine.scale import plain
from backend.engine.sharing import share_out
from backend.engine.sharing_component import share_out_component
from shared.schemas.allocation import AllocationRule, ClassChoice
from shared.terms import AllocationStrategy
from tests.planning import Given, named, situation_from


def shared(given: Given) -> dict[str, Any] | str:
    """What the item of the story goes to, by its rules or the usual ones."""
    asked = given["about"]
    node = named(asked["item"]), named(asked.get("site", "Riga"))
    rules = [
        AllocationRule("", row["class"], AllocationStrategy(row["strategy"]), row.get("weight", 50))
        for row in given.get("rules", ())
    ]
    choices: list[ClassChoice] = []
    rule = rule_of(rules_for(rules, ""), choices)
    share = share_out_component if asked.get("is_component") else share_out
    found = share(situation_from(given), node, rule)
    if found is None:
        return "nothing is short"
    return {
        "missing": f"{plain(found.missing)} {found.unit}",
        **(
            {
                "lots": {
                    lot.reference: f"for {lot.customer_name or 'stock'}: "
                    f"{_parts(lot.parts, lot.open_quantity)}"
                    for lot in found.lots
                },
                "plan": [_done(move) for move in found.moves],
                "zone": found.fence.value,
            }
            if found.lots
            else {}
        ),
        "lines": {
            share.line.order_reference: f"{share.outcome.value}, "
            f"{_parts(share.parts, share.open_quantity)}, by the plan alone {share.plan_on or 'never'}"
            for share in found.shares
        },
    }


def _parts(parts: Iterable[DayQuantity], left: Decimal) -> str:
    said = [f"{plain(part.quantity)} on {part.on}" for part in parts]
    return ", ".join([*said, *([f"{plain(left)} open"] if left else [])])


def _done(move: Adjustment) -> str:
    what = f"{move.kind.value} {plain(move.quantity)} {move.item_name}"
    if move.reference:
        what += f" of {move.reference}"
    return f"{what} from {move.from_on} to {move.on}" if move.reference else f"{what} for {move.on}"


SHARING_QUESTIONS: Mapping[str, Callable[[Given], Any]] = {"shared": shared}
