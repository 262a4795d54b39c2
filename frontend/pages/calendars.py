"""Working calendars: shifts, holidays and other days, time zones; for those who keep them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.calendar_parts import (
    DaysWish,
    ShiftWish,
    days_form,
    days_of,
    displaced,
    other_days,
    shift_form,
    shifts_of,
    week,
    without,
)
from frontend.components.field import typed
from frontend.components.frame import head, page, section
from frontend.components.picker import picker
from frontend.components.states import (
    empty,
    not_fresh,
    problem_sentence,
    unanswered,
)
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_search
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.calendar import (
    CalendarBoard,
    CalendarDay,
    CalendarPlace,
    CalendarSite,
    CalendarView,
    DaysAsked,
    Shift,
    ShiftsAsked,
)

Act = Callable[[Gateway], Awaitable[None]]
Doing = Callable[[Act], Callable[..., Awaitable[None]]]


@dataclass
class _Held:
    """What the forms hold: typing and pressing may come faster than a new picture."""

    shift: ShiftWish = field(default_factory=ShiftWish)
    days: DaysWish = field(default_factory=DaysWish)
    zones: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    center: str = ""
    place: str = ""

    def set_shift(self, **changes: object) -> None:
        self.shift = replace(self.shift, **cast("dict[str, Any]", changes))

    def set_days(self, **changes: object) -> None:
        self.days = replace(self.days, **cast("dict[str, Any]", changes))


@component
def calendars_page() -> VdomDict:
    """Draw one calendar with its week and its other days, and the time zones of the sites."""
    voice = use_voice()
    gateway = use_gateway()
    wanted = use_search().get("calendar", "")
    notice, set_notice = use_state("")
    board = use_query("calendars", lambda gateway: gateway.calendars(), topics=("plan",))
    held = use_ref(_Held())
    doing = _doing(voice, gateway, set_notice, board.ask_again)
    return page(
        head(voice.say("navigation-calendars")),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, board, wanted, held.current, doing),
        name="settings-page calendars-page",
        is_ready=not board.is_waiting,
    )


def _doing(
    voice: Voice,
    gateway: Gateway,
    set_notice: Callable[[str], None],
    ask_again: Callable[[], None],
) -> Doing:
    """Return what makes a press out of an act: that it is done, or why not, then a fresh look."""

    def doing(act: Act) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                await act(gateway)
                said = voice.say("calendar-changed")
            except _WishError as missing:
                said = voice.say(str(missing))
            except ProblemError as problem:
                said = problem_sentence(voice, problem)
            set_notice(said)
            ask_again()

        return do

    return doing


def _calendar(
    voice: Voice, calendar: CalendarView, held: _Held, doing: Doing
) -> list[VdomDict | None]:
    async def add_shift(gateway: Gateway) -> None:
        asked = shifts_of(calendar, held.shift)
        if not isinstance(asked, ShiftsAsked):
            raise _WishError(asked)
        await gateway.change_shifts(calendar.id, asked)
        held.shift = ShiftWish(number=held.shift.number + 1)

    async def set_days(gateway: Gateway) -> None:
        asked = days_of(calendar, held.days)
        if not isinstance(asked, DaysAsked):
            raise _WishError(asked)
        await gateway.change_days(calendar.id, asked)
        held.days = DaysWish(number=held.days.number + 1)

    def remove_shift(shift: Shift) -> Callable[..., Awaitable[None]]:
        less = without(calendar, shift)
        return doing(lambda gateway: gateway.change_shifts(calendar.id, less))

    def remove_day(day: CalendarDay) -> Callable[..., Awaitable[None]]:
        return doing(lambda gateway: gateway.clear_day(calendar.id, calendar.ver, day.on))

    return [
        section(calendar.name),
        html.p({"className": "pad t-s dim"}, _about(voice, calendar)),
        displaced(voice, calendar),
        week(voice, calendar, remove_shift),
        shift_form(voice, held.shift, held.set_shift, doing(add_shift)),
        section(voice.say("calendar-other-days")),
        other_days(voice, calendar, remove_day),
        days_form(voice, held.days, held.set_days, doing(set_days)),
    ]


class _WishError(Exception):
    """What is typed is not enough; the text's key says what is missing."""


def _looks(
    voice: Voice,
    board: Query[CalendarBoard],
    wanted: str,
    held: _Held,
    doing: Doing,
) -> list[VdomDict]:
    if board.value is None:
        return [
            unanswered(voice, board, voice.say("calendar-loading"), voice.say("calendar-failed"))
        ]
    found = board.value
    if not found.calendars:
        return [
            empty(voice.say("calendar-none"), voice.say("calendar-none-more")),
            html.div({"className": "body column"}, _new(voice, found, held, doing)),
        ]
    chosen = next((each for each in found.calendars if str(each.id) == wanted), found.calendars[0])
    return [
        html.div(
            {"className": "body column"},
            html.div(
                {"className": "pad"},
                html.nav(
                    {"className": "seg wrap", "aria-label": voice.say("navigation-calendars")},
                    *(_link(each, is_chosen=each is chosen) for each in found.calendars),
                ),
            ),
            *_calendar(voice, chosen, held, doing),
            *_followers(voice, found, chosen, held, doing),
            *_places(voice, found, chosen, held, doing),
            section(voice.say("calendar-new")),
            html.p({"className": "pad t-s dim"}, voice.say("calendar-new-more")),
            _new(voice, found, held, doing),
            section(voice.say("calendar-time-zones")),
            html.p({"className": "pad t-s dim"}, voice.say("calendar-time-zones-more")),
            html.div(
                {"className": "sheet"},
                *(_zone(voice, site, held.zones, doing) for site in found.sites),
            ),
        )
    ]


