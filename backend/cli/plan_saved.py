"""How much of each planned lot comes with a paper instead, once its messages are followed."""

from decimal import Decimal

import numpy as np

from backend.engine.whole.answer import Supply
from backend.engine.whole.messages import paper_messages, planned_at
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.standing import lots_standing


def supplies_saved(plan: WholePlan) -> list[tuple[Supply, Decimal]]:
    """The planned supplies in their order, each with what of it an advance or increase of a paper saves."""
    found: list[tuple[Supply, Decimal]] = []
    for place in np.flatnonzero(plan.plan.lot_count).tolist():
        lots = [planned_at(plan, place, lot) for lot in lots_standing(plan.plan, place)]
        units = [lot.units for lot in lots]
        if plan.kept.papers.get(place):
            # Following the papers takes from the lots what they bring instead.
            paper_messages(plan, place, lots)
        found += [
            (lot.supply, plan.quantity(place, before - lot.units))
            for lot, before in zip(lots, units, strict=True)
        ]
    return found
