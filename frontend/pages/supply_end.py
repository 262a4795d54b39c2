"""What has to be bought before an item's supply ends, with a press that has it proposed."""

from collections.abc import Callable

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.icon import icon
from frontend.components.replenishment_parts import propose_button
from frontend.components.states import problem_sentence
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.replenishment import SupplyEnd


@component
def supply_end(end: SupplyEnd, unit: str, moved: Callable[[], None]) -> VdomDict:
    """Draw it; who may asks for a proposal, which a supervisor decides; `moved` is told."""
    voice, gateway = use_voice(), use_gateway()
    notice, set_notice = use_state("")

    async def propose(*_: object) -> None:
        try:
            await gateway.ask_replenishment(end.alert_id)
            set_notice(voice.say("replenishment-proposed"))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        moved()

    said = voice.say(
        "supply-end-says",
        end_on=voice.day(end.ends_on),
        needed=voice.amount(end.needed, unit),
        missing=voice.amount(end.missing, unit),
        on=voice.day(end.short_on),
        due_on=voice.day(end.order_on),
        days=end.lead_time_days,
    )
    return html.section(
        {"className": "stack", "data-supply-end": str(end.site_id)},
        html.p({"className": "st risk"}, icon("risk", "s"), html.span(said)),
        html.div(
            {"className": "flex wrap"},
            html.a(
                {"className": "btn slim", "href": f"/alerts/{end.alert_id}"},
                voice.say("replenishment-to-alert"),
            ),
            propose_button(voice, propose, end.waiting_id) if end.may_ask else None,
        ),
        html.p({"className": "notice", "role": "status"}, notice) if notice else None,
    )
