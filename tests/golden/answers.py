"""Turns what a story gives into what the rules answer, as plain data that a planner can read.

A story asks one or more questions: `ask: [impact, alternatives]`. Numbers are written plainly, days as
dates, stock lines only where they change.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from backend.demand.model import (
    LineState,
    RequestedChange,
    UnitRules,
    merge_fields,
    settle_change,
)
from backend.engine.answer import (
    Adjustment,
    DayQuantity,
    Gain,
    LoadBar,
    MaterialPosition,
    Reason,
    Slip,
)
from backend.engine.ground import ground_of
from backend.engine.netting import below, net_supply
from backend.engine.quote import Hold, quote, with_holds
from backend.engine.scale import plain, quantity_of
from backend.engine.situation import ANYHOW, Change, Situation
from backend.engine.view import View
from backend.engine.ways import Rates
from backend.engine.why import Link, why
from backend.impact.model import Impact, assess_impact
from backend.kpi.model import (
    OrderLine,
    Period,
    Ratio,
    ReferenceDate,
    Tolerance,
    causes,
    open_demand_at_risk,
    order_fill_rate,
    order_lead_time,
    otif,
)
from backend.plan.model import fence_of
from backend.promise.model import available_by_day, promise_on
from backend.proposal.model import Alternative, Weights, propose_alternatives
from shared.problem import ProblemError
from shared.terms import DemandLineStatus
from tests.golden.case_answers import CASES
from tests.golden.customer_answers import CUSTOMER_QUESTIONS
from tests.golden.forecast_answers import FORECAST_QUESTIONS
from tests.golden.promotion_answers import PROMOTION_QUESTIONS
from tests.golden.rule_answers import RULES
from tests.golden.scenarios import scenario
from tests.golden.sharing_answers import SHARING_QUESTIONS
from tests.golden.start_answers import STARTS
from tests.golden.urgent_answers import URGENT
from tests.golden.whole_answers import WHOLE
from tests.planning import (
    Given,
    amount,
    change_from,
    day,
    day_or_none,
    named,
    rule_from,
    situation_from,
)


def answers(given: Given) -> dict[str, Any]:
    """The answer to each question that the story asks."""
    return {question: QUESTIONS[question](given) for question in given["ask"]}


def number(value: Decimal | int | None) -> int | str | None:
    """A whole number as one, any other as text, so that no float comes between."""
    if value is None:
        return None
    text = plain(Decimal(value))
    return int(text) if text.lstrip("-").isdigit() else text


def steps(values: Iterable[DayQuantity]) -> dict[str, Any]:
    """The days on which a line changes."""
    found: dict[str, Any] = {}
    last: Decimal | None = None
    for value in values:
        if value.quantity != last:
            found[value.on.isoformat()] = number(value.quantity)
        last = value.quantity
    return found


def parts(values: Iterable[DayQuantity]) -> dict[str, Any]:
    return {value.on.isoformat(): number(value.quantity) for value in values}


def available(given: Given) -> dict[str, Any]:
    """Stock and available-to-promise of the item that the story names."""
    asked = given["about"]
    projected, free = available_by_day(
        situation_from(given), named(asked["item"]), named(asked.get("site", "Riga"))
    )
    return {"projected": steps(projected), "available": steps(free)}


def promise(given: Given) -> dict[str, Any]:
    """What can be promised for the quantity and the day that the story names."""
    asked = given["about"]
    situation = situation_from(given)
    found = promise_on(
        situation,
        named(asked["item"]),
        named(asked.get("site", "Riga")),
        amount(asked["quantity"]),
        day(situation.today, asked["day"]),
    )
    return {"deliveries": parts(found.deliveries), "open": number(found.open_quantity)}


def asked_about(given: Given, asked: Given) -> Change:
    """A new line that a customer asks about."""
    return Change(
        item_id=named(asked["item"]),
        site_id=named(asked.get("site", "Riga")),
        customer_id=named(asked.get("customer", "Somebody")),
        customer_name=asked.get("customer", "Somebody"),
        quantity_before=Decimal(0),
        quantity_after=amount(asked["quantity"]),
        due_on_after=day(given["today"], asked["day"]),
        priority=asked.get("priority", 3),
        rule=rule_from(asked),
    )


def held(given: Given) -> Situation:
    """The situation with what the story's quotations hold, one after the other."""
    plain_one = situation_from(given)
    holds: list[Hold] = []
    for place, asked in enumerate(given.get("held", ())):
        found = quote(
            with_holds(plain_one, tuple(holds)),
            asked_about(given, asked),
            pack=amount(asked.get("pack", 1)),
            rates=Rates(),
        )
        option = next(each for each in found.options if each.code == asked["option"])
        holds.append(
            Hold(
                quotation_id=named(f"quotation {place}"),
                customer_id=named(asked.get("customer", "Somebody")),
                customer_name=asked.get("customer", "Somebody"),
                priority=asked.get("priority", 3),
                reference=f"Q-{place + 1}",
                unit_price=Decimal(0),
                due_on=found.due_on,
                reservation=option.reservation,
            )
        )
    return with_holds(plain_one, tuple(holds))


