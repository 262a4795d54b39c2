"""What of the plan has no day to go to, since hours or material have gone."""

from collections.abc import Iterable

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.voice import Voice
from shared.schemas.floor import UnplacedLot


def unplaced_lots(voice: Voice, lots: Iterable[UnplacedLot]) -> VdomDict:
    """Say what of the plan has no day to go to, each lot with its day and reference."""
    told = (
        voice.say(
            "floor-unplaced-lot",
            amount=voice.amount(lot.quantity, lot.unit),
            item=lot.item_name,
            reference=lot.reference,
            day=voice.short_day(lot.on),
        )
        for lot in lots
    )
    return html.p(
        {"className": "t-s c-risk"}, voice.say("floor-unplaced", lots=voice.listed(list(told)))
    )
