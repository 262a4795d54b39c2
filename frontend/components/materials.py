"""The lowest point of each component above its safety stock, before and after."""

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import status
from frontend.components.voice import Voice
from shared.schemas.impact import MaterialPosition

SHOWN = 5


def material_list(voice: Voice, materials: list[MaterialPosition]) -> VdomDict | None:
    """List the components, the tightest first, with when more comes."""
    if not materials:
        return None
    tightest = sorted(materials, key=lambda position: position.lowest_after >= 0)[:SHOWN]
    return html.section(
        {"className": "materials"},
        html.div(
            {"className": "chart-head"},
            html.h2(voice.say("decisions-material")),
            html.span({"className": "key"}, voice.say("decisions-above-safety")),
        ),
        html.table(
            {"className": "t-s"},
            html.thead(
                {"className": "vh"},
                html.tr(
                    html.th({"scope": "col"}, voice.say("decisions-material-name")),
                    html.th({"scope": "col"}, voice.say("decisions-before")),
                    html.th({"scope": "col"}, voice.say("decisions-after")),
                    html.th({"scope": "col"}, voice.say("decisions-supply")),
                ),
            ),
            html.tbody(*(_row(voice, position) for position in tightest)),
        ),
    )


def _row(voice: Voice, position: MaterialPosition) -> VdomDict:
    is_short = position.lowest_after < 0
    return html.tr(
        {"key": str(position.item_id)},
        html.th({"scope": "row", "className": "m"}, position.item_name),
        html.td({"className": "num"}, voice.number(position.lowest_before)),
        html.td(
            {"className": f"num b {'c-late' if is_short else 'c-change'}"},
            voice.amount(position.lowest_after, position.unit),
        ),
        html.td(_supply(voice, position)),
    )


def _supply(voice: Voice, position: MaterialPosition) -> VdomDict:
    if position.lowest_after >= 0:
        return status("kept", voice.say("decisions-enough"), "kept")
    if position.next_supply_on is None:
        return status("short", voice.say("decisions-none-coming"), "late")
    words = voice.say(
        "decisions-until",
        reference=position.next_supply_reference or "",
        day=voice.day(position.next_supply_on),
    )
    return status("risk", words, "risk")
