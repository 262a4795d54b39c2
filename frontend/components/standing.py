"""Where a demand change stands on its eight steps: as a status, as a track, as a timeline."""

from dataclasses import dataclass
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon, status
from frontend.components.voice import Voice
from shared.schemas.demand import ChangeStep, DemandChangeRow, DemandChangeView
from shared.terms import DemandChangeStatus, ProposalStatus

STEP_COUNT: Final = 8


@dataclass(frozen=True)
class Standing:
    """A step of the eight with its shape, word and colour; a stopped one goes no further."""

    step: int
    icon: str
    key: str
    tone: str = ""
    is_stopped: bool = False


_BY_STATUS: Final = {
    DemandChangeStatus.RECEIVED: Standing(2, "tick", "status-received"),
    DemandChangeStatus.ASSESSED: Standing(3, "gauge", "status-assessed"),
    DemandChangeStatus.PROPOSED: Standing(4, "fork", "status-proposed", "change"),
    DemandChangeStatus.DECIDED: Standing(5, "decided", "status-approved"),
    DemandChangeStatus.APPLIED: Standing(6, "erp", "status-in-plan"),
    DemandChangeStatus.WITHDRAWN: Standing(
        0, "withdrawn", "status-withdrawn", "gone", is_stopped=True
    ),
}
_BY_DECISION: Final = {
    ProposalStatus.APPROVED: Standing(5, "decided", "status-approved"),
    ProposalStatus.AMENDED: Standing(5, "decided", "status-amended"),
    ProposalStatus.REJECTED: Standing(5, "refused", "status-rejected", "late", is_stopped=True),
    ProposalStatus.SENT_BACK: Standing(5, "undo", "status-sent-back", "risk", is_stopped=True),
}
_STEPS: Final = {
    "on_phone": ("phone", "change-step-on-phone"),
    "received": ("tick", "change-step-received"),
    "assessed": ("gauge", "change-step-assessed"),
    "proposed": ("fork", "change-step-proposed"),
    "decided": ("decided", "change-step-decided"),
    "applied": ("erp", "change-step-applied"),
    "made": ("factory", "change-step-made"),
    "shipped": ("lorry", "change-step-shipped"),
}


def standing(row: DemandChangeRow) -> Standing:
    """Return where a change stands."""
    if row.status is DemandChangeStatus.DECIDED and row.decision in _BY_DECISION:
        return _BY_DECISION[row.decision]
    return _BY_STATUS[row.status]


def standing_status(voice: Voice, row: DemandChangeRow) -> VdomDict:
    """Say where a change stands."""
    found = standing(row)
    return status(found.icon, voice.say(found.key), found.tone)


def step_track(row: DemandChangeRow) -> VdomDict:
    """Draw the eight bars; the word and "4 of 8" stand beside them."""
    found = standing(row)

    def bar(step: int) -> str:
        if step < found.step:
            return "on"
        if step > found.step:
            return ""
        if found.is_stopped:
            return "stop"
        return "now" if found.tone == "change" else "on"

    bars = [html.i({"className": bar(step), "key": step}) for step in range(1, STEP_COUNT + 1)]
    return html.span({"className": "track", "aria-hidden": "true"}, *bars)


def timeline(voice: Voice, view: DemandChangeView) -> VdomDict:
    """Draw the eight steps grown tall: done in ink, the present one in blue, the rest dashed."""
    done = [step for step in view.steps if step.at is not None]
    found = standing(view.row)
    here = done[-1].name if done else ""

    def look(step: ChangeStep) -> str:
        if step.at is None:
            return "off" if found.is_stopped else "next"
        if step.name != here:
            return "done"
        if found.is_stopped:
            return "stop"
        return "now" if found.tone == "change" else "done"

    return html.ol(
        {"className": "timeline"},
        *(
            html.li(
                {
                    "className": look(step),
                    "key": step.name,
                    **({"aria-current": "step"} if step.name == here else {}),
                },
                html.span({"className": "dot"}, icon(_step_icon(step, found, here))),
                html.span(
                    html.span({"className": "what"}, _step_words(voice, step, found, here)),
                    html.span({"className": "t-s dim by-whom"}, step.by_name)
                    if step.by_name
                    else None,
                ),
                html.time(voice.moment(step.at) if step.at else ""),
            )
            for step in view.steps
        ),
    )


def _step_icon(step: ChangeStep, found: Standing, here: str) -> str:
    if found.is_stopped and step.name == here and step.name == "decided":
        return found.icon
    return _STEPS[step.name][0]


def _step_words(voice: Voice, step: ChangeStep, found: Standing, here: str) -> str:
    if step.name == "decided" and step.name == here:
        return voice.say(found.key)
    return voice.say(_STEPS[step.name][1])
