"""What forecast stories answer: the class of a demand, what was mended, and a tree that agrees."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import numpy as np

from backend.engine.forecast.classes import CLASSES, DemandClass, classes_of
from backend.engine.forecast.panel import Panel, panel_of
from backend.engine.forecast.reconcile import Way, reconciled, summed, whole
from backend.engine.forecast.repair import repaired
from backend.engine.forecast.run import forecast
from backend.engine.forecast.tree import HUNDREDTHS, Hindcast, TreeForecast
from backend.forecast.model.accuracy import Measured, Word, value_added, worth_of
from backend.forecast.model.consumption import Bucket, Order, Windows, open_forecast
from backend.forecast.model.life import Life, chained, reshaped
from backend.forecast.model.periods import number_of
from backend.forecast.model.pipeline import Deal, DealKind, stage_probabilities, weighed
from backend.forecast.model.series import Place, histories_of
from backend.forecast.model.steps import Asked, steps_for
from shared.forecast_terms import ForecastPeriod, ForecastStep, LifeKind

Given = Mapping[str, Any]
_WEEK = ForecastPeriod.WEEK


def histories(given: Given) -> Panel:
    return panel_of(given["history"], given.get("season", 1))


def forecasts(given: Given) -> dict[str, list[int]]:
    """What is to come of each series by itself, in whole units."""
    return {
        name: [
            round(float(units))
            for units in forecast(
                panel_of({name: values}, given.get("season", 1)), given["horizon"], cores=1
            ).point[0]
        ]
        for name, values in given["history"].items()
    }


def demand_class(given: Given) -> dict[str, str]:
    panel = histories(given)
    return {
        name: CLASSES[number].value
        for name, number in zip(panel.ids, classes_of(panel), strict=True)
    }


def mended(given: Given) -> list[dict[str, Any]]:
    panel = histories(given)
    left_alone = {(panel.ids.index(name), period) for name, period in given.get("undone", [])}
    _, marks = repaired(panel, undone=left_alone)
    return [
        {
            "series": panel.ids[mark.series],
            "period": mark.period,
            "was": mark.was,
            "became": mark.became,
            "because": mark.mend.value,
        }
        for mark in marks
    ]


def coherent(given: Given) -> dict[str, dict[str, int]]:
    """Each way's forecast of one period in whole units, node by node."""
    nodes = given["tree"]
    names = [node["node"] for node in nodes]
    parents = np.array([names.index(n["under"]) if "under" in n else -1 for n in nodes])
    values = np.array([[float(node["forecast"])] for node in nodes])
    spread = np.array([float(node.get("variance", 1)) for node in nodes])
    return {
        way.value: {
            name: int(units)
            for name, units in zip(
                names, whole(reconciled(values, parents, way, spread), parents)[:, 0], strict=True
            )
        }
        for way in Way
    }


def open_forecasts(given: Given) -> list[int]:
    """What orders leave of each bucket, in the windows that the story sets."""
    windows = given["windows"]
    return open_forecast(
        [Bucket(each["from"], each["to"], each["forecast"]) for each in given["buckets"]],
        [Order(each["day"], each["quantity"]) for each in given["orders"]],
        Windows(windows["backward_days"], windows["forward_days"]),
    )


def stages(given: Given) -> dict[str, float]:
    closed = [(each["at"], each["won"]) for each in given["closed"] for _ in range(each["count"])]
    return stage_probabilities(given["form"], closed)


def deals(given: Given) -> dict[str, dict[str, Any]]:
    """What each deal adds, in units."""
    found = [
        Deal(
            id=uuid5(NAMESPACE_OID, each["deal"]),
            kind=DealKind(each["kind"]),
            reference=each["deal"],
            customer_id=uuid5(NAMESPACE_OID, each["customer"]),
            customer_name=each["customer"],
            place=Place("Paint", uuid5(NAMESPACE_OID, each["item"])),
            stage=each.get("stage", ""),
            form_ratio=each["probability"],
            quantity=each["quantity"] * 100,
            expected_on=each["expected_on"],
            usual=each.get("usual", 0) * 100,
            ordered=each.get("ordered", 0) * 100,
        )
        for each in given["deals"]
    ]
    return {
        each.deal.reference: {"adds": each.added / 100, "because": each.outcome.value}
        for each in weighed(found, {}, given["today"])
    }


