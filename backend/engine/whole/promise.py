"""The answer to "how much by when", with what would have to be made, bought and moved for it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

import numpy as np

from backend.engine.answer import DayQuantity
from backend.engine.scale import want
from backend.engine.situation import Node
from backend.engine.whole.answer import Cause, Supply
from backend.engine.whole.layout import Days, Ints
from backend.engine.whole.pegging import parts_at
from backend.engine.whole.promising import Beside, ask
from backend.engine.whole.reading import WholePlan, causes


@dataclass(frozen=True)
class Promised:
    """Parts as early as they can be had, what stays open within the horizon, and why not sooner."""

    parts: tuple[DayQuantity, ...]
    open_quantity: Decimal
    done_on: date | None
    causes: tuple[Cause, ...]
    _plan: WholePlan = field(repr=False)
    _places: Ints = field(repr=False)
    _units: Ints = field(repr=False)
    _lots: Days = field(repr=False)

    @cached_property
    def supplies(self) -> tuple[Supply, ...]:
        """What would be made, bought and moved for it, from the top."""
        return tuple(
            self._plan.supply_of(place, int(units), row)
            for place, units, row in zip(
                self._places.tolist(), self._units, self._lots, strict=True
            )
        )


def promise(
    plan: WholePlan, beside: Beside, node: Node, quantity: Decimal, on: date, life: int = 0
) -> Promised:
    """Plan one more order beside a plan; a day before today is answered from today on."""
    place = plan.place_of(node)
    decimals = plan.names.facts[place].quantity_decimals
    units = want(quantity, decimals)
    due = min(max((on - plan.situation.today).days, 0), plan.days - 1)
    plant, facts, trial, dirt = beside.plant, beside.facts, beside.plan, beside.dirt
    for is_exact in (True, False):
        if ask(
            plant, plan.facts, plan.plan, facts, trial, dirt, beside.desk,
            place, due, units, life, is_exact,
        ):  # fmt: skip
            break
    done, on_time, given, why, behind = trial.answer[0].tolist()
    if on_time == units:
        parts = [(due, units)] * (units > 0)
    else:
        parts = parts_at(plant, facts, trial, place).get(0, [])
    made = np.flatnonzero(trial.lot_count)
    counts = trial.lot_count[made]
    places = np.repeat(made, counts)
    lots = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    return Promised(
        parts=tuple(
            DayQuantity(plan.day_of(day), plan.quantity(place, part)) for day, part in parts
        ),
        open_quantity=plan.quantity(place, units - given),
        done_on=plan.day_or_none(done),
        causes=causes(why, behind),
        _plan=plan,
        _places=places,
        _units=trial.units[places, lots],
        _lots=trial.lot[places, :, lots],
    )
