"""Promotions are planned, confirmed, changed and cancelled; a rep's waits for a planner."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.promotion.commands import (
    CancelPromotion,
    ChangePromotion,
    ConfirmPromotion,
    PlanPromotion,
    SayUplift,
)
from backend.promotion.errors import PromotionCustomersError, PromotionUnknownError
from backend.promotion.events import PromotionChanged
from backend.promotion.model.promotion import check_open, check_promotion, check_uplift, status_on
from backend.promotion.queries.rights import ASKERS, PLANNERS, is_visible, may_change, may_plan
from backend.promotion.repository import promotions
from shared.promotion_terms import PromotionDeed, PromotionStatus
from shared.schemas.promotion import PromotionAsked

_SHOWN_WORDS: Final = 12


async def plan_promotion(command: PlanPromotion, context: Context) -> UUID:
    """Keep a promotion; the same id twice is one promotion."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    if await promotions.promotion(command.id) is not None:
        return command.id
    await _check(command.asked, viewer)
    is_draft = command.asked.is_draft or not may_plan(viewer)
    status = PromotionStatus.DRAFT if is_draft else PromotionStatus.PLANNED

    await promotions.add(
        {
            "id": command.id,
            "reference": await promotions.next_reference(context.now.year),
            "status": status.value,
            **_columns(command.asked),
            "made_by": viewer.person_id,
            "made_by_name": viewer.name,
            "made_at": context.now,
            "changed_at": context.now,
        }
    )
    deed = PromotionDeed.ASKED if is_draft else PromotionDeed.PLANNED
    await promotions.add_deed(command.id, deed.value, viewer.name, context.now)

    context.note(promotion_id=command.id, name=command.asked.name)
    context.emit(PromotionChanged(command.id))
    return command.id


async def change_promotion(command: ChangePromotion, context: Context) -> None:
    """Say it anew; what a rep changes waits for a planner again."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    row = await _lock(command.promotion_id, viewer)
    if not may_change(viewer, row):
        raise NotFoundError
    _check_open(row, context)
    await _check(command.asked, viewer)
    changed = _differences(row, _columns(command.asked))
    status = row["status"] if may_plan(viewer) else PromotionStatus.DRAFT.value

    await promotions.change(
        command.promotion_id,
        {**_columns(command.asked), "status": status, "changed_at": context.now},
    )
    await promotions.add_deed(
        command.promotion_id, PromotionDeed.CHANGED.value, viewer.name, context.now, changed
    )

    context.note(promotion_id=command.promotion_id, changed=", ".join(changed))
    context.emit(PromotionChanged(command.promotion_id))


async def confirm_promotion(command: ConfirmPromotion, context: Context) -> None:
    """Let a draft count; done once, however often it is asked."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*PLANNERS)
    row = await _lock(command.promotion_id, viewer)
    _check_open(row, context)
    if row["status"] == PromotionStatus.PLANNED:
        return

    await promotions.change(
        command.promotion_id,
        {"status": PromotionStatus.PLANNED.value, "changed_at": context.now},
    )
    await promotions.add_deed(
        command.promotion_id, PromotionDeed.CONFIRMED.value, viewer.name, context.now
    )

    context.note(promotion_id=command.promotion_id)
    context.emit(PromotionChanged(command.promotion_id))


async def cancel_promotion(command: CancelPromotion, context: Context) -> None:
    """Let it not take place; one's own, or any for a planner."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    row = await _lock(command.promotion_id, viewer)
    if not may_change(viewer, row):
        raise NotFoundError
    _check_open(row, context)

    await promotions.change(
        command.promotion_id,
        {"status": PromotionStatus.CANCELLED.value, "changed_at": context.now},
    )
    await promotions.add_deed(
        command.promotion_id, PromotionDeed.CANCELLED.value, viewer.name, context.now
    )

    context.note(promotion_id=command.promotion_id)
    context.emit(PromotionChanged(command.promotion_id))


async def say_uplift(command: SayUplift, context: Context) -> None:
    """Keep one version more of what is expected; for planners."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*PLANNERS)
    row = await _lock(command.promotion_id, viewer)
    _check_open(row, context)
    asked = command.asked
    check_uplift(asked.ratio)
    items = {each["id"]: each["name"] for each in await promotions.items_of(command.promotion_id)}
    if asked.item_id is not None and asked.item_id not in items:
        raise PromotionUnknownError(field="item_id")

    await promotions.add_uplift(
        {
            "promotion_id": command.promotion_id,
            "item_id": asked.item_id,
            "ratio": asked.ratio,
            "reason": asked.reason.value,
            "note": asked.note.strip(),
            "by_name": viewer.name,
            "at": context.now,
        }
    )
    deed = PromotionDeed.UPLIFT_BACK if asked.ratio is None else PromotionDeed.UPLIFT
    item = items.get(asked.item_id, "") if asked.item_id else ""
    words = [item, "" if asked.ratio is None else str(asked.ratio), asked.note.strip()]
    await promotions.add_deed(command.promotion_id, deed.value, viewer.name, context.now, words)

    context.note(promotion_id=command.promotion_id, item_id=asked.item_id, ratio=asked.ratio)
    context.emit(PromotionChanged(command.promotion_id))


async def _lock(promotion_id: UUID, viewer: Viewer) -> dict[str, Any]:
    row = await promotions.lock_promotion(promotion_id)
    if row is None or not is_visible(viewer, row):
        raise NotFoundError
    return row


def _check_open(row: Mapping[str, Any], context: Context) -> None:
    check_open(status_on(row["status"], row["starts_on"], row["ends_on"], context.now.date()))


async def _check(asked: PromotionAsked, viewer: Viewer) -> None:
    check_promotion(asked)
    there = await promotions.known(
        list(set(asked.item_ids)),
        list(set(asked.families)),
        list(set(asked.site_ids)),
        list(set(asked.territory_ids)),
        list(set(asked.segments)),
    )
    for field, is_known in there.items():
        if not is_known:
            raise PromotionUnknownError(field=field)
    customers = set(asked.customer_ids)
    own = None if may_plan(viewer) else viewer.scope_ids
    if own is not None and not customers:
        raise PromotionCustomersError
    if await promotions.customers_in(list(customers), own) != len(customers):
        raise PromotionUnknownError(field="customer_ids")


def _columns(asked: PromotionAsked) -> dict[str, Any]:
    return {
        "name": asked.name.strip(),
        "starts_on": asked.starts_on,
        "ends_on": asked.ends_on,
        "discount_ratio": asked.discount_ratio,
        "price": asked.price,
        "item_ids": sorted(set(asked.item_ids)),
        "families": sorted(set(asked.families)),
        "site_ids": sorted(set(asked.site_ids)),
        "scope_ids": sorted(set(asked.territory_ids)),
        "segments": sorted(set(asked.segments)),
        "customer_ids": sorted(set(asked.customer_ids)),
        "channels": sorted({channel.value for channel in asked.channels}),
        "note": asked.note.strip(),
    }


def _differences(row: Mapping[str, Any], values: Mapping[str, Any]) -> list[str]:
    """The names of what is another than before."""
    return [
        name
        for name, value in values.items()
        if (sorted(row[name]) if isinstance(value, list) else row[name]) != value
    ][:_SHOWN_WORDS]
