"""Screens on walls: what one of them shows, and which there are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from backend.approval.queries import RULERS
from backend.catalog.queries import planning_catalog
from backend.identity.model import Viewer
from backend.urgent.errors import WallNotSignedInError
from backend.urgent.model.wall import is_seen_anew
from backend.urgent.queries.rows import ORDERS, stages_of
from backend.urgent.repository import walls
from backend.urgent.tables import UrgentOrder
from shared.schemas.approval import PersonName
from shared.schemas.wall import ShownOrder, ShownStage, WallRow, WallsBoard, WallView
from shared.terms import Role
from shared.urgent_terms import StageKind, StageStatus

# More is on no wall.
_MOST: Final = 20


async def wall_view(token_hash: str, now: datetime) -> WallView:
    """The urgent orders that run at a screen's site, the next deadline first, and nothing else."""
    wall = await walls.signed_in(token_hash, now)
    if wall is None:
        raise WallNotSignedInError
    if is_seen_anew(wall["last_seen_at"], now):
        await walls.note_seen(wall["id"], now)
    rows = await UrgentOrder.raw(
        ORDERS + " WHERE urgent.site_id = {} AND urgent.status = 'running'", wall["site_id"]
    )
    stages = await stages_of([row["id"] for row in rows])
    shown = [_order(row, stages[row["id"]]) for row in rows]
    shown.sort(key=lambda each: (each.running[0].due_at, each.number))
    return WallView(
        as_of=now,
        site_name=wall["site_name"],
        time_zone=wall["time_zone"],
        count=len(shown),
        rows=shown[:_MOST],
    )


async def walls_for(viewer: Viewer) -> WallsBoard:
    """The screens at the viewer's sites that are let in or may still sign in; for those who make them."""
    viewer.must_be(*RULERS)
    rows = await UrgentOrder.raw(
        """
        SELECT wall.id, wall.name, site.name AS site_name, person.name AS made_by_name,
               wall.made_at, wall.code_until, wall.signed_in_at, wall.last_seen_at
        FROM wall_screen AS wall
        JOIN site ON site.id = wall.site_id
        JOIN person ON person.id = wall.made_by
        WHERE wall.revoked_at IS NULL AND site.scope_id = ANY({}::uuid[])
        ORDER BY site.name, wall.name, wall.id
        """,
        list(viewer.scope_ids),
    )
    sites = (await planning_catalog()).sites.values()
    return WallsBoard(
        walls=[WallRow(**row) for row in rows],
        sites=[
            PersonName(site.id, site.name)
            for site in sorted(sites, key=lambda each: each.name)
            if viewer.sees(site.scope_id)
        ],
    )


def _order(row: Mapping[str, Any], stages: list[Mapping[str, Any]]) -> ShownOrder:
    running = [
        ShownStage(
            stage=StageKind(each["kind"]),
            owner_name=each["owner_name"],
            owner_role=each["owner_role"] and Role(each["owner_role"]),
            due_at=each["due_at"],
        )
        for each in stages
        if each["status"] == StageStatus.RUNNING
    ]
    return ShownOrder(
        number=row["number"],
        customer_name=row["customer_name"],
        item_name=row["item_name"],
        unit=row["unit"],
        quantity=row["quantity"],
        running=sorted(running, key=lambda each: each.due_at),
        deliver_by=max(each["due_at"] for each in stages),
    )
