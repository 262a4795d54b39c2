"""One shortage: who gets what by the rules or by other strategies, and asking for a decision."""

from typing import cast
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.allocation_parts import class_pickers, shares, title, waits_with
from frontend.components.button import button
from frontend.components.frame import back, page, section
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.allocation import AllocationPreview, ClassChoice
from shared.terms import AllocationStrategy


@component
def allocation_page() -> VdomDict:
    """Draw the item and site of the path."""
    voice = use_voice()
    gateway = use_gateway()
    item_id, site_id = (UUID(part) for part in use_path().split("/")[2:4])
    chosen, set_chosen = use_state(cast("dict[int, str]", {}))
    notice, set_notice = use_state("")
    opened, set_opened = use_state("")
    choices = [ClassChoice(each, AllocationStrategy(chosen[each])) for each in sorted(chosen)]
    found = use_query(
        "allocation-preview",
        lambda gateway: gateway.allocation_preview(item_id, site_id, choices),
        str(item_id),
        str(site_id),
        str(sorted(chosen.items())),
        topics=("allocation", "plan", "demand_line"),
    )

    def pick(customer_class: int, strategy: str) -> None:
        set_chosen(lambda before: {**before, customer_class: strategy})

    async def ask(*_: object) -> None:
        try:
            set_opened(str(await gateway.open_allocation(item_id, site_id, choices)))
            set_notice(voice.say("allocation-opened"))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))

    dock = (
        html.a(
            {"className": "btn wide", "href": f"/allocations/{opened}"},
            voice.say("allocation-look"),
        )
        if opened
        else button(
            {"className": "btn ink wide", "type": "button", "onClick": ask},
            voice.say("allocation-ask"),
        )
    )
    return page(
        back("/allocation", voice.say("navigation-allocation"), voice.say("allocation-who-gets")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        *_looks(voice, found, notice, pick, dock),
        name="allocation-page no-live column",
        is_ready=not found.is_waiting,
    )


def _looks(
    voice: Voice,
    found: Query[AllocationPreview],
    notice: str,
    pick: object,
    dock: VdomDict,
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(
                voice, found, voice.say("allocation-loading"), voice.say("allocation-failed")
            )
        ]
    preview = found.value
    return [
        title(voice, preview),
        html.p({"className": "notice", "role": "status"}, notice),
        *shares(voice, preview),
        *waits_with(voice, preview),
        section(voice.say("allocation-by")),
        html.p({"className": "pad t-s dim"}, voice.say("allocation-by-more")),
        class_pickers(voice, preview, pick),  # type: ignore[arg-type]  # what the page hands through
        html.div({"className": "dock"}, dock),
    ]
