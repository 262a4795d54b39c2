"""What transfers between sites cost: each lane with its two figures, and a button that keeps them."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, plain, typed
from frontend.components.voice import Voice
from shared.schemas.pricing import FreightAsked, LaneCost

COSTS: Final = ("cost_per_delivery", "cost_per_pallet")


def lane_rows(
    voice: Voice,
    lanes: list[LaneCost],
    write: Callable[..., None],
    keep: Callable[[LaneCost], Callable[..., object]],
    remove: Callable[[LaneCost], Callable[..., object]],
) -> VdomDict:
    """Draw the lanes in rows; what is typed goes to `write` by field name."""
    return html.ul(
        {"className": "sheet"},
        *(
            html.li(
                {"className": "row lane-row", "key": f"{lane.source_site_id}-{lane.site_id}"},
                html.span({"className": "m"}, lane_name(voice, lane)),
                None
                if lane.cost_per_delivery is not None
                else html.span({"className": "t-s dim own-line"}, voice.say("pricing-lane-usual")),
                html.div(
                    {"className": "lane-fields"},
                    *(
                        html.div(
                            # What begins or ceases to be said begins the field anew.
                            {"key": f"{name}-{lane.cost_per_delivery is None}"},
                            typed(
                                voice.joined((voice.say_code("pricing", name), voice.currency)),
                                field_of(lane, name),
                                write,
                                mode="decimal",
                                longest=12,
                                said=plain(said)
                                if (said := getattr(lane, name)) is not None
                                else "",
                            ),
                        )
                        for name in COSTS
                    ),
                    html.div(
                        {"className": "lane-acts"},
                        _press(voice, lane, "pricing-lane-keep", "btn", keep(lane)),
                        None
                        if lane.cost_per_delivery is None
                        else _press(voice, lane, "pricing-lane-remove", "btn danger", remove(lane)),
                    ),
                ),
            )
            for lane in lanes
        ),
    )


def _press(
    voice: Voice, lane: LaneCost, key: str, look: str, act: Callable[..., object]
) -> VdomDict:
    """Draw a button of a lane; whoever does not see the row hears of which lane it is."""
    label = voice.say(f"{key}-of", lane=lane_name(voice, lane))
    return button(
        {"className": look, "type": "button", "aria-label": label, "onClick": act}, voice.say(key)
    )


def lane_name(voice: Voice, lane: LaneCost) -> str:
    """Return from where to where."""
    return voice.say("pricing-lane", source=lane.source_site_name, site=lane.site_name)


def field_of(lane: LaneCost, name: str) -> str:
    """Return the name of a lane's field."""
    return f"{name}-{lane.source_site_id}-{lane.site_id}"


def freight_typed(lane: LaneCost, said: dict[str, str]) -> FreightAsked | None:
    """What was typed of a lane over what it has, nothing where nothing is said; None where it is no cost."""
    try:
        found = [
            figure(said[field_of(lane, name)])
            if field_of(lane, name) in said
            else getattr(lane, name)
            for name in COSTS
        ]
    except InvalidOperation:
        return None
    costs = [Decimal(0) if each is None else each for each in found]
    return None if min(costs) < 0 else FreightAsked(*costs)
