"""How orders use up the forecast: windows and demand fence of every family, and of one."""

from collections.abc import Callable
from typing import Any, Final

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import text_field
from frontend.components.frame import back, page, section
from frontend.components.picker import picker
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.forecast import ForecastWindows, WindowAsked, WindowRow

LONGEST: Final = 366
FIELDS: Final = {
    "backward_days": "forecast-windows-backward",
    "forward_days": "forecast-windows-forward",
    "demand_fence_days": "forecast-windows-fence",
}


@component
def forecast_windows_page() -> VdomDict:
    """Draw what holds for each family; planners and admins may set it."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    family, set_family = use_state("")
    wish, set_wish = use_state(dict[str, str])
    found = use_query(
        "forecast-windows", lambda gateway: gateway.forecast_windows(), topics=("forecast",)
    )

    async def pick(chosen: str) -> None:
        set_family(chosen)
        set_wish({})

    def write(name: str, said: str) -> None:
        set_wish(lambda now: {**now, name: said})

    async def keep(*_: object) -> None:
        if found.value is None:
            return
        wanted = asked(row_of(found.value, family), wish)
        if wanted is None:
            set_notice(voice.say("forecast-windows-number"))
            return
        await _done(gateway.choose_forecast_window(wanted))

    async def drop(*_: object) -> None:
        await _done(gateway.remove_forecast_window(family))

    async def _done(doing: Any) -> None:
        try:
            await doing
            set_notice(voice.say("forecast-windows-kept"))
            set_wish({})
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        found.ask_again()

    def form(board: ForecastWindows) -> VdomDict:
        return _form(voice, board, family, pick, write, keep, drop)

    return page(
        back("/forecast", voice.say("navigation-forecast"), voice.say("forecast-windows")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, found, form),
        name="forecast-page no-live column",
        is_ready=not found.is_waiting,
    )


def row_of(board: ForecastWindows, family: str) -> WindowRow:
    """What holds for a family, for "" or one that is gone what holds for all."""
    return next((row for row in board.families if row.family == family), board.usual)


def asked(row: WindowRow, wish: dict[str, str]) -> WindowAsked | None:
    """What was typed over what holds; None where something is no number of days."""
    days: dict[str, int] = {}
    for name in FIELDS:
        said = wish.get(name, "").strip() or str(getattr(row, name))
        if not (said.isascii() and said.isdecimal()) or len(said) > 3 or int(said) > LONGEST:  # noqa: PLR2004 -- digits
            return None
        days[name] = int(said)
    return WindowAsked(family=row.family, **days)


def _looks(
    voice: Voice, found: Query[ForecastWindows], form: Callable[[ForecastWindows], VdomDict]
) -> list[VdomDict | None]:
    if found.value is None:
        loading, cannot = "forecast-windows-loading", "forecast-windows-cannot"
        return [unanswered(voice, found, voice.say(loading), voice.say(cannot))]
    board = found.value
    return [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say("forecast-windows-title")),
            html.p({"className": "dim"}, voice.say("forecast-windows-more")),
        ),
        form(board) if board.may_set else None,
        section(voice.say("forecast-by-family")),
        html.ul(
            {"className": "sheet"},
            _row(voice, board.usual, voice.say("forecast-windows-every")),
            *(_row(voice, row, row.family) for row in board.families),
        ),
    ]


def _row(voice: Voice, row: WindowRow, name: str) -> VdomDict:
    reach = voice.say(
        "forecast-windows-reach", backward=row.backward_days, forward=row.forward_days
    )
    fenced = voice.say("forecast-windows-fenced", count=row.demand_fence_days)
    is_same = bool(row.family) and not row.is_own
    words = voice.say("forecast-windows-same") if is_same else f"{reach} · {fenced}"
    return html.li(
        {"className": "row", "key": row.family},
        html.span({"className": "m"}, name),
        html.span({"className": "t-s dim"}, words),
    )


def _form(
    voice: Voice,
    board: ForecastWindows,
    family: str,
    pick: Callable[[str], Any],
    write: Callable[[str, str], None],
    keep: Callable[..., Any],
    drop: Callable[..., Any],
) -> VdomDict:
    row = row_of(board, family)
    choices = [("", voice.say("forecast-windows-every"))]
    choices += [(each.family, each.family) for each in board.families]

    def field(name: str, key: str) -> VdomDict:
        return text_field(
            voice.say(key),
            {
                "inputMode": "numeric",
                "maxLength": 3,
                "defaultValue": str(getattr(row, name)),
                # Another family's figures are another field: what is typed stays with its family.
                "key": f"{name} {row.family} {getattr(row, name)}",
            },
            lambda said: write(name, said),
        )

    return html.div(
        {"className": "pad stack"},
        picker(voice.say("forecast-windows-family"), choices, family, pick),
        *(field(name, key) for name, key in FIELDS.items()),
        html.div(
            {"className": "flex"},
            button(
                {"className": "btn ink", "type": "button", "onClick": keep},
                voice.say("forecast-windows-keep"),
            ),
            button(
                {"className": "btn", "type": "button", "onClick": drop},
                voice.say("forecast-windows-drop"),
            )
            if row.family and row.is_own
            else None,
        ),
    )
