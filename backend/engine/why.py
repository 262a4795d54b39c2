"""Why a line is when it is: the chain it lives on, what binds it, who is touched, and what would help.

What would help is worked out, not guessed: the smallest alteration is looked for with which the missing
part can really be had on its day, everything else as it stands.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.engine.answer import DayQuantity, Reason
from backend.engine.case import Case, case_of
from backend.engine.gates import reasons_for
from backend.engine.ground import Move
from backend.engine.place import place
from backend.engine.scale import HOUR, hours_of, plain, quantity_of
from backend.engine.search import Freedom, Search
from backend.engine.situation import Change, Demand, Node, Situation, SupplyKind
from backend.engine.tracing import MOST_LEVELS, Peg, Tracing
from backend.engine.view import View

HALF_HOUR = HOUR // 2
MOST_HOURS = 24
MOST_LINKS = 60
MOST_TRIED = 12
STOCK = "stock"


@dataclass(frozen=True, slots=True)
class Link:
    """One supply that the line lives on, `level` steps below it; the line's own supplies are level 0.

    `kind` is stock, plan_line, production_order or purchase. `needed_on` is when it is taken, `on` when
    it is there; `slack_days` how much later it may come before any order line does (None: none waits).
    """

    level: int
    item_id: UUID
    item_name: str
    unit: str
    site_name: str
    kind: str
    reference: str
    quantity: Decimal
    on: date
    needed_on: date
    days_late: int
    slack_days: int | None
    supplier_name: str | None
    work_centers: tuple[str, ...]
    is_binding: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """An order line of somebody that lives on the same supplies, and when the plan has it."""

    demand_line_id: UUID
    order_reference: str
    customer_name: str
    item_name: str
    unit: str
    quantity: Decimal
    promised_on: date


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to "why then?"; `possible` is what can be had when, without any action."""

    demand_line_id: UUID
    order_reference: str
    item_name: str
    unit: str
    site_name: str
    quantity: Decimal
    requested_on: date
    wanted_on: date
    possible: tuple[DayQuantity, ...]
    short_quantity: Decimal
    reasons: tuple[Reason, ...]
    links: tuple[Link, ...]
    uncovered: Decimal
    would_help: tuple[Reason, ...]
    touched: tuple[Touched, ...]


def why(situation: Situation, line: Demand) -> Why:
    """Explain an open line of the situation."""
    case = case_of(situation, as_it_stands(line))
    tracing = Tracing(case.ground)
    links = tuple(chain(tracing, case, line))
    covered = sum(peg.units for peg in tracing.of_line(case.node, line))
    return Why(
        demand_line_id=line.demand_line_id,
        order_reference=line.order_reference,
        item_name=case.facts.item_name,
        unit=case.facts.unit,
        site_name=case.facts.site_name,
        quantity=quantity_of(case.open_after, case.decimals),
        requested_on=line.due_on,
        wanted_on=line.counts_on,
        possible=tuple(
            DayQuantity(case.day(day), quantity_of(units, case.decimals))
            for day, units in case.answer
        ),
        short_quantity=quantity_of(case.missing, case.decimals),
        reasons=reasons_for(case),
        links=links,
        uncovered=quantity_of(case.open_after - covered, case.decimals),
        would_help=tuple(would_help(case)),
        touched=tuple(touched_by(tracing, case, line)),
    )


def as_it_stands(line: Demand) -> Change:
    """The line asked for again as it is."""
    return Change(
        item_id=line.item_id,
        site_id=line.site_id,
        customer_id=line.customer_id,
        customer_name=line.customer_name,
        quantity_before=line.open_quantity,
        quantity_after=line.open_quantity,
        due_on_after=line.due_on,
        demand_line_id=line.demand_line_id,
        due_on_before=line.due_on,
        unit_price=line.unit_price,
        priority=line.priority,
        order_reference=line.order_reference,
        rule=line.rule,
    )


