"""What a delivery rule alters about an answer, told as reasons that name the rule."""

from collections.abc import Iterator

from backend.engine.answer import Reason
from backend.engine.case import Case, wanted_on
from backend.engine.scale import plain, quantity_of


def ruled(case: Case) -> tuple[Reason, ...]:
    """The delivery rules that make the answer another one than supply would; none where none does."""
    if not case.open_after:
        return ()
    return tuple(told(case))


def told(case: Case) -> Iterator[Reason]:
    item, unit = case.facts.item_name, case.facts.unit
    yield from shipping_together(case)
    kept = case.kept
    if kept.waiting is not None:
        day, units = kept.waiting
        facts = {"item": item, "unit": unit}
        if case.rule.allows_partial:
            least = plain(case.rule.minimum_partial)
            yield Reason("rule_least_part", {**facts, "quantity": least})
        else:
            part = plain(quantity_of(units, case.decimals))
            on = case.day(day).isoformat()
            yield Reason("rule_one_delivery", {**facts, "quantity": part, "on": on})
    if kept.beyond is not None and case.last_day is not None:
        days = {"item": item, "possible_on": case.day(kept.beyond).isoformat()}
        last_on = case.day(case.last_day).isoformat()
        yield Reason("rule_too_late", {**days, "last_on": last_on})


def shipping_together(case: Case) -> Iterator[Reason]:
    other = case.companion
    if other is None:
        return
    node = other.line.item_id, other.line.site_id
    facts = case.ground.facts.get(node)
    told_line = {
        "item": facts.item_name if facts else other.line.order_reference,
        "reference": other.line.order_reference,
    }
    if other.day is None:
        yield Reason("rule_together_open", told_line)
    elif other.day > case.ground.index_of(wanted_on(case.change, case.line)):
        yield Reason("rule_together", {**told_line, "on": case.day(other.day).isoformat()})
