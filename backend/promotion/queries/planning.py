"""Promotions as screens and the API see them: the board, one with what is expected and measured, what can be chosen."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import numpy as np

from backend.catalog.queries import planning_catalog
from backend.engine.promotion.measure import Measured, Side
from backend.forecast.model.promotion import Effect, Loss
from backend.forecast.queries.promoting import Promoting, expected_effects, promoting_on
from backend.forecast.queries.seeing import sees_whole
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.promotion.model.promotion import basis_of, status_on
from backend.promotion.model.supply import Short
from backend.promotion.queries.rights import (
    ASKERS,
    PLANNERS,
    STOCKISTS,
    VIEWERS,
    is_visible,
    is_within,
    may_change,
    may_plan,
)
from backend.promotion.queries.supply import shorts_of
from backend.promotion.repository import promotions
from shared.promotion_terms import PromotionDeed, PromotionStatus
from shared.schemas.promotion import (
    MeasuredView,
    Named,
    PromotionAsked,
    PromotionBoard,
    PromotionChoices,
    PromotionDeedView,
    PromotionItem,
    PromotionRow,
    PromotionShortView,
    PromotionView,
    ShortDay,
)
from shared.terms import Channel, ReasonCode

_HUNDREDTH: Final = Decimal("0.01")
_ORDER: Final = (
    PromotionStatus.DRAFT,
    PromotionStatus.RUNNING,
    PromotionStatus.PLANNED,
    PromotionStatus.OVER,
    PromotionStatus.CANCELLED,
)
_SHOWN_ITEMS: Final = 200


async def board_for(viewer: Viewer, now: datetime) -> PromotionBoard:
    """Promotions that concern the viewer: waiting ones first, then running, coming by their first day, over, cancelled."""
    viewer.must_be(*VIEWERS)
    today = now.date()
    rows = [
        row_view(row, today) for row in await promotions.promotions() if is_visible(viewer, row)
    ]
    rows.sort(key=_place)
    known = await promoting_on(today)
    return PromotionBoard(
        rows=rows,
        learned_from=known.learned.counts.get("", 0),
        may_plan=viewer.has_role(*ASKERS),
        may_confirm=viewer.has_role(*PLANNERS),
    )


def _place(row: PromotionRow) -> tuple[int, int, str]:
    day = row.starts_on.toordinal()
    is_past = row.status in {PromotionStatus.OVER, PromotionStatus.CANCELLED}
    return _ORDER.index(row.status), -day if is_past else day, row.reference


def row_view(row: Mapping[str, Any], today: date) -> PromotionRow:
    where = [*row["site_names"], *row["scope_names"], *row["segments"], *row["customer_names"]]
    return PromotionRow(
        id=row["id"],
        reference=row["reference"],
        name=row["name"],
        status=status_on(row["status"], row["starts_on"], row["ends_on"], today),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        discount_ratio=row["discount_ratio"],
        price=row["price"],
        what=[*row["families"], *row["item_names"]],
        item_count=row["item_count"],
        where=[*where, *(f"channel:{each}" for each in row["channels"])],
        made_by_name=row["made_by_name"],
    )


async def visible(viewer: Viewer, promotion_id: UUID) -> dict[str, Any]:
    """A promotion that concerns the viewer; `NotFoundError` otherwise."""
    viewer.must_be(*VIEWERS)
    row = await promotions.promotion(promotion_id)
    if row is None or not is_visible(viewer, row):
        raise NotFoundError
    return row


async def promotion_for(viewer: Viewer, promotion_id: UUID, now: datetime) -> PromotionView:
    """One promotion that concerns the viewer, with what is expected, measured and missing.

    Quantities are shown to who may see all that they are made of.
    """
    row = await visible(viewer, promotion_id)
    today = now.date()
    known = await promoting_on(today)
    sees = is_within(viewer, row) or await sees_whole(viewer)
    families = sorted({each["family"] for each in await promotions.items_of(promotion_id)})
    family = families[0] if families else ""
    siblings = known.learned.taken_from_siblings(family)
    after = known.learned.taken_from_later(family)
    status = status_on(row["status"], row["starts_on"], row["ends_on"], today)
    is_open = status not in {PromotionStatus.OVER, PromotionStatus.CANCELLED}
    sees_stock = viewer.has_role(*STOCKISTS)
    return PromotionView(
        row=row_view(row, today),
        note=row["note"],
        made_at=row["made_at"],
        items=await _items(row, known, sees=sees, is_open=is_open),
        siblings_ratio=round(siblings.ratio, 4),
        siblings_margin=round(siblings.margin, 4),
        after_ratio=round(after.ratio, 4),
        after_margin=round(after.margin, 4),
        short=await _short(viewer, row, now) if sees_stock else [],
        is_supply_seen=sees_stock,
        history=[
            PromotionDeedView(
                PromotionDeed(each["deed"]), each["at"], each["by_name"], each["words"]
            )
            for each in await promotions.deeds(promotion_id)
        ],
        asked=asked_of(row),
        may_change=is_open and viewer.has_role(*ASKERS) and may_change(viewer, row),
        may_confirm=status is PromotionStatus.DRAFT and may_plan(viewer),
        may_say=is_open and may_plan(viewer),
    )


def asked_of(row: Mapping[str, Any]) -> PromotionAsked:
    """A promotion as it could be asked for again."""
    return PromotionAsked(
        name=row["name"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        discount_ratio=row["discount_ratio"],
        price=row["price"],
        item_ids=row["item_ids"],
        families=row["families"],
        site_ids=row["site_ids"],
        territory_ids=row["scope_ids"],
        segments=row["segments"],
        customer_ids=row["customer_ids"],
        channels=[Channel(each) for each in row["channels"]],
        note=row["note"],
        is_draft=row["status"] == PromotionStatus.DRAFT,
    )


async def _items(
    promotion: Mapping[str, Any], known: Promoting, *, sees: bool, is_open: bool
) -> list[PromotionItem]:
    promotion_id = promotion["id"]
    rows = (await promotions.items_of(promotion_id))[:_SHOWN_ITEMS]
    said = await promotions.uplifts(promotion_id)
    # Nothing is expected of days that are over.
    sees_ahead = sees and is_open
    effects, losses = await expected_effects(promotion_id, known) if sees_ahead else ([], [])
    sums = _sums(effects, losses)
    catalog = await planning_catalog()
    days = (promotion["ends_on"] - promotion["starts_on"]).days + 1
    found = []
    for row in rows:
        expected = known.learned.expected(str(row["id"]), row["family"], row["depth"], days)
        word = said.get(row["id"])
        if word is None or word["ratio"] is None:
            word = said.get(None)
        is_said = word is not None and word["ratio"] is not None
        outcome = known.outcomes.get((promotion_id, row["id"]))
        usual, gained, lost, missing = sums.get(row["id"], (None, None, None, None))
        found.append(
            PromotionItem(
                item_id=row["id"],
                item_name=row["name"],
                family=row["family"],
                unit=row["unit"],
                quantity_decimals=catalog.items[row["id"]].quantity_decimals,
                depth_ratio=round(row["depth"], 4),
                ratio=float(word["ratio"]) if is_said and word else round(expected.ratio, 3),
                low=round(expected.low, 3),
                high=round(expected.high, 3),
                learned_ratio=round(expected.ratio, 3),
                basis=basis_of(expected.events, is_said=is_said),
                events=list(expected.events),
                said_by_name=word["by_name"] if is_said and word else None,
                said_reason=ReasonCode(word["reason"]) if is_said and word else None,
                said_note=word["note"] if is_said and word else "",
                usual_quantity=usual,
                expected_quantity=None if usual is None or gained is None else usual + gained,
                siblings_quantity=lost,
                after_quantity=missing,
                measured=_measured(outcome.measured) if outcome is not None and sees else None,
            )
        )
    return found


def _sums(
    effects: Sequence[Effect], losses: Sequence[Loss]
) -> dict[UUID, tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]]:
    """By item: usual in the window, gained, lost by siblings for it, missing afterwards; siblings' losses go by gain."""
    by_item: dict[UUID, list[float]] = {}
    for effect in effects:
        kept = by_item.setdefault(effect.promoted.item_id, [0.0, 0.0, 0.0])
        for at, row in enumerate((effect.usual, effect.gained, effect.missing)):
            kept[at] += float(np.sum(row))
    lost = sum(float(np.sum(each.lost)) for each in losses)
    gained = sum(max(0.0, kept[1]) for kept in by_item.values())
    found: dict[UUID, tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]] = {}
    for item_id, (usual, gain, missing) in by_item.items():
        own = lost * max(0.0, gain) / gained if gained else 0.0
        found[item_id] = (_units(usual), _units(gain), _units(own), _units(missing))
    return found