def chain(tracing: Tracing, case: Case, line: Demand) -> Iterator[Link]:
    """The supplies below a line, each before what it is made of; the latest of all is what binds."""
    found: list[tuple[int, Node, Peg]] = []
    seen: set[tuple[Node, str, int]] = set()

    def walk(node: Node, pegs: list[Peg], level: int) -> None:
        for peg in pegs:
            if len(found) == MOST_LINKS:
                return
            found.append((level, node, peg))
            if peg.move is None or level == MOST_LEVELS or not draws(peg.move):
                continue
            key = (node, peg.move.supply.reference, peg.move.on)
            if key not in seen:
                seen.add(key)
                for other, below in tracing.of_lot(node, peg.move):
                    walk(other, [below], level + 1)

    walk(case.node, tracing.of_line(case.node, line), 0)
    worst = binding(tracing, [(node, peg) for _, node, peg in found])
    for place_of, (level, node, peg) in enumerate(found):
        yield link_of(tracing, level, node, peg, is_binding=place_of == worst)


def draws(move: Move) -> bool:
    """Whether a supply takes anything from below that has not been taken yet."""
    return move.supply.kind is not SupplyKind.PURCHASE and move.start >= 0


def binding(tracing: Tracing, found: list[tuple[Node, Peg]]) -> int | None:
    """The place of the supply with the least room, the deepest of equals; None where all is in stock."""
    rooms = [
        (room, -place_of)
        for place_of, (node, peg) in enumerate(found)
        if peg.move is not None and (room := tracing.slack(node, peg.move)) is not None
    ]
    return -min(rooms)[1] if rooms else None


def link_of(tracing: Tracing, level: int, node: Node, peg: Peg, *, is_binding: bool) -> Link:
    ground, facts, move = tracing.ground, tracing.ground.facts[node], peg.move
    centers: list[str] = []
    if move is not None and draws(move):
        needs = ground.master.needs(node, move.supply.alternate_id)
        centers = [ground.work_centers[center].name for center in needs]
    return Link(
        level=level,
        item_id=facts.item_id,
        item_name=facts.item_name,
        unit=facts.unit,
        site_name=facts.site_name,
        kind=STOCK if move is None else move.supply.kind.value,
        reference="" if move is None else move.supply.reference,
        quantity=quantity_of(peg.units, facts.quantity_decimals),
        on=ground.day_of(peg.day),
        needed_on=ground.day_of(peg.need.day),
        days_late=peg.days_late,
        slack_days=None if move is None else tracing.slack(node, move),
        supplier_name=facts.supplier_name
        if move is not None and move.supply.kind is SupplyKind.PURCHASE
        else None,
        work_centers=tuple(centers),
        is_binding=is_binding,
    )


def touched_by(tracing: Tracing, case: Case, line: Demand) -> Iterator[Touched]:
    """Other lines that live on what this one lives on, however many levels up, the soonest first."""
    lines: dict[UUID, Demand] = {}

    def collect(node: Node, pegs: list[Peg], level: int) -> None:
        for peg in pegs:
            if peg.move is None:
                continue
            for other in tracing.lines_on(node, peg.move):
                if other is not line:
                    lines.setdefault(other.demand_line_id, other)
            if level < MOST_LEVELS and draws(peg.move):
                for below, under in tracing.of_lot(node, peg.move):
                    collect(below, [under], level + 1)

    collect(case.node, tracing.of_line(case.node, line), 0)
    for other in sorted(lines.values(), key=lambda d: (d.counts_on, d.priority, d.order_reference)):
        facts = case.ground.facts[other.item_id, other.site_id]
        yield Touched(
            demand_line_id=other.demand_line_id,
            order_reference=other.order_reference,
            customer_name=other.customer_name,
            item_name=facts.item_name,
            unit=facts.unit,
            quantity=other.open_quantity,
            promised_on=other.counts_on,
        )


def would_help(case: Case) -> Iterator[Reason]:
    """The smallest single alterations with which the missing part could be there on its day."""
    if not case.missing:
        return
    if can_be_had(case, case.asked):
        yield Reason("help_plan_more", told_missing(case))
        return
    if place(Search(case.asked.copy(), Freedom(frozen=True), Decimal(1)), case.node, case.missing, case.due, life=case.life):  # fmt: skip
        yield Reason("help_unfreeze", {"site": case.facts.site_name, "on": case.day(case.due).isoformat()})  # fmt: skip
    yield from more_hours(case)
    yield from sooner_supplies(case)
    yield from more_material(case)


