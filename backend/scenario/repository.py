"""Every query that loads or saves what-ifs and their scenarios."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from msgspec import Struct
from piccolo.columns import Column

from backend.approval.model import Effect
from backend.engine.answer import Adjustment
from backend.engine.situation import (
    Alternate,
    ComponentLine,
    Demand,
    Expected,
    LaneFreight,
    NodeFacts,
    OperationStep,
    PlannedSupply,
    Situation,
    Stock,
    WorkCenterFacts,
)
from backend.engine.whatif.edits import Edit
from backend.engine.whatif.figures import Figures
from backend.engine.whatif.outcome import Outcome
from backend.scenario.model import PlanCopy
from backend.scenario.tables import Adoption, Scenario, WhatIf
from shared.schemas.scenario import EditRow
from shared.terms import ScenarioCaution

_JSON: Final[Mapping[str, Any]] = {
    "basis": dict[UUID, int],
    "figures": Figures,
    "weights": dict[str, Decimal],
    "edits": list[Edit],
    "outcome": Outcome,
    "effect": Effect,
    "adjustments": list[Adjustment],
    "assumptions": list[EditRow],
    "cautions": list[ScenarioCaution],
    "scenario": Figures,
}
"""What stands in the columns that are JSON."""

_FASTEST: Final = 1
_LISTED: Final = """
    SELECT what_if.id, what_if.scope_id, what_if.site_id, what_if.name, what_if.owner_id,
           owner.name AS owner_name, what_if.is_shared, what_if.copied_at, what_if.today,
           what_if.plan_revision_id, what_if.plan_revision_number, what_if.basis::text AS basis,
           what_if.figures::text AS figures, what_if.weights::text AS weights,
           what_if.changed_at, what_if.archived_at
    FROM what_if JOIN person AS owner ON owner.id = what_if.owner_id
"""


class _Packed(Struct, frozen=True):
    """A copied plan on its way to and from bytes."""

    today: date
    horizon_days: int
    nodes: tuple[NodeFacts, ...]
    components: tuple[ComponentLine, ...]
    operations: tuple[OperationStep, ...]
    work_centers: tuple[WorkCenterFacts, ...]
    capacity: list[tuple[UUID, date, Decimal]]
    overtime: list[tuple[UUID, date, Decimal]]
    demands: tuple[Demand, ...]
    stocks: tuple[Stock, ...]
    supplies: tuple[PlannedSupply, ...]
    alternates: tuple[Alternate, ...]
    closed_days: dict[UUID, frozenset[date]]
    site_id: UUID
    plan_sites: list[tuple[UUID, UUID]]
    families: dict[UUID, str]
    customers: dict[UUID, str]
    remaining_life: dict[UUID, int] = {}
    expected: list[tuple[UUID, UUID, tuple[Expected, ...]]] = []
    lanes: list[tuple[UUID, UUID, LaneFreight]] = []


async def what_ifs_in(scope_ids: Sequence[UUID], viewer_id: UUID) -> list[dict[str, Any]]:
    """What-ifs of these scopes that are a person's own or shared, the last changed first."""
    rows: list[dict[str, Any]] = await WhatIf.raw(
        _LISTED
        + """
        WHERE what_if.scope_id = ANY({}::uuid[]) AND (what_if.is_shared OR what_if.owner_id = {})
        ORDER BY what_if.archived_at IS NOT NULL, what_if.changed_at DESC, what_if.id
        """,
        list(scope_ids),
        viewer_id,
    )
    return [_decoded(row) for row in rows]


async def what_if(what_if_id: UUID, *, locked: bool = False) -> dict[str, Any] | None:
    """A what-if without its copy; `locked` holds it until the transaction ends."""
    rows = await WhatIf.raw(
        _LISTED + " WHERE what_if.id = {}" + (" FOR UPDATE OF what_if" if locked else ""),
        what_if_id,
    )
    return _decoded(rows[0]) if rows else None


