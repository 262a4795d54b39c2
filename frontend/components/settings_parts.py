"""Parts of the settings: choices of one, switches, devices."""

from collections.abc import Callable
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.schemas.person import Device
from shared.terms import Language

LANGUAGE_NAMES: Final = {
    Language.ENGLISH: "English",
    Language.CHINESE: "简体中文",
    Language.RUSSIAN: "Русский",
}


def one_of(
    label: str,
    choices: list[tuple[str, str]],
    chosen: str,
    choose: Callable[[str], Callable[..., object]],
) -> VdomDict:
    """Draw a few answers of which one is on; each is named in its own words."""
    return html.div(
        {"className": "seg", "role": "group", "aria-label": label},
        *(
            button(
                {
                    "type": "button",
                    "key": value,
                    "aria-pressed": "true" if value == chosen else "false",
                    "onClick": choose(value),
                },
                words,
            )
            for value, words in choices
        ),
    )


def switch_row(
    label: str, meaning: str, *, is_on: bool, turn: Callable[..., object], key: str
) -> VdomDict:
    """Draw a switch with what it does."""
    return html.div(
        {"className": "row flex", "key": key},
        html.div(
            {"className": "grow"},
            html.p({"className": "m", "id": f"switch-{key}"}, label),
            html.p({"className": "t-s dim"}, meaning),
        ),
        button(
            {
                "className": "switch",
                "type": "button",
                "role": "switch",
                "aria-checked": "true" if is_on else "false",
                "aria-labelledby": f"switch-{key}",
                "onClick": turn,
            }
        ),
    )


def device_row(voice: Voice, device: Device, sign_out: Callable[..., object]) -> VdomDict:
    """Draw a device with when it was last seen, and the button that signs it out."""
    seen = voice.say("settings-last-seen", time=voice.moment(device.last_seen_at))
    return html.div(
        {"className": "row flex", "key": str(device.id)},
        icon("device", "l"),
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, device.name),
            html.p(
                {"className": "t-s dim"},
                voice.say("settings-this-device") if device.is_this else seen,
            ),
        ),
        None
        if device.is_this
        else button(
            {"className": "btn slim danger", "type": "button", "onClick": sign_out},
            voice.say("settings-sign-out-device"),
        ),
    )
