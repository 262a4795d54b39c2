"""One item's season: profile, days, what to have ready before, what will be left; planners set it here."""

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import InvalidOperation
from typing import Any
from uuid import UUID

from reactpy import component, html, use_location, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, plain, typed
from frontend.components.forecast_words import amount
from frontend.components.frame import back, page, section
from frontend.components.icon import status
from frontend.components.picker import picker
from frontend.components.replenishment_parts import propose_button
from frontend.components.season_parts import (
    mark_status,
    profile_bars,
    span_words,
    strength_words,
)
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from frontend.hooks.waiting import use_waiting
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.promotion_terms import SeasonKind
from shared.schemas.promotion import LeftOver, PreBuild, SeasonAsked, SeasonView

Press = Callable[..., Awaitable[None]]


def season_asked(wish: dict[str, str], view: SeasonView) -> SeasonAsked | None:
    """Return what the form holds; None where a day or a figure cannot be read."""
    row = view.row
    kind = SeasonKind(wish.get("kind") or (row.kind or SeasonKind.SEASONAL).value)
    usual = {
        "first_on": row.first_on.isoformat() if row.first_on else "",
        "last_on": row.last_on.isoformat() if row.last_on else "",
    }
    if kind is SeasonKind.LIMITED and row.quantity is not None:
        usual["quantity"] = plain(row.quantity)
    try:
        return SeasonAsked(
            kind=kind,
            first_on=date.fromisoformat(wish.get("first_on", usual["first_on"])),
            last_on=date.fromisoformat(wish.get("last_on", usual["last_on"])),
            quantity=figure(wish.get("quantity", usual.get("quantity", ""))),
            note=wish.get("note", view.note).strip()[:500],
            ramp_days=int(wish.get("ramp_days", f"{row.ramp_days}").strip() or 0),
        )
    except (ValueError, InvalidOperation):
        return None


@component
def season_page() -> VdomDict:
    """Draw the page."""
    voice, gateway = use_voice(), use_gateway()
    item_id = UUID(use_location().path.split("/")[2])
    notice, set_notice = use_state("")
    wish: Any = use_ref({})
    found = use_query(
        "season",
        lambda gateway: gateway.season(item_id),
        str(item_id),
        topics=("promotion", "forecast"),
    )

    waiting = use_waiting()

    def set_wish(**changes: str) -> None:
        wish.current = {**wish.current, **changes}

    async def done(act: Awaitable[object], words: str) -> None:
        try:
            await act
            set_notice(voice.say(words))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        found.ask_again()

    def keep(view: SeasonView) -> Press:
        async def press(*_: object) -> None:
            asked = season_asked(wish.current, view)
            if asked is None:
                set_notice(voice.say("season-fill"))
                return
            await done(gateway.set_season(item_id, asked), "season-kept")

        return press

    async def end(*_: object) -> None:
        await done(gateway.end_season(item_id), "season-ended")

    def body(view: SeasonView) -> list[VdomDict | None]:
        return [
            _facts(voice, view),
            html.p({"className": "notice", "role": "status"}, notice),
            *_profile(voice, view),
            *_ready(voice, view, _proposing(gateway, done), waiting),
            *_left(voice, view),
            *(_setting(voice, view, set_wish, keep(view), end) if view.may_set else ()),
        ]

    return page(
        *_looks(voice, found, body),
        name="season-page no-live column",
        is_ready=not found.is_waiting,
    )


def _proposing(
    gateway: Gateway, done: Callable[[Awaitable[object], str], Awaitable[None]]
) -> Callable[[UUID], Press]:
    def propose(alert_id: UUID) -> Press:
        async def press(*_: object) -> None:
            await done(gateway.ask_replenishment(alert_id), "replenishment-proposed")

        return press

    return propose


def _looks(
    voice: Voice, found: Query[SeasonView], body: Callable[[SeasonView], list[VdomDict | None]]
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("season-loading"), voice.say("season-failed"))]
    return [
        back("/seasons", voice.say("navigation-seasons"), found.value.row.item_name),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.div({"className": "body column"}, *body(found.value)),
    ]


def _facts(voice: Voice, view: SeasonView) -> VdomDict:
    row = view.row
    sold = voice.say("season-sold", quantity=amount(voice, view.sold, row.unit)) if row.kind else ""
    by = (
        voice.say("season-set-by", name=view.set_by_name or "", at=voice.moment(view.set_at))
        if view.set_at and view.set_by_name
        else ""
    )
    return html.div(
        {"className": "pad stack tight"},
        html.p(mark_status(voice, row)) if row.mark else None,
        html.p({"className": "m"}, span_words(voice, row) or voice.say("season-whole-year")),
        html.p(
            {"className": "dim"}, " · ".join(part for part in (row.family, sold, view.note) if part)
        ),
        html.p({"className": "t-s dimmer"}, by) if by else None,
    )


