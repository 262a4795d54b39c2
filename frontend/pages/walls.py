"""Screens on walls: which are signed in, the link for a new one, and the end of one."""

from collections.abc import Awaitable, Callable
from typing import cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.frame import back, page, section
from frontend.components.icon import status
from frontend.components.picker import picker
from frontend.components.states import problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.wall import WallLink, WallRow, WallsBoard

_LONGEST_NAME = 100

Act = Callable[[Gateway], Awaitable[str]]
Doing = Callable[[Act], Callable[..., Awaitable[None]]]


@component
def walls_page() -> VdomDict:
    """Draw the screens and the form that makes a link for one."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    link, set_link = use_state(cast("WallLink | None", None))
    number, set_number = use_state(0)
    board = use_query("walls", lambda gateway: gateway.walls(), topics=("urgent",))
    held = use_ref({"site": "", "name": ""})

    def hold(**changes: str) -> None:
        held.current = {**held.current, **changes}

    def doing(act: Act) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                set_notice(await act(gateway))
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            board.ask_again()

        return do

    async def make(gateway: Gateway) -> str:
        sites = board.value.sites if board.value else []
        name = held.current["name"].strip()
        site = held.current["site"] or next((str(each.id) for each in sites), "")
        if not name or not site:
            return voice.say("wall-wish")
        set_link(await gateway.make_wall(UUID(site), name))
        hold(site="", name="")
        set_number(lambda count: count + 1)
        return ""

    return page(
        back("/urgent", voice.say("navigation-urgent"), voice.say("navigation-walls")),
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, board, doing, link, _form(voice, board.value, number, hold, doing(make))),
        name="settings-page walls-page",
        is_ready=not board.is_waiting,
    )


def _looks(
    voice: Voice,
    board: Query[WallsBoard],
    doing: Doing,
    link: WallLink | None,
    form: VdomDict,
) -> list[VdomDict]:
    if board.value is None:
        return [unanswered(voice, board, voice.say("wall-loading"), voice.say("wall-failed"))]
    walls = board.value.walls
    return [
        html.div(
            {"className": "body column"},
            html.p({"className": "pad t-s dim"}, voice.say("wall-more")),
            html.ul({"className": "sheet"}, *(_wall(voice, each, doing) for each in walls))
            if walls
            else html.p({"className": "pad dim"}, voice.say("wall-none")),
            section(voice.say("wall-new")),
            _made(voice, link) if link is not None else None,
            form,
        )
    ]


def _wall(voice: Voice, wall: WallRow, doing: Doing) -> VdomDict:
    async def end(gateway: Gateway) -> str:
        await gateway.revoke_wall(wall.id)
        return voice.say("wall-ended", name=wall.name)

    seen = wall.last_seen_at
    stands = (
        status("waiting", voice.say("wall-waits", time=voice.moment(wall.code_until)))
        if seen is None
        else status("device", voice.say("wall-seen", time=voice.moment(seen)))
    )
    return html.li(
        {"className": "row flex", "key": str(wall.id)},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, f"{wall.name} · {wall.site_name}"),
            html.p({"className": "t-s"}, stands),
            html.p(
                {"className": "t-s dim"},
                voice.say("wall-made", name=wall.made_by_name, time=voice.moment(wall.made_at)),
            ),
        ),
        button(
            {
                "className": "btn slim danger",
                "type": "button",
                "aria-label": voice.say("wall-end-of", name=wall.name),
                "onClick": doing(end),
            },
            voice.say("wall-end"),
        ),
    )


def _made(voice: Voice, link: WallLink) -> VdomDict:
    return html.div(
        {"className": "pad made-token", "role": "status"},
        html.p({"className": "m"}, voice.say("wall-link", time=voice.moment(link.until))),
        html.code(link.url),
    )


def _form(
    voice: Voice,
    board: WallsBoard | None,
    number: int,
    hold: Callable[..., None],
    make: Callable[..., object],
) -> VdomDict:
    sites = [(str(each.id), each.name) for each in (board.sites if board else [])]
    first = sites[0][0] if sites else ""
    return html.div(
        {"className": "pad approval-form", "key": f"wall-{number}"},
        typed(voice.say("wall-name"), "name", hold, longest=_LONGEST_NAME),
        picker(voice.say("wall-site"), sites, first, lambda value: hold(site=value)),
        button({"className": "btn ink", "type": "button", "onClick": make}, voice.say("wall-make")),
    )