def told_missing(case: Case) -> dict[str, str]:
    return {
        "item": case.facts.item_name,
        "quantity": plain(quantity_of(case.missing, case.decimals)),
        "unit": case.facts.unit,
        "on": case.day(case.due).isoformat(),
    }


def can_be_had(case: Case, view: View) -> bool:
    """Whether the missing part can be made, bought or sent in time in a view, in the usual way."""
    missing = case.open_after - view_without(case, view).free_on(case.node, case.due, case.life)
    return place(
        Search(view.copy(), Freedom(), Decimal(1)), case.node, missing, case.due, life=case.life
    )


def view_without(case: Case, view: View) -> View:
    """A view with the line itself taken out."""
    other = view.copy()
    other.want(case.node, case.due, -case.open_after, case.life)
    return other


def least(most: int, is_enough: Callable[[int], bool]) -> int | None:
    """The smallest number from 1 to `most` that is enough; None where not even the largest is."""
    if not is_enough(most):
        return None
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle + 1
    return low


def nodes_below(case: Case) -> list[Node]:
    """The line's node and all it is made of, each once."""
    found: list[Node] = [case.node]
    for node in found:
        found += [other for other in case.ground.master.drawn_by(node) if other not in found]
    return found


def more_hours(case: Case) -> Iterator[Reason]:
    """So many hours more at one work centre on the day, to the half hour."""
    centers = dict.fromkeys(
        center
        for node in nodes_below(case)
        if case.ground.master.is_made(node)
        for center in case.ground.master.needs(node)
    )
    for center in centers:

        def is_enough(halves: int, center: UUID = center) -> bool:
            view = case.asked.copy()
            view.grant_overtime(center, case.due, halves * HALF_HOUR)
            return can_be_had(case, view)

        halves = least(2 * MOST_HOURS, is_enough)
        if halves is not None:
            told = {
                "work_center": case.ground.work_centers[center].name,
                "hours": plain(hours_of(halves * HALF_HOUR)),
                "on": case.day(case.due).isoformat(),
            }
            yield Reason("help_more_hours", told)


def sooner_supplies(case: Case) -> Iterator[Reason]:
    """A purchase, or a lot of the item itself, that comes so many days sooner."""
    for node in nodes_below(case):
        for move in sorted(case.ground.moves(node), key=lambda move: move.on)[:MOST_TRIED]:
            is_own_lot = node == case.node and move.on > case.due
            if move.supply.kind is not SupplyKind.PURCHASE and not is_own_lot:
                continue

            def is_enough(days: int, node: Node = node, move: Move = move) -> bool:
                view = case.asked.copy()
                view.bring(node, move.on, -move.units)
                view.bring(node, move.on - days, move.units)
                return can_be_had(case, view)

            days = least(move.on, is_enough) if 0 < move.on < case.ground.days else None
            if days is not None:
                told = {
                    "item": case.ground.facts[node].item_name,
                    "reference": move.supply.reference,
                    "days": str(days),
                    "on": case.day(move.on - days).isoformat(),
                }
                yield Reason("help_sooner_supply", told)


def more_material(case: Case) -> Iterator[Reason]:
    """So much more of one component in stock today."""
    for node in nodes_below(case)[1:]:
        facts = case.ground.facts[node]

        def is_enough(units: int, node: Node = node) -> bool:
            view = case.asked.copy()
            view.bring(node, 0, units)
            return can_be_had(case, view)

        most = max(1, int(case.open_after) * 10**facts.quantity_decimals * 100)
        units = least(most, is_enough)
        if units is not None:
            told = {
                "item": facts.item_name,
                "quantity": plain(quantity_of(units, facts.quantity_decimals)),
                "unit": facts.unit,
            }
            yield Reason("help_more_material", told)