def quoted(given: Given) -> dict[str, Any]:
    """What can be promised to somebody who asks, and what would have to be done for it."""
    asked = given["about"]
    found = quote(
        held(given),
        asked_about(given, asked),
        pack=amount(asked.get("pack", 1)),
        rates=Rates(),
        pallet=amount(asked.get("pallet", 0)),
    )
    return {
        "available": parts(found.deliveries),
        "open": number(found.open_quantity),
        "options": [
            {
                "option": option.code,
                "deliveries": parts(option.deliveries),
                "open": number(option.open_quantity),
                **({"needs_approval": True} if option.needs_approval else {}),
                "to_do": [told_adjustment(each) for each in option.adjustments],
            }
            for option in found.options
        ],
        "reasons": [told_reason(each) for each in found.reasons],
    }


def explained(given: Given) -> dict[str, Any]:
    """Why an order line is when it is: what it lives on, what binds, what would help, who is touched."""
    situation = held(given)
    wanted = str(given["about"]["line"])
    line = next(each for each in situation.demands if each.order_reference == wanted)
    found = why(situation, line)
    return {
        "possible": parts(found.possible),
        "short": number(found.short_quantity),
        **(
            {"reasons": [told_reason(each) for each in found.reasons]}
            if line.rule != ANYHOW
            else {}
        ),
        "chain": [told_link(link) for link in found.links],
        "without_supply": number(found.uncovered),
        "would_help": [told_reason(each) for each in found.would_help],
        "touched": [each.order_reference for each in found.touched],
    }


def told_link(link: Link) -> str:
    supply = f"{link.kind} {link.reference}".strip()
    slack = "" if link.slack_days is None else f", slack {link.slack_days}"
    binds = ", binds" if link.is_binding else ""
    return f"{'  ' * link.level}{number(link.quantity)} {link.item_name} from {supply}, on {link.on}{slack}{binds}"


def netting(given: Given) -> dict[str, Any]:
    """The lots beyond the plan that the item asks for, itself and below."""
    asked = given["about"]
    ground = ground_of(situation_from(given))
    node = named(asked["item"]), named(asked.get("site", "Riga"))
    netted = net_supply(View(ground), below(ground, node))
    found: dict[str, Any] = {}
    for current in netted.order:
        facts = ground.facts[current]
        found[facts.item_name] = {
            ground.day_of(int(index)).isoformat(): number(
                quantity_of(int(netted.receipts[current][index]), facts.quantity_decimals)
            )
            for index in netted.receipts[current].nonzero()[0]
        }
    return found


def impact(given: Given) -> dict[str, Any]:
    """What the change does."""
    found = assess_impact(situation_from(given), change_from(given))
    return told_impact(found)


def told_impact(found: Impact) -> dict[str, Any]:
    return {
        "answer": parts(found.answer),
        "short": number(found.short_quantity),
        "days_late": found.days_late,
        "fence": found.fence.value,
        "reasons": [told_reason(reason) for reason in found.reasons],
        "projected_before": steps(found.projected_before),
        "projected_after": steps(found.projected_after),
        "available_before": steps(found.available_before),
        "available_after": steps(found.available_after),
        "loads": [told_load(bar) for bar in found.loads],
        "materials": [told_material(position) for position in found.materials],
        "slips": [told_slip(slip) for slip in found.slips],
    }