def _followers(
    voice: Voice, board: CalendarBoard, calendar: CalendarView, held: _Held, doing: Doing
) -> list[VdomDict | None]:
    """Draw who has these hours, and a choice of one more to have them."""
    others = [each for each in board.work_centers if each.calendar_id != calendar.id]

    async def act(gateway: Gateway) -> None:
        if not held.center:
            raise _WishError("calendar-wish-center")
        await gateway.follow_calendar(UUID(held.center), calendar.id)
        held.center = ""

    def pick(value: str) -> None:
        held.center = value

    if not others:
        return []
    choices = [
        ("", "–"),
        *((str(each.id), f"{each.name} · {each.site_name}") for each in others),
    ]
    return [
        html.div(
            {"className": "pad approval-form", "key": f"follow-{calendar.id}"},
            picker(voice.say("calendar-let-follow"), choices, "", pick),
            button(
                {"className": "btn", "type": "button", "onClick": doing(act)},
                voice.say("calendar-follow"),
            ),
        )
    ]


def _places(
    voice: Voice, board: CalendarBoard, calendar: CalendarView, held: _Held, doing: Doing
) -> list[VdomDict | None]:
    """Draw who ships and receives by a calendar, and a choice of one more."""
    others = [each for each in board.places if each.calendar_id != calendar.id]
    keeping = [each for each in board.places if each.calendar_id == calendar.id]

    async def act(gateway: Gateway) -> None:
        if not held.place:
            raise _WishError("calendar-wish-place")
        await gateway.keep_open_days(UUID(held.place), calendar.id)
        held.place = ""

    def pick(value: str) -> None:
        held.place = value

    def freed(place: CalendarPlace) -> Callable[..., Awaitable[None]]:
        return doing(lambda gateway: gateway.keep_open_days(place.id, None))

    return [
        section(voice.say("calendar-places")),
        html.p({"className": "pad t-s dim"}, voice.say("calendar-places-more")),
        html.div(
            {"className": "sheet"},
            *(
                html.div(
                    {"className": "row flex", "key": str(each.id)},
                    html.p({"className": "grow m"}, _place(voice, each)),
                    button(
                        {
                            "className": "btn slim",
                            "type": "button",
                            "aria-label": voice.say("calendar-place-remove", place=each.name),
                            "onClick": freed(each),
                        },
                        voice.say("calendar-remove"),
                    ),
                )
                for each in keeping
            ),
        )
        if keeping
        else None,
        html.div(
            {"className": "pad approval-form", "key": f"place-{calendar.id}-{len(others)}"},
            picker(
                voice.say("calendar-let-place"),
                [("", "–"), *((str(each.id), _place(voice, each)) for each in others)],
                "",
                pick,
            ),
            button(
                {"className": "btn", "type": "button", "onClick": doing(act)},
                voice.say("calendar-place-set"),
            ),
        ),
    ]


def _place(voice: Voice, place: CalendarPlace) -> str:
    key = "calendar-supplier" if place.is_supplier else "calendar-site"
    return voice.say(key, name=place.name)


def _new(voice: Voice, board: CalendarBoard, held: _Held, doing: Doing) -> VdomDict:
    """Draw what a new calendar needs: its name, and which one it begins like."""

    def wish(**changes: str) -> None:
        held.fresh.update(changes)

    async def act(gateway: Gateway) -> None:
        name = held.fresh.get("name", "").strip()
        if not name:
            raise _WishError("calendar-wish-calendar")
        like = held.fresh.get("like", "")
        await gateway.add_calendar(name, UUID(like) if like else None)
        held.fresh = {}

    choices = [
        ("", voice.say("calendar-empty")),
        *((str(each.id), each.name) for each in board.calendars),
    ]
    return html.div(
        {"className": "pad approval-form", "key": f"new-{len(board.calendars)}"},
        typed(voice.say("calendar-name"), "name", wish, longest=200),
        picker(voice.say("calendar-like"), choices, "", lambda value: wish(like=value)),
        button(
            {"className": "btn ink", "type": "button", "onClick": doing(act)},
            voice.say("calendar-add"),
        ),
    )


def _link(calendar: CalendarView, *, is_chosen: bool) -> VdomDict:
    here = {"aria-current": "true"} if is_chosen else {}
    return html.a(
        {
            "key": str(calendar.id),
            "href": f"/calendars?{urlencode({'calendar': str(calendar.id)})}",
            **here,
        },
        calendar.name,
    )


def _about(voice: Voice, calendar: CalendarView) -> str:
    hours = voice.say("calendar-week-hours", hours=voice.number(calendar.week_hours))
    who = voice.listed(calendar.work_center_names)
    return f"{hours} · {who}" if who else f"{hours} · {voice.say('calendar-nobody')}"


def _zone(voice: Voice, site: CalendarSite, zones: dict[str, str], doing: Doing) -> VdomDict:
    def wish(**changes: str) -> None:
        zones[str(site.site_id)] = changes["time_zone"]

    async def act(gateway: Gateway) -> None:
        asked = zones.get(str(site.site_id), "").strip()
        await gateway.change_time_zone(site.site_id, asked or site.time_zone)

    return html.div(
        {"className": "row flex wrap", "key": str(site.site_id)},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, site.site_name),
            html.p({"className": "t-s dim"}, site.time_zone),
        ),
        typed(voice.say("calendar-zone-of", site=site.site_name), "time_zone", wish, longest=64),
        button(
            {
                "className": "btn slim",
                "type": "button",
                "aria-label": voice.say("calendar-set-zone-of", site=site.site_name),
                "onClick": doing(act),
            },
            voice.say("calendar-set-zone"),
        ),
    )
