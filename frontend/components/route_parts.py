"""Parts of the page that compares sites for an order."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.icon import status
from frontend.components.voice import Voice
from shared.schemas.routing import RouteBoard, RouteOption

if TYPE_CHECKING:
    from frontend.pages.routes import Acts


def route_rows(
    voice: Voice, board: RouteBoard, route: Callable[[UUID], Callable[..., object]]
) -> VdomDict:
    """Draw the sites, the one suggested first, each with its reasons."""
    if not board.routes:
        return html.p({"className": "no-rows dim"}, voice.say("route-none"))
    return html.ul(
        {"className": "sheet"},
        *(
            _row(voice, board, each, route, is_first=place == 0)
            for place, each in enumerate(board.routes)
        ),
    )


def _row(
    voice: Voice,
    board: RouteBoard,
    each: RouteOption,
    route: Callable[[UUID], Callable[..., object]],
    *,
    is_first: bool,
) -> VdomDict:
    is_here = each.site_id == board.site_id
    if each.refused is not None:
        mark = status("refused", voice.say_code("route", each.refused), "late")
    elif is_first:
        mark = status("kept", voice.say("route-suggested", score=each.score), "kept")
    else:
        mark = html.span({"className": "st"}, voice.say("route-score", score=each.score))
    return html.li(
        {"className": f"row{' chosen' if is_here else ''}", "key": str(each.site_id)},
        html.span(
            {"className": "flex between wrap base"},
            html.span({"className": "m"}, each.site_name),
            html.span(mark),
        ),
        html.span({"className": "own-line"}, voice.listed(_reasons(voice, board, each))),
        html.span({"className": "t-s dim own-line"}, voice.say("route-here")) if is_here else None,
        button(
            {
                "className": "btn",
                "type": "button",
                "aria-label": voice.say("route-ask-from", site=each.site_name),
                "onClick": route(each.site_id),
            },
            voice.say("route-ask"),
        )
        if board.may_route and not is_here and each.refused is None
        else None,
    )


def _reasons(voice: Voice, board: RouteBoard, each: RouteOption) -> list[str]:
    """Say why a site stands where it stands."""
    said = []
    if each.complete_on is not None:
        key = "route-on-time" if not each.days_late else "route-late"
        said.append(voice.say(key, day=voice.day(each.complete_on), count=each.days_late or 0))
    said.append(voice.say("route-free", amount=voice.amount(each.free_quantity, board.unit)))
    if each.reserved_quantity > 0:
        kept = voice.amount(each.reserved_quantity, board.unit)
        said.append(voice.say("route-reserved", amount=kept))
    if each.option is not None and not each.from_stock:
        said.append(voice.say("route-hours", share=voice.percent(each.free_ratio, 0)))
    if each.distance_km is not None:
        said.append(voice.say("route-distance", km=voice.number(each.distance_km, 0)))
    said.append(voice.money(each.cost))
    if each.is_usual:
        said.append(voice.say("route-usual"))
    return said


def share_rows(voice: Voice, board: RouteBoard, acts: "Acts") -> VdomDict:
    """Draw what each shop and online store keeps for its own customers; planners alter it."""

    def row(site_id: UUID, name: str, percent: str) -> VdomDict:
        if not board.may_choose:
            return html.p(
                {"className": "row", "key": str(site_id)},
                voice.say("route-share", site=name, percent=percent),
            )
        return html.div(
            {"className": "row flex wrap", "key": f"{site_id}-{acts.number}"},
            html.div(
                {"className": "grow"},
                typed(
                    voice.say("route-share-of", site=name),
                    f"share-{site_id}",
                    acts.type_in,
                    mode="decimal",
                    longest=12,
                    said=percent,
                ),
            ),
            button(
                {
                    "className": "btn",
                    "type": "button",
                    "aria-label": voice.say("route-keep-share", site=name),
                    "onClick": acts.share(site_id),
                },
                voice.say("delivery-keep"),
            ),
        )

    return html.div(
        {"className": "sheet"},
        *(
            row(each.site_id, each.site_name, f"{(each.reserved_ratio * 100).normalize():f}")
            for each in board.shares
        ),
    )
