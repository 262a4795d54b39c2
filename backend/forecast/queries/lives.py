"""New, following and ending items for the screen, with what a new one may be like."""

from datetime import datetime, timedelta
from typing import Final

from backend.forecast.model.life import likeness
from backend.forecast.queries.outside import KEEPERS
from backend.forecast.queries.seeing import sees_all
from backend.forecast.repository import lives, runs
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from shared.forecast_terms import LifeKind
from shared.schemas.forecast_life import AlikeView, LifeBoard, LifeView, NewItem

_NEW: Final = timedelta(days=180)
_PROPOSED: Final = 3
_LONGEST: Final = 50


async def lives_for(viewer: Viewer, now: datetime) -> LifeBoard:
    """For those who see every cell: what is said, and new items of which nothing is said."""
    run = await runs.in_force()
    if run is not None and not await sees_all(viewer, run["id"]):
        raise NotFoundError
    rows = await lives.lives()
    items = await lives.sold_items()
    since = now.date() - _NEW
    known = {row["item_id"] for row in rows}
    old = [
        (code, traits)
        for code, traits, first_on in items
        if first_on is not None and first_on < since
    ]
    found = []
    for code, traits, first_on in items:
        if traits.id in known or (first_on is not None and first_on < since):
            continue
        alike = sorted(
            (AlikeView(other, each.name, likeness(traits, each)) for other, each in old),
            key=lambda each: (-each.likeness, each.code),
        )
        found.append(
            NewItem(
                code, traits.name, traits.family, first_on,
                [each for each in alike[:_PROPOSED] if each.likeness > 0],
            )
        )  # fmt: skip
    return LifeBoard(
        lives=[
            LifeView(
                id=row["id"], kind=LifeKind(row["kind"]), item_code=row["item_code"],
                item_name=row["item_name"], other_code=row["other_code"],
                other_name=row["other_name"], on=row["on"], ratio=row["ratio"],
                ramp_days=row["ramp_days"], said_by_name=row["said_by_name"],
            )
            for row in rows
        ],
        new_items=[each for each in found if each.alike][:_LONGEST],
        may_keep=viewer.has_role(*KEEPERS),
    )  # fmt: skip
