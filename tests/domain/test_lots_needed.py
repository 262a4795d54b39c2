"""What is said to be needed of a lot is needed, and no lot is larger without being told."""

from typing import Any

from hypothesis import given

from backend.engine.search import LOTS
from backend.impact.model import assess_impact
from backend.proposal.model import Weights, propose_alternatives
from tests.planning import change_from, situation_from
from tests.random_companies import EXAMPLES, companies


@EXAMPLES
@given(companies())
def test_of_a_lot_no_more_is_needed_than_it_brings(company: dict[str, Any]) -> None:
    situation, change = situation_from(company), change_from(company)
    facts = {known.node: known for known in situation.nodes}
    found = propose_alternatives(situation, change, assess_impact(situation, change), Weights())
    for adjustment in (each for way in found for each in way.adjustments):
        needed = adjustment.needed_quantity
        if needed is None:
            continue
        rules = facts[adjustment.item_id, adjustment.site_id]
        assert adjustment.kind in LOTS
        assert 0 <= needed < adjustment.quantity
        assert rules.lot_minimum > 0 or rules.lot_multiple > 1
