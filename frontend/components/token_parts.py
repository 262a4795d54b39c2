"""API tokens in the settings: one a row, the form that makes one, and the one time that it is shown."""

from collections.abc import Callable
from dataclasses import dataclass

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.icon import icon
from frontend.components.settings_parts import one_of
from frontend.components.voice import Voice
from shared.schemas.person import APIToken
from shared.terms import TokenUse

LONGEST_NAME = 100


@dataclass(frozen=True)
class TokenWish:
    """What the form holds; `made` is the token that was made last, `number` how many were."""

    name: str = ""
    use: TokenUse = TokenUse.READ
    made: str = ""
    number: int = 0


def token_row(voice: Voice, token: APIToken, revoke: Callable[..., object]) -> VdomDict:
    """Draw a token with what it may, until when, and the button that revokes it."""
    used = (
        voice.say("settings-token-used", time=voice.moment(token.last_used_at))
        if token.last_used_at
        else voice.say("settings-token-unused")
    )
    until = voice.say("settings-token-until", day=voice.moment(token.expires_at))
    return html.div(
        {"className": "row flex", "key": str(token.id)},
        icon("key", "l"),
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, token.name),
            html.p(
                {"className": "t-s dim"},
                " · ".join((voice.say_code("settings-token-use", token.use), until, used)),
            ),
        ),
        button(
            {"className": "btn slim danger", "type": "button", "onClick": revoke},
            voice.say("settings-token-revoke"),
        ),
    )


def made_token(voice: Voice, token: str) -> VdomDict:
    """Show a token, this once."""
    return html.div(
        {"className": "pad made-token", "role": "status"},
        html.p({"className": "m"}, voice.say("settings-token-copy")),
        html.code(token),
    )


def token_form(
    voice: Voice,
    wish: TokenWish,
    *,
    name: Callable[..., object],
    use: Callable[[str], Callable[..., object]],
    make: Callable[..., object],
) -> VdomDict:
    """Draw what a new token needs: what it is for, and what it may."""
    uses = [(each.value, voice.say_code("settings-token-use", each)) for each in TokenUse]
    return html.div(
        {"className": "pad token-form"},
        html.label(
            {"className": "stack tight"},
            html.span({"className": "t-s dim"}, voice.say("settings-token-name")),
            html.span(
                {"className": "field"},
                html.input(
                    {
                        "type": "text",
                        "maxLength": LONGEST_NAME,
                        "autoComplete": "off",
                        "key": f"name-{wish.number}",
                        "onChange": name,
                    }
                ),
            ),
        ),
        one_of(voice.say("settings-token-may"), uses, wish.use.value, use),
        button(
            {"className": "btn", "type": "button", "onClick": make},
            voice.say("settings-token-make"),
        ),
    )
