"""Which mails a person gets, in the settings; nothing where mail is off."""

from collections.abc import Awaitable, Callable

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.frame import section
from frontend.components.settings_parts import switch_row
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_ticking_voice
from shared.mail_terms import MailKind


@component
def staff_mail() -> VdomDict:
    """Draw the switches."""
    voice, gateway = use_ticking_voice(), use_gateway()
    found = use_query("staff_mails", lambda gateway: gateway.staff_mails())
    if found.value is None or not found.value.is_on:
        return html.div()

    def turn(kind: MailKind, *, wanted: bool) -> Callable[..., Awaitable[None]]:
        async def press(*_: object) -> None:
            await gateway.choose_staff_mail(kind, wanted)
            found.ask_again()

        return press

    return html.div(
        section(voice.say("navigation-mail")),
        html.p({"className": "pad t-s dim"}, found.value.address),
        html.div(
            {"className": "sheet"},
            *(
                switch_row(
                    voice.say_code("mails-kind", kind),
                    voice.say_code("mails-more", kind),
                    is_on=is_on,
                    turn=turn(kind, wanted=not is_on),
                    key=kind.value,
                )
                for kind, is_on in found.value.chosen.items()
            ),
        ),
    )