def step_errors(given: Given) -> list[dict[str, Any]]:
    rows = [
        Measured(each["came"], {step: each[step.value] for step in ForecastStep})
        for each in given["periods"]
    ]
    return [
        {"step": each.step.value, "wape": each.wape, "bias": each.bias, "added": each.added}
        for each in value_added(rows)
    ]


def words_worth(given: Given) -> dict[str, int]:
    worth = worth_of(Word(each["model"], each["said"], each["came"]) for each in given["overrides"])
    return {"count": worth.count, "helped": worth.helped_count, "nearer_by": worth.quantity}


def shared_out(given: Given) -> dict[str, int]:
    """What one word about an item comes to in each of its cells."""
    names = list(given["cells"])
    item = uuid5(NAMESPACE_OID, "item")
    places = [
        Place("Paint", item, uuid5(NAMESPACE_OID, name), item, "", "direct") for name in names
    ]
    cells = {place: [given["cells"][name]] for place, name in zip(places, names, strict=True)}
    steps = steps_for(
        cells, 0, [Asked(Place("Paint", item), 0, given["said"], ForecastStep.PLANNER)]
    )[ForecastStep.PLANNER]
    return {
        **{name: steps[place][0] for place, name in zip(places, names, strict=True)},
        "item": steps[Place("Paint", item)][0],
    }


def lives(given: Given) -> dict[str, dict[str, Any]]:
    """What each item sold, as it counts, and what is expected of it in the weeks to come, once it is said what begins or ends.

    `model` is what the methods alone would have of an item, week by week; of one that has no past they have nothing.
    """
    end, horizon = number_of(_WEEK, given["today"]), given["weeks"]
    cells = {
        _cell(item): {end - len(past) + at: float(each) for at, each in enumerate(past)}
        for item, past in given["sold"].items()
    }
    said = [_life(row) for row in given["lives"]]
    histories, parents = histories_of(chained(cells, {}, said, _WEEK, end), end)
    names = {
        _cell(item): item for item in (*given["sold"], *(row["item"] for row in given["lives"]))
    }
    model = np.zeros((len(histories), horizon), dtype=np.int64)
    for row, each in enumerate(histories):
        if each.place in names:
            weeks = given["model"].get(names[each.place], 0)
            model[row] = np.broadcast_to(np.array(weeks) * HUNDREDTHS, horizon)
    points = summed(model.astype(np.float64), np.array(parents)).astype(np.int64)
    nothing = np.empty((len(histories), 0))
    found = reshaped(
        TreeForecast(
            point=points, low=points, high=points, naive=points,
            classes=(DemandClass.SMOOTH,) * len(histories), methods=((),) * len(histories), marks=(),
            failed={row: "no history" for row, each in enumerate(histories) if not any(each.values)},
            way=Way.BOTTOM_UP, past=Hindcast(point=nothing, naive=nothing, actual=nothing),
        ),
        histories, np.array(parents), {}, said, _WEEK, end,
    )  # fmt: skip
    rows = {each.place: row for row, each in enumerate(histories)}
    answer: dict[str, dict[str, Any]] = {
        names[place]: {
            "past": [round(value, 1) for value in histories[row].values],
            "to_come": [int(units) / HUNDREDTHS for units in found.point[row]],
            "by": found.methods[row][0][0] if found.methods[row] else "the model",
        }
        for place, row in sorted(rows.items(), key=lambda each: names.get(each[0], ""))
        if place in names
    }
    answer["family"] = {
        "to_come": [int(units) / HUNDREDTHS for units in found.point[rows[Place("Paint")]]]
    }
    return answer


def _cell(item: str) -> Place:
    site = uuid5(NAMESPACE_OID, "site")
    return Place("Paint", uuid5(NAMESPACE_OID, item), site, site, "", "direct")


def _life(row: Given) -> Life:
    other = row.get("other")
    return Life(
        item_id=uuid5(NAMESPACE_OID, row["item"]),
        family="Paint",
        kind=LifeKind(row["is"]),
        on=row["day"],
        other_id=None if other is None else uuid5(NAMESPACE_OID, other),
        ratio=row.get("ratio", 1.0),
        ramp_days=row.get("ramp_days", 0),
    )


FORECAST_QUESTIONS: Mapping[str, Callable[[Given], Any]] = {
    "forecasts": forecasts,
    "demand_class": demand_class,
    "mended": mended,
    "coherent": coherent,
    "open_forecast": open_forecasts,
    "stage_probabilities": stages,
    "deals": deals,
    "step_errors": step_errors,
    "words_worth": words_worth,
    "shared_out": shared_out,
    "lives": lives,
}
