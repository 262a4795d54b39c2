"""The list of what-ifs: copy the present plan, and what was tried before."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import text_field
from frontend.components.frame import head, page, section
from frontend.components.icon import icon
from frontend.components.picker import picker
from frontend.components.states import empty, failed, not_fresh, problem_sentence, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.scenario import WhatIfBoard, WhatIfRow

LONGEST_NAME = 100


@component
def what_ifs_page() -> VdomDict:
    """Draw the list; it follows what others share."""
    voice = use_voice()
    gateway = use_gateway()
    held = use_ref({"name": "", "site": ""})
    notice, set_notice = use_state("")
    made, set_made = use_state(("", ""))
    is_working, set_working = use_state(False)
    board = use_query("what-ifs", lambda gateway: gateway.what_ifs(), topics=("what_if",))

    async def copy(*_: object) -> None:
        sites = board.value.sites if board.value else []
        site_id = UUID(held.current["site"]) if held.current["site"] else sites[0].site_id
        try:
            what_if_id = await gateway.copy_plan(held.current["name"], site_id)
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        else:
            set_notice("")
            set_made((str(what_if_id), "what-if-made"))
            board.ask_again()

    async def plan_anew(*_: object) -> None:
        sites = board.value.sites if board.value else []
        site_id = UUID(held.current["site"]) if held.current["site"] else sites[0].site_id
        name = held.current["name"].strip() or voice.say(
            "what-if-anew-name", day=voice.day(voice.today)
        )
        set_working(True)
        try:
            what_if_id = await gateway.plan_anew(name, voice.say("what-if-anew-scenario"), site_id)
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        else:
            set_notice("")
            set_made((str(what_if_id), "what-if-anew-made"))
            board.ask_again()
        finally:
            set_working(False)

    def write(name: str) -> Callable[[str], object]:
        return lambda value: held.current.update({name: value})

    if board.is_waiting:
        looks = waiting(voice, voice.say("what-if-loading"))
    elif board.value is None:
        looks = failed(
            voice,
            voice.say("what-if-failed"),
            board.problem or ProblemError(),
            board.ask_again,
        )
    else:
        looks = html.div(
            {"className": "body column"},
            _new(voice, board.value, write, copy, None if is_working else plan_anew)
            if board.value.sites
            else None,
            html.p({"className": "pad busy", "role": "status"}, voice.say("what-if-anew-working"))
            if is_working
            else None,
            html.p({"className": "notice pad c-late", "role": "alert"}, notice) if notice else None,
            _made(voice, *made) if made[0] else None,
            *_rows(voice, board.value),
        )
    return page(
        head(voice.say("navigation-what-if")),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        looks,
        name="what-ifs-page",
        is_ready=not board.is_waiting,
    )


def _new(
    voice: Voice,
    board: WhatIfBoard,
    write: Callable[[str], Callable[[str], object]],
    copy: Callable[..., Awaitable[None]],
    plan_anew: Callable[..., Awaitable[None]] | None,
) -> VdomDict:
    return html.div(
        {"className": "pad what-if-new"},
        html.div(
            {"className": "grow"},
            text_field(
                voice.say("what-if-name"),
                {"type": "text", "maxLength": LONGEST_NAME},
                write("name"),
            ),
        ),
        picker(
            voice.say("what-if-site"),
            [(str(site.site_id), site.site_name) for site in board.sites],
            str(board.sites[0].site_id),
            write("site"),
        ),
        button(
            {"className": "btn ink", "type": "button", "onClick": copy},
            voice.say("what-if-copy"),
        ),
        button(
            {
                "className": "btn",
                "type": "button",
                "disabled": plan_anew is None,
                "onClick": plan_anew or copy,
            },
            voice.say("what-if-anew"),
        ),
        html.p({"className": "t-s dim what-if-anew-more"}, voice.say("what-if-anew-more")),
    )


def _made(voice: Voice, made: str, words: str) -> VdomDict:
    return html.p(
        {"className": "pad", "role": "status"},
        html.a({"className": "link", "href": f"/what-if/{made}"}, voice.say(words)),
    )


def _rows(voice: Voice, board: WhatIfBoard) -> list[VdomDict]:
    if not board.what_ifs:
        more = "what-if-none-more" if board.sites else "what-if-none-shared"
        return [empty(voice.say("what-if-none"), voice.say(more))]
    still_open = [row for row in board.what_ifs if not row.is_archived]
    away = [row for row in board.what_ifs if row.is_archived]
    found = []
    if still_open:
        found.append(html.div({"className": "sheet"}, *(_row(voice, row) for row in still_open)))
    if away:
        found.append(section(voice.say("what-if-archived")))
        found.append(html.div({"className": "sheet"}, *(_row(voice, row) for row in away)))
    return found


def _row(voice: Voice, row: WhatIfRow) -> VdomDict:
    said = (
        row.site_name,
        row.owner_name,
        voice.say("what-if-scenarios", count=row.scenario_count),
        voice.say(
            "what-if-copied",
            number=str(row.plan_revision_number),
            time=voice.moment(row.copied_at),
        ),
    )
    return html.a(
        {"className": "row flex", "href": f"/what-if/{row.id}", "key": str(row.id)},
        icon("what-if", "l"),
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, row.name),
            html.p({"className": "t-s dim"}, " · ".join(said)),
        ),
        html.span({"className": "tag"}, voice.say("what-if-shared")) if row.is_shared else None,
        icon("next", "dimmer l"),
    )
