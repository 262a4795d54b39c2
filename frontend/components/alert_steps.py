"""What happened to an alert, and whose it is, in words."""

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.schemas.alert import AlertStepRow, AlertView
from shared.watch_terms import AlertStepKind

_SHAPES = {
    AlertStepKind.RAISED: "risk",
    AlertStepKind.TOLD: "device",
    AlertStepKind.ACKNOWLEDGED: "tick",
    AlertStepKind.TAKEN: "people",
    AlertStepKind.SNOOZED: "waiting",
    AlertStepKind.ESCALATED: "up",
    AlertStepKind.NOTED: "info",
    AlertStepKind.CLEARED: "kept",
}


def owner_words(voice: Voice, view: AlertView) -> str:
    """Say whose an alert is since when, and until when it is silent."""
    if view.cleared_at is not None:
        return voice.say("charge-cleared", time=voice.moment(view.cleared_at))
    row = view.row
    if row.owner_name is None or view.owner_since is None:
        return voice.say("charge-nobody")
    since = voice.moment(view.owner_since)
    key = "charge-yours" if row.is_own else "charge-owner"
    said = voice.say(key, name=row.owner_name, time=since)
    if row.snoozed_until is None:
        return said
    return f"{said} {voice.say('charge-silent', time=voice.moment(row.snoozed_until))}"


def step_row(voice: Voice, place: int, step: AlertStepRow) -> VdomDict:
    """Draw one thing that happened."""
    words = voice.say_code(
        "charge-step",
        step.kind,
        name=step.person_name or voice.say("charge-itself"),
        other=step.to_name or "",
        time=voice.moment(step.until) if step.until else "",
    )
    return html.li(
        {"className": "row flex", "key": f"{place}"},
        icon(_SHAPES[step.kind]),
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, words),
            html.p({"className": "t-s"}, step.note) if step.note else None,
            html.p({"className": "t-s dim"}, voice.moment(step.at)),
        ),
    )
