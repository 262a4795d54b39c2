"""Whose holidays hold in which territory, and saying so."""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import section
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.schemas.forecast_outside import OutsideBoard, TerritoryCountry
from shared.text import country_name

Press = Callable[..., Awaitable[None]]
_USUAL: Final = ""


def country_asked(wish: dict[str, str]) -> tuple[UUID, str | None] | None:
    """Return the territory and its country; None where no territory is chosen."""
    territory = wish.get("country_of", "")
    return (UUID(territory), wish.get("country") or None) if territory else None


def territory_countries(
    voice: Voice, board: OutsideBoard, number: int, set_wish: Callable[..., None], keep: Press
) -> list[VdomDict]:
    """Draw each territory with its country and where that comes from; whoever plans says another one beneath."""
    if not board.territory_countries:
        return []
    return [
        section(voice.say("signals-territories")),
        html.ul({"className": "sheet"}, *(_row(voice, each) for each in board.territory_countries)),
        *([_form(voice, board, number, set_wish, keep)] if board.may_keep else []),
    ]


def _row(voice: Voice, each: TerritoryCountry) -> VdomDict:
    name = (
        voice.say("signals-no-country")
        if each.country is None
        else country_name(voice.language, each.country)
    )
    whence = "said" if each.is_said else "usual-why" if each.country else "none"
    return html.li(
        {"className": "row", "key": str(each.id)},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, each.name),
            html.span({"className": "b"}, name),
        ),
        html.span({"className": "t-s dim"}, voice.say_code("signals-country", whence)),
    )


def _form(
    voice: Voice, board: OutsideBoard, number: int, set_wish: Callable[..., None], keep: Press
) -> VdomDict:
    territories = [
        ("", voice.say("signals-territory-choose")),
        *((str(each.id), each.name) for each in board.territory_countries),
    ]
    names = sorted(
        ((code, country_name(voice.language, code)) for code in board.countries),
        key=lambda pair: pair[1],
    )
    return html.div(
        {"className": "pad approval-form", "key": f"country-{number}"},
        picker(
            voice.say("signals-territory"), territories, "",
            lambda value: set_wish(country_of=value),
        ),
        picker(
            voice.say("signals-country"), [(_USUAL, voice.say("signals-country-usual")), *names], _USUAL,
            lambda value: set_wish(country=value),
        ),
        button(
            {"className": "btn ink", "type": "button", "onClick": keep}, voice.say("signals-country-keep")
        ),
    )  # fmt: skip
