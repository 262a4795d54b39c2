"""One proposal in the inbox: by when, what is wanted, what happens, what can be done."""

from collections.abc import Callable
from decimal import Decimal

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.change_words import in_short, wish
from frontend.components.icon import icon, status
from frontend.components.tick import tick
from frontend.components.voice import Voice
from shared.schemas.proposal import ProposalRow

SOON_MINUTES = 120


def proposal_row(voice: Voice, row: ProposalRow, *, is_first: bool) -> VdomDict:
    """Draw a row that leads to the decision; the soonest one is larger and has an amber edge."""
    return html.a(
        {
            "className": _classes(voice, row, is_first),
            "href": f"/decisions/{row.id}",
            "key": str(row.id),
        },
        *_cells(voice, row),
        icon("next", "dimmer l go"),
    )


def proposal_to_choose(
    voice: Voice, row: ProposalRow, *, is_chosen: bool, mark: Callable[[bool], object]
) -> VdomDict:
    """Draw a row that is ticked to be decided together with others."""
    return html.label(
        {"className": _classes(voice, row, is_first=False), "key": str(row.id)},
        *_cells(voice, row),
        *tick(mark, is_on=is_chosen),
    )


def _classes(voice: Voice, row: ProposalRow, is_first: bool) -> str:  # noqa: FBT001 -- the row's own place
    minutes = (row.decide_by - voice.now).total_seconds() / 60
    tone = "late" if minutes < 0 else "risk" if is_first and minutes < SOON_MINUTES else ""
    parts = ("proposal-row", "first" if is_first else "", tone)
    return " ".join(part for part in parts if part)


def _cells(voice: Voice, row: ProposalRow) -> list[VdomDict]:
    return [
        html.span(
            {"className": "by"},
            html.span({"className": "at-time"}, _deadline(voice, row)),
            html.small(_remaining(voice, row)),
        ),
        html.span(
            {"className": "what"},
            html.span({"className": "b title"}, wish(voice, row.change)),
            html.span({"className": "dim"}, in_short(voice, row.change)),
        ),
        html.span(
            {"className": "then"},
            consequence(voice, row.short_quantity, row.days_late, row.slip_count, row.change.unit),
            html.span({"className": "t-s dim"}, _best(voice, row)),
        ),
        html.span(
            {"className": "ways"},
            html.span(
                {"className": "b c-change"},
                voice.say("decisions-ways", count=row.alternative_count),
            ),
            html.span({"className": "t-s dim"}, row.change.requested_by_name),
        ),
    ]


def consequence(
    voice: Voice, short: Decimal, days_late: int, slip_count: int, unit: str
) -> VdomDict:
    """Say the worst that happens when nobody acts."""
    if short:
        words = voice.say("decisions-short", amount=voice.amount(short, unit))
        return status("short", words, "late")
    if days_late > 0:
        return status("late", voice.say("decisions-late", count=days_late), "late")
    if slip_count:
        return status("late", voice.say("decisions-slips", count=slip_count), "late")
    return status("kept", voice.say("decisions-carried"), "kept")


def _deadline(voice: Voice, row: ProposalRow) -> str:
    return voice.clock(row.decide_by)


def _remaining(voice: Voice, row: ProposalRow) -> str:
    if row.decide_by < voice.now:
        return voice.say("decisions-over", span=voice.span(row.decide_by, voice.now))
    on = row.decide_by.astimezone(voice.zone).date()
    ahead = (on - voice.today).days
    if ahead == 0:
        return voice.say("decisions-in", span=voice.span(voice.now, row.decide_by))
    if ahead == 1:
        return voice.say("decisions-tomorrow", day=voice.named_day(on))
    return voice.day(on)


def _best(voice: Voice, row: ProposalRow) -> str:
    losers = (
        voice.say("decisions-loses", count=row.recommended_loser_count)
        if row.recommended_loser_count
        else voice.say("decisions-nobody-loses")
    )
    return voice.say(
        "decisions-best",
        way=voice.say_code("alternative", row.recommended_code),
        cost=voice.money(row.recommended_cost),
        losers=losers,
    )