def _units(hundredths: float) -> Decimal:
    return Decimal(round(hundredths)) * _HUNDREDTH


def _measured(found: Measured) -> MeasuredView:
    window, siblings, after = found.window, found.siblings, found.after
    return MeasuredView(
        came=_quantity(window.came),
        usual=_quantity(window.usual),
        gain=_quantity(window.gain),
        gain_margin=_margin(window),
        ratio=round(window.came / window.usual, 3) if window.usual else 1.0,
        siblings_gain=_quantity(siblings.gain),
        siblings_margin=_margin(siblings),
        after_gain=_quantity(after.gain),
        after_margin=_margin(after),
        is_whole=found.is_whole,
    )


def _margin(side: Side) -> Decimal:
    return _quantity(side.margin)


def _quantity(value: float) -> Decimal:
    return Decimal(round(value * 100)) * _HUNDREDTH


async def _short(viewer: Viewer, row: Mapping[str, Any], now: datetime) -> list[PromotionShortView]:
    catalog = await planning_catalog()
    alerts = await promotions.standing_alerts(row["id"], viewer.scope_ids)
    found = []
    for short in await shorts_of(row, now):
        item_id, site_id = short.node
        item, site = catalog.items[item_id], catalog.sites[site_id]
        if not viewer.sees(site.scope_id):
            continue
        found.append(
            PromotionShortView(
                item_id=item_id,
                item_name=item.name,
                unit=item.unit,
                site_id=site_id,
                site_name=site.name,
                first_on=short.first_on,
                missing=short.worst.missing,
                on=short.worst.on,
                alert_id=alerts.get(key_of(short)),
                days=[
                    ShortDay(each.on, each.expected, each.available, each.missing)
                    for each in short.days
                ],
            )
        )
    return found


async def promotion_name(promotion_id: UUID) -> str:
    """What a promotion is called."""
    row = await promotions.promotion(promotion_id)
    return "" if row is None else str(row["name"])


def key_of(short: Short) -> str:
    """What the alert about a shortage is called."""
    item_id, site_id = short.node
    return f"promotion_short:{short.promotion_id}:{site_id}:{item_id}"


async def choices_for(viewer: Viewer) -> PromotionChoices:
    """What a promotion can be made of; a rep's is for the customers of the own territories."""
    viewer.must_be(*ASKERS)
    found = await promotions.choices(viewer.scope_ids, None)
    return PromotionChoices(
        **{name: [Named(**each) for each in rows] for name, rows in found.items()},
        needs_customers=not may_plan(viewer),
    )
