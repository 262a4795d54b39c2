"""Edits as lists show them, and what they can be about: names out of a copied plan."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from backend.engine.situation import PlannedSupply, SupplyKind
from backend.engine.whatif.edits import Edit
from backend.scenario.model import PlanCopy
from shared.schemas.scenario import Choice, EditChoices, EditRow

MOST_CHOICES: Final = 500


def edit_rows(copy: PlanCopy, edits: Sequence[Edit], assumed: Sequence[int]) -> list[EditRow]:
    """Edits with the names of what they are about, and what the copied plan has there."""
    return [_row(copy, edit, is_assumed=place in assumed) for place, edit in enumerate(edits)]


def edit_choices(copy: PlanCopy) -> EditChoices:
    """Everything that an edit can be about, by name; of lines and supplies the soonest."""
    part = set(copy.plan_sites)
    facts = {each.node: each for each in copy.situation.nodes}
    wanted = [each for each in copy.situation.demands if (each.item_id, each.site_id) in part]
    supplies = [
        each
        for each in sorted(copy.situation.supplies, key=lambda each: (each.on, each.reference))
        if (each.item_id, each.site_id) in part
    ]
    items = {item_id: facts[item_id, site_id].item_name for item_id, site_id in part}
    ordered = {each.item_id for each in wanted}
    return EditChoices(
        items=_choices((item_id, items[item_id]) for item_id in ordered),
        families=_choices((name, name) for name in {copy.families[item] for item in ordered}),
        customers=_choices((each.customer_id, each.customer_name) for each in wanted),
        demand_lines=[
            Choice(
                str(each.demand_line_id),
                f"{each.customer_name}, {items[each.item_id]}, {each.order_reference}",
            )
            for each in sorted(wanted, key=lambda each: (each.counts_on, each.order_reference))
        ][:MOST_CHOICES],
        purchases=_supplies(copy, supplies, is_purchase=True),
        plan_lines=_supplies(copy, supplies, is_purchase=False),
        work_centers=_choices(
            (each.id, each.name)
            for each in copy.situation.work_centers
            if each.site_id == copy.site_id
        ),
    )


def _choices(pairs: Iterable[tuple[UUID | str, str]]) -> list[Choice]:
    found = {str(key): name for key, name in pairs}
    return [
        Choice(key, name)
        for key, name in sorted(found.items(), key=lambda pair: (pair[1], pair[0]))
    ][:MOST_CHOICES]


def _supplies(
    copy: PlanCopy, supplies: Sequence[PlannedSupply], *, is_purchase: bool
) -> list[Choice]:
    return [
        Choice(str(each.id), f"{_item(copy, each.item_id)}, {each.reference}")
        for each in supplies
        if (each.kind is SupplyKind.PURCHASE) == is_purchase
    ][:MOST_CHOICES]


def _item(copy: PlanCopy, item_id: UUID) -> str:
    return next((each.item_name for each in copy.situation.nodes if each.item_id == item_id), "")


def _unit(copy: PlanCopy, item_id: UUID | None) -> str:
    return next((each.unit for each in copy.situation.nodes if each.item_id == item_id), "")


def _row(copy: PlanCopy, edit: Edit, *, is_assumed: bool) -> EditRow:
    situation = copy.situation
    line = next(
        (each for each in situation.demands if each.demand_line_id == edit.demand_line_id), None
    )
    supply = next((each for each in situation.supplies if each.id == edit.supply_id), None)
    item_id = edit.item_id
    names: list[str] = []
    was_quantity, was_on = None, None
    if line is not None:
        item_id, was_quantity, was_on = line.item_id, line.open_quantity, line.counts_on
        names = [line.customer_name, _item(copy, item_id), line.order_reference]
    elif supply is not None:
        item_id, was_quantity, was_on = supply.item_id, supply.quantity, supply.on
        names = [_item(copy, item_id), supply.reference]
    else:
        names = [
            next((e.name for e in situation.work_centers if e.id == edit.work_center_id), ""),
            "" if item_id is None else _item(copy, item_id),
            edit.family or "",
            "" if edit.customer_id is None else copy.customers.get(edit.customer_id, ""),
        ]
        if not any(names) and edit.site_id is not None:
            names = [next((e.site_name for e in situation.nodes if e.site_id == edit.site_id), "")]
    return EditRow(
        kind=edit.kind,
        subject=", ".join(name for name in names if name),
        unit=_unit(copy, item_id),
        on=edit.on,
        from_on=edit.from_on,
        to_on=edit.to_on,
        weekdays=list(edit.weekdays),
        quantity=edit.quantity,
        ratio=edit.ratio,
        discount=edit.discount,
        hours=edit.hours,
        is_open=edit.is_open,
        was_quantity=was_quantity,
        was_on=was_on,
        is_assumed=is_assumed,
    )
