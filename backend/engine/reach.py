"""How far a change reaches, so that a caller loads that much of the company and no more."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.engine.situation import ComponentLine, Node, NodeFacts, OperationStep
from shared.terms import Procurement


@dataclass(frozen=True, slots=True)
class Reach:
    """What to load for a change.

    For `related` nodes: facts, bill of material, routing, demands, stocks and supplies. For `drawing`
    nodes only facts, routing, bill of material and supplies: they take the same components, are filled
    from the same stock, or ask for hours of the same work centres.
    """

    related: frozenset[Node]
    drawing: frozenset[Node]
    work_centers: frozenset[UUID]


def related_nodes(
    node: Node,
    nodes: Iterable[NodeFacts],
    components: Iterable[ComponentLine],
    operations: Iterable[OperationStep],
) -> Reach:
    """Say what a change at a node can touch; the master data may be the whole company's.

    Related are the node, where it is filled from, and all components below, site by site.
    """
    facts = {known.node: known for known in nodes}
    below: dict[UUID, list[UUID]] = defaultdict(list)
    above: dict[UUID, list[UUID]] = defaultdict(list)
    for line in components:
        below[line.parent_item_id].append(line.component_item_id)
        above[line.component_item_id].append(line.parent_item_id)
    centers: dict[Node, set[UUID]] = defaultdict(set)
    for step in operations:
        centers[step.item_id, step.site_id].add(step.work_center_id)

    related = _walk(node, facts, below)
    made = [n for n in related if facts[n].procurement is Procurement.MAKE]
    shared = frozenset(center for n in made for center in centers.get(n, ()))
    drawing = {n for n, wanted in centers.items() if wanted & shared and n in facts}
    for item_id, site_id in related:
        parents = ((parent, site_id) for parent in above[item_id])
        drawing.update(
            n for n in parents if n in facts and facts[n].procurement is Procurement.MAKE
        )
    drawing.update(n for n, known in facts.items() if _source_of(known) in related)
    return Reach(frozenset(related), frozenset(drawing - related), shared)


def _walk(node: Node, facts: dict[Node, NodeFacts], below: dict[UUID, list[UUID]]) -> set[Node]:
    found: set[Node] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        known = facts.get(current)
        if known is None or current in found:
            continue
        found.add(current)
        source = _source_of(known)
        if source is not None:
            waiting.append(source)
        elif known.procurement is Procurement.MAKE:
            waiting += [(component, known.site_id) for component in below[known.item_id]]
    return found


def _source_of(facts: NodeFacts) -> Node | None:
    if facts.procurement is Procurement.TRANSFER and facts.source_site_id is not None:
        return facts.item_id, facts.source_site_id
    return None
