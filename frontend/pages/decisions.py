"""The inbox of decisions: open proposals at the viewer's sites, by deadline or by effect."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.adoption_rows import adoption_rows
from frontend.components.allocation_parts import way_to_allocation
from frontend.components.button import button
from frontend.components.downloads import downloads
from frontend.components.frame import head, page, scope_words
from frontend.components.proposal_row import proposal_row, proposal_to_choose
from frontend.components.replenishment_parts import waiting_of, waiting_rows
from frontend.components.settings_parts import one_of
from frontend.components.several_bar import several_bar
from frontend.components.states import empty, failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.choice import Choice, use_choice
from frontend.hooks.deciding import use_undo
from frontend.hooks.query import Query, use_query
from frontend.hooks.voice import use_ticking_voice
from frontend.pages.undoing import undo_bars
from shared.schemas.person import Viewing
from shared.schemas.proposal import ProposalRow
from shared.terms import Role

SOONEST = "soonest"
BIGGEST = "biggest"
PAGE_LENGTH: Final = 50

SHARING: Final = frozenset({Role.PLANNER, Role.SUPERVISOR})


@dataclass(frozen=True)
class Shown:
    """How many rows are drawn, and what draws more of them."""

    length: int
    more: Callable[..., object]


@component
def decisions_page() -> VdomDict:
    """Draw the list; it follows what others decide."""
    voice = use_ticking_voice()
    order, set_order = use_state(SOONEST)
    length, set_length = use_state(PAGE_LENGTH)
    rows = use_query(
        "proposals", lambda gateway: gateway.proposals_waiting(), topics=("proposal", "plan")
    )
    adoptions = use_query(
        "adoptions",
        lambda gateway: gateway.adoptions_waiting(),
        topics=("what_if",),
    )
    replenishments = use_query(
        "replenishments",
        lambda gateway: gateway.replenishments(),
        topics=("replenishment", "plan", "supply"),
    )
    viewing = use_query("viewing", lambda gateway: gateway.viewing())
    undoable = use_query(
        "undoable",
        lambda gateway: gateway.undoable(),
        topics=("proposal", "what_if", "allocation", "replenishment"),
    )
    undoing = use_undo(voice, undoable.ask_again)
    choice = use_choice(voice, rows)
    may_choose = viewing.value is not None and Role.SUPERVISOR in viewing.value.roles
    may_share = viewing.value is not None and not SHARING.isdisjoint(viewing.value.roles)
    beside = len(adoptions.value or ()) + len(waiting_of(replenishments.value or []))
    count = 0 if rows.value is None else len(rows.value) + beside
    return page(
        _head(voice, count, viewing.value),
        not_fresh(voice, rows.answered_at, rows.ask_again) if rows.is_stale else None,
        html.p({"className": "notice", "role": "status"}, undoing.notice),
        undo_bars(voice, undoable.value, undoing.press) if undoable.value else None,
        adoption_rows(voice, adoptions.value) if adoptions.value else None,
        waiting_rows(voice, replenishments.value) if replenishments.value else None,
        way_to_allocation(voice) if may_share else None,
        None
        if beside and rows.value == []
        else _list(
            voice,
            rows,
            order,
            lambda value: lambda *_: set_order(value),
            choice if may_choose else None,
            Shown(length, lambda *_: set_length(lambda before: before + PAGE_LENGTH)),
        ),
        name="decisions-page",
        is_ready=not rows.is_waiting,
    )


def _head(voice: Voice, count: int, viewing: Viewing | None) -> VdomDict:
    title = (
        voice.say("decisions-title", count=count) if count else voice.say("navigation-decisions")
    )
    scopes = scope_words(voice, viewing.scope_names) if viewing else ""
    aside = voice.joined((scopes, voice.day(voice.today)))
    return head(title, aside)


def _list(
    voice: Voice,
    rows: Query[list[ProposalRow]],
    order: str,
    choose: Callable[[str], Callable[..., None]],
    choice: Choice | None,
    shown: Shown,
) -> VdomDict:
    if rows.is_waiting:
        return waiting(voice, voice.say("decisions-loading"))
    if rows.value is None:
        problem = rows.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return failed(voice, voice.say("decisions-failed"), problem, rows.ask_again)
    if not rows.value:
        return empty(
            voice.say("decisions-none"),
            voice.say("decisions-none-more"),
            html.a({"className": "btn", "href": "/plan"}, voice.say("decisions-to-plan")),
        )
    ordered = _ordered(rows.value, order)
    return html.div(
        {"className": "body"},
        html.div(
            {"className": "filters"},
            one_of(
                voice.say("decisions-order"),
                [
                    (SOONEST, voice.say("decisions-soonest")),
                    (BIGGEST, voice.say("decisions-biggest")),
                ],
                order,
                choose,
            ),
            _several_button(voice, choice) if choice is not None else None,
        )
        if len(ordered) > 1
        else None,
        html.div(
            {"className": "proposal-rows"},
            *(
                _row(
                    replace(voice, currency=row.currency),
                    row,
                    choice,
                    is_first=n == 0 and order == SOONEST,
                )
                for n, row in enumerate(ordered[: shown.length])
            ),
        ),
        _more(voice, len(ordered) - shown.length, shown.more),
        several_bar(voice, choice.several)
        if choice is not None and choice.several is not None
        else None,
        downloads(voice, "/api/v1/proposals"),
    )


def _more(voice: Voice, left: int, more: Callable[..., object]) -> VdomDict | None:
    if left <= 0:
        return None
    return html.div(
        {"className": "actions pad"},
        button(
            {"className": "btn", "type": "button", "onClick": more},
            voice.say("decisions-more", count=min(left, PAGE_LENGTH)),
        ),
    )


def _row(voice: Voice, row: ProposalRow, choice: Choice | None, *, is_first: bool) -> VdomDict:
    if choice is None or choice.several is None:
        return proposal_row(voice, row, is_first=is_first)
    return proposal_to_choose(
        voice, row, is_chosen=row.id in choice.chosen, mark=choice.mark(row.id)
    )


def _several_button(voice: Voice, choice: Choice) -> VdomDict:
    is_on = choice.several is not None
    return button(
        {
            "className": "btn",
            "type": "button",
            "aria-pressed": "true" if is_on else "false",
            "onClick": choice.switch,
        },
        voice.say("decisions-several-stop" if is_on else "decisions-several"),
    )


def _ordered(rows: list[ProposalRow], order: str) -> list[ProposalRow]:
    if order == BIGGEST:
        return sorted(rows, key=lambda row: (-row.value, row.decide_by))
    return sorted(rows, key=lambda row: row.decide_by)