def told_reason(reason: Reason) -> dict[str, str]:
    return {"code": reason.code, **reason.facts}


def told_load(bar: LoadBar) -> dict[str, Any]:
    return {
        "at": bar.work_center_name,
        "from": bar.from_on.isoformat(),
        "to": bar.to_on.isoformat(),
        "available": number(bar.available_hours),
        "before": number(bar.hours_before),
        "after": number(bar.hours_after),
    }


def told_material(position: MaterialPosition) -> dict[str, Any]:
    coming = position.next_supply_on
    return {
        "item": position.item_name,
        "lowest_before": number(position.lowest_before),
        "lowest_after": number(position.lowest_after),
        "lowest_on": position.lowest_on.isoformat(),
        "next_supply": coming and f"{position.next_supply_reference} on {coming.isoformat()}",
    }


def told_slip(slip: Slip) -> dict[str, Any]:
    return {
        "order": slip.order_reference,
        "customer": slip.customer_name,
        "quantity": number(slip.quantity),
        "promised": slip.promised_on.isoformat(),
        "possible": slip.possible_on and slip.possible_on.isoformat(),
        "days_late": slip.days_late,
    }


def alternatives(given: Given) -> list[dict[str, Any]]:
    """The ways out of the change, the recommended one first."""
    situation, change = situation_from(given), change_from(given)
    found = propose_alternatives(situation, change, assess_impact(situation, change), Weights())
    return [told_alternative(alternative) for alternative in found]


def told_alternative(found: Alternative) -> dict[str, Any]:
    return {
        "code": found.code,
        "does": [told_adjustment(adjustment) for adjustment in found.adjustments],
        "deliveries": parts(found.deliveries),
        "losers": [told_slip(slip) for slip in found.losers],
        **({"gains": [told_gain(gain) for gain in found.gains]} if found.gains else {}),
        "cost": number(found.cost),
        "cost_reasons": [told_reason(reason) for reason in found.cost_reasons],
        "margin": number(found.margin),
        "fence": found.fence.value,
        "projected": steps(found.projected),
        "loads": [told_load(bar) for bar in found.loads],
        "score": found.score,
    }


def told_gain(gain: Gain) -> str:
    before = gain.was_possible_on or "never"
    return f"{gain.customer_name}, {gain.order_reference}: {number(gain.quantity)}, {before} becomes {gain.possible_on}"


def told_adjustment(found: Adjustment) -> str:
    """One line: what, how much, of what, where, from when to when."""
    text = f"{found.kind.value} {plain(found.quantity)} {found.item_name}"
    if found.needed_quantity is not None:
        text += f" ({plain(found.needed_quantity)} needed)"
    if found.hours is not None:
        text += f", {plain(found.hours)} h at {found.work_center_name}"
    if found.alternate_name:
        text += f", by {found.alternate_name}"
    if found.reference:
        text += f", {found.reference}"
    if found.from_on:
        text += f", from {found.from_on.isoformat()}"
    return f"{text}, on {found.on.isoformat()}" if found.on else text


def fences(given: Given) -> dict[str, str]:
    """The zone of each day that the story lists."""
    today: date = given["today"]
    return {
        on.isoformat(): fence_of(today, on, given["frozen"], given["negotiable"]).value
        for on in (day(today, value) for value in given["days"])
    }


