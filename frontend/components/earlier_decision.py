"""One's own decision that came back: what the way out was when it was chosen, and what it is now."""

from collections.abc import Callable
from typing import Any

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.alternatives import (
    LETTERS,
    letter_of,
    way_cost,
    way_gets,
    way_load,
    way_losers,
)
from frontend.components.causes import sentence
from frontend.components.icon import icon
from frontend.components.load_bars import share
from frontend.components.voice import Voice
from shared.schemas.impact import Alternative
from shared.schemas.proposal import EarlierDecision, PlanMove, ProposalView

_MOVES_NAMED = 2


def plan_moved_since(voice: Voice, view: ProposalView) -> VdomDict | None:
    """Draw the band that says what moved the plan, and then and now beside each other."""
    earlier = view.earlier_decision
    if earlier is None:
        return None
    moves = [_move(voice, move) for move in earlier.moves[:_MOVES_NAMED]]
    more = len(earlier.moves) - len(moves)
    if more > 0:
        moves.append(voice.say("decisions-and-more", count=more))
    seen = voice.say(
        "decisions-earlier-seen",
        seen=str(earlier.plan_revision_number),
        current=str(view.current_plan_revision_number),
    )
    return html.section(
        {"className": "earlier", "aria-label": voice.say("decisions-earlier")},
        html.div(
            {"className": "plan-moved", "role": "status"},
            icon("conflict", "l c-risk"),
            html.div(
                html.p(html.span({"className": "b"}, voice.say("decisions-earlier")), " ", seen),
                html.ul(*(html.li({"key": f"{n}"}, said) for n, said in enumerate(moves))),
            ),
        ),
        _then_and_now(voice, view, earlier),
        html.p({"className": "dim stays"}, voice.say("decision-first-stays")),
    )


def _move(voice: Voice, move: PlanMove) -> str:
    who = move.revised_by_name or "Lockstep"
    if move.customer_name:
        return voice.say(
            "decisions-earlier-move", person=who, customer=move.customer_name, item=move.item_name
        )
    return voice.say("decisions-earlier-revised", person=who, note=move.note)


def _then_and_now(voice: Voice, view: ProposalView, earlier: EarlierDecision) -> VdomDict:
    then = earlier.way
    now = next((way for way in view.alternatives if way.code == then.code), None)
    rows = [] if now is None else _rows(voice, view, then, now)
    return html.table(
        {"className": "then-now"},
        html.thead(
            html.tr(
                html.th({"scope": "col"}, voice.say_code("alternative", then.code)),
                html.th(
                    {"scope": "col"},
                    voice.say("decisions-earlier-then"),
                    _revision(voice, earlier.plan_revision_number, earlier.worked_out_at),
                ),
                html.th(
                    {"scope": "col", "className": "now"},
                    voice.say("decisions-earlier-now"),
                    _revision(voice, view.plan_revision_number, view.impact.assessed_at),
                ),
                html.th({"scope": "col"}, voice.say("decisions-earlier-because")),
            )
        ),
        html.tbody(*rows)
        if rows
        else html.tbody(
            html.tr(html.td({"colSpan": 4, "className": "b"}, voice.say("decisions-earlier-gone")))
        ),
    )


def _revision(voice: Voice, number: int, at: Any) -> VdomDict:
    words = voice.say("decisions-earlier-revision", number=str(number), time=voice.moment(at))
    return html.span({"className": "t-s dim"}, words)


def _rows(voice: Voice, view: ProposalView, then: Alternative, now: Alternative) -> list[VdomDict]:
    def row(
        key: str,
        head: str,
        draw: Callable[[Alternative], Any],
        facts: Callable[[Alternative], Any],
        why: str,
    ) -> VdomDict:
        is_same = facts(then) == facts(now)
        return html.tr(
            {"key": key},
            html.th({"scope": "row"}, head),
            html.td(draw(then)),
            html.td(
                {"className": "now"},
                html.span({"className": "dim"}, voice.say("decisions-earlier-same"))
                if is_same
                else draw(now),
            ),
            html.td({"className": "dim"}, "" if is_same else why),
        )

    reasons = [sentence(voice, reason) for reason in view.impact.reasons[:1]]
    return [
        row(
            "gets",
            voice.say("decisions-gets", customer=view.change.customer_name),
            lambda way: way_gets(voice, way),
            lambda way: way.deliveries,
            "".join(reasons),
        ),
        row(
            "loses",
            voice.say("decisions-who-loses"),
            lambda way: way_losers(voice, way.losers),
            lambda way: [
                (slip.demand_line_id, slip.quantity, slip.days_late) for slip in way.losers
            ],
            voice.joined(
                voice.say(
                    "decisions-slip-order",
                    reference=slip.order_reference,
                    day=voice.day(slip.promised_on),
                )
                for slip in now.losers[:2]
            ),
        ),
        row(
            "load",
            voice.say("decisions-highest-load"),
            lambda way: way_load(voice, way),
            _highest,
            _more_hours(voice, then, now),
        ),
        row(
            "cost",
            voice.say("decisions-cost"),
            lambda way: way_cost(voice, way),
            lambda way: way.cost,
            voice.joined(dict.fromkeys(sentence(voice, reason) for reason in now.cost_reasons[:2])),
        ),
        row(
            "score",
            voice.say("decisions-score"),
            lambda way: html.span({"className": "t-xl"}, str(way.score)),
            lambda way: (way.score, way.is_recommended),
            _others(voice, view, now),
        ),
    ]


def _highest(way: Alternative) -> tuple[str, int] | None:
    if not way.loads:
        return None
    worst = max(way.loads, key=lambda bar: share(bar.hours_after, bar.available_hours))
    return worst.work_center_name, share(worst.hours_after, worst.available_hours)


def _more_hours(voice: Voice, then: Alternative, now: Alternative) -> str:
    """Say where the plan itself holds other hours than it held before."""
    before = {bar.work_center_id: bar for bar in then.loads}
    said = []
    for bar in now.loads:
        known = before.get(bar.work_center_id)
        more = bar.hours_before - known.hours_before if known else bar.hours_before
        if more:
            hours = voice.number(abs(more))
            key = "decisions-earlier-more-hours" if more > 0 else "decisions-earlier-fewer-hours"
            said.append(voice.say(key, work_center=bar.work_center_name, hours=hours))
    return voice.joined(said[:2])


def _others(voice: Voice, view: ProposalView, now: Alternative) -> str:
    scores = voice.joined(
        f"{LETTERS[n]} {way.score}"
        for n, way in enumerate(view.alternatives)
        if way.code != now.code
    )
    first = voice.say("decisions-earlier-still-first", letter=letter_of(view, now.code))
    if not now.is_recommended:
        best = next((way.code for way in view.alternatives if way.is_recommended), now.code)
        first = voice.say("decisions-earlier-other-first", letter=letter_of(view, best))
    return ". ".join(part for part in (first, scores) if part)
