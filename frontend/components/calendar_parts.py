"""Parts of the calendars' page: the week of a calendar, the days that differ, and the forms that change them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, typed
from frontend.components.icon import icon
from frontend.components.picker import picker
from frontend.components.unplaced import unplaced_lots
from frontend.components.voice import Voice
from shared.schemas.calendar import CalendarDay, CalendarView, DaysAsked, Shift, ShiftsAsked

_MONDAY: Final = date(2024, 1, 1)
_WORKDAYS: Final = "1-5"
_MOST_HOURS: Final = 24
_LONGEST_NAME: Final = 200

Press = Callable[..., object]


@dataclass(frozen=True)
class ShiftWish:
    """What the form of a shift holds, as it was typed; `number` counts the shifts that were made."""

    days: str = _WORKDAYS
    starts_at: str = ""
    ends_at: str = ""
    number: int = 0


@dataclass(frozen=True)
class DaysWish:
    """What the form of other hours holds; days as the browser writes them."""

    from_on: str = ""
    until_on: str = ""
    hours: str = ""
    name: str = ""
    number: int = 0


def shifts_of(calendar: CalendarView, wish: ShiftWish) -> ShiftsAsked | str:
    """Return the week with the wished shift, or the key of the sentence that says what is missing."""
    try:
        starts_at, ends_at = time.fromisoformat(wish.starts_at), time.fromisoformat(wish.ends_at)
    except ValueError:
        return "calendar-wish-times"
    first, _, last = wish.days.partition("-")
    weekdays = range(int(first), int(last or first) + 1)
    more = [Shift(weekday, starts_at, ends_at) for weekday in weekdays]
    return ShiftsAsked(calendar.ver, [*calendar.shifts, *more])


def without(calendar: CalendarView, shift: Shift) -> ShiftsAsked:
    """Return the week without a shift."""
    return ShiftsAsked(calendar.ver, [each for each in calendar.shifts if each != shift])


def days_of(calendar: CalendarView, wish: DaysWish) -> DaysAsked | str:
    """Return the other hours that were wished for, or the key of what is missing."""
    try:
        from_on = date.fromisoformat(wish.from_on)
        until_on = date.fromisoformat(wish.until_on or wish.from_on)
    except ValueError:
        return "calendar-wish-days"
    try:
        hours = figure(wish.hours) or Decimal(0)
    except InvalidOperation:
        return "calendar-wish-hours"
    if not 0 <= hours <= _MOST_HOURS:
        return "calendar-wish-hours"
    if not wish.name.strip():
        return "calendar-wish-name"
    return DaysAsked(calendar.ver, from_on, until_on, hours, wish.name.strip())


def week(voice: Voice, calendar: CalendarView, remove: Callable[[Shift], Press]) -> VdomDict | None:
    """Draw the shifts in the order of the week; nothing where there is none."""
    if not calendar.shifts:
        return html.p({"className": "pad dim"}, voice.say("calendar-no-shift"))
    return html.div(
        {"className": "sheet"},
        *(_shift(voice, shift, remove(shift)) for shift in calendar.shifts),
    )


def _shift(voice: Voice, shift: Shift, remove: Press) -> VdomDict:
    day = weekday_name(voice, shift.weekday)
    times = f"{shift.starts_at:%H:%M} – {shift.ends_at:%H:%M}"
    return html.div(
        {"className": "row flex", "key": f"{shift.weekday}{times}"},
        html.div(
            {"className": "grow"},
            html.span({"className": "m"}, day),
            html.span({"className": "dim"}, f" {times}"),
        ),
        _remove(voice, voice.say("calendar-remove-shift", day=day, times=times), remove),
    )


def displaced(voice: Voice, calendar: CalendarView) -> VdomDict | None:
    """Draw what changed hours did to the plan: lines that moved, that are back, that have no day."""
    if not (calendar.moved_count or calendar.unplaced):
        return None
    moved = voice.say("calendar-moved", count=calendar.moved_count)
    back = voice.say("floor-row-returned", count=calendar.returned_count)
    return html.div(
        {"className": "pad"},
        html.p({"className": "t-s"}, voice.joined((moved, back if calendar.returned_count else "")))
        if calendar.moved_count
        else None,
        unplaced_lots(voice, calendar.unplaced) if calendar.unplaced else None,
    )


def other_days(
    voice: Voice, calendar: CalendarView, remove: Callable[[CalendarDay], Press]
) -> VdomDict:
    """Draw the days that differ from today on; what has been is told no more."""
    coming = [day for day in calendar.days if day.on >= voice.today]
    if not coming:
        return html.p({"className": "pad dim"}, voice.say("calendar-no-day"))
    return html.div({"className": "sheet"}, *(_day(voice, day, remove(day)) for day in coming))


def _day(voice: Voice, day: CalendarDay, remove: Press) -> VdomDict:
    hours = (
        voice.say("calendar-hours", hours=voice.number(day.hours))
        if day.hours
        else voice.say("calendar-closed")
    )
    on = voice.day(day.on)
    return html.div(
        {"className": "row flex", "key": day.on.isoformat()},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, on),
            html.p({"className": "t-s dim"}, f"{day.name} · {hours}"),
        ),
        _remove(voice, voice.say("calendar-remove-day", day=on, name=day.name), remove),
    )


def _remove(voice: Voice, label: str, remove: Press) -> VdomDict:
    return button(
        {
            "className": "btn slim danger",
            "type": "button",
            "aria-label": label,
            "onClick": remove,
        },
        voice.say("calendar-remove"),
    )


def shift_form(
    voice: Voice, wish: ShiftWish, set_wish: Callable[..., None], make: Press
) -> VdomDict:
    """Draw what a new shift needs: on which days, from when to when."""
    choices = [
        (_WORKDAYS, voice.say("calendar-workdays")),
        ("1-7", voice.say("calendar-every-day")),
        *((str(number), weekday_name(voice, number)) for number in range(1, 8)),
    ]
    return html.div(
        {"className": "pad approval-form", "key": f"shift-{wish.number}"},
        picker(
            voice.say("calendar-on-days"),
            choices,
            wish.days,
            lambda value: set_wish(days=value),
        ),
        typed(voice.say("calendar-starts"), "starts_at", set_wish, kind="time"),
        typed(voice.say("calendar-ends"), "ends_at", set_wish, kind="time"),
        button(
            {"className": "btn", "type": "button", "onClick": make},
            icon("plus"),
            html.span(voice.say("calendar-add-shift")),
        ),
    )


def days_form(voice: Voice, wish: DaysWish, set_wish: Callable[..., None], make: Press) -> VdomDict:
    """Draw what other hours need: from when until when, how many, and why."""
    return html.div(
        {"className": "pad approval-form", "key": f"days-{wish.number}"},
        typed(voice.say("calendar-from-on"), "from_on", set_wish, kind="date"),
        typed(voice.say("calendar-until-on"), "until_on", set_wish, kind="date"),
        typed(voice.say("calendar-hours-open"), "hours", set_wish, mode="decimal"),
        typed(voice.say("calendar-why"), "name", set_wish, longest=_LONGEST_NAME),
        button(
            {"className": "btn ink", "type": "button", "onClick": make},
            voice.say("calendar-set-days"),
        ),
    )


def weekday_name(voice: Voice, number: int) -> str:
    """Return the name of a weekday, 1 Monday to 7 Sunday."""
    return voice.named_day(_MONDAY + timedelta(days=number - 1))
