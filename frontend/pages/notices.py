"""Of what a customer is told by itself, where and in which language."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from reactpy import component, html, use_location, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import back, page, section
from frontend.components.picker import picker
from frontend.components.settings_parts import LANGUAGE_NAMES
from frontend.components.states import failed, problem_sentence, waiting
from frontend.components.tick import tick
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_ticking_voice
from shared.mail_terms import CUSTOMER_NOTICES, MailKind, NoticeChannel
from shared.problem import ProblemError
from shared.schemas.mail import CustomerNotices, CustomerNoticesView
from shared.terms import Language


@component
def notices_page() -> VdomDict:
    """Draw the form; whoever looks after the customer chooses."""
    voice, gateway = use_ticking_voice(), use_gateway()
    customer_id = UUID(use_location().path.split("/")[2])
    notice, set_notice = use_state("")
    wish: Any = use_ref({})
    found = use_query(
        "notices", lambda gateway: gateway.customer_notices(customer_id), str(customer_id)
    )
    if found.value is None:
        looks = (
            waiting(voice, voice.say("notices-loading"))
            if found.is_waiting
            else failed(
                voice, voice.say("notices-failed"), found.problem or ProblemError(), found.ask_again
            )
        )
        return page(looks, name="notices-page no-live column", is_ready=not found.is_waiting)
    view = found.value

    def chosen() -> set[MailKind]:
        return set(wish.current.get("kinds", view.notices.kinds))

    def turn(kind: MailKind) -> Callable[[bool], None]:
        return lambda is_on: wish.current.update(
            {"kinds": chosen() | {kind} if is_on else chosen() - {kind}}
        )

    def say(field: str) -> Any:
        return lambda value: wish.current.update({field: value})

    async def keep(*_: object) -> None:
        try:
            await gateway.choose_customer_notices(customer_id, wished(wish.current, view))
            set_notice(voice.say("notices-kept"))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        found.ask_again()

    return page(
        back(f"/customers/{customer_id}", view.customer_name, voice.say("navigation-notices")),
        html.div(
            {"className": "body column pad stack"},
            html.h1({"className": "t-xl"}, view.customer_name),
            None if view.is_on else html.p({"className": "dim"}, voice.say("mails-off")),
            html.p({"className": "st late"}, voice.say("notices-closed"))
            if view.is_closed
            else None,
            html.label(
                {"className": "stack tight"},
                html.span({"className": "label"}, voice.say("notices-address")),
                html.span(
                    {"className": "field"},
                    html.input(
                        {
                            "type": "email",
                            "maxLength": 254,
                            "autoComplete": "off",
                            "defaultValue": view.notices.address,
                            "onChange": lambda event: say("address")(event["target"]["value"]),
                        }
                    ),
                ),
            ),
            picker(
                voice.say("notices-language"),
                [(each.value, name) for each, name in LANGUAGE_NAMES.items()],
                view.notices.language.value,
                say("language"),
            ),
            section(voice.say("notices-of")),
            *(
                html.label(
                    {"className": "row flex", "key": kind.value},
                    *tick(
                        turn(kind),
                        is_on=kind in chosen(),
                        is_closed=not view.may_choose,
                    ),
                    html.span(voice.say_code("notices-kind", kind)),
                )
                for kind in CUSTOMER_NOTICES
            ),
            html.p({"className": "notice", "role": "status"}, notice),
            button(
                {"className": "btn ink", "type": "button", "onClick": keep},
                voice.say("notices-keep"),
            )
            if view.may_choose
            else None,
        ),
        name="notices-page no-live column",
    )


def wished(wish: dict[str, Any], view: CustomerNoticesView) -> CustomerNotices:
    """Return what was chosen over what stood; without a kind nothing is sent."""
    kinds = set(wish.get("kinds", view.notices.kinds))
    return CustomerNotices(
        address=str(wish.get("address", view.notices.address)).strip(),
        language=Language(wish.get("language", view.notices.language)),
        kinds=[kind for kind in CUSTOMER_NOTICES if kind in kinds],
        channel=NoticeChannel.MAIL if kinds else NoticeChannel.NONE,
    )
