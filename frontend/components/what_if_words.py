"""How edits, figures and cautions of what-ifs are said."""

from datetime import date
from decimal import Decimal

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.voice import Voice
from shared.schemas.scenario import EditRow, ScenarioFigures
from shared.terms import EditKind

_MINUS = "−"
_WHOLE_DAY = 24
_A_MONDAY = date(2024, 1, 1)


def edit_row(voice: Voice, edit: EditRow, key: str, *more: VdomDict | None) -> VdomDict:
    """Draw one edit: what it is about, when, what is otherwise."""
    return html.li(
        {"key": key, "className": "what-if-edit"},
        html.span({"className": "m"}, _subject(voice, edit)),
        html.span({"className": "dim"}, when(voice, edit)),
        html.span(*changed(voice, edit)),
        html.span({"className": "tag open"}, voice.say("what-if-assumed"))
        if edit.is_assumed
        else None,
        *more,
    )


def _subject(voice: Voice, edit: EditRow) -> str:
    if edit.kind is EditKind.PLAN_ANEW:
        return voice.say("what-if-whole-anew")
    return edit.subject or voice.say("what-if-everything")


def when(voice: Voice, edit: EditRow) -> str:
    """Return the day or the days that an edit is about."""
    if edit.kind is EditKind.CALENDAR and edit.on:
        return voice.day(edit.on)
    parts = []
    if edit.weekdays:
        days = [_A_MONDAY.replace(day=weekday) for weekday in edit.weekdays]
        parts.append(voice.joined(voice.named_day(day) for day in days))
    if edit.from_on and edit.to_on and edit.from_on == edit.to_on:
        parts.append(voice.day(edit.from_on))
    elif edit.from_on and edit.to_on:
        parts.append(f"{voice.short_day(edit.from_on)} – {voice.short_day(edit.to_on)}")
    elif edit.from_on:
        parts.append(voice.say("what-if-from", day=voice.short_day(edit.from_on)))
    elif edit.to_on:
        parts.append(voice.say("what-if-until", day=voice.short_day(edit.to_on)))
    return voice.joined(parts)


def changed(voice: Voice, edit: EditRow) -> list[VdomDict | str]:
    """Return what was, struck out, and what is instead."""
    now: list[str] = []
    was: list[str] = []
    if edit.kind is EditKind.CAPACITY:
        hours = edit.hours or Decimal(0)
        now.append(
            voice.say("what-if-down")
            if hours <= -_WHOLE_DAY
            else voice.say("what-if-hours-a-day", hours=signed(voice, hours))
        )
    elif edit.kind is EditKind.CALENDAR:
        now.append(voice.say("what-if-open" if edit.is_open else "what-if-shut"))
    elif edit.ratio is not None:
        now.append(
            voice.say("what-if-cancelled")
            if edit.ratio == -1
            else signed_percent(voice, edit.ratio)
        )
    if edit.discount:
        price = signed_percent(voice, -edit.discount)
        now.append(voice.say("what-if-price-by", percent=price))
    if edit.quantity is not None:
        if edit.was_quantity is not None:
            was.append(voice.amount(edit.was_quantity, edit.unit))
        now.append(
            voice.amount(edit.quantity, edit.unit)
            if edit.quantity
            else voice.say("what-if-cancelled")
        )
    if edit.on is not None and edit.kind is not EditKind.CALENDAR:
        if edit.was_on is not None:
            was.append(voice.day(edit.was_on))
        now.append(voice.day(edit.on))
    said: list[VdomDict | str] = []
    if was:
        said += [html.span({"className": "strike", "key": "was"}, ", ".join(was)), " "]
    said.append(html.span({"className": "b c-change", "key": "now"}, ", ".join(now)))
    return said


def signed(voice: Voice, value: Decimal) -> str:
    """Return a figure with its sign."""
    sign = "+" if value > 0 else _MINUS if value < 0 else ""
    return f"{sign}{voice.number(abs(value))}"


def signed_percent(voice: Voice, ratio: Decimal) -> str:
    """Return a ratio as a percentage with its sign; 0.2 is +20 %."""
    sign = "+" if ratio > 0 else _MINUS if ratio < 0 else ""
    digits = 0 if (ratio * 100) % 1 == 0 else 1
    return f"{sign}{voice.percent(abs(ratio), digits)}"


def who_loses(voice: Voice, figures: ScenarioFigures) -> str:
    """Say how many customers get something late, and how many of the first class."""
    if not figures.losing_customers:
        return voice.say("what-if-nobody")
    count = len(figures.losing_customers)
    if figures.first_class_count:
        return voice.say("what-if-losers-first", count=count, first=str(figures.first_class_count))
    return voice.say("what-if-losers", count=count)