def settled(given: Given) -> dict[str, Any]:
    """What a change that is asked for comes to, or why it is refused."""
    today = given["today"]
    line, asked, unit = given.get("line"), given["asked"], given["unit"]
    state = line and LineState(
        quantity=amount(line["quantity"]),
        shipped_quantity=amount(line.get("shipped", 0)),
        due_on=day(today, line["due"]),
        status=DemandLineStatus(line.get("status", "open")),
    )
    request = RequestedChange(
        quantity_delta=amount(asked.get("delta", 0)),
        due_on=day_or_none(today, asked.get("due")),
        is_cancellation=asked.get("cancel", False),
        is_urgent=asked.get("urgent", False),
    )
    rules = UnitRules(
        unit["name"],
        unit.get("decimals", 0),
        amount(unit.get("multiple", 0)),
        amount(unit.get("minimum", 0)),
    )
    frozen, negotiable = given.get("frozen", 0), given.get("negotiable", 0)
    try:
        found = settle_change(state or None, request, rules, today, frozen, negotiable)
    except ProblemError as problem:
        return {"refused": problem.code, **problem.facts}
    return {
        "quantity": number(found.quantity_after),
        "due": found.due_on_after.isoformat(),
        "is_cancellation": found.is_cancellation,
        "fence": found.fence.value,
    }


def merged(given: Given) -> dict[str, list[str]]:
    """How an edit made on an older version meets the edits of others."""
    found = merge_fields(given["base_ver"], given["field_vers"], given["changed"])
    return {
        "applied": list(found.applied),
        "elsewhere": list(found.elsewhere),
        "conflicts": list(found.conflicts),
    }


def rows_of(given: Given) -> list[OrderLine]:
    today = given.get("today", date(2026, 11, 24))
    return [
        OrderLine(
            id=named(str(row["line"])),
            ordered_on=day(today, row.get("ordered", row["due"])),
            due_on=day(today, row["due"]),
            promised_on=day_or_none(today, row.get("promised")),
            quantity=amount(row["quantity"]),
            delivered_quantity=amount(row.get("delivered", 0)),
            last_delivered_on=day_or_none(today, row.get("delivered_on")),
            is_cancelled=row.get("cancelled", False),
            unit_price=amount(row.get("price", 0)),
            cause=row.get("cause"),
            planned_on=day_or_none(today, row.get("planned")),
            made_on=day_or_none(today, row.get("made")),
            possible_on=day_or_none(today, row.get("possible")),
        )
        for row in given["lines"]
    ]


def period_of(given: Given) -> Period:
    return Period(given["period"]["from"], given["period"]["to"])


def told_ratio(found: Ratio) -> dict[str, Any]:
    return {
        "numerator": number(found.numerator),
        "denominator": number(found.denominator),
        "value": number(found.value),
    }


def tolerance_of(given: Given) -> Tolerance:
    row = given.get("tolerance", {})
    return Tolerance(
        reference=ReferenceDate(row.get("reference", "promised")),
        late_days=row.get("late_days", 0),
        early_days=row.get("early_days"),
        quantity_ratio=amount(row.get("quantity_ratio", 0)),
    )


def lead_time(given: Given) -> dict[str, Any]:
    found = order_lead_time(rows_of(given), period_of(given))
    return {
        "total": told_ratio(found.total),
        "to_plan": told_ratio(found.to_plan),
        "to_make": told_ratio(found.to_make),
        "to_deliver": told_ratio(found.to_deliver),
    }


QUESTIONS: Mapping[str, Callable[[Given], Any]] = {
    "available": available,
    "promise": promise,
    "quoted": quoted,
    "explained": explained,
    "netting": netting,
    "impact": impact,
    "alternatives": alternatives,
    "fences": fences,
    "scenario": scenario,
    "settled": settled,
    "merged": merged,
    "order_fill_rate": lambda g: told_ratio(order_fill_rate(rows_of(g), period_of(g))),
    "otif": lambda g: told_ratio(otif(rows_of(g), period_of(g), tolerance_of(g))),
    "causes": lambda g: dict(causes(rows_of(g), period_of(g), tolerance_of(g))),
    "order_lead_time": lead_time,
    **WHOLE,
    "demand_at_risk": lambda g: told_ratio(open_demand_at_risk(rows_of(g), g["today"])),
    **CUSTOMER_QUESTIONS,
    **SHARING_QUESTIONS,
    **PROMOTION_QUESTIONS,
    **FORECAST_QUESTIONS,
    **STARTS,
    **CASES,
    **RULES,
    **URGENT,
}