async def scenario_counts(what_if_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many scenarios that were not put away each what-if has."""
    rows = await Scenario.raw(
        "SELECT what_if_id, count(*) AS count FROM scenario "
        "WHERE what_if_id = ANY({}::uuid[]) AND archived_at IS NULL GROUP BY what_if_id",
        list(what_if_ids),
    )
    return {row["what_if_id"]: row["count"] for row in rows}


async def scenarios_of(what_if_id: UUID) -> list[dict[str, Any]]:
    """The scenarios of a what-if that were not put away, in their order."""
    rows = await Scenario.raw(
        """
        SELECT scenario.id, scenario.what_if_id, scenario.position, scenario.name,
               scenario.edits::text AS edits, scenario.outcome::text AS outcome,
               scenario.changed_at, person.name AS changed_by_name, scenario.adoption_id,
               adoption.status AS adoption_status
        FROM scenario JOIN person ON person.id = scenario.changed_by
        LEFT JOIN adoption ON adoption.id = scenario.adoption_id
        WHERE scenario.what_if_id = {} AND scenario.archived_at IS NULL
        ORDER BY scenario.position, scenario.id
        """,
        what_if_id,
    )
    return [_decoded(row) for row in rows]


async def what_if_of(scenario_id: UUID) -> UUID | None:
    """The what-if that a scenario belongs to."""
    rows = await Scenario.select(Scenario.what_if_id).where(Scenario.id == scenario_id)
    return rows[0]["what_if_id"] if rows else None


async def add_what_if(values: Mapping[str, Any]) -> None:
    """Save a new what-if."""
    await WhatIf.insert(WhatIf(**_encoded(values)))


async def update_what_if(what_if_id: UUID, values: Mapping[str, Any]) -> None:
    """Change fields of a what-if."""
    changes = cast("dict[Column | str, Any]", _encoded(values))
    await WhatIf.update(changes).where(WhatIf.id == what_if_id)


async def add_scenario(values: Mapping[str, Any]) -> None:
    """Save a new scenario."""
    await Scenario.insert(Scenario(**_encoded(values)))


async def update_scenario(scenario_id: UUID, values: Mapping[str, Any]) -> None:
    """Change fields of a scenario."""
    changes = cast("dict[Column | str, Any]", _encoded(values))
    await Scenario.update(changes).where(Scenario.id == scenario_id)


async def copy_of(what_if_id: UUID) -> PlanCopy:
    """The plan that a what-if holds; it never changes without its bytes, so the last ones are kept."""
    rows = await WhatIf.raw("SELECT plan_copy FROM what_if WHERE id = {}", what_if_id)
    return unpacked(bytes(rows[0]["plan_copy"]))


_ADOPTION: Final = """
    SELECT adoption.id, adoption.scope_id, adoption.scenario_id, adoption.site_id,
           scenario.what_if_id, adoption.what_if_name, adoption.scenario_name, adoption.status,
           adoption.plan_revision_id, adoption.plan_revision_number,
           adoption.basis::text AS basis, adoption.effect::text AS effect,
           adoption.adjustments::text AS adjustments,
           adoption.assumptions::text AS assumptions, adoption.cautions::text AS cautions,
           adoption.figures::text AS figures, adoption.scenario::text AS scenario,
           adoption.opened_at, adoption.decide_by, adoption.requested_by,
           adoption.requested_by_name, adoption.decided_by_name, adoption.decided_at,
           adoption.reason, adoption.note
    FROM adoption JOIN scenario ON scenario.id = adoption.scenario_id
"""


async def adoptions_waiting(scope_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Scenarios of these scopes that wait for a decision, the soonest deadline first."""
    rows = await Adoption.raw(
        _ADOPTION
        + """
        WHERE adoption.scope_id = ANY({}::uuid[]) AND adoption.status = 'open'
        ORDER BY adoption.decide_by, adoption.id
        """,
        list(scope_ids),
    )
    return [_decoded(row) for row in rows]


async def adoption(
    adoption_id: UUID, scope_ids: Sequence[UUID], *, locked: bool = False
) -> dict[str, Any] | None:
    """An adoption in these scopes; `locked` holds it until the transaction ends."""
    rows = await Adoption.raw(
        _ADOPTION
        + " WHERE adoption.id = {} AND adoption.scope_id = ANY({}::uuid[])"
        + (" FOR UPDATE OF adoption" if locked else ""),
        adoption_id,
        list(scope_ids),
    )
    return _decoded(rows[0]) if rows else None


async def open_adoption(adoption_id: UUID) -> dict[str, Any] | None:
    """An adoption that waits for a decision, whatever its scope."""
    rows = await Adoption.raw(
        _ADOPTION + " WHERE adoption.id = {} AND adoption.status = 'open'", adoption_id
    )
    return _decoded(rows[0]) if rows else None


async def decided_adoption(adoption_id: UUID) -> dict[str, Any] | None:
    """An adoption that was decided, whatever its scope."""
    rows = await Adoption.raw(
        _ADOPTION + " WHERE adoption.id = {} AND adoption.status <> 'open'", adoption_id
    )
    return _decoded(rows[0]) if rows else None


async def add_adoption(values: Mapping[str, Any]) -> None:
    """Save a scenario that somebody wants to adopt."""
    await Adoption.insert(Adoption(**_encoded(values)))


async def update_adoption(adoption_id: UUID, values: Mapping[str, Any]) -> None:
    """Keep what was decided."""
    changes = cast("dict[Column | str, Any]", dict(values))
    await Adoption.update(changes).where(Adoption.id == adoption_id)


def packed(copy: PlanCopy) -> bytes:
    """A copied plan as bytes, small enough to be kept with every what-if."""
    situation = copy.situation
    content = _Packed(
        today=situation.today,
        horizon_days=situation.horizon_days,
        nodes=situation.nodes,
        components=situation.components,
        operations=situation.operations,
        work_centers=situation.work_centers,
        capacity=[(center, on, hours) for (center, on), hours in situation.capacity.items()],
        overtime=[(center, on, hours) for (center, on), hours in situation.overtime.items()],
        demands=situation.demands,
        stocks=situation.stocks,
        supplies=situation.supplies,
        alternates=situation.alternates,
        closed_days=dict(situation.closed_days),
        remaining_life=dict(situation.remaining_life),
        expected=[(*node, each) for node, each in situation.expected.items()],
        lanes=[(*ends, each) for ends, each in situation.lanes.items()],
        site_id=copy.site_id,
        plan_sites=sorted(copy.plan_sites, key=str),
        families=copy.families,
        customers=copy.customers,
    )
    return zlib.compress(msgspec.msgpack.encode(content), _FASTEST)


@lru_cache(maxsize=4)
def unpacked(content: bytes) -> PlanCopy:
    """The copied plan in these bytes."""
    found = msgspec.msgpack.decode(zlib.decompress(content), type=_Packed)
    return PlanCopy(
        situation=Situation(
            today=found.today,
            horizon_days=found.horizon_days,
            nodes=found.nodes,
            components=found.components,
            operations=found.operations,
            work_centers=found.work_centers,
            capacity={(center, on): hours for center, on, hours in found.capacity},
            overtime={(center, on): hours for center, on, hours in found.overtime},
            demands=found.demands,
            stocks=found.stocks,
            supplies=found.supplies,
            alternates=found.alternates,
            closed_days=found.closed_days,
            remaining_life=found.remaining_life,
            expected={(item_id, site_id): each for item_id, site_id, each in found.expected},
            lanes={(source_id, site_id): each for source_id, site_id, each in found.lanes},
        ),
        site_id=found.site_id,
        plan_sites=frozenset(found.plan_sites),
        families=found.families,
        customers=found.customers,
    )


def _decoded(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: msgspec.json.decode(value, type=_JSON[name]) if name in _JSON else value
        for name, value in row.items()
    }


def _encoded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: msgspec.json.encode(value).decode() if name in _JSON else value
        for name, value in values.items()
    }
