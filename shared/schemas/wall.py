"""Screens on walls that are signed in by themselves: how one is let in, and what it shows."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.approval import PersonName
from shared.terms import Role
from shared.urgent_terms import StageKind

Secret = Annotated[str, Meta(min_length=1, max_length=100)]


class WallChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A screen that is to be let in at a site."""

    site_id: UUID
    name: Annotated[str, Meta(max_length=100, pattern=r"\S")]


class WallLink(Struct, frozen=True):
    """The link with which a screen signs in, once, until then; it is shown this one time."""

    url: str
    until: datetime


class WallCode(Struct, frozen=True, forbid_unknown_fields=True):
    """What stood in a link's fragment."""

    code: Secret


class WallToken(Struct, frozen=True, forbid_unknown_fields=True):
    """What a screen is known by."""

    token: Secret


class WallRow(Struct, frozen=True):
    """A screen; without `signed_in_at` its link waits until `code_until`."""

    id: UUID
    name: str
    site_name: str
    made_by_name: str
    made_at: datetime
    code_until: datetime
    signed_in_at: datetime | None
    last_seen_at: datetime | None


class WallsBoard(Struct, frozen=True):
    """Screens at the viewer's sites, and where one can be made."""

    walls: list[WallRow]
    sites: list[PersonName]


class ShownStage(Struct, frozen=True):
    """A stage that is counted down on a wall."""

    stage: StageKind
    owner_name: str | None
    owner_role: Role | None
    due_at: datetime


class ShownOrder(Struct, frozen=True):
    """An urgent order on a wall; `running` has the stage that is due first on top."""

    number: int
    customer_name: str
    item_name: str
    unit: str
    quantity: Decimal
    running: list[ShownStage]
    deliver_by: datetime


class WallView(Struct, frozen=True):
    """What a screen shows as of the server's time: the first of `count` urgent orders that run at its site."""

    as_of: datetime
    site_name: str
    time_zone: str
    count: int
    rows: list[ShownOrder]