def _profile(voice: Voice, view: SeasonView) -> list[VdomDict]:
    if not view.indices:
        return [
            section(voice.say("season-profile")),
            html.p({"className": "pad dim"}, voice.say("season-too-short")),
        ]
    said = [
        strength_words(voice, view.row),
        voice.say("season-by-family", family=view.row.family) if view.is_by_family else "",
    ]
    if view.found_from_month and view.found_to_month:
        said.append(
            voice.say(
                "season-runs",
                first=voice.say_code("forecast-month", str(view.found_from_month)),
                last=voice.say_code("forecast-month", str(view.found_to_month)),
            )
        )
    return [
        section(voice.say("season-profile")),
        html.p({"className": "pad t-s dim"}, " · ".join(part for part in said if part)),
        profile_bars(voice, view.indices),
    ]


def _ready(
    voice: Voice,
    view: SeasonView,
    propose: Callable[[UUID], Press],
    waiting: dict[UUID, UUID],
) -> list[VdomDict]:
    if not view.pre_builds:
        return []
    return [
        section(voice.say("season-before")),
        html.ul(
            {"className": "sheet"},
            *(
                _build(
                    voice,
                    view.row.unit,
                    each,
                    propose(each.alert_id) if each.alert_id and view.may_set else None,
                    waiting.get(each.alert_id) if each.alert_id else None,
                )
                for each in view.pre_builds
            ),
        ),
    ]


def _build(
    voice: Voice, unit: str, build: PreBuild, propose: Press | None, waiting_id: UUID | None
) -> VdomDict:
    facts = voice.say(
        "season-build-facts",
        expected=amount(voice, build.expected, unit),
        available=amount(voice, build.available, unit),
    )
    words = (
        voice.say(
            "season-build",
            site=build.site_name,
            quantity=amount(voice, build.missing, unit),
            day=voice.day(build.by_on),
            start=voice.day(build.start_on),
        )
        if build.missing
        else voice.say("season-is-ready", site=build.site_name, day=voice.day(build.by_on))
    )
    return html.li(
        {"className": "row stack tight", "key": str(build.site_id)},
        status("risk" if build.missing else "kept", words, "risk" if build.missing else "kept"),
        html.span({"className": "t-s dim"}, facts),
        html.span({"className": "flex"}, propose_button(voice, propose, waiting_id))
        if propose
        else None,
    )


def _left(voice: Voice, view: SeasonView) -> list[VdomDict]:
    if not view.left_overs:
        return []
    return [
        section(voice.say("season-after")),
        html.ul(
            {"className": "sheet"},
            *(_left_over(voice, view.row.unit, each) for each in view.left_overs),
        ),
    ]


def _left_over(voice: Voice, unit: str, left: LeftOver) -> VdomDict:
    words = (
        voice.say(
            "season-left-at",
            site=left.site_name,
            quantity=amount(voice, left.left, unit),
            day=voice.day(left.on),
        )
        if left.left
        else voice.say("season-nothing-left", site=left.site_name)
    )
    facts = voice.say(
        "season-left-facts",
        available=amount(voice, left.available, unit),
        expected=amount(voice, left.expected, unit),
    )
    return html.li(
        {"className": "row stack tight", "key": str(left.site_id)},
        status("risk" if left.left else "kept", words, "risk" if left.left else "kept"),
        html.span({"className": "t-s dim"}, facts),
    )


def _setting(
    voice: Voice, view: SeasonView, set_wish: Callable[..., None], keep: Press, end: Press
) -> list[VdomDict]:
    row = view.row
    kinds = [(each.value, voice.say_code("season-choice", each.value)) for each in SeasonKind]
    return [
        section(voice.say("season-set")),
        html.div(
            {"className": "pad approval-form"},
            picker(
                voice.say("season-how"),
                kinds,
                (row.kind or SeasonKind.SEASONAL).value,
                lambda value: set_wish(kind=value),
            ),
            typed(
                voice.say("season-first"), "first_on", set_wish, kind="date",
                said=row.first_on.isoformat() if row.first_on else "",
            ),
            typed(
                voice.say("season-last"), "last_on", set_wish, kind="date",
                said=row.last_on.isoformat() if row.last_on else "",
            ),
            typed(
                voice.say("season-quantity"), "quantity", set_wish, mode="decimal",
                said="" if row.quantity is None else plain(row.quantity),
            ),
            typed(
                voice.say("season-ramp"), "ramp_days", set_wish, mode="numeric",
                said=f"{row.ramp_days}" if row.ramp_days else "",
            ),
            typed(voice.say("promotion-field-note"), "note", set_wish, longest=500, said=view.note),
            button({"className": "btn ink", "type": "button", "onClick": keep}, voice.say("season-keep")),
            button({"className": "btn", "type": "button", "onClick": end}, voice.say("season-end"))
            if row.kind
            else None,
        ),
    ]  # fmt: skip
