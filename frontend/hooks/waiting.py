"""What has been proposed already, and waits for a decision."""

from typing import Final
from uuid import UUID

from frontend.components.replenishment_parts import waiting_of
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_visit
from shared.gateway import Gateway
from shared.schemas.replenishment import ReplenishmentRow
from shared.terms import Role

_ASKERS: Final = frozenset({Role.PLANNER, Role.SUPERVISOR, Role.ADMIN})


def use_waiting() -> dict[UUID, UUID]:
    """Return what waits for a decision, by the alert that led to it; nothing for who proposes nothing."""
    is_asker = bool(set(use_visit().session.roles) & _ASKERS)

    async def waiting(gateway: Gateway) -> list[ReplenishmentRow]:
        return await gateway.replenishments() if is_asker else []

    found = use_query("replenishments", waiting, str(is_asker), topics=("replenishment",))
    return {row.alert_id: row.id for row in waiting_of(found.value or []) if row.alert_id}
