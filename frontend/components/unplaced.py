"""What of the plan has no day to go to, since hours or material have gone."""

from collections.abc import Sequence
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.voice import Voice
from shared.schemas.floor import UnplacedLot

SHOWN_LOTS: Final = 6


def unplaced_lots(voice: Voice, lots: Sequence[UnplacedLot]) -> VdomDict:
    """Say what of the plan has no day to go to: the first lots with day and reference, and how many there are more."""
    more = len(lots) - SHOWN_LOTS
    return html.div(
        {"className": "t-s unplaced"},
        html.p({"className": "c-risk"}, voice.say("floor-unplaced")),
        html.ul(
            *(
                html.li({"key": f"{lot.reference}{lot.on}"}, _lot(voice, lot))
                for lot in lots[:SHOWN_LOTS]
            ),
            html.li({"key": "more"}, voice.say("floor-unplaced-more", count=more))
            if more > 0
            else None,
        ),
    )


def _lot(voice: Voice, lot: UnplacedLot) -> str:
    return voice.say(
        "floor-unplaced-lot",
        amount=voice.amount(lot.quantity, lot.unit),
        item=lot.item_name,
        reference=lot.reference,
        day=voice.short_day(lot.on),
    )
