"""What promotion stories answer: what a promotion did, what is expected of the next, and what it does by period."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import numpy as np

from backend.engine.promotion.learning import Learned, Share, learned
from backend.engine.promotion.measure import Event, Measured, after_steps, measured
from backend.forecast.model.periods import number_of
from backend.forecast.model.promotion import (
    Promoted,
    Surroundings,
    added_by,
    edges_of,
    effects_on,
)
from backend.forecast.model.series import Place
from shared.forecast_terms import ForecastPeriod

Given = Mapping[str, Any]
_AROUND = 63


def _outcomes(given: Given) -> list[Measured]:
    """Past promotions told by days: so much a day usually, in the window, and afterwards."""
    found = []
    for each in given["past"]:
        length = each["days"]
        after = after_steps(length)
        parts = [(_AROUND, "usual"), (length, "during"), (after, "afterwards"), (_AROUND, "usual")]
        demand = np.concatenate(
            [np.full(days, float(each.get(name, each["usual"]))) for days, name in parts]
        )
        siblings = np.full(len(demand), float(each.get("siblings", 0)))
        siblings[_AROUND : _AROUND + length] = float(
            each.get("siblings_during", each.get("siblings", 0))
        )
        event = Event(
            item=each["item"], family=each["family"], demand=demand, siblings=siblings, shape=np.ones(len(demand)),
            usual=np.ones(len(demand), dtype=np.bool_), first=_AROUND, last=_AROUND + length - 1,
            depth=each["discount"], after=after,
        )  # fmt: skip
        outcome = measured(event)
        assert outcome is not None
        found.append(outcome)
    return found


def did(given: Given) -> list[dict[str, Any]]:
    return [
        {
            "item": each.event.item,
            "gained": round(each.window.gain, 1),
            "siblings": round(each.siblings.gain, 1),
            "afterwards": round(each.after.gain, 1),
        }
        for each in _outcomes(given)
    ]


def expected(given: Given) -> dict[str, Any]:
    found = learned(_outcomes(given))
    return {
        each["item"]: {
            "times": round(
                found.expected(each["item"], each["family"], each["discount"], each["days"]).ratio,
                2,
            ),
            "from_siblings": round(found.taken_from_siblings(each["family"]).ratio, 2),
            "from_later": round(found.taken_from_later(each["family"]).ratio, 2),
        }
        for each in given["next"]
    }


def by_period(given: Given) -> dict[str, list[float]]:
    """What one promotion adds to each item by week, with what it takes from siblings and from later."""
    told = given["promotion"]
    names = list(given["items"])
    ids = {name: uuid5(NAMESPACE_OID, name) for name in names}
    site = uuid5(NAMESPACE_OID, "site")
    places = {name: Place("Paint", ids[name], site, site, "", "direct") for name in names}
    share = lambda ratio: {"": Share(ratio=ratio, margin=0.0, count=1)}  # noqa: E731 -- two of a kind
    known: Learned = replace(
        learned([]), siblings=share(told["from_siblings"]), after=share(told["from_later"])
    )
    first = number_of(ForecastPeriod.WEEK, given["first_week"])
    count = len(given["items"][names[0]])
    promoted = Promoted(
        promotion_id=uuid5(NAMESPACE_OID, "promotion"), item_id=ids[told["item"]], family="Paint",
        starts_on=told["from"], ends_on=told["to"], depth=0.0, said=told["times"],
    )  # fmt: skip
    lags = np.array(given.get("days_to_due", [1.0]))
    around = Surroundings(lags={("Paint", "direct"): lags}, parts={})
    cells = {places[name]: [float(each) for each in given["items"][name]] for name in names}
    edges = edges_of(ForecastPeriod.WEEK, first, count)
    added = added_by(*effects_on([promoted], cells, edges, known, around))
    return {
        name: [round(float(each), 1) for each in added.get(places[name], np.zeros(count))]
        for name in names
    }


PROMOTION_QUESTIONS: Mapping[str, Callable[[Given], Any]] = {
    "promotions_did": did,
    "promotions_expected": expected,
    "promotion_by_period": by_period,
}
