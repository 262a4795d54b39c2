"""One change laid over the plan: as it was, without the line, and with the line as it is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backend.engine.delivery import Companion, Kept, companions, is_kept, keep, latest_companion
from backend.engine.errors import NodeUnknownError
from backend.engine.ground import Ground, ground_of
from backend.engine.scale import want
from backend.engine.situation import Change, DeliveryRule, Demand, Node, NodeFacts, Situation
from backend.engine.view import View

LEAST_IMPORTANT = 9


@dataclass(frozen=True, slots=True)
class Case:
    """A change with the views that every question about it starts from; units are whole.

    `due` and `due_before` are day indexes: `due` is the day wanted, or the day of the latest line that
    it ships together with, whichever is later. `life` are the days that it has to last beyond its
    delivery; `last_day` is the last that is not too late by the line's delivery rule, from today.
    """

    situation: Situation
    change: Change
    ground: Ground
    facts: NodeFacts
    line: Demand | None
    open_before: int
    open_after: int
    due: int
    due_before: int | None
    priority: int
    life: int
    rule: DeliveryRule
    last_day: int | None
    companions: tuple[Demand, ...]
    companion: Companion | None
    before: View
    without: View
    asked: View

    @property
    def node(self) -> Node:
        return self.facts.node

    @property
    def decimals(self) -> int:
        return self.facts.quantity_decimals

    @property
    def answer(self) -> list[tuple[int, int]]:
        """What can be delivered when, without any action, as the rule allows: `(day, units)`."""
        return list(self.kept.parts)

    @property
    def supplied(self) -> list[tuple[int, int]]:
        """What stock and plan have when, whatever the delivery rule says: `(day, units)`."""
        return self.without.deliveries(self.node, self.open_after, self.due, self.life)

    @property
    def kept(self) -> Kept:
        """What the delivery rule makes of what is supplied."""
        supplied = [] if self.is_blocked else self.supplied
        kept = keep(supplied, self.open_after, self.rule, self.least, self.last_day)
        if kept.waiting is None or not self.ground.ends(self.node):
            return kept
        return replace(kept, parts=tuple(self.lasting(kept.parts)))

    def lasting(self, parts: "tuple[tuple[int, int], ...]") -> Iterator[tuple[int, int]]:
        """Of parts that waited for more only those that have not ended meanwhile."""
        view = self.without.copy()
        for day, units in parts:
            if view.free_on(self.node, day, self.life) < units:
                return
            view.want(self.node, day, units, self.life)
            yield day, units

    @property
    def least(self) -> int:
        """The smallest part that may be delivered before the last one, in units."""
        return want(self.rule.minimum_partial, self.decimals)

    @property
    def is_blocked(self) -> bool:
        """Whether the line waits for another one of its order that the plan does not have."""
        return self.companion is not None and self.companion.day is None

    def allows(self, parts: "tuple[tuple[int, int], ...]") -> bool:
        """Whether so much may be delivered on these days by the delivery rule."""
        if self.is_blocked and parts:
            return False
        return is_kept(parts, self.open_after, self.rule, self.least, self.last_day)

    @property
    def missing(self) -> int:
        """Units that are not there on the day wanted, without any action."""
        return self.open_after - min(
            self.open_after, self.without.free_on(self.node, self.due, self.life)
        )

    @property
    def frees(self) -> bool:
        """Whether the stock line rises on any day, so that something is no longer needed."""
        return bool((self.asked.projected(self.node) > self.before.projected(self.node)).any())

    @property
    def wanted_on(self) -> date:
        """The day wanted as a date, which may lie beyond the horizon."""
        last = self.ground.days - 1
        return (
            max(wanted_on(self.change, self.line), self.day(last))
            if self.due == last
            else (self.day(self.due))
        )

    def day(self, index: int) -> date:
        return self.ground.day_of(index)


def case_of(situation: Situation, change: Change) -> Case:
    """Lay a change over a situation.

    What has been shipped of the line stays shipped: only its open quantity changes.
    """
    ground = ground_of(situation)
    node = change.item_id, change.site_id
    facts = ground.facts.get(node)
    if facts is None:
        raise NodeUnknownError(item_id=change.item_id, site_id=change.site_id)
    decimals = facts.quantity_decimals
    line = line_of(ground, change)
    open_before = want(line.open_quantity, decimals) if line else 0
    delta = want(change.quantity_after, decimals) - want(change.quantity_before, decimals)
    asked_on = wanted_on(change, line)
    due = min(ground.index_of(asked_on), ground.days - 1)
    rule = line.rule if line else change.rule
    others = companions(ground, line) if line else ()
    due_before = ground.index_of(line.counts_on) if line else None

    life = line.remaining_life_days if line else situation.remaining_life.get(change.customer_id, 0)

    before = View(ground)
    companion = latest_companion(before, others)
    if companion is not None and companion.day is not None:
        due = max(due, companion.day)
    without = before.copy()
    if due_before is not None:
        without.want(node, due_before, -open_before, line.remaining_life_days if line else 0)
    if line is None:
        delta = want(change.quantity_after, decimals)
    open_after = 0 if change.is_cancellation else max(0, open_before + delta)
    asked = without.copy()
    asked.want(node, due, open_after, life)
    return Case(
        situation=situation,
        change=change,
        ground=ground,
        facts=facts,
        line=line,
        open_before=open_before,
        open_after=open_after,
        due=due,
        due_before=due_before,
        priority=priority_of(ground, change, line),
        life=life,
        rule=rule,
        last_day=last_day_of(ground, rule, change, asked_on),
        companions=others,
        companion=companion,
        before=before,
        without=without,
        asked=asked,
    )


def wanted_on(change: Change, line: Demand | None) -> date:
    """The day that counts: the date asked for, or the promise where no other date was asked for."""
    if line is not None and change.due_on_after in {line.due_on, change.due_on_before}:
        return line.counts_on
    return change.due_on_after


def last_day_of(ground: Ground, rule: DeliveryRule, change: Change, asked_on: date) -> int | None:
    """The last day that is not too late, from today; a promise that was given is never too late."""
    if rule.maximum_days_late is None:
        return None
    latest = max(change.due_on_after + timedelta(days=rule.maximum_days_late), asked_on)
    return (latest - ground.today).days


def line_of(ground: Ground, change: Change) -> Demand | None:
    if change.demand_line_id is None:
        return None
    for demand in ground.demands.at((change.item_id, change.site_id)):
        if demand.demand_line_id == change.demand_line_id:
            return demand
    return None


def priority_of(ground: Ground, change: Change, line: Demand | None) -> int:
    """Urgent goes first; else the change's own word, its line's, its customer's best, the lowest."""
    if change.is_urgent:
        return 0
    if change.priority is not None:
        return change.priority
    if line is not None:
        return line.priority
    others = [
        demand.priority
        for demand in ground.situation.demands
        if demand.customer_id == change.customer_id
    ]
    return min(others, default=LEAST_IMPORTANT)
