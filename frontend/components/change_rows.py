"""Demand changes in a list: who, what, where it stands."""

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.change_words import effect, in_short
from frontend.components.standing import standing, standing_status, step_track
from frontend.components.voice import Voice
from shared.schemas.demand import DemandChangeRow


def change_row(voice: Voice, row: DemandChangeRow, *, names_asker: bool) -> VdomDict:
    """Draw a row that leads to the change; who asked is named where several people's are listed."""
    step = standing(row).step
    said = in_short(voice, row)
    return html.a(
        {"className": "row change-row", "href": f"/changes/{row.id}", "key": str(row.id)},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, row.customer_name),
            html.span({"className": "b nw c-change"}, effect(voice, row)),
        ),
        html.span(
            {"className": "t-s dim two-lines"},
            voice.pair(row.requested_by_name, said) if names_asker else said,
        ),
        html.span(
            {"className": "flex between"},
            standing_status(voice, row),
            html.span(
                {"className": "t-s dimmer nw"},
                voice.say("status-step-of", step=step) if step else "",
            ),
        ),
        step_track(row),
    )
