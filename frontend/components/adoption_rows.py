"""Scenarios that wait to be adopted, above the proposals in the inbox of decisions."""

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.frame import section
from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.schemas.scenario import AdoptionRow


def adoption_rows(voice: Voice, rows: list[AdoptionRow]) -> VdomDict:
    """Draw each as a row that leads to its decision."""
    return html.section(
        section(voice.say("adoption-waiting")),
        html.div({"className": "sheet"}, *(_row(voice, row) for row in rows)),
    )


def _row(voice: Voice, row: AdoptionRow) -> VdomDict:
    said = voice.say(
        "adoption-row", what_if=row.what_if_name, site=row.site_name, name=row.requested_by_name
    )
    return html.a(
        {"className": "row flex", "href": f"/adoptions/{row.id}", "key": str(row.id)},
        icon("what-if", "l"),
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, voice.say("what-if-waits", name=row.scenario_name)),
            html.p({"className": "t-s dim"}, said),
        ),
        html.span({"className": "m nw"}, voice.moment(row.decide_by)),
        icon("next", "dimmer l"),
    )
