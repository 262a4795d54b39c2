"""Several proposals chosen to be decided together, and what became of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from reactpy import use_state

from frontend.components.several_bar import Several
from frontend.components.voice import Voice
from frontend.hooks.query import Query
from frontend.hooks.visit import use_gateway
from shared.problem import ProblemError
from shared.schemas.proposal import ChosenProposal, ProposalRow
from shared.terms import DecisionKind, DecisionReason


@dataclass(frozen=True)
class Choice:
    """Which rows are ticked; `several` is None while rows lead to their decision as usual."""

    chosen: frozenset[UUID]
    several: Several | None
    switch: Callable[..., object]
    mark: Callable[[UUID], Callable[[bool], object]]


def use_choice(voice: Voice, rows: Query[list[ProposalRow]]) -> Choice:
    """Keep what is ticked; a row that somebody else decides meanwhile is no longer counted."""
    gateway = use_gateway()
    is_on, set_on = use_state(False)
    ticked, set_ticked = use_state(frozenset[UUID]())
    reason, set_reason = use_state("")
    problem, set_problem = use_state("")
    is_busy, set_busy = use_state(False)
    open_rows = {row.id: row for row in rows.value or []}
    chosen = frozenset(ticked & open_rows.keys())

    def switch(*_: object) -> None:
        set_on(not is_on)
        set_ticked(frozenset())
        set_problem("")

    def mark(proposal_id: UUID) -> Callable[[bool], object]:
        one = frozenset({proposal_id})
        return lambda is_on: set_ticked(lambda before: before | one if is_on else before - one)

    def decide(kind: DecisionKind) -> Callable[..., Awaitable[None]]:
        async def press(*_: object) -> None:
            set_busy(True)
            set_problem("")
            try:
                await gateway.decide_several(
                    [_chosen(open_rows[each]) for each in ticked if each in open_rows],
                    kind,
                    DecisionReason(reason) if reason else None,
                    "",
                )
            except ProblemError as refused:
                set_problem(voice.say(refused.text_key, **refused.facts))
            else:
                set_ticked(frozenset())
            set_busy(False)
            rows.ask_again()

        return press

    several = Several(
        count=len(chosen),
        reason=DecisionReason(reason) if reason else None,
        problem=problem,
        is_busy=is_busy,
        choose_reason=set_reason,
        decide=decide,
    )
    return Choice(chosen, several if is_on else None, switch, mark)


def _chosen(row: ProposalRow) -> ChosenProposal:
    return ChosenProposal(row.id, row.plan_revision_id, row.recommended_code)
